namespace LinearGen.Generator.Parsing;

/// <summary>How much room a layer takes. Sizes that are an int cannot overflow here.</summary>
internal static class StorageSize
{
    /// <summary>The most elements that an array can have: <c>Array.MaxLength</c>.</summary>
    public const long MaxArrayLength = 0x7FFFFFC7;

    /// <summary>Weights and biases, without padding.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    public static long ParameterCount(int inputs, int outputs, bool hasBias) => ((long)inputs * outputs) + (hasBias ? outputs : 0);
}
