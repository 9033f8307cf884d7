using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

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

    /// <summary>The length of the array that the runtime's <c>AlignedBlock</c> allocates: the parameters as they are stored, and spare elements for an aligned start.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="precision">The element type.</param>
    public static long ArrayLength(int inputs, int outputs, bool hasBias, Precision precision)
    {
        int elementBytes = precision == Precision.Double ? sizeof(double) : sizeof(float);
        StoragePlan plan = new(inputs, outputs, elementBytes);
        long bias = hasBias ? (long)plan.Vectors * plan.Lanes : 0;
        return plan.BiasStart + bias + (StoragePlan.Alignment / elementBytes) - 1;
    }
}
