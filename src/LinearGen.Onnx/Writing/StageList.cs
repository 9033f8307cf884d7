using System.Text.Json;
using LinearGen.Onnx.Models;

namespace LinearGen.Onnx.Writing;

/// <summary>
/// The list of a network's stages in the metadata of its file, as JSON: what stages the nodes are, since a Sub and a Div may be one normalisation or two stages, and
/// numbers that attributes of nodes have as floats. It holds no parameters: those are the graph's tensors.
/// </summary>
internal static class StageList
{
    /// <summary>The key of the list in the metadata.</summary>
    public const string Key = "lineargen.stages";

    private const string Stage = "stage", In = "in", Out = "out", Size = "size", Bias = "bias", Activation = "activation", Slope = "slope", Clip = "clip", Bounds = "bounds", Epsilon = "epsilon", Stages = "stages";

    private const string Linear = "LinearLayer", Normalization = "Normalization", Rescaling = "Rescaling", LayerNorm = "LayerNorm", ActivationLayer = "ActivationLayer", Residual = "Residual";

    private static readonly JsonDocumentOptions Options = new() { MaxDepth = 256 };

    /// <summary>Reads numbers that a list does not hold.</summary>
    /// <param name="name">A tensor's name.</param>
    /// <param name="count">How many it must hold.</param>
    /// <returns>The numbers; null if there is no such tensor, or it holds another number of them.</returns>
    public delegate double[]? Tensors(string name, long count);

    /// <summary>Describes stages.</summary>
    public static string Write(IReadOnlyList<ModelStage> stages) => JsonText.Write(writer => Write(writer, stages));

