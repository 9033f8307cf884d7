namespace LinearGen.Onnx.Models;

/// <summary>A residual block, y = x + f(x) with a chain of stages f.</summary>
/// <param name="Stages">The chain; it gives rows as wide as it takes.</param>
/// <param name="Origin">Its place in the original file.</param>
internal sealed record ModelResidual(IReadOnlyList<ModelStage> Stages, string Origin) : ModelStage(Stages[0].In, Stages[^1].Out, Origin)
{
    /// <inheritdoc/>
    public override string Function => $"x + {Stages.Count} {(Stages.Count == 1 ? "stage" : "stages")} of x";

    /// <inheritdoc/>
    public override long ParameterCount => Stages.Sum(stage => stage.ParameterCount);

    /// <inheritdoc/>
    public override IReadOnlyList<StageTensor> Tensors => [];

    /// <inheritdoc/>
    public override ModelStage With(Func<string, double[], double[]> change) => this with { Stages = [.. Stages.Select(stage => stage.With(change))] };
}
