using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>LG1001, LG1002, LG1003: corrects the length of the array or stack memory that is passed, where it is made.</summary>
/// <remarks>The analyzer says in the diagnostic's properties which length would be right, as an expression.</remarks>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(ArrayLengthFix)), Shared]
public sealed class ArrayLengthFix : TextFix
{
    /// <summary>The property that holds the right length.</summary>
    internal const string Expected = "Expected";

    /// <summary>How many variables are followed: <c>Span&lt;float&gt; x = array</c> is one. Enough for what people write, and no circle goes on.</summary>
    private const int MaxSteps = 4;

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
            || FindLength(argument, model.Compilation, MaxSteps, cancellationToken) is not { } length
            || !Fits(expected, length, model.Compilation)
            || Edits.In(document, length.SyntaxTree, length.Span, expected) is not { } edit)
        {
            return null;
        }

        return new Remedy($"Change the length to {expected}", [edit]);
    }

    /// <summary>The expression in brackets of the array that an expression stands for.</summary>
    private static ExpressionSyntax? FindLength(ExpressionSyntax expression, Compilation compilation, int steps, CancellationToken cancellationToken) => expression switch
    {
        ParenthesizedExpressionSyntax inner => FindLength(inner.Expression, compilation, steps, cancellationToken),
        CastExpressionSyntax cast => FindLength(cast.Expression, compilation, steps, cancellationToken),
        PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => FindLength(postfix.Operand, compilation, steps, cancellationToken),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" } span } =>
            FindLength(span.Expression, compilation, steps, cancellationToken),
        ArrayCreationExpressionSyntax { Initializer: null } array => OnlySize(array.Type),
        StackAllocArrayCreationExpressionSyntax { Initializer: null, Type: ArrayTypeSyntax type } => OnlySize(type),
        IdentifierNameSyntax or MemberAccessExpressionSyntax when steps > 0 && Initializer(expression, compilation, cancellationToken) is { } initializer =>
            FindLength(initializer, compilation, steps - 1, cancellationToken),
        _ => null,
    };

    private static ExpressionSyntax? OnlySize(ArrayTypeSyntax type) =>
        type.RankSpecifiers.Count == 1 && type.RankSpecifiers[0].Sizes.Count == 1 && type.RankSpecifiers[0].Sizes[0] is not OmittedArraySizeExpressionSyntax and var size ? size : null;

    private static ExpressionSyntax? Initializer(ExpressionSyntax variable, Compilation compilation, CancellationToken cancellationToken)
    {
        if (!compilation.ContainsSyntaxTree(variable.SyntaxTree))
        {
            return null;
        }

        ISymbol? symbol = compilation.GetSemanticModel(variable.SyntaxTree).GetSymbolInfo(variable, cancellationToken).Symbol;
        return symbol is ILocalSymbol or IFieldSymbol
            && symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellationToken) is VariableDeclaratorSyntax declarator
            ? declarator.Initializer?.Value
            : null;
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
