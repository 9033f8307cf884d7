using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>A layer as a network's attribute names it.</summary>
/// <param name="Symbol">The class.</param>
/// <param name="Location">The location of the <c>typeof</c> that names it.</param>
internal sealed record NamedLayer(INamedTypeSymbol Symbol, Location Location)
{
    /// <summary>The specification by its own attribute; null if that is wrong, which is then reported there.</summary>
    public NetworkLayer? Spec { get; init; }

    /// <summary>Its element type.</summary>
    public Precision Precision { get; init; }
}
