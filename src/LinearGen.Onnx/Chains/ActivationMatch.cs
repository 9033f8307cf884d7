namespace LinearGen.Onnx.Chains;

/// <summary>An activation that an expression ends in: outer·f(inner·x).</summary>
/// <param name="Activation">f.</param>
/// <param name="Inner">x.</param>
internal sealed record ActivationMatch(Activation Activation, Expression Inner)
{
    /// <summary>f's parameter; null for its default.</summary>
    public double? Slope { get; init; }

    /// <summary>The factor of x inside f: x·σ(k·x) is Silu(k·x) / k.</summary>
    public double InnerFactor { get; init; } = 1;

    /// <summary>The factor of f's value.</summary>
    public double OuterFactor { get; init; } = 1;
}
