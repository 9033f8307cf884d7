using System.Diagnostics;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Benchmarks.Deployment;

/// <summary>A way to publish samples/Ahead, and what came of it.</summary>
/// <param name="Name">As in the report.</param>
/// <param name="Framework">What it is compiled for.</param>
/// <param name="Properties">What <c>dotnet publish</c> is told besides.</param>
internal sealed record Publication(string Name, string Framework, IReadOnlyList<string> Properties)
{
    /// <summary>The first is what the others are compared with.</summary>
    public static IReadOnlyList<Publication> All { get; } =
    [
        new("JIT", "net10.0", ["--self-contained", "false"]),
        new("ReadyToRun", "net10.0", ["--self-contained", "false", "-p:Deploy=ready"]),
        new("trimmed", "net10.0", ["--self-contained", "true", "-p:Deploy=trimmed"]),
        new("NativeAOT, x86-x64-v3", "net9.0", ["-p:Deploy=native", "-p:IlcInstructionSet=x86-x64-v3", .. Linker]),
        .. Avx512F.VL.IsSupported ? [new Publication("NativeAOT, x86-x64-v4", "net9.0", ["-p:Deploy=native", "-p:IlcInstructionSet=x86-x64-v4", .. Linker])] : Array.Empty<Publication>(),
        // What one gets who says nothing about instruction sets, as the sample's project does.
        new("NativeAOT, default", "net9.0", ["-p:Deploy=native", "-p:IlcInstructionSet=", .. Linker]),
    ];

    /// <summary>What ILC asks for is clang; gcc does as well, if it is told so.</summary>
    private static IReadOnlyList<string> Linker =>
        OperatingSystem.IsLinux() && !OnPath("clang") && OnPath("gcc") ? ["-p:CppCompilerAndLinker=gcc", "-p:LinkerFlavor=bfd"] : [];

    /// <summary>Publishes into a folder of its own.</summary>
    /// <returns>The folder; null if it did not go, with the reason in <paramref name="reason"/>.</returns>
    public string? Publish(string parent, string runtimeIdentifier, out string reason)
    {
        string folder = Path.Combine(parent, string.Concat(Name.Where(char.IsLetterOrDigit)));
        (int exitCode, string output, _) = Run(
            "dotnet",
            // With intermediate files of its own: what was compiled for another way must not be taken for this one.
            ["publish", Path.Combine("samples", "Ahead"), "-c", "Release", "-f", Framework, "-r", runtimeIdentifier, "-o", folder, "--artifacts-path", folder + ".artifacts", "-p:DebugType=none", .. Properties]);
        reason = output.Split('\n').FirstOrDefault(line => line.Contains("error", StringComparison.Ordinal))?.Trim() ?? output;
        bool isWarned = output.Contains("warning", StringComparison.Ordinal);
        return exitCode == 0 && !isWarned ? folder : null;
    }

    /// <summary>Runs a program to its end.</summary>
    /// <returns>Its exit code, what it wrote, and the milliseconds from its start to its end.</returns>
    public static (int ExitCode, string Output, double Milliseconds) Run(string program, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        long begun = Stopwatch.GetTimestamp();
        using Process process = Process.Start(start)!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        double milliseconds = Stopwatch.GetElapsedTime(begun).TotalMilliseconds;
        return (process.ExitCode, output + errors.GetAwaiter().GetResult(), milliseconds);
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator).Any(folder => File.Exists(Path.Combine(folder, program)));
}
