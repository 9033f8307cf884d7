using LinearGen.Generator.Model;

namespace LinearGen.Generator.Planning;

/// <summary>The element type and the vectors that a layer is computed with.</summary>
/// <param name="ElementBytes">Bytes of an element.</param>
/// <param name="VectorBytes">Bytes of a vector.</param>
internal readonly record struct Width(int ElementBytes, int VectorBytes)
{
    /// <summary>Elements of a vector.</summary>
    public int Lanes => VectorBytes / ElementBytes;

    /// <summary>Whether the instruction sets can load two elements at once and spread them.</summary>
    public bool HasPairs => ElementBytes == sizeof(float);

    /// <summary>Whether the instruction sets can spread the elements of a vector that is in a register.</summary>
    public bool HasHalves => ElementBytes == sizeof(float) && VectorBytes == 32;

    /// <summary>Whether there are transposing reductions, which the dot form ends with: so far for 256 bits alone.</summary>
    public bool HasDot => VectorBytes == 32;

    /// <summary>What a layer asks for.</summary>
    public static Width Of(LayerSpec spec) => Of(spec.Precision, spec.VectorBits);

    /// <summary>An element type with vectors of so many bits.</summary>
    public static Width Of(Precision precision, int vectorBits) => new(precision == Precision.Double ? sizeof(double) : sizeof(float), vectorBits / 8);
}
