using System.Collections.Concurrent;
using System.Collections.Immutable;
using LinearGen.Generator.Calls;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LinearGen.Testing;

/// <summary>Runs the analyzers over what the generators have completed, as a compiler would.</summary>
public static class AnalyzerHarness
{
    /// <summary>What the analyzers report; AD0001 too, if one has thrown.</summary>
    public static ImmutableArray<Diagnostic> Analyze(this GeneratorResult result) => Analyze(result.Output, [new CallAnalyzer()]);

    /// <summary>What they report in one file of a compilation that holds the generated sources already.</summary>
    public static ImmutableArray<Diagnostic> Analyze(Compilation compilation, SyntaxTree tree) => Analyze(compilation, [new CallAnalyzer()], tree);

    /// <summary>What any analyzers report in a compilation or in one file of it; AD0001 too, if one has thrown and not Roslyn itself.</summary>
    public static ImmutableArray<Diagnostic> Analyze(
        Compilation compilation,
        ImmutableArray<DiagnosticAnalyzer> analyzers,
        SyntaxTree? tree = null,
        AnalyzerConfigOptionsProvider? options = null,
        CancellationToken cancellationToken = default)
    {
        ConcurrentBag<Diagnostic> thrown = [];
        CompilationWithAnalyzers with = new(compilation, analyzers, new CompilationWithAnalyzersOptions(
            options is null ? new AnalyzerOptions([]) : new AnalyzerOptions([], options),
            (exception, _, diagnostic) =>
            {
                if (GeneratorMistakes.IsOurs(exception))
                {
                    thrown.Add(diagnostic);
                }
            },
            concurrentAnalysis: true,
            logAnalyzerExecutionTime: false));
        Task<ImmutableArray<Diagnostic>> reported = tree is null
            ? with.GetAnalyzerDiagnosticsAsync(cancellationToken)
            : with.GetAnalyzerSemanticDiagnosticsAsync(compilation.GetSemanticModel(tree), null, cancellationToken);
        try
        {
            return [.. reported.GetAwaiter().GetResult(), .. thrown];
        }
        catch (Exception exception) when (exception is not OperationCanceledException && !GeneratorMistakes.IsOurs(exception))
        {
            return [.. thrown];
        }
    }
}
