using LinearGen.Generator.Model;

namespace LinearGen.Generator.Emit;

/// <summary>How the element type and the vectors of a layer are written.</summary>
/// <param name="Keyword"><c>float</c> or <c>double</c>.</param>
/// <param name="Prefix">What the runtime's types for this element type begin with.</param>
/// <param name="Lanes">Elements of a vector.</param>
/// <param name="LanesInterface">The runtime's interface of instruction sets for them, V being the vector.</param>
/// <param name="Sets">The instruction sets that a layer is compiled for, the machine's best first: vector and set.</param>
internal sealed record Element(string Keyword, string Prefix, int Lanes, string LanesInterface, params string[] Sets)
{
    private static readonly Element Single = new(
        "float", "Single", 8, "ISingleLanes<V>", "Vector256<float>, Fma256", "Vector128Pair<float>, Paired128", "QuadPair<float>, ScalarLanes");

    private static readonly Element Double = new(
        "double", "Double", 4, "IDoubleLanes<V>", "Vector256<double>, Fma256", "Vector128Pair<double>, Paired128", "Quad<double>, ScalarLanes");

    private static readonly Element WideSingle = new("float", "Single", 16, "ILanes<V, float>", "Vector512<float>, Wide512");

    private static readonly Element WideDouble = new("double", "Double", 8, "ILanes<V, double>", "Vector512<double>, Wide512");

    /// <summary>Whether the instruction sets can spread pairs.</summary>
    public bool HasPairs => Keyword == Single.Keyword;

    /// <summary>What a layer asks for.</summary>
    public static Element Of(LayerSpec spec) => Of(spec.Precision, spec.VectorBits);

    /// <summary>An element type with vectors of so many bits.</summary>
    public static Element Of(Precision precision, int vectorBits) => (precision, vectorBits) switch
    {
        (Precision.Double, 512) => WideDouble,
        (_, 512) => WideSingle,
        (Precision.Double, _) => Double,
        _ => Single,
    };
}
