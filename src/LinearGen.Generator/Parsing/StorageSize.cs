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
    public static long BlockLength(NetworkStep step, int elementBytes) => step.IsLinear ? BlockLength(step.In, step.Out, elementBytes, step.Layer!.KeepsParameters, step.Layer.Weights)
        : step.Layer?.Kind.Vectors() is > 0 and int vectors ? new PanelLayout(vectors, step.In, elementBytes).BlockLength
        : 0;

    /// <summary>Elements of what is derived from a step's weights: the image of rounded ones that its forward pass reads, and the transposed weights, which its backward pass reads, and the forward pass of a dot form.</summary>
    /// <param name="step">The step.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    /// <param name="isTrainable">Whether its network has a backward pass.</param>
    public static long TransposedLength(NetworkStep step, int elementBytes, bool isTrainable) => step.IsLinear
        ? ImageLength(step.In, step.Out, step.Layer!.KeepsParameters, step.Layer.Weights)
            + (isTrainable && step.Layer.IsTrainable ? new PanelLayout(step.Out, step.In, elementBytes).BlockLength : DotLength(step.In, step.Out, elementBytes))
        : 0;

    /// <summary>Elements of the image of rounded weights, and the bias, that a layer's forward pass reads beside the parameters; 0 if it reads those themselves, or the transposed weights.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="isTrainable">Whether the layer can be trained.</param>
    /// <param name="weights">The format of its weights.</param>
    public static long ImageLength(int inputs, int outputs, bool isTrainable, WeightFormat weights) =>
        isTrainable && weights != WeightFormat.Full && DotLength(inputs, outputs, sizeof(float)) == 0
            ? BlockLength(inputs, outputs, sizeof(float), isTrainable: false, weights)
            : 0;

    /// <summary>The elements of an array that holds a layer's weights, or what is derived from them if that takes more: a block, and what it takes to start on a boundary.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="elementBytes">Bytes of an element.</param>
    /// <param name="isTrainable">Whether there is a backward pass, which reads the transpose.</param>
    /// <param name="weights">The format of the weights.</param>
    public static long ArrayLength(int inputs, int outputs, int elementBytes, bool isTrainable, WeightFormat weights)
    {
        long derived = ImageLength(inputs, outputs, isTrainable, weights) + (isTrainable ? new PanelLayout(outputs, inputs, elementBytes).BlockLength : DotLength(inputs, outputs, elementBytes));
        return Math.Max(BlockLength(inputs, outputs, elementBytes, isTrainable, weights), derived) + (PanelLayout.Alignment / elementBytes) - 1;
    }

    private static long BlockLength(int inputs, int outputs, int elementBytes, bool isTrainable, WeightFormat weights) =>
        !isTrainable && WeightStorages.Of(weights, inputs, outputs) == WeightStorage.Packed
            ? new PackedLayout(inputs, outputs).BlockLength
            : new PanelLayout(inputs, outputs, elementBytes).BlockLength;

    private static long DotLength(int inputs, int outputs, int elementBytes) =>
        new Gemm(inputs, outputs, elementBytes, HasStart: false).IsDot ? new PanelLayout(outputs, inputs, elementBytes).BlockLength : 0;
}
