using LinearGen.Generator.Model;
using LinearGen.Internals;

namespace LinearGen.Generator.Parsing;

/// <summary>The size of a layer's storage. Sizes that are an int cannot overflow here.</summary>
internal static class StorageSize
{
    /// <summary>The most elements that an array can have: <c>Array.MaxLength</c>.</summary>
    public const long MaxArrayLength = 0x7FFFFFC7;

    /// <summary>Weights and biases, without padding.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    public static long ParameterCount(int inputs, int outputs, bool hasBias) => ((long)inputs * outputs) + (hasBias ? outputs : 0);

    /// <summary>Elements of a step's parameters in its network's block.</summary>
    /// <param name="step">The step.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    public static long BlockLength(NetworkStep step, int elementBytes) => step.IsLinear ? new PanelLayout(step.In, step.Out, elementBytes).BlockLength
        : step.Layer?.Kind.Vectors() is > 0 and int vectors ? new PanelLayout(vectors, step.In, elementBytes).BlockLength
        : 0;

    /// <summary>Elements of a step's transposed weights.</summary>
    /// <param name="step">The step.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    public static long TransposedLength(NetworkStep step, int elementBytes) => step.IsLinear ? new PanelLayout(step.Out, step.In, elementBytes).BlockLength : 0;

    /// <summary>The elements of an array that holds a layer's weights, or their transpose if that takes more: a block, and what it takes to start on a boundary.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    public static long ArrayLength(int inputs, int outputs, int elementBytes) =>
        Math.Max(new PanelLayout(inputs, outputs, elementBytes).BlockLength, new PanelLayout(outputs, inputs, elementBytes).BlockLength) + (PanelLayout.Alignment / elementBytes) - 1;
}
