using System.Collections.Immutable;
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
        Assert.Empty(result.CompilerDiagnostics);
        IReadOnlyList<LayerSpec> specs = Specs(result);
        Assert.Equal(result.Sources.Select(source => source.HintName).Order(StringComparer.Ordinal), specs.Select(spec => spec.Hierarchy.HintName));
        return specs;
    }

    /// <summary>The one specification of a source with one right declaration.</summary>
    public static LayerSpec AcceptOne(params string[] sources) => Assert.Single(Accept(sources));

    /// <summary>The specifications of a run, ordered by hint name.</summary>
    public static IReadOnlyList<LayerSpec> Specs(GeneratorResult result) =>
        [.. Outputs(result, TrackingNames.Spec).Select(output => (LayerSpec)output.Value).OrderBy(spec => spec.Hierarchy.HintName, StringComparer.Ordinal)];

    /// <summary>What a step put out, and why.</summary>
    public static IEnumerable<(object Value, IncrementalStepRunReason Reason)> Outputs(GeneratorResult result, string step) =>
        result.Run.Results.Single().TrackedSteps.TryGetValue(step, out ImmutableArray<IncrementalGeneratorRunStep> runs)
            ? runs.SelectMany(run => run.Outputs)
            : [];

    /// <summary>A specification in one line: <c>Acme: class Outer, class Head 2→3 float +bias</c>.</summary>
    public static string Describe(LayerSpec spec) =>
        $"{spec.Hierarchy.Namespace}: {string.Join(", ", spec.Hierarchy.Types.Select(type => $"{type.Keyword} {type.Identifier}"))} {spec.In}→{spec.Out}"
        + (spec.Precision == Model.Precision.Double ? " double" : " float")
        + (spec.HasBias ? " +bias" : "");

    /// <summary>The generator's diagnostics, each as its ID and the text under its squiggle: <c>LG0004 `0`</c>; in the order of the source.</summary>
    public static IReadOnlyList<string> Squiggles(GeneratorResult result) =>
    [
        .. result.Diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(diagnostic => diagnostic.Location.SourceSpan)
            .ThenBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .Select(diagnostic => $"{diagnostic.Id} `{diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}`"),
    ];
}
