using LinearGen.Generator.Model;

namespace LinearGen.Generator.Parsing;

/// <summary>How much room a layer takes, as the runtime's <c>LayerParameters</c> and <c>AlignedBlock</c> lay it out.</summary>
internal static class StorageSize
{
    /// <summary>The most elements that an array can have: <c>Array.MaxLength</c>.</summary>
    public const long MaxArrayLength = 0x7FFFFFC7;

    private const int VectorBytes = 32;
    private const int AlignmentBytes = 64;

    /// <summary>Weights and biases, without padding. Cannot overflow for sizes that are an int.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    public static long ParameterCount(int inputs, int outputs, bool hasBias) => ((long)inputs * outputs) + (hasBias ? outputs : 0);

    /// <summary>The length of the array that holds a layer: rows padded to whole vectors, the bias on a 64-byte boundary behind them, spare elements for an aligned start.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="precision">The element type.</param>
    public static long ArrayLength(int inputs, int outputs, bool hasBias, Precision precision)
    {
        int elementBytes = precision == Precision.Double ? sizeof(double) : sizeof(float);
        int aligned = AlignmentBytes / elementBytes;
        long padded = RoundUp(outputs, VectorBytes / elementBytes);
        return RoundUp(inputs * padded, aligned) + (hasBias ? padded : 0) + aligned - 1;
    }

    private static long RoundUp(long value, int multiple) => (value + multiple - 1) / multiple * multiple;
}
