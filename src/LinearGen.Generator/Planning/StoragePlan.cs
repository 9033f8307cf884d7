using LinearGen.Generator.Model;

namespace LinearGen.Generator.Planning;

/// <summary>
/// Where a layer's parameters lie: panels of whole vectors, then the bias. The runtime's <c>LayerParameters</c> packs
/// them this way; tests hold the two together.
/// </summary>
internal sealed record StoragePlan
{
    /// <summary>Bytes that the bias is aligned to.</summary>
    public const int Alignment = 64;

    /// <summary>Vectors side by side in a full panel.</summary>
    public const int PanelVectors = 8;

    /// <summary>
    /// Vectors of the widest panel: a last panel takes up to four vectors more rather than leave them to a panel of their
    /// own, which would be too narrow to keep the multiply-add units busy; 12 sums, a pair and an element fill 14 registers.
    /// </summary>
    public const int WidestPanelVectors = 12;

    /// <summary>Vectors of the last panel.</summary>
    /// <param name="vectors">Vectors of a row.</param>
    public static int LastPanelVectors(int vectors)
    {
        int rest = ((vectors - 1) % PanelVectors) + 1;
        return vectors > PanelVectors && rest <= WidestPanelVectors - PanelVectors ? PanelVectors + rest : rest;
    }

    /// <summary>Plans the storage of a shape.</summary>
    /// <param name="inputs">In.</param>
    /// <param name="outputs">Out.</param>
    /// <param name="width">The element type and the vectors.</param>
    public StoragePlan(int inputs, int outputs, Width width)
    {
        int elementBytes = width.ElementBytes;
        Lanes = width.Lanes;
        Vectors = ((outputs - 1) / Lanes) + 1;
        long weights = (long)inputs * Vectors * Lanes;
        int granule = Alignment / elementBytes;
        BiasStart = (weights + granule - 1) / granule * granule;
        long length = BiasStart + ((long)Vectors * Lanes);
        BlockLength = (length + granule - 1) / granule * granule;
        ArrayLength = length + granule - 1;
    }

    /// <summary>Elements up to the next boundary behind all of it, where a network's next layer starts.</summary>
    public long BlockLength { get; }

    /// <summary>Elements of a vector.</summary>
    public int Lanes { get; }

    /// <summary>Vectors that one row of weights takes, the last one padded with zeros.</summary>
    public int Vectors { get; }

    /// <summary>Where the bias starts.</summary>
    public long BiasStart { get; }

    /// <summary>
    /// The length of the array that holds all of it: behind the weights lies the bias, or zeros in its place, and an
    /// aligned start may cost some elements more.
    /// </summary>
    public long ArrayLength { get; }
}
