using LinearGen.Generator.Model;

namespace LinearGen.Generator.Printing;

/// <summary>The text of stages other than layers.</summary>
internal static class StageText
{
    private const string Internals = "global::LinearGen.Internals";

    /// <summary>A number as a constant of C#.</summary>
    public static string Constant(double value) =>
        double.IsPositiveInfinity(value) ? "double.PositiveInfinity" : ActivationTraits.Number(value);

    /// <summary>The type that does a stage's work.</summary>
    public static string Type(StageSpec spec)
    {
        string t = spec.Precision.Keyword();
        return spec.Kind != StageKind.ActivationLayer ? $"{Internals}.{spec.Kind}Stage<{t}>"
            : $"{Internals}.{(spec.Activation.IsRowWise() ? "Softmax" : "Activation")}Stage<{t}, {Internals}.{new ActivationText(spec.Activation, spec.Slope, spec.Precision).Type}>";
    }

    /// <summary>Returns the expression that creates a stage.</summary>
    public static string New(StageSpec spec) => $"({Address.Text(spec.Size)}" + spec.Kind switch
    {
        StageKind.Normalization or StageKind.LayerNorm => $", {Constant(spec.Constant)})",
        StageKind.ActivationLayer when !spec.Activation.IsRowWise() => $", needsInput: {(spec.Activation.NeedsSums(slope: null) ? "true" : "false")})",
        _ => ")",
    };
}
