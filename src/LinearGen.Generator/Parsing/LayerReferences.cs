using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>
/// Finds the names in an expression that the compiler cannot know yet (sizes of other layers, and constants made of them) and
/// puts numbers in their place.
/// </summary>
internal sealed class LayerReferences(ConstantResolver resolver, SemanticModel model, CancellationToken cancellationToken) : CSharpSyntaxRewriter
{
    /// <summary>The first reference that could not be worked out, if any.</summary>
    public Resolution? Failure { get; private set; }

    /// <summary>The probable fault, for the message, if in the end there is no constant.</summary>
    public string? Hint { get; private set; }

    /// <summary>Whether a generated constant's name occurs at all: most expressions are plain numbers.</summary>
    /// <param name="expression">The expression.</param>
    public static bool MayBeIn(ExpressionSyntax expression) => expression is not LiteralExpressionSyntax
        && !(expression is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name: IdentifierNameSyntax member } && !IsSize(owner.Identifier.ValueText) && !IsSize(member.Identifier.ValueText))
        && expression.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && IsSize(token.ValueText));

    /// <summary>Works out an expression that is nothing but a reference; null if it is anything else.</summary>
    /// <param name="expression">The expression.</param>
    public Resolution? TryResolve(ExpressionSyntax expression) => expression switch
    {
        MemberAccessExpressionSyntax access when access.IsKind(SyntaxKind.SimpleMemberAccessExpression) =>
            ResolveSize(access.Name, OwnerOf(access.Expression)) ?? ResolveField(access),
        IdentifierNameSyntax name => ResolveField(name) ?? ResolveBareSize(name),
        _ => null,
    };

    /// <inheritdoc/>
    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) =>
        Replace(node) ?? node.WithExpression((ExpressionSyntax)Visit(node.Expression));

    /// <inheritdoc/>
    public override SyntaxNode? VisitIdentifierName(IdentifierNameSyntax node) => Replace(node) ?? node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitInvocationExpression(InvocationExpressionSyntax node)
    {
        // nameof wants the name, not the number: Out need not exist for it.
        bool isNameOf = node.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" } && node.ArgumentList.Arguments.Count == 1;
        return !isNameOf ? base.VisitInvocationExpression(node)
            : node.ArgumentList.Arguments[0].Expression is MemberAccessExpressionSyntax access && IsSize(access.Name.Identifier.ValueText)
                ? SyntaxFactory.ParseExpression(SymbolDisplay.FormatLiteral(access.Name.Identifier.ValueText, quote: true))
                : node;
    }

    /// <inheritdoc/>
    public override SyntaxNode? VisitQualifiedName(QualifiedNameSyntax node) => node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitAliasQualifiedName(AliasQualifiedNameSyntax node) => node;

    /// <inheritdoc/>
    public override SyntaxNode? VisitGenericName(GenericNameSyntax node) => node;

    private static bool IsSize(string name) => name is KnownNames.In or KnownNames.Out or KnownNames.ParameterCount;

    private ExpressionSyntax? Replace(ExpressionSyntax node)
    {
        if (TryResolve(node) is not { } resolution)
        {
            return null;
        }

        if (resolution.Value is null)
        {
            Failure ??= resolution;
            return node;
        }

        string literal = SymbolDisplay.FormatPrimitive(resolution.Value, quoteStrings: true, useHexadecimalNumbers: false)!;
        string? type = model.GetSymbolInfo(node, cancellationToken).Symbol is IFieldSymbol field
            ? field.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)
            : null;
        return SyntaxFactory.ParseExpression(type is null ? $"({literal})" : $"(({type})({literal}))");
    }

    private Resolution? ResolveSize(SimpleNameSyntax name, INamedTypeSymbol? owner)
    {
        string member = name.Identifier.ValueText;
        if (owner is null || !IsSize(member))
        {
            return null;
        }

        for (INamedTypeSymbol? type = owner; type is not null; type = type.BaseType)
        {
            // The compiler will take a member that is there already: an ordinary constant, or another
            // assembly's generated one.
            if (!type.GetMembers(member).IsEmpty)
            {
                return null;
            }

            if (LayerAttributes.FindAny(type.OriginalDefinition) is not null)
            {
                return resolver.ResolveMember(type.OriginalDefinition, member);
            }
        }

        Hint ??= $"'{owner.Name}' is not a layer, stage or network, since it has no [LinearLayer] or the like, and it declares no constant '{member}' of its own";
        return null;
    }

    /// <summary>Resolves a size without a name in front, inside a layer's own class, as in the attribute of a nested one.</summary>
    private Resolution? ResolveBareSize(IdentifierNameSyntax name)
    {
        if (!IsSize(name.Identifier.ValueText) || model.GetSymbolInfo(name, cancellationToken).Symbol is not null)
        {
            return null;
        }

        BaseTypeDeclarationSyntax? declaration = name.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>();
        INamedTypeSymbol? scope = declaration is null ? null : model.GetDeclaredSymbol(declaration, cancellationToken);
        if (name.FirstAncestorOrSelf<AttributeSyntax>() is not null)
        {
            scope = scope?.ContainingType;
        }

        for (; scope is not null; scope = scope.ContainingType)
        {
            if (ResolveSize(name, scope) is { } resolution)
            {
                return resolution;
            }
        }

        Hint = $"it does not say whose '{name.Identifier.ValueText}' is meant; write the layer's name in front, such as 'Projection.{name.Identifier.ValueText}'";
        return null;
    }

    private Resolution? ResolveField(ExpressionSyntax expression) =>
        model.GetSymbolInfo(expression, cancellationToken).Symbol is IFieldSymbol { IsConst: true, HasConstantValue: false } field
            ? resolver.ResolveField(field)
            : null;

    private INamedTypeSymbol? OwnerOf(ExpressionSyntax expression)
    {
        if (expression is IdentifierNameSyntax identifier && LookUp(identifier) is { } found)
        {
            return found;
        }

        if (model.GetSymbolInfo(expression, cancellationToken).Symbol is INamedTypeSymbol type)
        {
            return type;
        }

        // `Head Head { get; }` in an outer class: C# takes the name for the type where only the type fits, but while
        // there is no constant in it, neither fits.
        string? name = expression switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            _ => null,
        };
        return model.GetTypeInfo(expression, cancellationToken).Type is INamedTypeSymbol namesake && namesake.Name == name ? namesake : null;
    }

    /// <summary>
    /// The neighbour that a plain name in an attribute stands for. Asking for the name's symbol instead makes the compiler bind
    /// the whole attribute again, many times the work, for each layer after every keystroke.
    /// </summary>
    private INamedTypeSymbol? LookUp(IdentifierNameSyntax name)
    {
        // An attribute of a class that stands in a namespace sees that namespace first, before anything that usings bring in.
        if (name.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent.Parent: TypeDeclarationSyntax { Parent: BaseNamespaceDeclarationSyntax or CompilationUnitSyntax } declaration }
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { Arity: 0 } user)
        {
            return null;
        }

        ImmutableArray<INamedTypeSymbol> types = user.ContainingNamespace.GetTypeMembers(name.Identifier.ValueText, arity: 0);
        return types.Length == 1 && !types[0].IsFileLocal ? types[0] : null;
    }
}
