namespace LinearGen.Kernel.Checks;

/// <summary>What a layer is declared as.</summary>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="Activation">The function of the sums.</param>
public readonly record struct LayerShape(int In, int Out, bool HasBias, Activation Activation)
{
    /// <summary>Weights and biases together.</summary>
    public int ParameterCount => (In * Out) + (HasBias ? Out : 0);

    /// <summary>The shape that an attribute declares.</summary>
    public static LayerShape Of(LinearLayerAttribute attribute) => new(attribute.In, attribute.Out, attribute.Bias, attribute.Activation);
}
