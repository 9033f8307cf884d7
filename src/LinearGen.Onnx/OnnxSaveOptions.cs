namespace LinearGen.Onnx;

/// <summary>The names and texts in a file that <see cref="OnnxFile"/> writes.</summary>
public sealed class OnnxSaveOptions
{
    /// <summary>The name of the input, [batch, In]; "x" by default.</summary>
    public string InputName { get; init; } = "x";

    /// <summary>The name of the output, [batch, Out]; "y" by default.</summary>
    public string OutputName { get; init; } = "y";

    /// <summary>The name of the graph; null for that of the network's class.</summary>
    public string? ModelName { get; init; }

    /// <summary>A text about the model, which viewers show; null for none.</summary>
    public string? Description { get; init; }
}
