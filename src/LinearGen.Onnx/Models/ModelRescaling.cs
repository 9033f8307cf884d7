namespace LinearGen.Onnx.Models;

/// <summary>y = x·scale + offset, kept between low and high.</summary>
/// <param name="Scale">The factor of each column.</param>
/// <param name="Offset">The summand of each column.</param>
/// <param name="Low">The lower bound of each column; −∞ for none.</param>
/// <param name="High">The upper bound of each column; ∞ for none.</param>
/// <param name="Origin">Its place in the original file.</param>
internal sealed record ModelRescaling(double[] Scale, double[] Offset, double[] Low, double[] High, string Origin) : ModelStage(Scale.Length, Scale.Length, Origin)
{
    /// <summary>Whether there are bounds.</summary>
    public bool IsBounded => Low.Any(value => value != double.NegativeInfinity) || High.Any(value => value != double.PositiveInfinity);

    /// <inheritdoc/>
    public override string Function => IsBounded ? "x·scale + offset between low and high" : "x·scale + offset";

    /// <inheritdoc/>
    public override IReadOnlyList<StageTensor> Tensors => [new("scale", [In], Scale), new("offset", [In], Offset), new("low", [In], Low), new("high", [In], High)];

    /// <inheritdoc/>
    public override ModelStage With(Func<string, double[], double[]> change) =>
        this with { Scale = change("scale", Scale), Offset = change("offset", Offset), Low = change("low", Low), High = change("high", High) };
}
