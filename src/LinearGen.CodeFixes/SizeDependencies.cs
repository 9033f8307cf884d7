using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>Follows sizes from layer to layer, so that no fix closes a circle (LG0007).</summary>
internal sealed class SizeDependencies(Compilation compilation, INamedTypeSymbol target, CancellationToken cancellationToken)
{
    private readonly HashSet<ISymbol> _visitedFields = new(SymbolEqualityComparer.Default);
    private readonly List<(INamedTypeSymbol Layer, string Member)> _visited = [];

    /// <summary>Whether a layer's size is worked out from In of the target, near or far.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="member">In or Out.</param>
    public bool LeadToTargetsIn(INamedTypeSymbol layer, string member)
    {
        if (member == KnownNames.ParameterCount)
        {
            return LeadToTargetsIn(layer, KnownNames.In) || LeadToTargetsIn(layer, KnownNames.Out);
        }

        if (member == KnownNames.In && SymbolEqualityComparer.Default.Equals(layer, target))
        {
            return true;
        }

        if (_visited.Any(step => step.Member == member && SymbolEqualityComparer.Default.Equals(step.Layer, layer)))
        {
            return false;
        }

        _visited.Add((layer, member));
        return NamedLayers.AttributeOf(layer, cancellationToken) is { } attribute
            && LayerAttributes.Argument(attribute, member) is { } argument
            && Leads(argument.Expression);
    }

    private static bool IsSize(string name) => name is KnownNames.In or KnownNames.Out or KnownNames.ParameterCount;

    private bool Leads(ExpressionSyntax expression)
    {
        if (!compilation.ContainsSyntaxTree(expression.SyntaxTree))
        {
            return false;
        }

        SemanticModel model = compilation.GetSemanticModel(expression.SyntaxTree);
        foreach (SyntaxNode node in expression.DescendantNodesAndSelf())
        {
            cancellationToken.ThrowIfCancellationRequested();

            // The constant itself is not there while generation is prevented, but the class is.
            if (node is MemberAccessExpressionSyntax access
                && IsSize(access.Name.Identifier.ValueText)
                && model.GetSymbolInfo(access.Expression, cancellationToken).Symbol is INamedTypeSymbol owner
                && LayerAttributes.Find(owner) is not null)
            {
                if (LeadToTargetsIn(owner, access.Name.Identifier.ValueText))
                {
                    return true;
                }
            }
            else if (node is IdentifierNameSyntax && model.GetSymbolInfo(node, cancellationToken).Symbol is IFieldSymbol { IsConst: true } field && LeadsFrom(field))
            {
                return true;
            }
        }

        return false;
    }

    private bool LeadsFrom(IFieldSymbol field) =>
        IsSize(field.Name) && LayerAttributes.Find(field.ContainingType) is not null
            ? LeadToTargetsIn(field.ContainingType, field.Name)
            : _visitedFields.Add(field) && field.DeclaringSyntaxReferences.Any(reference =>
                reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } && Leads(value));
}
