namespace LinearGen.Onnx.Models;

/// <summary>A network on its way to a file.</summary>
/// <param name="Name">The name of its class.</param>
/// <param name="Stages">Its stages, those of networks within it among them.</param>
/// <param name="Precision">The element type.</param>
internal sealed record NetworkModel(string Name, IReadOnlyList<ModelStage> Stages, Precision Precision)
{
    /// <summary>The named parts of its inputs.</summary>
    public IReadOnlyList<NamedPart> Inputs { get; init; } = [];

    /// <summary>The named parts of its outputs.</summary>
    public IReadOnlyList<NamedPart> Outputs { get; init; } = [];
}
