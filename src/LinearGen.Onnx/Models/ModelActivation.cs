using LinearGen.Onnx.Numerics;

namespace LinearGen.Onnx.Models;

/// <summary>An activation by itself, where there is no layer that could take it in.</summary>
/// <param name="Size">Values per row.</param>
/// <param name="Activation">The function.</param>
/// <param name="Origin">Its place in the original file.</param>
internal sealed record ModelActivation(int Size, Activation Activation, string Origin) : ModelStage(Size, Size, Origin)
{
    /// <summary>The parameter of <see cref="Activation"/>; null for its default, or if it has none.</summary>
    public double? Slope
    {
        get;
        init => field = value == ActivationFunctions.DefaultSlope(Activation) ? null : value;
    }

    /// <inheritdoc/>
    public override string Function => ActivationFunctions.Describe(Activation, Slope);

    /// <inheritdoc/>
    public override IReadOnlyList<StageTensor> Tensors => [];

    /// <inheritdoc/>
    public override ModelStage With(Func<string, double[], double[]> change) => this;
}
