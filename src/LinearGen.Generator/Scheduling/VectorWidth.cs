namespace LinearGen.Generator.Scheduling;

/// <summary>An element type and the vectors that a text is written for.</summary>
/// <param name="ElementBytes">Bytes of an element: 4 or 8.</param>
/// <param name="Bits">Bits of a vector: 256 or 512.</param>
internal readonly record struct VectorWidth(int ElementBytes, int Bits)
{
    /// <summary>Elements of a vector.</summary>
    public int Lanes => Bits / 8 / ElementBytes;

    /// <summary>Vectors of a full panel.</summary>
    public int PanelVectors => LinearGen.Internals.PanelLayout.PanelBytes * 8 / Bits;

    /// <summary>Vector registers: 16 of AVX2; 32 of AVX-512.</summary>
    public int Registers => Bits == 512 ? 32 : 16;

    /// <summary>Whether four neighbouring elements fill 128 bits, within which one can be spread without a load.</summary>
    public bool HasFours => ElementBytes == sizeof(float);
}
