using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using LinearGen.Benchmarks.Reports;

namespace LinearGen.Benchmarks.Generators;

/// <summary>A project of its own, built by <c>dotnet build</c> with a compiler that starts anew: with attributes and generator, and with the same classes without both.</summary>
internal static partial class ColdBuild
{
    /// <summary>Measures.</summary>
    /// <param name="count">The number of layers.</param>
    /// <param name="builds">Builds of each kind, in turn.</param>
    /// <returns>Text for the report.</returns>
    /// <exception cref="InvalidOperationException">A build failed; the message holds what it printed.</exception>
    public static string Measure(int count, int builds)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("lineargen-build-");
        try
        {
            string with = Write(folder, "With", count, annotated: true);
            string without = Write(folder, "Without", count, annotated: false);
            List<(double Seconds, string Log)> annotated = [], plain = [];
            for (int build = 0; build < builds; build++)
            {
                annotated.Add(Build(with));
                plain.Add(Build(without));
            }

            (double seconds, string log) = annotated.MinBy(build => build.Seconds);
            double less = plain.Min(build => build.Seconds);
            Match generators = GeneratorTime().Match(log);
            return $"""
                `dotnet build --no-restore` of a library of {count} annotated classes and {count / 10} networks, with the compiler started anew, beside the
                same classes without attributes and generator; in turn, the best of {builds}. The compiler is precompiled, the generator is not.


                """.ReplaceLineEndings("\n")
                + Format.Head("Build", "seconds") + "\n"
                + Format.Row(["with the layers", Text(seconds)]) + "\n"
                + Format.Row(["without", Text(less)]) + "\n"
                + Format.Row(["**added** (aim: below 10)", Text(seconds - less)]) + "\n"
                + Format.Row(["of that in the generators, as the compiler reports it", generators.Success ? generators.Groups["seconds"].Value : "not reported"]) + "\n";
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Write(DirectoryInfo parent, string name, int count, bool annotated)
    {
        DirectoryInfo folder = parent.CreateSubdirectory(name);
        LayerProject project = new(count, annotated);
        for (int file = 0; file < project.Files.Count; file++)
        {
            File.WriteAllText(Path.Combine(folder.FullName, $"Source{file}.cs"), project.Files[file]);
        }

        string analyzer = annotated ? $"""<Analyzer Include="{Path.Combine(AppContext.BaseDirectory, "LinearGen.Generator.dll")}" />""" : "";
        string path = Path.Combine(folder.FullName, name + ".csproj");
        File.WriteAllText(path, $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup>
                <Reference Include="{Path.Combine(AppContext.BaseDirectory, "LinearGen.Runtime.dll")}" />
                {analyzer}
              </ItemGroup>
            </Project>
            """);
        Run("restore", path);
        return path;
    }

    private static (double Seconds, string Log) Build(string project)
    {
        long start = Stopwatch.GetTimestamp();
        string log = Run("build", project, "--no-restore", "--no-incremental", "-p:UseSharedCompilation=false", "-p:ReportAnalyzer=true", "-v:detailed", "-nodeReuse:false");
        return (Stopwatch.GetElapsedTime(start).TotalSeconds, log);
    }

    private static string Run(params string[] arguments)
    {
        ProcessStartInfo start = new("dotnet", arguments) { RedirectStandardOutput = true };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        using Process process = Process.Start(start)!;
        string log = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? log : throw new InvalidOperationException($"dotnet {arguments[0]} failed:\n{log}");
    }

    private static string Text(double seconds) => seconds.ToString("0.0", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Total generator execution time: (?<seconds>[\d.,]+) seconds")]
    private static partial Regex GeneratorTime();
}
