using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.CodeFixes;

/// <summary>Follows sizes from layer to layer, so that no fix closes a circle (LG0007).</summary>
internal sealed class SizeDependencies(Compilation compilation, INamedTypeSymbol target, CancellationToken cancellationToken)
{
    private readonly HashSet<ISymbol> _visitedFields = new(SymbolEqualityComparer.Default);
    private readonly List<(INamedTypeSymbol Layer, string Member)> _visited = [];

    /// <summary>Whether a size of a layer, another stage or a network is worked out from In of the target, or its Size, near or far.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="member">In, Out or ParameterCount.</param>
    public bool LeadToTargetsIn(INamedTypeSymbol layer, string member)
    {
        if (LayerAttributes.FindStage(layer) is not null)
        {
            member = KnownNames.Size;
        }

        if (member == NamedLayers.InputsOf(target) && SymbolEqualityComparer.Default.Equals(layer, target))
        {
            return true;
        }

        if (_visited.Any(step => step.Member == member && SymbolEqualityComparer.Default.Equals(step.Layer, layer)))
        {
            return false;
        }

        _visited.Add((layer, member));
        if (LayerAttributes.FindSized(layer) is null)
        {
            return LeadToTargetsIn(LayerAttributes.FindNaming(layer) is { } attribute ? Networks.Layers(attribute) : [], member);
        }

        return member == KnownNames.ParameterCount ? LeadToTargetsIn(layer, KnownNames.In) || LeadToTargetsIn(layer, KnownNames.Out) : LeadsFromArgument(layer, member);
    }

    private static bool IsSize(string name) => name is KnownNames.In or KnownNames.Out or KnownNames.ParameterCount;

    /// <summary>Follows sizes of a network: In is In of its first stage, Out is Out of its last one.</summary>
    private bool LeadToTargetsIn(IReadOnlyList<INamedTypeSymbol?> stages, string member) => stages
        .Where((_, n) => member == KnownNames.ParameterCount || n == (member == KnownNames.In ? 0 : stages.Count - 1))
        .OfType<INamedTypeSymbol>()
        .Any(stage => LeadToTargetsIn(stage, member));

    private bool LeadsFromArgument(INamedTypeSymbol layer, string member) =>
        NamedLayers.AttributeOf(layer, cancellationToken) is { } attribute
            && LayerAttributes.Argument(attribute, member) is { } argument
            && Leads(argument.Expression);

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
                && LayerAttributes.FindAny(owner) is not null)
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
        IsSize(field.Name) && LayerAttributes.FindAny(field.ContainingType) is not null
            ? LeadToTargetsIn(field.ContainingType, field.Name)
            : _visitedFields.Add(field) && field.DeclaringSyntaxReferences.Any(reference =>
                reference.GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: { } value } && Leads(value));
}
