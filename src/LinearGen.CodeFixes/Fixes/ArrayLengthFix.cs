using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>LG1001, LG1002, LG1003: corrects the length of the array, stack memory or slice that is passed, where it is made.</summary>
/// <remarks>The analyzer says in the diagnostic's properties which length would be right, as an expression.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArrayLengthFix)), Shared]
public sealed class ArrayLengthFix : TextFix
{
    /// <summary>The property that holds the right length.</summary>
    internal const string Expected = "Expected";

    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.NotWholeRows, DiagnosticIds.RowCountsDiffer, DiagnosticIds.ParameterCount];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(Expected, out string? expected) || expected is null or ""
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return null;
        }

        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        ExpressionSyntax? argument = node.FirstAncestorOrSelf<ArgumentSyntax>()?.Expression ?? node as ExpressionSyntax;
        if (argument is null
            || LengthExpressions.Find(argument, model.Compilation, cancellationToken) is not { } length
            || !Fits(expected, length, model.Compilation)
            || Edits.In(document, length.SyntaxTree, length.Span, LengthExpressions.InPlaceOf(length, expected)) is not { } edit)
        {
            return null;
        }

        return new Remedy($"Change the length to {expected}", [edit]);
    }

    /// <summary>Whether the right length means something where the array is made: a local may not be there yet.</summary>
    private static bool Fits(string expected, ExpressionSyntax length, Compilation compilation)
    {
        ExpressionSyntax parsed = SyntaxFactory.ParseExpression(expected);
        if (parsed.ContainsDiagnostics || parsed.ToFullString() != expected || !compilation.ContainsSyntaxTree(length.SyntaxTree))
        {
            return false;
        }

        SemanticModel model = compilation.GetSemanticModel(length.SyntaxTree);
        return model.GetSpeculativeTypeInfo(length.SpanStart, parsed, SpeculativeBindingOption.BindAsExpression).Type is { SpecialType: SpecialType.System_Int32 }
            && parsed.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().All(name => !model
                .LookupSymbols(length.SpanStart, name: name.Identifier.ValueText)
                .Any(symbol => symbol is ILocalSymbol && symbol.Locations[0].SourceSpan.Start > length.SpanStart));
    }
}
