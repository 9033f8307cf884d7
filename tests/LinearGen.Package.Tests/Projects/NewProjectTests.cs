using LinearGen.Package.Tests.Packing;

namespace LinearGen.Package.Tests.Projects;

/// <summary>New projects that refer to the package and to nothing else.</summary>
[Collection(SharedPackages.Name)]
public sealed class NewProjectTests(PackedProducts products)
{
    private const string Printed = "Xor 2→8→1, 33 parameters\n0 1 1 0\nlearned\n0\n";

    [Fact]
    public Task ANewProject_BuildsWithoutWarnings_TrainsAndRuns() => BuildAndRun(new(products, "Default", "net10.0"), "net10.0");

    /// <summary>C# 13 is what a project for .NET 9 speaks, and the oldest that is supported.</summary>
    [Fact]
    [Trait("Category", "Full")]
    public Task AProjectOfTheOldestLanguage_BuildsAndRuns_ForBothFrameworks() =>
        BuildAndRun(new(products, "Oldest", "net9.0;net10.0", ("LangVersion", "13")), "net9.0", "net10.0");

    [Fact]
    [Trait("Category", "Full")]
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

    /// <summary>Its kernels would be many times slower, and nothing else would say so.</summary>
    [Theory]
    [Trait("Category", "Full")]
    [InlineData(true, "PublishAot=true", "RuntimeIdentifier=linux-x64")]
    [InlineData(false, "PublishAot=true", "RuntimeIdentifier=linux-x64", "IlcInstructionSet=native")]
    [InlineData(false, "PublishAot=true", "RuntimeIdentifier=linux-arm64")]
    public async Task PublishingAheadOfTime_WithoutAnInstructionSet_IsRemarkedUpon(bool isRemarkedUpon, params string[] properties)
    {
        NewProject project = new(products, "Ahead", "net10.0");

        CommandResult run = await project.RunTargetAsync("LinearGenAheadOfTime", "net10.0", properties);

        Assert.Equal(isRemarkedUpon, run.Output.Contains("IlcInstructionSet is not set", StringComparison.Ordinal));
    }

    private static async Task BuildAndRun(NewProject project, params string[] frameworks)
    {
        (await project.WithProgram("Training.cs").BuildAsync()).Expect("The build");
        foreach (string framework in frameworks)
        {
            CommandResult run = (await project.RunAsync(framework)).Expect("The program");
            Assert.Equal(Printed, run.Output.ReplaceLineEndings("\n"));
        }
    }
}
