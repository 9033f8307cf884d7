using LinearGen.Onnx.Models;

namespace LinearGen.Tool.Writing;

/// <summary>Writes the attributes that declare stages, and describes the stages in words.</summary>
internal static class StageAttributes
{
    /// <summary>The attribute of a stage's class.</summary>
    public static string Of(NamedStage named, Precision precision, ClassOptions options)
    {
        string tail = precision == Precision.Double ? ", Precision = global::LinearGen.Precision.Double" : "";
        return named.Stage switch
        {
            ModelLayer layer => FormattableString.Invariant($"[global::LinearGen.LinearLayer(In = {layer.In}, Out = {layer.Out}")
                + (layer.Bias is null ? "" : ", Bias = true")
                + (layer.Activation == Activation.None ? "" : Function(layer.Activation, layer.Slope))
                + (options.Weights == WeightFormat.Full ? "" : $", Weights = global::LinearGen.WeightFormat.{options.Weights}")
                + $"{tail}{Use(options)})]",
            ModelNormalization { Clip: { } clip } => FormattableString.Invariant($"[global::LinearGen.Normalization(Size = {named.Stage.In}, Clip = {clip:R}{tail})]"),
            ModelNormalization => FormattableString.Invariant($"[global::LinearGen.Normalization(Size = {named.Stage.In}{tail})]"),
            ModelRescaling => FormattableString.Invariant($"[global::LinearGen.Rescaling(Size = {named.Stage.In}{tail})]"),
            ModelLayerNorm norm => FormattableString.Invariant($"[global::LinearGen.LayerNorm(Size = {norm.In}, Epsilon = {norm.Epsilon:R}{tail})]"),
            ModelActivation activation => FormattableString.Invariant($"[global::LinearGen.ActivationLayer(Size = {activation.In}{Function(activation.Activation, activation.Slope)}{tail})]"),
            _ => Chain("Residual", named.Inner, options),
        };
    }

    /// <summary>The attribute of a class that is made of stages.</summary>
    public static string Chain(string name, IEnumerable<NamedStage> stages, ClassOptions options) =>
        $"[global::LinearGen.{name}({string.Join(", ", stages.Select(stage => $"typeof({stage.Class})"))}{Use(options)})]";

    /// <summary>A stage in words.</summary>
    public static string Describe(ModelStage stage)
    {
        string what = stage switch
        {
            ModelLayer layer => FormattableString.Invariant($"{layer.In} → {layer.Out}{(layer.Bias is null ? "" : ", bias")}{(layer.Activation == Activation.None ? "" : $", {layer.Function}")}"),
            _ => FormattableString.Invariant($"{stage.In}, {stage.Function}"),
        };
        return $"{what}; from {Xml(Quoted.Lower(stage.Origin))}";
    }

    /// <summary>A text for documentation.</summary>
    public static string Xml(string text) => text.Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static string Use(ClassOptions options) => options.IsTrainable ? "" : ", Trainable = false";

    private static string Function(Activation activation, double? slope) =>
        $", Activation = global::LinearGen.Activation.{activation}" + (slope is { } given ? FormattableString.Invariant($", Slope = {given:R}") : "");
}
