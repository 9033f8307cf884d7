using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Tests;

/// <summary>What tests of declarations ask of a run.</summary>
internal static class Layers
{
    /// <summary>Runs the generator over right declarations and asserts that nobody has anything to say about them.</summary>
    /// <returns>The specifications, ordered by hint name.</returns>
    public static IReadOnlyList<LayerSpec> Accept(params string[] sources) => Accept(GeneratorHarness.CreateCompilation(sources));

    /// <summary>The same for a compilation that the test made itself.</summary>
    public static IReadOnlyList<LayerSpec> Accept(CSharpCompilation compilation)
    {
        GeneratorResult result = GeneratorHarness.Run(compilation);
        Assert.Empty(result.Diagnostics);
        AssertLiveDiagnostics(compilation, []);
        Assert.Empty(CompilerDiagnostics(result));
        IReadOnlyList<LayerSpec> specs = Specs(result);
        Assert.Equal(
            result.Sources.Select(source => source.HintName).Order(StringComparer.Ordinal),
            specs.Select(spec => spec.Hierarchy.HintName).Concat(Networks(result).Select(spec => spec.Hierarchy.HintName)).Concat(Stages(result).Select(spec => spec.Hierarchy.HintName)).Order(StringComparer.Ordinal));
        return specs;
    }

    /// <summary>The one specification of a source with one right declaration.</summary>
    public static LayerSpec AcceptOne(params string[] sources) => Assert.Single(Accept(sources));

    /// <summary>The specifications of a run, ordered by hint name.</summary>
    public static IReadOnlyList<LayerSpec> Specs(GeneratorResult result) =>
        [.. Outputs(result, TrackingNames.Spec).Select(output => output.Value).OfType<LayerSpec>().OrderBy(spec => spec.Hierarchy.HintName, StringComparer.Ordinal)];

    /// <summary>The specifications of networks, ordered by hint name.</summary>
    public static IReadOnlyList<NetworkSpec> Networks(GeneratorResult result) =>
        [.. Outputs(result, TrackingNames.Spec).Select(output => output.Value).OfType<NetworkSpec>().OrderBy(spec => spec.Hierarchy.HintName, StringComparer.Ordinal)];

    /// <summary>The specifications of stages other than layers, ordered by hint name.</summary>
    public static IReadOnlyList<StageSpec> Stages(GeneratorResult result) =>
        [.. Outputs(result, TrackingNames.Spec).Select(output => output.Value).OfType<StageSpec>().OrderBy(spec => spec.Hierarchy.HintName, StringComparer.Ordinal)];

    /// <summary>The compiler's warnings and errors. That a test's own source has no documentation (CS1591) does not count; that a generated member has none does.</summary>
    public static IEnumerable<Diagnostic> CompilerDiagnostics(GeneratorResult result) => result.CompilerDiagnostics
        .Where(diagnostic => diagnostic.Id != "CS1591" || diagnostic.Location.SourceTree is not { FilePath: var path } || !path.StartsWith("Source", StringComparison.Ordinal));

