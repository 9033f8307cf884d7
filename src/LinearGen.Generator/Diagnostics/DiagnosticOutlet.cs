using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Diagnostics;

/// <summary>The outlet for diagnostics, which ends each pipeline.</summary>
internal static class DiagnosticOutlet
{
    /// <summary>Reports diagnostics, except those that an analyzer reports in their place.</summary>
    /// <param name="context">The generator's context.</param>
    /// <param name="diagnostics">The diagnostics of all declarations.</param>
    public static void RegisterDiagnostics(this IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<Diagnostic> diagnostics)
    {
        IncrementalValueProvider<bool> isLive = context.AnalyzerConfigOptionsProvider.Select(static (options, _) => LiveAnalysis.IsOn(options));
        context.RegisterSourceOutput(diagnostics.Combine(isLive), static (context, pair) =>
        {
            if (!pair.Right || !FixableDeclarations.Contain(pair.Left))
            {
                context.ReportDiagnostic(pair.Left);
            }
        });
    }
}
