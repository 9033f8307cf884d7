using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Checks base classes: none may be a layer or network, or have members that generated ones would hide (CS0108) or could not override (CS0239, CS0506).</summary>
internal static class BaseChecks
{
    /// <summary>Checks a class's base classes.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="generated">The members that will be generated.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">Honoured for each base class.</param>
    public static void Check(LayerDeclaration layer, GeneratedMembers generated, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        if (LayerDeclaration.IsBare(layer.Symbol, cancellationToken))
        {
            return;
        }

        bool isToStringMet = layer.Symbol.GetMembers(nameof(ToString)).Any(HierarchyParser.IsToString);
        for (INamedTypeSymbol? type = layer.Symbol.BaseType; type is { SpecialType: not SpecialType.System_Object }; type = type.BaseType)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (LayerAttributes.FindAny(type.OriginalDefinition) is not null)
            {
                bag.Report(LayerDescriptors.BaseIsLayer, BaseLocation(layer, cancellationToken), layer.Name, type.Name);
                return;
            }

            List<string> hidden = [];
            foreach (ISymbol member in type.GetMembers())
            {
                if (member.IsImplicitlyDeclared || !layer.Model.Compilation.IsSymbolAccessibleWithin(member, layer.Symbol))
                {
                    continue;
                }

                if (member is IMethodSymbol toString && HierarchyParser.IsToString(member))
                {
                    // The nearest one decides, and it may be overridden unless it is sealed or starts anew.
                    if (!isToStringMet && (toString.IsSealed || !(toString.IsOverride || toString.IsVirtual || toString.IsAbstract)))
                    {
                        hidden.Add(Signatures.Display(member));
                    }

                    isToStringMet = true;
                }
                else if (IsHidden(member, generated, layer.Symbol))
                {
                    hidden.Add(Signatures.Display(member));
                }
            }

            if (hidden.Count > 0)
            {
                bag.Report(
                    LayerDescriptors.InheritedMember,
                    BaseLocation(layer, cancellationToken),
                    layer.Name,
                    string.Join(", ", hidden.Distinct().Select(static name => $"'{name}'")),
                    type.Name);
            }
        }
    }

    private static bool IsHidden(ISymbol member, GeneratedMembers generated, INamedTypeSymbol layer) => member switch
    {
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } => false,
        IPropertySymbol { IsIndexer: true } indexer => generated.HasIndexer && Signatures.Match(indexer.Parameters, ["int", "int"], layer),
        _ => member.Name != GeneratedMembers.Indexer
            && generated.Named(member.Name).Any(other => Signatures.Collide(member, other, layer)),
    };

    /// <summary>The base class where it is written; it may be in another declaration than the attribute.</summary>
    private static Location BaseLocation(LayerDeclaration layer, CancellationToken cancellationToken)
    {
        foreach (SyntaxReference reference in layer.Symbol.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is not TypeDeclarationSyntax { BaseList: { } bases })
            {
                continue;
            }

            SemanticModel model = reference.SyntaxTree == layer.Model.SyntaxTree
                ? layer.Model
                : layer.Model.Compilation.GetSemanticModel(reference.SyntaxTree);
            foreach (BaseTypeSyntax candidate in bases.Types)
            {
                if (SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(candidate.Type, cancellationToken).Type, layer.Symbol.BaseType))
                {
                    return candidate.Type.GetLocation();
                }
            }
        }

        return layer.NameLocation;
    }
}
