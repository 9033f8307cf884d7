using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    [Fact]
    [Trait("Category", "Full")]
    public async Task AProjectOfAnOlderFramework_IsToldSoWhenPackagesAreFetched()
    {
        NewProject project = new NewProject(products, "TooOld", "net8.0").WithProgram("Training.cs");

        CommandResult build = await project.BuildAsync();

        Assert.NotEqual(0, build.ExitCode);
        Assert.Contains("NU1202: Package LinearGen", build.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("error CS", build.Output, StringComparison.Ordinal);
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

    /// <summary>One line serves a project for several frameworks and processors.</summary>
    [Theory]
    [Trait("Category", "Full")]
    [InlineData("net9.0", "linux-x64", "x86-64-v3", "x86-x64-v3")]
    [InlineData("net9.0", "linux-x64", "x86-x64-v4", "x86-x64-v4")]
    [InlineData("net10.0", "linux-x64", "x86-x64-v3", "x86-64-v3")]
    [InlineData("net10.0", "win-x64", "x86-64-v4", "x86-64-v4")]
    [InlineData("net10.0", "linux-x64", "native", "native")]
    [InlineData("net10.0", "osx-arm64", "x86-64-v3", "")]
    [InlineData("net9.0", "linux-arm64", "armv8.2-a", "armv8.2-a")]
    public async Task AnInstructionSet_IsPassedOnAsTheCompilerOfTheTargetHasIt(string framework, string runtimeIdentifier, string named, string expected)
    {
        NewProject project = new(products, "Spelling", "net9.0;net10.0");

        CommandResult run = await project.RunTargetAsync("LinearGenInstructionSet", framework, [$"RuntimeIdentifier={runtimeIdentifier}", $"IlcInstructionSet={named}"], "IlcInstructionSet");

        Assert.Equal(expected, run.Output.Trim());
    }

    /// <summary>The width of vectors is what the publish names; bits of results do not depend on it. Either framework takes one spelling.</summary>
    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("net9.0", "x86-64-v3", 256)]
    [InlineData("net9.0", "x86-64-v4", 512)]
    [InlineData("net10.0", "x86-64-v3", 256)]
    [InlineData("net10.0", "x86-x64-v4", 512)]
    public async Task AProgramCompiledAheadOfTime_HasVectorsOfTheWidthThatThePublishNames(string framework, string instructionSet, int bits)
    {
        Skip.IfNot(OperatingSystem.IsLinux() && RuntimeInformation.ProcessArchitecture == Architecture.X64, "The program is published for x64 Linux.");
        Skip.If(NativeLinker.Properties is null, "There is neither clang nor gcc to link with.");
        NewProject project = new NewProject(products, $"Native{bits}For{framework[3..^2]}", "net9.0;net10.0", ("PublishAot", "true"), ("InvariantGlobalization", "true")).WithProgram("Bits.cs");

        string program = await project.PublishAsync(framework, "linux-x64", [$"IlcInstructionSet={instructionSet}", .. NativeLinker.Properties]);

        Skip.If(bits == 512 && !Vector512.IsHardwareAccelerated, "It was compiled; this processor has no vectors of 512 bits to run it with.");
        CommandResult run = (await DotNet.RunAsync(program, project.Folder, packages: null, [])).Expect("The program");
        (await project.BuildAsync()).Expect("The build");
        CommandResult jit = (await project.RunAsync("net10.0")).Expect("The program for the JIT");
        Assert.Equal($"{bits}", run.Output.Split('\n')[0].Trim());
        Assert.Equal(jit.Output.Split('\n')[1..], run.Output.Split('\n')[1..]);
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
