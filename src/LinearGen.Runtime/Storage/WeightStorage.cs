using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>How the weights that a layer's forward pass reads are stored.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public enum WeightStorage
{
    /// <summary>As they are.</summary>
    Full = 0,

    /// <summary>Rounded to bfloat16 and kept as <see cref="float"/>: of small layers, which gain nothing by reading less.</summary>
    Rounded = 1,

    /// <summary>As bfloat16, two in 32 bits (<see cref="PackedLayout"/>).</summary>
    Packed = 2,
}
