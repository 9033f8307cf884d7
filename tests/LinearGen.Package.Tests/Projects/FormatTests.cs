using LinearGen.Generator.Declarations;
using LinearGen.Package.Tests.Packing;

namespace LinearGen.Package.Tests.Projects;

/// <summary>Code fixes applied from the command line, by a tool that loads projects as an editor does.</summary>
[Collection(SharedPackages.Name)]
[Trait("Category", "Full")]
public sealed class FormatTests(PackedProducts products)
{
    private static readonly string[] Ids = [.. new DeclarationAnalyzer().SupportedDiagnostics.Select(descriptor => descriptor.Id)];

    /// <summary>The build reports each of them once, though one of the classes makes another declaration fail, and without analyzers too.</summary>
    [Fact]
    public async Task DotnetFormat_FixesEachDeclarationThatHasAFix()
    {
        NewProject project = new NewProject(products, "Declarations", "net10.0", ("TreatWarningsAsErrors", "false")).WithProgram("WrongDeclarations.cs");

        CommandResult wrong = await project.BuildAsync();
        CommandResult withoutAnalyzers = await project.BuildAsync("RunAnalyzers=false");
        (await project.FormatAsync(Ids)).Expect("dotnet format");
        string formatted = await File.ReadAllTextAsync(Path.Combine(project.Folder, "Program.cs"));
        CommandResult right = await project.BuildAsync();

        Assert.Equal(Ids.Order(StringComparer.Ordinal), Errors(wrong));
        Assert.Equal(Ids.Order(StringComparer.Ordinal), Errors(withoutAnalyzers));
        Assert.Equal(
            (await File.ReadAllTextAsync(Path.Combine(AppContext.BaseDirectory, "Programs", "RightDeclarations.cs"))).ReplaceLineEndings(),
            formatted.ReplaceLineEndings());
        right.Expect("The build afterwards");
    }

    /// <summary>The IDs of LinearGen's errors, in order. A build lists all its errors twice: as they are found, and at its end.</summary>
    private static IEnumerable<string> Errors(CommandResult build) => build.Output.Split("Build FAILED.")[0]
        .Split('\n')
        .Select(line => line.IndexOf(": error LG", StringComparison.Ordinal) is >= 0 and var start ? line.Substring(start + ": error ".Length, "LG0000".Length) : "")
        .Where(id => id.Length > 0)
        .Order(StringComparer.Ordinal);
}
