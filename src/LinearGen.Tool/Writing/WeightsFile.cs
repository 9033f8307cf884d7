using LinearGen.Tool.Models;

namespace LinearGen.Tool.Writing;

/// <summary>Writes the .safetensors file of a model, as PyTorch would for an nn.Sequential of the same layers.</summary>
internal static class WeightsFile
{
    /// <summary>Writes to a stream.</summary>
    public static void Write(ImportedModel model, Stream stream)
    {
        SafetensorsWriter writer = new();
        writer.Metadata["format"] = "pt";
        writer.Metadata["lineargen.layout"] = "out_in";
        IReadOnlyList<string> prefixes = ClassNames.Prefixes(model);
        TensorType type = model.Precision == Precision.Double ? TensorType.F64 : TensorType.F32;
        for (int n = 0; n < model.Layers.Count; n++)
        {
            ModelLayer layer = model.Layers[n];
            writer.Add($"{prefixes[n]}.weight", [layer.Out, layer.In], layer.TransposedWeights(), type);
            if (layer.Bias is { } bias)
            {
                writer.Add($"{prefixes[n]}.bias", [layer.Out], bias, type);
            }
        }

        writer.Save(stream);
    }
}
