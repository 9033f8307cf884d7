using LinearGen.Generator.Model;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Parsing;

/// <summary>A layer as a network's attribute names it.</summary>
/// <param name="Symbol">The class.</param>
/// <param name="Location">Where it is named: the <c>typeof</c>.</param>
internal sealed record NamedLayer(INamedTypeSymbol Symbol, Location Location)
{
    /// <summary>What its own attribute says; null if that is wrong, which is then reported there.</summary>
    public NetworkLayer? Spec { get; init; }

    /// <summary>Its element type.</summary>
    public Precision Precision { get; init; }
}
