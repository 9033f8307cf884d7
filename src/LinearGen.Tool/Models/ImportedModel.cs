using LinearGen.Tool.SelfChecks;

namespace LinearGen.Tool.Models;

/// <summary>A model that has been read: its layers and what they are held to.</summary>
/// <param name="Layers">In the order of application; at least one.</param>
/// <param name="Precision">The element type.</param>
/// <param name="Origin">What it was read from, in a few lines for the head of the written file.</param>
/// <param name="Check">Inputs and the outputs that belong to them.</param>
/// <param name="Notes">What the user should know about it.</param>
internal sealed record ImportedModel(IReadOnlyList<ModelLayer> Layers, Precision Precision, IReadOnlyList<string> Origin, SelfCheck Check, IReadOnlyList<string> Notes)
{
    public int In => Layers[0].In;

    public int Out => Layers[^1].Out;

    public long ParameterCount => Layers.Sum(layer => layer.ParameterCount);
}
