using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>What a step of a network computes.</summary>
public enum StepKind
{
    /// <summary>f(X·W + b).</summary>
    Linear,

    /// <summary>clamp((x − mean) / deviation).</summary>
    Normalization,

    /// <summary>clamp(x·scale + offset).</summary>
    Rescaling,

    /// <summary>(x − μ) / √(σ² + ε) ⊙ gain + bias.</summary>
    LayerNorm,

    /// <summary>f(x).</summary>
    Activation,

    /// <summary>The end of a residual block: its input is added.</summary>
    Sum,
}

/// <summary>What one step of a network is declared as, residual blocks laid out flat.</summary>
/// <param name="Kind">What it computes.</param>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
public readonly record struct StepShape(StepKind Kind, int In, int Out)
{
    /// <summary>Whether a bias is added.</summary>
    public bool HasBias { get; init; }

    /// <summary>The function of a layer's sums, or of elements.</summary>
    public Activation Activation { get; init; }

    /// <summary>The function's parameter; 0 if it has none.</summary>
    public double Slope { get; init; }

    /// <summary>Whether the weights are rounded to bfloat16.</summary>
    public bool IsRounded { get; init; }

    /// <summary>A normalisation's limit, or what is added to a variance.</summary>
    public double Constant { get; init; }

    /// <summary>Behind how many steps the value stands that a sum adds.</summary>
    public int Source { get; init; }

    /// <summary>Whether there are parameters.</summary>
    public bool HasParameters => Kind is not (StepKind.Activation or StepKind.Sum);

    /// <summary>The parameters.</summary>
    public LayerShape Layer => new(Kind switch { StepKind.Linear => In, StepKind.Rescaling => 4, _ => 2 }, Out, HasBias, Activation, Slope) { Kind = Kind, IsRounded = IsRounded };

    /// <summary>The classes of which a network is made; none of a layer or another stage.</summary>
    public static IReadOnlyList<Type> StagesOf(Type type) =>
        type.GetCustomAttribute<SequentialAttribute>()?.Layers ?? type.GetCustomAttribute<ResidualAttribute>()?.Layers ?? [];

    /// <summary>The steps that a class's attribute declares; none of a class without.</summary>
    public static StepShape[] Of(Type type)
    {
        List<StepShape> steps = [];
        foreach (Type stage in StagesOf(type))
        {
            int first = steps.Count;
            steps.AddRange(Of(stage).Select(step => step with { Source = step.Source + first }));
        }

        foreach (Attribute attribute in type.GetCustomAttributes())
        {
            switch (attribute)
            {
                case LinearLayerAttribute layer:
                    steps.Add(new(StepKind.Linear, layer.In, layer.Out) { HasBias = layer.Bias, Activation = layer.Activation, Slope = LayerShape.SlopeOf(layer.Activation, layer.Slope), IsRounded = layer.Weights == WeightFormat.BFloat16 });
                    break;
                case NormalizationAttribute stage:
                    steps.Add(new(StepKind.Normalization, stage.Size, stage.Size) { Constant = stage.Clip });
                    break;
                case RescalingAttribute stage:
                    steps.Add(new(StepKind.Rescaling, stage.Size, stage.Size));
                    break;
                case LayerNormAttribute stage:
                    steps.Add(new(StepKind.LayerNorm, stage.Size, stage.Size) { Constant = stage.Epsilon });
                    break;
                case ActivationLayerAttribute stage:
                    steps.Add(new(StepKind.Activation, stage.Size, stage.Size) { Activation = stage.Activation, Slope = LayerShape.SlopeOf(stage.Activation, stage.Slope) });
                    break;
                case ResidualAttribute:
                    steps.Add(new(StepKind.Sum, steps[^1].Out, steps[^1].Out));
                    break;
                default:
                    break;
            }
        }

        return [.. steps];
    }
}
