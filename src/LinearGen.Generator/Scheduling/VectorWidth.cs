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

    /// <summary>
    /// Whether the vectors of a row are two panels that a row works on at once: with 512 bits registers are enough. dW of 128×128 takes 346 ns, panel by panel
    /// 388; of 32×128 93 and 103 (Zen 5).
    /// </summary>
    /// <param name="vectors">Those of a row.</param>
    public bool SpansPanels(int vectors) => Bits == 512 && vectors > PanelVectors && vectors <= 2 * PanelVectors;

    /// <summary>The heights of the register tiles that are used over a strip of some vectors, the greatest first; the remaining rows go one by one.</summary>
    /// <param name="vectors">1 to 4.</param>
    /// <param name="hasSixes">Whether there are tiles of six rows, whose sums pay for setting them aside between partial sums: there are terms enough, or nothing is set aside.</param>
    public IReadOnlyList<int> TileRows(int vectors, bool hasSixes) => (Bits, vectors) switch
    {
        (512, 1) => [12, 8, 4],
        (512, 2) => [8, 4],
        (512, _) => [4],
        (_, 1) => [8, 4],
        _ => hasSixes ? [6, 4] : [4],
    };

    /// <summary>Whether one instruction reads or writes this number of lanes.</summary>
    /// <param name="lanes">1 to those of a vector.</param>
    public bool IsOneAccess(int lanes) => lanes * ElementBytes is 4 or 8 or 16 or 32 or 64;

    /// <summary>Whether four neighbouring elements fill 128 bits, within which one can be spread without a load.</summary>
    public bool HasFours => ElementBytes == sizeof(float);
}
