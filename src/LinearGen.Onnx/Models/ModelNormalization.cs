namespace LinearGen.Onnx.Models;

/// <summary>y = (x − mean) / deviation, kept within ±clip if there is one.</summary>
/// <param name="Mean">The number that is subtracted, for each column.</param>
/// <param name="Deviation">The divisor, for each column.</param>
/// <param name="Clip">The greatest absolute value; null for none.</param>
/// <param name="Origin">Its place in the original file.</param>
internal sealed record ModelNormalization(double[] Mean, double[] Deviation, double? Clip, string Origin) : ModelStage(Mean.Length, Mean.Length, Origin)
{
    /// <inheritdoc/>
    public override string Function => Clip is { } clip ? FormattableString.Invariant($"(x − mean) / deviation within ±{clip}") : "(x − mean) / deviation";

    /// <inheritdoc/>
    public override IReadOnlyList<StageTensor> Tensors => [new("mean", [In], Mean), new("deviation", [In], Deviation)];

    /// <inheritdoc/>
    public override ModelStage With(Func<string, double[], double[]> change) => this with { Mean = change("mean", Mean), Deviation = change("deviation", Deviation) };
}
