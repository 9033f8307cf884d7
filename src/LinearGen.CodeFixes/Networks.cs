using System.Collections.Immutable;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace LinearGen.CodeFixes;

/// <summary>The networks and residual blocks of a project, as far as fixes need them: which stages stand in which order.</summary>
internal static class Networks
{
    /// <summary>The stages of each network and block; null where something else is named.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellationToken">Honoured for each class.</param>
    public static IEnumerable<IReadOnlyList<INamedTypeSymbol?>> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LayerAttributes.FindNaming(type) is { } attribute)
            {
                yield return Layers(attribute);
            }
        }
    }

    /// <summary>The stages that an attribute names; null where something else is named.</summary>
    /// <param name="attribute">A network's attribute, or a residual block's.</param>
    public static IReadOnlyList<INamedTypeSymbol?> Layers(AttributeData attribute) =>
        [.. LayerAttributes.Named(attribute).Select(static type => type is not null && LayerAttributes.FindNameable(type) is not null ? type : null)];

    /// <summary>The layers and other stages with attributes of their own that a stage is made of: itself, unless it is a residual block.</summary>
    /// <param name="stage">The stage.</param>
    public static IEnumerable<INamedTypeSymbol> Parts(INamedTypeSymbol stage) => Parts(stage, []);

    private static IEnumerable<INamedTypeSymbol> Parts(INamedTypeSymbol stage, ImmutableArray<INamedTypeSymbol> around) =>
        LayerAttributes.FindSized(stage) is not null ? [stage]
        : around.Contains(stage, SymbolEqualityComparer.Default) || LayerAttributes.FindResidual(stage) is not { } block ? []
        : Layers(block).OfType<INamedTypeSymbol>().SelectMany(part => Parts(part, around.Add(stage)));

    private static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol container)
    {
        foreach (ISymbol member in container.GetMembers())
        {
            if (member is INamedTypeSymbol { TypeKind: TypeKind.Class } type)
            {
                yield return type;
            }

            if (member is INamespaceOrTypeSymbol inner)
            {
                foreach (INamedTypeSymbol nested in Types(inner))
                {
                    yield return nested;
                }
            }
        }
    }
}
