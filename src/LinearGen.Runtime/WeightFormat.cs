namespace LinearGen;

/// <summary>The format in which a layer's forward pass reads its weights.</summary>
public enum WeightFormat
{
    /// <summary>As they are: <see cref="float"/> or <see cref="double"/>, as <see cref="LinearLayerAttribute.Precision"/> says.</summary>
    Full = 0,

    /// <summary>
    /// Rounded to bfloat16, the upper half of a <see cref="float"/>: 8 significant bits, half the memory, and half of what a large layer has to read
    /// for a row. Sums are of <see cref="float"/>s. Only with <see cref="Precision.Single"/>.
    /// </summary>
    BFloat16 = 1,
}
