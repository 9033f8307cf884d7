using LinearGen.Generator.Diagnostics;
using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Parsing;

/// <summary>Checks that a class has one attribute that gives it a generated half: the halves of two would collide.</summary>
internal static class KindChecks
{
    private static readonly string[] Names =
    [
        StageKind.Linear.AttributeName(), "SequentialAttribute", StageKind.Residual.AttributeName(), .. StageTraits.Sized.Select(static kind => kind.AttributeName()),
    ];

    /// <summary>Whether a class has one such attribute and no more.</summary>
    /// <param name="type">The class.</param>
    public static bool IsOne(INamedTypeSymbol type) => Find(type).Count == 1;

    /// <summary>Reports the second attribute, as they are written. Only <see cref="LayerAttributes.FindAny"/> is read, so that it is said once.</summary>
    /// <param name="declaration">The class.</param>
    /// <param name="syntax">The attribute that is read.</param>
    /// <param name="bag">Collects the diagnostics.</param>
    /// <param name="cancellationToken">May read a file.</param>
    public static void Check(LayerDeclaration declaration, AttributeSyntax syntax, DiagnosticBag bag, CancellationToken cancellationToken)
    {
        if (Find(declaration.Symbol) is { Count: > 1 } found)
        {
            Location location = (LayerAttributes.Syntax(found[1], cancellationToken) ?? syntax).Name.GetLocation();
            bag.Report(NetworkDescriptors.LayerAndNetwork, location, declaration.Name, Short(found[0]), Short(found[1]));
        }
    }

    /// <summary>The attributes, each kind once: that one is there twice is an error of the compiler's (CS0579).</summary>
    private static List<AttributeData> Find(INamedTypeSymbol type)
    {
        List<AttributeData> found = [];
        foreach (AttributeData attribute in type.GetAttributes())
        {
            if (attribute.AttributeClass is { ContainingType: null, Arity: 0 } attributeClass
                && Names.Contains(attributeClass.Name)
                && LayerAttributes.IsRuntimeNamespace(attributeClass.ContainingNamespace)
                && !found.Exists(other => other.AttributeClass!.Name == attributeClass.Name))
            {
                found.Add(attribute);
            }
        }

        return found;
    }

    private static string Short(AttributeData attribute) => attribute.AttributeClass!.Name.Substring(0, attribute.AttributeClass.Name.Length - "Attribute".Length);
}
