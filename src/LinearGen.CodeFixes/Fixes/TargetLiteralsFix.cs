using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace LinearGen.CodeFixes;

/// <summary>LG1008: makes targets of whole numbers that are written in the call, which C# takes for class labels.</summary>
/// <remarks>The analyzer says in the diagnostic's properties which type targets have.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(TargetLiteralsFix)), Shared]
public sealed class TargetLiteralsFix : TextFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = [DiagnosticIds.LabelsForTargets];

    internal override async Task<Remedy?> FindAsync(Document document, Diagnostic diagnostic, CancellationToken cancellationToken)
    {
        if (!diagnostic.Properties.TryGetValue(ArrayLengthFix.Expected, out string? element) || element is null
            || await document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        SyntaxNode node = root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true);
        string suffix = element == "double" ? ".0" : "f";
        IEnumerable<TextChange> changes = node switch
        {
            CollectionExpressionSyntax collection => Literals(collection.Elements.OfType<ExpressionElementSyntax>().Select(static item => item.Expression), suffix),
            ImplicitArrayCreationExpressionSyntax array => Literals(array.Initializer.Expressions, suffix),
            ImplicitStackAllocArrayCreationExpressionSyntax memory => Literals(memory.Initializer.Expressions, suffix),
            ArrayCreationExpressionSyntax { Type.ElementType: var type } => ElementType(type, element),
            StackAllocArrayCreationExpressionSyntax { Type: ArrayTypeSyntax { ElementType: var type } } => ElementType(type, element),
            _ => [],
        };
        return new Remedy($"Write targets of {element}", [.. changes.Select(change => new Edit(document, change))]);
    }

    private static IEnumerable<TextChange> ElementType(TypeSyntax type, string element) => [new TextChange(type.Span, element)];

    /// <summary>Adds a suffix to each literal in decimal digits. One of them is enough to choose the type of all.</summary>
    private static IEnumerable<TextChange> Literals(IEnumerable<ExpressionSyntax> elements, string suffix) => elements
        .Select(static element => element is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } negative ? negative.Operand : element)
        .OfType<LiteralExpressionSyntax>()
        .Where(static literal => literal.Token.Text.All(char.IsDigit))
        .Select(literal => new TextChange(new TextSpan(literal.Span.End, 0), suffix));
}
