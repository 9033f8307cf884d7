namespace LinearGen.Generator.Model;

/// <summary>The format of the weights that a forward pass reads; the values are those of the runtime's enum of the same name.</summary>
internal enum WeightFormat
{
    /// <summary>That of the layer's precision.</summary>
    Full = 0,

    /// <summary>Rounded to bfloat16.</summary>
    BFloat16 = 1,
}
