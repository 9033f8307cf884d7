using System.Collections.Immutable;
using LinearGen.Generator.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LinearGen.Testing;

/// <summary>Runs the analyzers over what the generators have completed, as a compiler would.</summary>
public static class AnalyzerHarness
{
    /// <summary>What the analyzers report; AD0001 too, if one has thrown.</summary>
    public static ImmutableArray<Diagnostic> Analyze(this GeneratorResult result) =>
        Analyzers(result.Output).GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult();

    /// <summary>What they report in one file of a compilation that holds the generated sources already.</summary>
    public static ImmutableArray<Diagnostic> Analyze(Compilation compilation, SyntaxTree tree) => Analyzers(compilation)
        .GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, CancellationToken.None)
        .GetAwaiter()
        .GetResult();

    private static CompilationWithAnalyzers Analyzers(Compilation compilation) => compilation.WithAnalyzers([new CallAnalyzer()]);
}
