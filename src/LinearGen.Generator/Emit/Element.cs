using LinearGen.Generator.Model;

namespace LinearGen.Generator.Emit;

/// <summary>How the element type of a layer is written.</summary>
/// <param name="Keyword"><c>float</c> or <c>double</c>.</param>
/// <param name="Lanes">Elements of a vector.</param>
/// <param name="LanesInterface">The runtime's interface of instruction sets for it.</param>
/// <param name="Scalars">What holds a vector's elements on machines without vectors.</param>
internal sealed record Element(string Keyword, int Lanes, string LanesInterface, string Scalars)
{
    private static readonly Element Single = new("float", 8, "ISingleLanes", "QuadPair<float>");

    private static readonly Element Double = new("double", 4, "IDoubleLanes", "Quad<double>");

    /// <summary>The element type of a precision.</summary>
    public static Element Of(Precision precision) => precision == Precision.Double ? Double : Single;

    /// <summary>Whether the instruction sets can spread pairs.</summary>
    public bool HasPairs => Keyword == Single.Keyword;

    /// <summary>The runtime's type for so many lanes.</summary>
    public string Count(int lanes) => lanes >= Lanes ? "AllLanes" : "Lanes" + Address.Text(lanes);
}
