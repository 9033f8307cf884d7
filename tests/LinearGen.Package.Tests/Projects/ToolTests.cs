using LinearGen.Package.Tests.Packing;
using LinearGen.Testing;

namespace LinearGen.Package.Tests.Projects;

/// <summary>The tool, installed from its package, and a new project with the class that it has written.</summary>
[Collection(SharedPackages.Name)]
[Trait("Category", "Full")]
public sealed class ToolTests(PackedProducts products)
{
    [Fact]
    public async Task TheInstalledTool_WritesAClass_ThatANewProjectRuns()
    {
        string model = Path.Combine(Repository.Root, "tests", "LinearGen.Tool.Tests", "Data", "Models", "digits_64_32_10_relu.onnx");
        NewProject project = new NewProject(products, "Imported", "net10.0").WithProgram("Imported.cs");
        string tools = products.NewFolder("tools");

        (await DotNet.RunAsync(
            project.Folder,
            products.Packages,
            ["tool", "install", "LinearGen.Tool", "--tool-path", tools, "--version", products.Version])).Expect("dotnet tool install");
        (await DotNet.RunAsync(
            Path.Combine(tools, OperatingSystem.IsWindows() ? "lineargen.exe" : "lineargen"),
            project.Folder,
            packages: null,
            ["import", model, "--namespace", "Imported", "--class", "Classifier", "--output", project.Folder])).Expect("lineargen import");
        (await project.BuildAsync()).Expect("The build");
        CommandResult run = (await project.RunAsync("net10.0", "Classifier.safetensors")).Expect("The program");

        Assert.Equal("Classifier 64→32→10, 2410 parameters\nTrue\n", run.Output.ReplaceLineEndings("\n"));
    }
}
