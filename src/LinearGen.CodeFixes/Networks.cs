using System.Collections.Immutable;
using LinearGen.Generator.Parsing;
using Microsoft.CodeAnalysis;

namespace LinearGen.CodeFixes;

/// <summary>The networks of a project, as far as fixes need them: which layers stand in which order.</summary>
internal static class Networks
{
    /// <summary>The layers of each network; null where something else is named.</summary>
    /// <param name="compilation">The project.</param>
    /// <param name="cancellationToken">Honoured for each class.</param>
    public static IEnumerable<IReadOnlyList<INamedTypeSymbol?>> Of(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (INamedTypeSymbol type in Types(compilation.Assembly.GlobalNamespace))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LayerAttributes.FindSequential(type) is { } attribute)
            {
                yield return Layers(attribute);
            }
        }
    }

    /// <summary>The layers that an attribute names; null where something else is named.</summary>
    /// <param name="attribute">A network's attribute.</param>
    public static IReadOnlyList<INamedTypeSymbol?> Layers(AttributeData attribute)
    {
        ImmutableArray<TypedConstant> arguments = attribute.ConstructorArguments;
        return arguments.Length != 1 || arguments[0] is not { Kind: TypedConstantKind.Array, IsNull: false } list ? [] :
        [
            .. list.Values.Select(static value => value.Kind == TypedConstantKind.Type && value.Value is INamedTypeSymbol type && LayerAttributes.Find(type) is not null ? type : null),
        ];
    }

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
