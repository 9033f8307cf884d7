using LinearGen.Generator.Model;

namespace LinearGen.Generator.Emit;

/// <summary>How the element type and the vectors of a layer are written.</summary>
/// <param name="Keyword"><c>float</c> or <c>double</c>.</param>
/// <param name="Lanes">Elements of a vector.</param>
/// <param name="LanesInterface">The runtime's interface of instruction sets for them, V being the vector.</param>
/// <param name="Sets">The instruction sets that a layer is compiled for, the machine's best first: vector and set.</param>
internal sealed record Element(string Keyword, int Lanes, string LanesInterface, params string[] Sets)
{
    private static readonly Element Single = new(
        "float", 8, "ISingleLanes<V>", "Vector256<float>, Fma256", "Vector128Pair<float>, Paired128", "QuadPair<float>, ScalarLanes");

    private static readonly Element Double = new(
        "double", 4, "IDoubleLanes<V>", "Vector256<double>, Fma256", "Vector128Pair<double>, Paired128", "Quad<double>, ScalarLanes");

    private static readonly Element WideSingle = new("float", 16, "IPairedLanes<V>", "Vector512<float>, Wide512");

    private static readonly Element WideDouble = new("double", 8, "ILanes<V, double>", "Vector512<double>, Wide512");

    /// <summary>Whether the instruction sets can spread pairs.</summary>
    public bool HasPairs => Keyword == Single.Keyword;

    /// <summary>What a layer asks for.</summary>
    public static Element Of(LayerSpec spec) => (spec.Precision, spec.VectorBits) switch
    {
        (Precision.Double, 512) => WideDouble,
        (_, 512) => WideSingle,
        (Precision.Double, _) => Double,
        _ => Single,
    };

    /// <summary>The runtime's type for so many lanes.</summary>
    public string Count(int lanes) => lanes >= Lanes ? "AllLanes" : "Lanes" + Address.Text(lanes);
}