    /// <summary>Makes the stages that a list describes; null if it is none, or describes something else than the tensors.</summary>
    /// <param name="list">The list.</param>
    /// <param name="most">The greatest number of stages.</param>
    /// <param name="tensors">Reads the tensors.</param>
    public static IReadOnlyList<ModelStage>? Read(string list, int most, Tensors tensors)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(list, Options);
            return new StageListReader(most, tensors).Read(document.RootElement, "");
        }
        catch (Exception mistake) when (mistake is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or OverflowException)
        {
            return null;
        }
    }

    private static void Write(Utf8JsonWriter writer, IReadOnlyList<ModelStage> stages)
    {
        writer.WriteStartArray();
        foreach (ModelStage stage in stages)
        {
            writer.WriteStartObject();
            Write(writer, stage);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Write(Utf8JsonWriter writer, ModelStage stage)
    {
        switch (stage)
        {
            case ModelLayer layer:
                writer.WriteString(Stage, Linear);
                writer.WriteNumber(In, layer.In);
                writer.WriteNumber(Out, layer.Out);
                writer.WriteBoolean(Bias, layer.Bias is not null);
                WriteFunction(writer, layer.Activation, layer.Slope);
                break;
            case ModelActivation activation:
                writer.WriteString(Stage, ActivationLayer);
                writer.WriteNumber(Size, activation.In);
                WriteFunction(writer, activation.Activation, activation.Slope);
                break;
            case ModelNormalization normalization:
                writer.WriteString(Stage, Normalization);
                writer.WriteNumber(Size, normalization.In);
                WriteOptional(writer, Clip, normalization.Clip);
                break;
            case ModelRescaling rescaling:
                writer.WriteString(Stage, Rescaling);
                writer.WriteNumber(Size, rescaling.In);
                writer.WriteBoolean(Bounds, rescaling.IsBounded);
                break;
            case ModelLayerNorm norm:
                writer.WriteString(Stage, LayerNorm);
                writer.WriteNumber(Size, norm.In);
                writer.WriteNumber(Epsilon, norm.Epsilon);
                break;
            case ModelResidual block:
                writer.WriteString(Stage, Residual);
                writer.WritePropertyName(Stages);
                Write(writer, block.Stages);
                break;
            default:
                throw new ArgumentException(stage.GetType().Name, nameof(stage));
        }
    }

    private static void WriteFunction(Utf8JsonWriter writer, Activation activation, double? slope)
    {
        writer.WriteString(Activation, activation.ToString());
        WriteOptional(writer, Slope, slope);
    }

    private static void WriteOptional(Utf8JsonWriter writer, string name, double? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }

    /// <summary>Reads a list; exceptions of the JSON reader tell that it is none.</summary>
    private sealed class StageListReader(int most, Tensors tensors)
    {
        private const string Origin = "The model's stage";

        private int _count;

        public List<ModelStage>? Read(JsonElement list, string prefix)
        {
            List<ModelStage> stages = [];
            int place = 0;
            foreach (JsonElement element in list.EnumerateArray())
            {
                string own = FormattableString.Invariant($"{prefix}{place}");
                if (++_count > most || ReadStage(element, own) is not { } stage || (stages.Count > 0 && stages[^1].Out != stage.In))
                {
                    return null;
                }

                stages.Add(stage);
                place += stage.Places;
            }

            return stages.Count > 0 ? stages : null;
        }

        private ModelStage? ReadStage(JsonElement element, string place)
        {
            string origin = $"{Origin} {place}";
            switch (element.GetProperty(Stage).GetString())
            {
                case Linear:
                    (int inputs, int outputs) = (Width(element, In), Width(element, Out));
                    bool hasBias = element.GetProperty(Bias).GetBoolean();
                    double[]? bias = hasBias ? Columns(place, "bias", outputs) : null;
                    return tensors(GraphWriter.NameOf(place, "weight"), (long)inputs * outputs) is { } weights && (bias is null) != hasBias && Function(element) is var (function, slope)
                        ? new ModelLayer(inputs, outputs, weights, bias, function, origin) { Slope = slope }
                        : null;
                case ActivationLayer:
                    return Function(element) is var (activation, parameter) && activation != LinearGen.Activation.None
                        ? new ModelActivation(Width(element, Size), activation, origin) { Slope = parameter }
                        : null;
                case Normalization:
                    int size = Width(element, Size);
                    return Columns(place, "mean", size) is { } mean && Columns(place, "deviation", size) is { } deviation
                        ? new ModelNormalization(mean, deviation, Optional(element, Clip), origin)
                        : null;
                case Rescaling:
                    int width = Width(element, Size);
                    bool isBounded = element.GetProperty(Bounds).GetBoolean();
                    return Columns(place, "scale", width) is { } scale && Columns(place, "offset", width) is { } offset
                        && Bound(isBounded, place, "low", width, double.NegativeInfinity) is { } low && Bound(isBounded, place, "high", width, double.PositiveInfinity) is { } high
                        ? new ModelRescaling(scale, offset, low, high, origin)
                        : null;
                case LayerNorm:
                    int columns = Width(element, Size);
                    return Columns(place, "weight", columns) is { } gain && Columns(place, "bias", columns) is { } summand
                        ? new ModelLayerNorm(gain, summand, element.GetProperty(Epsilon).GetDouble(), origin)
                        : null;
                case Residual:
                    return Read(element.GetProperty(Stages), place + ".") is { } inner && inner[0].In == inner[^1].Out ? new ModelResidual(inner, origin) : null;
                default:
                    return null;
            }
        }

        private static int Width(JsonElement element, string name) =>
            element.GetProperty(name).GetInt32() is > 0 and <= Limits.Width and var width ? width : throw new FormatException($"{name} is no width of a row.");

        private static (Activation Function, double? Slope)? Function(JsonElement element) =>
            Enum.TryParse(element.GetProperty(Activation).GetString(), out Activation activation) && Enum.IsDefined(activation) ? (activation, Optional(element, Slope)) : null;

        private static double? Optional(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetDouble() : null;

        private double[]? Columns(string place, string name, int count) => tensors(GraphWriter.NameOf(place, name), count);

        private double[]? Bound(bool isBounded, string place, string name, int count, double none) => isBounded ? Columns(place, name, count) : [.. Enumerable.Repeat(none, count)];
    }
}
