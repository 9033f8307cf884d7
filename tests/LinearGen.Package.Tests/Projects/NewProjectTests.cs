using LinearGen.Package.Tests.Packing;

namespace LinearGen.Package.Tests.Projects;

/// <summary>New projects that refer to the package and to nothing else.</summary>
[Collection(PackedCollection.Name)]
public sealed class NewProjectTests(PackedProducts products)
{
    private const string Printed = "Xor 2→8→1, 33 parameters\n0 1 1 0\nlearned\n0\n";

    /// <summary>C# 13 is what a project for .NET 9 speaks, and the oldest that is supported; a newer one is the newer framework's default.</summary>
    [Theory]
    [InlineData("net10.0", "14")]
    [InlineData("net10.0", "13")]
    [InlineData("net9.0", "13")]
    public async Task ANewProject_BuildsWithoutWarnings_TrainsAndRuns(string framework, string language)
    {
        NewProject project = new NewProject(products, $"Training{framework}{language}", framework, ("LangVersion", language)).WithProgram("Training.cs");

        (await project.BuildAsync()).Expect("The build");
        CommandResult run = (await project.RunAsync()).Expect("The program");

        Assert.Equal(Printed, run.Output.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task WrongShapes_AreErrorsOfTheBuild()
    {
        NewProject project = new NewProject(products, "WrongShapes", "net10.0").WithProgram("WrongShapes.cs");

        CommandResult build = await project.BuildAsync();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("error LG0004: Out of 'Empty' is 0", build.Output, StringComparison.Ordinal);
        Assert.Contains("error LG0101:", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8784", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("CS8785", build.Output, StringComparison.Ordinal);
    }
}
