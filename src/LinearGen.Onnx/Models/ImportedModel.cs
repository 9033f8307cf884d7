using LinearGen.Onnx.SelfChecks;

namespace LinearGen.Onnx.Models;

/// <summary>A model that has been read: its stages and the data for their self-check.</summary>
/// <param name="Stages">In the order of application; at least one.</param>
/// <param name="Precision">The element type.</param>
/// <param name="Origin">Its source, in a few lines for the head of the written file.</param>
/// <param name="Check">Inputs and the outputs that belong to them.</param>
/// <param name="Notes">Notes to the user about it.</param>
internal sealed record ImportedModel(IReadOnlyList<ModelStage> Stages, Precision Precision, IReadOnlyList<string> Origin, SelfCheck Check, IReadOnlyList<string> Notes)
{
    /// <summary>The graph's inputs that a row is made of; none for a file without a graph.</summary>
    public IReadOnlyList<NamedPart> GraphInputs { get; init; } = [];

    /// <summary>The graph's outputs, or results of its nodes, that a row is made of; none for a file without a graph.</summary>
    public IReadOnlyList<NamedPart> GraphOutputs { get; init; } = [];

    /// <summary>Names of parts of the graph's only input, if the file tells them.</summary>
    public IReadOnlyList<NamedPart> InputParts { get; init; } = [];

    /// <summary>Names of parts of the graph's only output, if the file tells them.</summary>
    public IReadOnlyList<NamedPart> OutputParts { get; init; } = [];

    /// <summary>Names of parts of a row of inputs; none if the model has one input without parts.</summary>
    public IReadOnlyList<NamedPart> Inputs => GraphInputs.Count > 1 ? GraphInputs : InputParts;

    /// <summary>Names of parts of a row of outputs; none if there is one without parts.</summary>
    public IReadOnlyList<NamedPart> Outputs => GraphOutputs.Count > 1 ? GraphOutputs : OutputParts;

    /// <summary>The operations that were folded into weights, so that a later state of the training does not have the same numbers; none if all are the original's.</summary>
    public IReadOnlyList<string> Changes { get; init; } = [];

    public int In => Stages[0].In;

    public int Out => Stages[^1].Out;

    /// <summary>The sizes of rows between stages: 64→32→10.</summary>
    public string Shape => string.Join("→", Stages.Where((stage, n) => n == 0 || stage.In != stage.Out || stage is ModelLayer).Select(stage => stage.In).Append(Out));

    public long ParameterCount => Stages.Sum(stage => stage.ParameterCount);

    /// <summary>The stages that are matrices, those inside of blocks among them.</summary>
    public IReadOnlyList<ModelLayer> Layers => [.. StagePlaces.Of(Stages).Select(placed => placed.Stage).OfType<ModelLayer>()];
}
