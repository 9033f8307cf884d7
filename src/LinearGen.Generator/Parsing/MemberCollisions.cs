using LinearGen.Generator.Diagnostics;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>Finds members of the user's half, and class names, that the generated half would declare again.</summary>
internal static class MemberCollisions
{
    /// <summary>Checks a class.</summary>
    /// <param name="layer">The class.</param>
    /// <param name="generated">The members that will be generated.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">Honoured for each member.</param>
    public static void Check(LayerDeclaration layer, GeneratedMembers generated, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        if (generated.Named(layer.Name).FirstOrDefault() is { } namesake)
        {
            bag.Report(LayerDescriptors.NameTaken, layer.NameLocation, layer.Name, namesake.Display(layer.Name));
        }

        if (LayerDeclaration.IsBare(layer.Symbol, cancellationToken))
        {
            return;
        }

        foreach (ISymbol member in layer.Symbol.GetMembers())
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (!member.IsImplicitlyDeclared
                && member is not IMethodSymbol { AssociatedSymbol: not null }
                && Collision(member, generated, layer.Symbol) is { } collision)
            {
                Location location = member.Locations.FirstOrDefault() ?? layer.NameLocation;
                bag.Report(LayerDescriptors.MemberExists, location, layer.Name, Signatures.Display(member), collision);
            }
        }
    }

    /// <summary>The generated member that a user's member stands in the way of, as messages call it.</summary>
    private static string? Collision(ISymbol member, GeneratedMembers generated, INamedTypeSymbol layer) => member switch
    {
        IPropertySymbol { ExplicitInterfaceImplementations: { IsEmpty: false } implemented } => Explicit(implemented[0], generated),
        IMethodSymbol { ExplicitInterfaceImplementations: { IsEmpty: false } implemented } => Explicit(implemented[0], generated),

        // The user's own takes the place of the generated one.
        _ when HierarchyParser.IsToString(member) => null,

        // All indexers of a class must have one metadata name (CS0668). Networks have none.
        IPropertySymbol { IsIndexer: true } when !generated.HasIndexer => null,
        IPropertySymbol { IsIndexer: true } indexer =>
            indexer.MetadataName != GeneratedMembers.Indexer || Signatures.Match(indexer.Parameters, ["int", "int"], layer) ? "this[int, int]" : null,
        _ => generated.Named(member.Name).FirstOrDefault(other => Signatures.Collide(member, other, layer))?.Display(layer.Name),
    };

    private static string? Explicit(ISymbol implemented, GeneratedMembers generated) =>
        implemented.ContainingType is { TypeArguments: var arguments } implementedInterface
        && LayerAttributes.IsRuntimeNamespace(implementedInterface.ContainingNamespace)
        && (arguments.IsEmpty || arguments[0].ToDisplayString() == generated.ElementType)
            ? generated.Named(GeneratedMembers.ExplicitName(implementedInterface.Name, implemented.Name)).FirstOrDefault()?.Name
            : null;
}
