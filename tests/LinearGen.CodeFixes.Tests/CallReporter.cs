using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LinearGen.CodeFixes.Tests;

/// <summary>
/// Stands in for the analyzer of calls: reports every argument that has a comment <c>/*LG1001: Layer.In*/</c> before
/// it, with the text behind the colon as the length that is expected.
/// </summary>
#pragma warning disable RS1001 // It is handed to the compilation by the tests themselves.
internal sealed class CallReporter : DiagnosticAnalyzer
#pragma warning restore RS1001
{
    private static readonly ImmutableArray<DiagnosticDescriptor> Descriptors =
    [
        .. new[] { "LG1001", "LG1002", "LG1003" }.Select(id => new DiagnosticDescriptor(id, "Wrong length", "Wrong length", "LinearGen.Calls", DiagnosticSeverity.Error, isEnabledByDefault: true)),
    ];

    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Descriptors;

    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterSyntaxNodeAction(Report, SyntaxKind.Argument);
    }

    private static void Report(SyntaxNodeAnalysisContext context)
    {
        ExpressionSyntax argument = ((ArgumentSyntax)context.Node).Expression;
        string comment = argument.GetFirstToken().GetPreviousToken().TrailingTrivia.ToString().Trim().Trim('/', '*');
        if (Descriptors.FirstOrDefault(descriptor => comment.StartsWith(descriptor.Id, StringComparison.Ordinal)) is { } descriptor)
        {
            string expected = comment[(descriptor.Id.Length + 1)..].Trim();
            context.ReportDiagnostic(Diagnostic.Create(
                descriptor,
                argument.GetLocation(),
                expected.Length == 0 ? null : ImmutableDictionary<string, string?>.Empty.Add("Expected", expected).Add("Layer", "Head")));
        }
    }
}
