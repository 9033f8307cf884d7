namespace LinearGen.Generator.Model;

/// <summary>The kind of a network's stage.</summary>
internal enum StageKind
{
    /// <summary>X·W + b, perhaps with an activation.</summary>
    Linear = 0,

    /// <summary>(x − mean) / deviation, perhaps clipped.</summary>
    Normalization,

    /// <summary>x·scale + offset, clamped.</summary>
    Rescaling,

    /// <summary>(x − μ) / √(σ² + ε) ⊙ gain + bias.</summary>
    LayerNorm,

    /// <summary>f(x).</summary>
    ActivationLayer,

    /// <summary>x + f(x), f being stages one after another.</summary>
    Residual,
}

/// <summary>The properties of kinds of stages that the parser and the emitters need.</summary>
internal static class StageTraits
{
    /// <summary>The kinds that have as many outputs as inputs, and an attribute that says how many.</summary>
    public static IReadOnlyList<StageKind> Sized { get; } = [StageKind.Normalization, StageKind.Rescaling, StageKind.LayerNorm, StageKind.ActivationLayer];

    /// <summary>The name of the attribute's class.</summary>
    public static string AttributeName(this StageKind kind) => kind == StageKind.Linear ? "LinearLayerAttribute" : kind + "Attribute";

    /// <summary>Vectors of parameters that a stage other than a layer stores.</summary>
    public static int Vectors(this StageKind kind) => kind switch
    {
        StageKind.Normalization or StageKind.LayerNorm => 2,
        StageKind.Rescaling => 4,
        _ => 0,
    };

    /// <summary>Parameters that optimisers move, of a stage of some size that is no layer.</summary>
    public static long ParameterCount(this StageKind kind, int size) => kind == StageKind.LayerNorm ? 2L * size : 0;
}
