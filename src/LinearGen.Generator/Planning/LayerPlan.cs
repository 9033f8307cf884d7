using LinearGen.Generator.Model;

namespace LinearGen.Generator.Planning;

/// <summary>How a layer of a certain shape is computed: pure arithmetic, from the shape to tiles, loops and the order of sums.</summary>
internal sealed record LayerPlan
{
    /// <summary>In.</summary>
    public required int In { get; init; }

    /// <summary>Out.</summary>
    public required int Out { get; init; }

    /// <summary>Y = X·W + b.</summary>
    public required ProductPlan Forward { get; init; }

    /// <summary>dX = dY·Wᵀ: the same product over the transposed copy.</summary>
    public required ProductPlan InputGradient { get; init; }

    /// <summary>dW += Xᵀ·dY and db.</summary>
    public required UpdatePlan WeightGradient { get; init; }

    /// <summary>Plans a layer.</summary>
    /// <param name="spec">The layer.</param>
    public static LayerPlan Create(LayerSpec spec) => new()
    {
        In = spec.In,
        Out = spec.Out,
        Forward = ProductPlan.Create(spec.In, spec.Out, Width.Of(spec)),
        InputGradient = ProductPlan.Create(spec.Out, spec.In, Width.Of(spec)),
        WeightGradient = UpdatePlan.Create(spec.In, spec.Out, spec.HasBias, Width.Of(spec)),
    };
}
