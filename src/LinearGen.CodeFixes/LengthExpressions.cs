using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>The place where the length of memory that is passed to a layer is written.</summary>
internal static class LengthExpressions
{
    /// <summary>The largest number of variables that are followed: <c>Span&lt;float&gt; x = array</c> is one. Enough for real programs, and no cycle runs on.</summary>
    private const int MaxSteps = 4;

    /// <summary>Finds it: in brackets behind <c>new</c> or <c>stackalloc</c>, or as the length of a slice.</summary>
    /// <param name="expression">The argument.</param>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellationToken">Cancels in the middle.</param>
    /// <returns>Null if there is none, as in <c>[1, 2, 3]</c>.</returns>
    public static ExpressionSyntax? Find(ExpressionSyntax expression, Compilation compilation, CancellationToken cancellationToken) =>
        Find(expression, compilation, MaxSteps, cancellationToken);

    /// <summary>A length as it must be written in the place of another one: behind <c>..</c> a product needs parentheses.</summary>
    /// <param name="text">The length.</param>
    /// <param name="length">The expression that the text replaces.</param>
    public static string InPlaceOf(ExpressionSyntax length, string text) =>
        length.Parent is RangeExpressionSyntax && SyntaxFactory.ParseExpression(text) is BinaryExpressionSyntax ? $"({text})" : text;

    private static ExpressionSyntax? Find(ExpressionSyntax expression, Compilation compilation, int steps, CancellationToken cancellationToken) => expression switch
    {
        ParenthesizedExpressionSyntax inner => Find(inner.Expression, compilation, steps, cancellationToken),
        CastExpressionSyntax cast => Find(cast.Expression, compilation, steps, cancellationToken),
        PostfixUnaryExpressionSyntax postfix when postfix.IsKind(SyntaxKind.SuppressNullableWarningExpression) => Find(postfix.Operand, compilation, steps, cancellationToken),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" } span } =>
            Find(span.Expression, compilation, steps, cancellationToken),
        InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "AsSpan" or "Slice" } }
            when arguments.All(static argument => argument.NameColon is null) => arguments[1].Expression,
        ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments } when arguments[0].Expression is RangeExpressionSyntax { LeftOperand: null, RightOperand: { } end } =>
            end.IsKind(SyntaxKind.IndexExpression) ? null : end,
        ArrayCreationExpressionSyntax { Initializer: null } array => OnlySize(array.Type),
        StackAllocArrayCreationExpressionSyntax { Initializer: null, Type: ArrayTypeSyntax type } => OnlySize(type),
        IdentifierNameSyntax or MemberAccessExpressionSyntax when steps > 0 && Initializer(expression, compilation, cancellationToken) is { } initializer =>
            Find(initializer, compilation, steps - 1, cancellationToken),
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
}
