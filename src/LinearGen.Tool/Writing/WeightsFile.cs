using LinearGen.Onnx.Models;

namespace LinearGen.Tool.Writing;

/// <summary>Writes the .safetensors file of a model, as PyTorch would for an nn.Sequential of the same stages.</summary>
internal static class WeightsFile
{
    /// <summary>The metadata key of the operations that an import has folded into the weights.</summary>
    public const string ChangesKey = "lineargen.import";

    /// <summary>The value of <see cref="ChangesKey"/>; null if nothing was worked in.</summary>
    public static string? Changes(ImportedModel model) => model.Changes.Count == 0 ? null : string.Join("; ", model.Changes);

    /// <summary>The names of the file's tensors, in order.</summary>
    public static IEnumerable<string> Names(ImportedModel model) => Placed(model).SelectMany(placed => placed.Stage.Tensors.Select(tensor => $"{placed.Place}.{tensor.Name}"));

    /// <summary>The original model's names of tensors, by their names in the file; only tensors that were taken over unchanged, and none if two would share a name.</summary>
    public static IReadOnlyList<(string Name, string Original)> OriginalNames(ImportedModel model)
    {
        (string Name, string Original)[] names = [.. AllOriginalNames(model)];
        IEnumerable<string> all = Names(model).Except(names.Select(pair => pair.Name)).Concat(names.Select(pair => pair.Original));
        return all.Distinct().Count() == Names(model).Count() ? names : [];
    }

    /// <summary>The stages as the class has them: where the class is a block itself, those of the block.</summary>
    private static IEnumerable<PlacedStage> Placed(ImportedModel model) => StagePlaces.Of(ClassNames.IsSingle(model) && model.Stages[0] is ModelResidual block ? block.Stages : model.Stages);

    private static IEnumerable<(string Name, string Original)> AllOriginalNames(ImportedModel model) =>
        Placed(model).SelectMany(placed => placed.Stage.Tensors.Where(tensor => placed.Stage.OriginalNames.ContainsKey(tensor.Name)).Select(tensor => ($"{placed.Place}.{tensor.Name}", placed.Stage.OriginalNames[tensor.Name])));

    /// <summary>Writes to a stream.</summary>
    /// <param name="model">The model.</param>
    /// <param name="weights">The format of layers' weights.</param>
    /// <param name="stream">The file.</param>
    public static void Write(ImportedModel model, WeightFormat weights, Stream stream)
    {
        SafetensorsWriter writer = new();
        writer.Metadata["format"] = "pt";
        writer.Metadata["lineargen.layout"] = "out_in";
        if (Changes(model) is { } changes)
        {
            writer.Metadata[ChangesKey] = changes;
        }

        TensorType type = model.Precision == Precision.Double ? TensorType.F64 : TensorType.F32;
        foreach ((ModelStage stage, string place) in Placed(model))
        {
            foreach (StageTensor tensor in stage.Tensors)
            {
                bool isRounded = weights == WeightFormat.BFloat16 && stage is ModelLayer && tensor.Name == "weight";
                writer.Add($"{place}.{tensor.Name}", tensor.Shape, tensor.Values, isRounded ? TensorType.BF16 : type);
            }
        }

        writer.Save(stream);
    }
}
