namespace LinearGen.Generator.Parsing;

/// <summary>Names of the runtime's types and members that the generator looks for.</summary>
internal static class KnownNames
{
    /// <summary>The attribute's full name.</summary>
    public const string LinearLayerAttribute = "LinearGen.LinearLayerAttribute";

    /// <summary>The full name of a network's attribute.</summary>
    public const string SequentialAttribute = "LinearGen.SequentialAttribute";

    /// <summary>The full name of a residual block's attribute.</summary>
    public const string ResidualAttribute = "LinearGen.ResidualAttribute";

    /// <summary>The namespace of the public types.</summary>
    public const string RuntimeNamespace = "LinearGen";

    /// <summary>Inputs per row: a property of the attribute, a constant of the layer.</summary>
    public const string In = "In";

    /// <summary>Outputs per row: a property of the attribute, a constant of the layer.</summary>
    public const string Out = "Out";

    /// <summary>Inputs and outputs per row of a stage other than a layer: a property of its attribute.</summary>
    public const string Size = "Size";

    /// <summary>A normalisation's greatest absolute output.</summary>
    public const string Clip = "Clip";

    /// <summary>The constant that a layer normalisation adds to the variance.</summary>
    public const string Epsilon = "Epsilon";

    /// <summary>The constant number of weights and biases.</summary>
    public const string ParameterCount = "ParameterCount";

    /// <summary>The attribute's switch for a bias.</summary>
    public const string Bias = "Bias";

    /// <summary>The attribute's activation.</summary>
    public const string Activation = "Activation";

    /// <summary>The attribute's parameter of the activation.</summary>
    public const string Slope = "Slope";

    /// <summary>The attribute's switch for a backward pass.</summary>
    public const string Trainable = "Trainable";

    /// <summary>The attribute's format of weights.</summary>
    public const string Weights = "Weights";

    /// <summary>The attribute's element type.</summary>
    public const string Precision = "Precision";
}
