using System.Runtime.InteropServices;
using LinearGen.Package.Tests.Packing;
using LinearGen.Testing;

namespace LinearGen.Package.Tests.Projects;

/// <summary>The tool, installed from its package, and a new project with the class that it has written.</summary>
[Collection(SharedPackages.Name)]
[Trait("Category", "Full")]
public sealed class ToolTests(PackedProducts products)
{
    private const string Printed = "Classifier 64→32→10, 2410 parameters\nTrue\n";

    [Fact]
    public async Task TheInstalledTool_WritesAClassAndLinesForTheProject_ThatRuns()
    {
        string model = Model("digits_64_32_10_relu.onnx");
        NewProject project = new NewProject(products, "Imported", "net10.0").WithProgram("Imported.cs");
        string tool = await InstallAsync("tools");

        CommandResult import = (await DotNet.RunAsync(
            tool, project.Folder, packages: null, ["import", model, "--namespace", "Imported", "--class", "Classifier", "--folder", "Models"])).Expect("lineargen import");
        string output = import.Output.ReplaceLineEndings("\n");
        int first = output.IndexOf("  <ItemGroup>", StringComparison.Ordinal), behind = output.IndexOf("</ItemGroup>\n", StringComparison.Ordinal) + "</ItemGroup>\n".Length;
        (await project.WithLines(output[first..behind]).BuildAsync()).Expect("The build");
        CommandResult run = (await project.RunAsync("net10.0")).Expect("The program");

        Assert.Equal(Printed, run.Output.ReplaceLineEndings("\n"));
        if (OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64)
        {
            await RunPublished(project, "PublishSingleFile=true", "SelfContained=false", "UseAppHost=true");
            if (NativeLinker.Properties is { } linker)
            {
                await RunPublished(project, ["PublishAot=true", "InvariantGlobalization=true", "IlcInstructionSet=x86-64-v3", .. linker]);
            }
        }
    }

    /// <summary>It compiles the model with what is in its own package, so no feed is asked for another.</summary>
    [Fact]
    public async Task TheInstalledTool_TimesAModel()
    {
        string tool = await InstallAsync("tools-for-timing");

        CommandResult bench = (await DotNet.RunAsync(
            tool, products.NewFolder("bench"), products.NewFolder("no packages"), ["bench", Model("linear_2_3.onnx"), "--rows", "1,5", "--seconds", "0.01"])).Expect("lineargen bench");

        Assert.Contains("2→3, float, 9 parameters", bench.Output, StringComparison.Ordinal);
        Assert.Equal(2, bench.Output.Split('\n').Count(line => line.Contains(" LinearGen ", StringComparison.Ordinal)));
    }

    private static string Model(string name) => Path.Combine(Repository.Root, "tests", "LinearGen.Tool.Tests", "Data", "Models", name);

    private async Task<string> InstallAsync(string folder)
    {
        string tools = products.NewFolder(folder);
        (await DotNet.RunAsync(
            tools,
            products.Packages,
            ["tool", "install", "LinearGen.Tool", "--tool-path", tools, "--version", products.Version])).Expect("dotnet tool install");
        return Path.Combine(tools, OperatingSystem.IsWindows() ? "lineargen.exe" : "lineargen");
    }

    /// <summary>A program that is one file, run from another folder, has its weights beside it.</summary>
    private static async Task RunPublished(NewProject project, params IReadOnlyList<string> properties)
    {
        string program = await project.PublishAsync("net10.0", "linux-x64", properties);
        CommandResult run = (await DotNet.RunAsync(program, Path.GetTempPath(), packages: null, [])).Expect($"The program published with {properties[0]}");
        Assert.Equal(Printed, run.Output.ReplaceLineEndings("\n"));
        Assert.True(File.Exists(Path.Combine(Path.GetDirectoryName(program)!, "Classifier.safetensors")));
        Directory.Delete(Path.GetDirectoryName(program)!, recursive: true);
    }
}