    /// <summary>What a step put out, and why.</summary>
    public static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorResult result, string step) =>
        result.Run.Results.SelectMany(generator => generator.TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(run => run.Outputs)
            : []);

    /// <summary>A specification in one line: <c>Acme: class Outer, class Head 2→3 float +bias</c>.</summary>
    public static string Describe(LayerSpec spec) =>
        $"{spec.Hierarchy.Namespace}: {string.Join(", ", spec.Hierarchy.Types.Select(type => $"{type.Keyword} {type.Identifier}"))} {spec.In}→{spec.Out}"
        + (spec.Precision == Model.Precision.Double ? " double" : " float")
        + (spec.HasBias ? " +bias" : "");

    /// <summary>
    /// Runs the generator over a source in which wrong tokens are marked, as in <c>In = {|LG0004:0|}</c>, and asserts
    /// that exactly those are reported, at exactly those places, in builds and in editors.
    /// </summary>
    /// <param name="marked">The source; several IDs for one place are separated by commas.</param>
    /// <param name="compilerErrors">The IDs that the compiler has to say something about, besides; each once.</param>
    /// <returns>The run.</returns>
    public static GeneratorResult Reject(string marked, params string[] compilerErrors) => Reject([marked], compilerErrors);

    /// <summary>The same for several files.</summary>
    public static GeneratorResult Reject(string[] marked, params string[] compilerErrors)
    {
        (string Source, IReadOnlyList<string> Expected)[] files = [.. marked.Select((text, index) => Unmark(text, index))];
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation([.. files.Select(file => file.Source)]);
        GeneratorResult result = GeneratorHarness.Run(compilation);
        Assert.Equal(files.SelectMany(file => file.Expected).Order(StringComparer.Ordinal), Found(result));
        AssertLiveDiagnostics(compilation, result.Diagnostics);
        Assert.Equal(
            compilerErrors.Order(StringComparer.Ordinal),
            CompilerDiagnostics(result).Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal));
        return result;
    }

    /// <summary>A compilation in which all sources are read as an older or newer C#.</summary>
    public static CSharpCompilation WithLanguage(LanguageVersion version, params string[] sources)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation();
        return compilation.AddSyntaxTrees(sources.Select((source, index) =>
            CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions.WithLanguageVersion(version), path: $"Source{index}.cs")));
    }

    /// <summary>The message of the only diagnostic.</summary>
    public static string Message(this GeneratorResult result) =>
        Assert.Single(result.Diagnostics).GetMessage(CultureInfo.InvariantCulture);

    /// <summary>Asserts that an editor shows what a build reports, each diagnostic once: the analyzer those with a fix, the generators all others.</summary>
    public static void AssertLiveDiagnostics(CSharpCompilation compilation, IEnumerable<Diagnostic> ofBuild)
    {
        (ImmutableArray<Diagnostic> ofGenerators, ImmutableArray<Diagnostic> ofAnalyzer) = LiveAnalysisHarness.Run(compilation);
        ILookup<bool, string> expected = ofBuild.ToLookup(FixableDeclarations.Contain, diagnostic => $"{diagnostic}");
        Assert.Equal(expected[true].Order(StringComparer.Ordinal), ofAnalyzer.Select(diagnostic => $"{diagnostic}").Order(StringComparer.Ordinal));
        Assert.Equal(expected[false].Order(StringComparer.Ordinal), ofGenerators.Select(diagnostic => $"{diagnostic}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> Found(GeneratorResult result) => Describe(result.Diagnostics);

    /// <summary>Where diagnostics are, in the form in which marks are read.</summary>
    internal static IEnumerable<string> Describe(IEnumerable<Diagnostic> diagnostics) => diagnostics
        .Select(diagnostic => Describe(
            diagnostic.Id,
            diagnostic.Location.SourceTree!.FilePath,
            diagnostic.Location.SourceSpan.Start,
            diagnostic.Location.SourceTree.GetText().ToString(diagnostic.Location.SourceSpan)))
        .Order(StringComparer.Ordinal);

    internal static (string Source, IReadOnlyList<string> Expected) Unmark(string marked, int index)
    {
        StringBuilder source = new();
        List<string> expected = [];
        for (int position = 0; position < marked.Length;)
        {
            int start = marked.IndexOf("{|", position, StringComparison.Ordinal);
            if (start < 0)
            {
                source.Append(marked, position, marked.Length - position);
                break;
            }

            int colon = marked.IndexOf(':', start);
            int end = marked.IndexOf("|}", colon, StringComparison.Ordinal);
            source.Append(marked, position, start - position);
            string text = marked[(colon + 1)..end];
            expected.AddRange(marked[(start + 2)..colon].Split(',').Select(id => Describe(id, $"Source{index}.cs", source.Length, text)));
            source.Append(text);
            position = end + 2;
        }

        return (source.ToString(), expected);
    }

    private static string Describe(string id, string path, int position, string text) => $"{id} in {path} at {position}: `{text}`";
}
