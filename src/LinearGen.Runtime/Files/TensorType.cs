namespace LinearGen;

/// <summary>The element type of a tensor in a safetensors file; the names are the file's own.</summary>
public enum TensorType
{
    /// <summary>32-bit <see cref="float"/>.</summary>
    F32 = 0,

    /// <summary>64-bit <see cref="double"/>.</summary>
    F64 = 1,

    /// <summary>16-bit <see cref="Half"/>: 11 significant bits, up to 65,504.</summary>
    F16 = 2,

    /// <summary>The upper half of a <see cref="float"/> (bfloat16): 8 significant bits, the range of a <see cref="float"/>.</summary>
    BF16 = 3,
}
