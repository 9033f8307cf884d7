using System.Reflection;
using LinearGen.Generator.Diagnostics;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Tests;

/// <summary>Each diagnostic is documented, tracked and fixed in its form.</summary>
public class DescriptorTests
{
    /// <summary>All descriptors of the generator's assembly.</summary>
    public static TheoryData<string> Ids => [.. Descriptors.Select(descriptor => descriptor.Id)];

    private static IEnumerable<DiagnosticDescriptor> Descriptors => typeof(LayerDescriptors).Assembly.GetTypes()
        .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
        .Where(info => info.FieldType == typeof(DiagnosticDescriptor))
        .Select(info => (DiagnosticDescriptor)info.GetValue(null)!)
        .OrderBy(descriptor => descriptor.Id, StringComparer.Ordinal);

    [Fact]
    public void Ids_AreUniqueAndWithoutGaps() => Assert.Equal(
        [.. Numbers("LG00", 1), .. Numbers("LG01", 101), .. Numbers("LG10", 1001)],
        Descriptors.Select(descriptor => descriptor.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Diagnostic_IsAnErrorThatCanBeConfiguredIfItIsOfACall(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Single(descriptor => descriptor.Id == id);
        Assert.Equal(DiagnosticSeverity.Error, descriptor.DefaultSeverity);
        Assert.Equal(id.StartsWith("LG0", StringComparison.Ordinal), descriptor.CustomTags.Contains(WellKnownDiagnosticTags.NotConfigurable));
        Assert.True(descriptor.IsEnabledByDefault);
        Assert.Equal($"https://github.com/lineargen/lineargen/blob/main/docs/diagnostics/{id}.md", descriptor.HelpLinkUri);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Diagnostic_HasItsPageWithBothExamples(string id)
    {
        string page = Read($"docs/diagnostics/{id}.md");
        Assert.StartsWith($"# {id}: {Descriptors.Single(descriptor => descriptor.Id == id).Title}", page, StringComparison.Ordinal);
        Assert.Contains("## Wrong", page, StringComparison.Ordinal);
        Assert.Contains("## Right", page, StringComparison.Ordinal);
        Assert.Contains("## Why", page, StringComparison.Ordinal);
        Assert.Contains($"[{id}]({id}.md)", Read("docs/diagnostics/README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Diagnostic_HasItsRowInTheReleases(string id)
    {
        DiagnosticDescriptor descriptor = Descriptors.Single(descriptor => descriptor.Id == id);
        string releases = Read("src/LinearGen.Generator/AnalyzerReleases.Shipped.md") + Read("src/LinearGen.Generator/AnalyzerReleases.Unshipped.md");
        Assert.Contains($"{id} | {descriptor.Category} | {descriptor.DefaultSeverity} | ", releases, StringComparison.Ordinal);
    }

    [Fact]
    public void Pages_AreOnlyThoseOfDiagnosticsThatExist() => Assert.Equal(
        Descriptors.Select(descriptor => descriptor.Id),
        Directory.GetFiles(Path.Combine(Repository.Root, "docs/diagnostics"), "LG*.md").Select(Path.GetFileNameWithoutExtension).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Ids))]
    public void Examples_OnThePageAreWrongAndRight(string id)
    {
#if ROSLYN48
        if (id == NetworkDescriptors.Inaccessible.Id)
        {
            return; // It does not say which class it is that cannot be seen; its own CS0122 does.
        }

        if (id == CallDescriptors.LabelsForTargets.Id)
        {
            return; // To C# 12 the example's call is ambiguous.
        }
#endif

        string page = Read($"docs/diagnostics/{id}.md");
        string wrong = Example(page, "## Wrong");
        string right = Example(page, "## Right");
        LanguageVersion language = id == LayerDescriptors.LanguageVersion.Id ? LanguageVersion.CSharp12 : GeneratorHarness.CSharp13;
        GeneratorResult result = GeneratorHarness.Run(Layers.WithLanguage(language, "using System; using LinearGen;\n" + wrong));
        Assert.Equal([id], Reported(result).Distinct());
        Layers.Accept("using System; using LinearGen;\n" + right);
        Assert.Empty(Reported(GeneratorHarness.Run("using System; using LinearGen;\n" + right)));
    }

    private static IEnumerable<string> Reported(GeneratorResult result) =>
        result.Diagnostics.Concat(result.Analyze()).Select(diagnostic => diagnostic.Id);

    private static IEnumerable<string> Numbers(string prefix, int first) =>
        Enumerable.Range(first, Descriptors.Count(descriptor => descriptor.Id.StartsWith(prefix, StringComparison.Ordinal))).Select(number => $"LG{number:0000}");

    private static string Example(string page, string heading)
    {
        int start = page.IndexOf("```csharp\n", page.IndexOf(heading, StringComparison.Ordinal), StringComparison.Ordinal) + "```csharp\n".Length;
        return page[start..page.IndexOf("```", start, StringComparison.Ordinal)];
    }

    private static string Read(string path) => File.ReadAllText(Path.Combine(Repository.Root, path)).Replace("\r\n", "\n", StringComparison.Ordinal);
}
