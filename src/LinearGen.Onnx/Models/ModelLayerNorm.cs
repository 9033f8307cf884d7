namespace LinearGen.Onnx.Models;

/// <summary>y = (x − μ) / √(σ² + epsilon)·gain + bias, μ and σ² being mean and variance of the row.</summary>
/// <param name="Gain">The factor of each column.</param>
/// <param name="Bias">The summand of each column.</param>
/// <param name="Epsilon">The number that is added to the variance.</param>
/// <param name="Origin">Its place in the original file.</param>
internal sealed record ModelLayerNorm(double[] Gain, double[] Bias, double Epsilon, string Origin) : ModelStage(Gain.Length, Gain.Length, Origin)
{
    /// <inheritdoc/>
    public override string Function => FormattableString.Invariant($"layer normalisation with epsilon {Epsilon:G6}");

    /// <inheritdoc/>
    public override IReadOnlyList<StageTensor> Tensors => [new("weight", [In], Gain), new("bias", [In], Bias)];

    /// <inheritdoc/>
    public override ModelStage With(Func<string, double[], double[]> change) => this with { Gain = change("weight", Gain), Bias = change("bias", Bias) };
}
