namespace LinearGen.Kernel.Checks;

/// <summary>What a layer is declared as. A stage with vectors of parameters is one too: they are the rows of its weights.</summary>
/// <param name="In">Inputs per row; of a stage, its vectors.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Activation">The function of the sums.</param>
/// <param name="Slope">Its parameter; 0 if it has none.</param>
public readonly record struct LayerShape(int In, int Out, bool HasBias, Activation Activation, double Slope)
{
    /// <summary>Whether the function is the one that its name alone says.</summary>
    public bool HasDefaultSlope => Slope == SlopeOf(Activation, double.NaN);

    /// <summary>What the layer computes.</summary>
    public StepKind Kind { get; init; }

    /// <summary>Whether the forward pass reads weights rounded to bfloat16.</summary>
    public bool IsRounded { get; init; }

    /// <summary>Whether optimisers move the parameters.</summary>
    public bool IsTrained => Kind is StepKind.Linear or StepKind.LayerNorm;

    /// <summary>Weights and biases together.</summary>
    public int StoredCount => (In * Out) + (HasBias ? Out : 0);

    /// <summary>Those that optimisers move.</summary>
    public int ParameterCount => IsTrained ? StoredCount : 0;

    /// <summary>A function's parameter as an attribute declares it.</summary>
    /// <param name="activation">The function.</param>
    /// <param name="slope">What the attribute has; NaN for the function that its name alone says.</param>
    public static double SlopeOf(Activation activation, double slope) => (activation, double.IsNaN(slope)) switch
    {
        (_, false) => slope,
        (Activation.LeakyRelu, _) => 0.01,
        (Activation.Elu or Activation.Celu, _) => 1,
        _ => 0,
    };
}
