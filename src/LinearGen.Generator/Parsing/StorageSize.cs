using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;
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

    /// <summary>Elements of a step's transposed weights, which its backward pass reads, and the forward pass of a dot form.</summary>
    /// <param name="step">The step.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    /// <param name="isTrainable">Whether its network has a backward pass.</param>
    public static long TransposedLength(NetworkStep step, int elementBytes, bool isTrainable) =>
        step.IsLinear && ((isTrainable && step.Layer!.IsTrainable) || new Gemm(step.In, step.Out, elementBytes, step.Layer!.HasBias).IsDot)
            ? new PanelLayout(step.Out, step.In, elementBytes).BlockLength
            : 0;

    /// <summary>The elements of an array that holds a layer's weights, or their transpose if there is one and that takes more: a block, and what it takes to start on a boundary.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    /// <param name="isTrainable">Whether there is a backward pass, which reads the transpose.</param>
    public static long ArrayLength(int inputs, int outputs, int elementBytes, bool isTrainable) =>
        Math.Max(new PanelLayout(inputs, outputs, elementBytes).BlockLength, isTrainable || new Gemm(inputs, outputs, elementBytes, HasStart: false).IsDot ? new PanelLayout(outputs, inputs, elementBytes).BlockLength : 0) + (PanelLayout.Alignment / elementBytes) - 1;
}
