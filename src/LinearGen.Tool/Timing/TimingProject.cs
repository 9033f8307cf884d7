using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using LinearGen.Onnx.Models;
using LinearGen.Tool.Commands;
using LinearGen.Tool.Writing;

namespace LinearGen.Tool.Timing;

/// <summary>
/// A temporary project that times a model as a user's program would run it: the classes that an import writes, compiled in Release, with the generator and the
/// runtime that lie beside this tool, so that no package is needed but ONNX Runtime's.
/// </summary>
internal sealed partial class TimingProject : IDisposable
{
    private const string Name = "Timed";
    private const int MostErrors = 5;

    private static readonly string[] Libraries = ["LinearGen.Generator.dll", "LinearGen.Runtime.dll", "System.Numerics.Tensors.dll"];

    private static readonly string OnnxRuntimeVersion =
        typeof(TimingProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "OnnxRuntimeVersion").Value!;

    private readonly string _folder = Directory.CreateTempSubdirectory("lineargen-bench-").FullName;

    /// <summary>Compiles a model and times it.</summary>
    /// <param name="model">The model.</param>
    /// <param name="plan">The calls to time.</param>
    /// <param name="sources">More feeds of packages.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ImportException">The SDK or a package is missing, or the program failed.</exception>
    public async Task<TimingResult> RunAsync(ImportedModel model, TimingPlan plan, IReadOnlyList<string> sources, CancellationToken cancellation)
    {
        DotNetSdk sdk = await DotNetSdk.FindAsync(DotNetSdk.Places, _folder, cancellation);
        ImportCommand.Write(model, Name, "Model", _folder, new ClassOptions(), force: false);
        WriteProgram(model.Precision);
        WriteProject(sdk.Version, plan.Graph is not null, sources);
        File.WriteAllText(InFolder("plan.json"), JsonSerializer.Serialize(plan));

        // No compiler or build server stays behind.
        (int exitCode, string output) = await sdk.RunAsync(_folder, ["build", "-c", "Release", "-o", "out", "-p:UseSharedCompilation=false"], cancellation);
        if (exitCode != 0)
        {
            throw BuildError(output, plan.Graph is not null);
        }

        (exitCode, output) = await sdk.RunAsync(_folder, ["exec", Path.Combine("out", Name + ".dll"), "plan.json", "result.json"], cancellation);
        return exitCode == 0
            ? JsonSerializer.Deserialize<TimingResult>(File.ReadAllText(InFolder("result.json")))!
            : throw new ImportException($"The program that times the model ended with {exitCode}: {output.Trim()}");
    }

    /// <summary>Deletes the project.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static ImportException BuildError(string output, bool hasPackage)
    {
        string[] errors = [.. output.Split('\n').Where(line => ErrorLine().IsMatch(line)).Select(line => line.Trim()).Distinct().Take(MostErrors)];
        string said = string.Join('\n', errors.Length > 0 ? errors : [output.Trim()]);
        return hasPackage && errors.Any(line => line.Contains("error NU", StringComparison.Ordinal))
            ? new ImportException($"The package Microsoft.ML.OnnxRuntime {OnnxRuntimeVersion} cannot be restored from NuGet's feeds here; --source names another feed, and without --onnxruntime no package is needed.\n{said}")
            : new ImportException($"The model does not compile:\n{said}");
    }

    [GeneratedRegex(@"\berror [A-Z]+\d+:")]
    private static partial Regex ErrorLine();

    private string InFolder(string name) => Path.Combine(_folder, name);

    private void WriteProgram(Precision precision)
    {
        Assembly assembly = typeof(TimingProject).Assembly;
        foreach (string name in assembly.GetManifestResourceNames().Where(name => name.EndsWith(".cs", StringComparison.Ordinal)))
        {
            using Stream source = assembly.GetManifestResourceStream(name)!;
            using FileStream file = File.Create(InFolder(name));
            source.CopyTo(file);
        }

        File.WriteAllText(InFolder("Element.cs"), $"global using Element = System.{precision};\n");
        foreach (string library in Libraries)
        {
            File.Copy(Path.Combine(AppContext.BaseDirectory, library), InFolder(library));
        }
    }

    private void WriteProject(int version, bool hasOnnxRuntime, IReadOnlyList<string> sources)
    {
        // The folder that the user is in has a say where packages come from, as for a project there; nothing else outside has.
        string feeds = string.Join(';', sources.Select(source => ProjectLines.Escape(Directory.Exists(source) ? Path.GetFullPath(source) : source)));
        string onnxRuntime = !hasOnnxRuntime ? "" : $"""
              <PropertyGroup>
                <DefineConstants>$(DefineConstants);ONNXRUNTIME</DefineConstants>
                <RuntimeIdentifier>$(NETCoreSdkPortableRuntimeIdentifier)</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <RestoreAdditionalProjectSources>{feeds}</RestoreAdditionalProjectSources>
                <RestoreRootConfigDirectory>{ProjectLines.Escape(Environment.CurrentDirectory)}</RestoreRootConfigDirectory>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.ML.OnnxRuntime" Version="[{OnnxRuntimeVersion}]" />
              </ItemGroup>

            """;
        File.WriteAllText(InFolder(Name + ".csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <OutputType>Exe</OutputType>
                <TargetFramework>net{version}.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <Analyzer Include="LinearGen.Generator.dll" />
                <Reference Include="LinearGen.Runtime.dll;System.Numerics.Tensors.dll" />
                <None Update="Model.safetensors" CopyToOutputDirectory="PreserveNewest" />
              </ItemGroup>
            {onnxRuntime}</Project>

            """);
        foreach (string name in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(InFolder(name), "<Project />\n");
        }
    }
}
