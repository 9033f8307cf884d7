using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using LinearGen.Onnx.Models;

namespace LinearGen.Tool.Models;

/// <summary>The memory that the parameters of an imported model's class take, and what it derives from them, as the generator lays them out.</summary>
internal static class ModelMemory
{
    /// <summary>Bytes of one instance.</summary>
    /// <param name="model">The model.</param>
    /// <param name="isTrainable">Whether its classes have a backward pass.</param>
    /// <param name="weights">The format of layers' weights.</param>
    public static long Bytes(ImportedModel model, bool isTrainable, WeightFormat weights)
    {
        int bytes = model.Precision == Precision.Double ? sizeof(double) : sizeof(float);
        return bytes * StagePlaces.Of(model.Stages).Sum(placed =>
        {
            NetworkStep step = Step(placed.Stage, isTrainable, weights);
            return StorageSize.BlockLength(step, bytes) + StorageSize.TransposedLength(step, bytes, isTrainable);
        });
    }

    private static NetworkStep Step(ModelStage stage, bool isTrainable, WeightFormat weights) => new(
        new NetworkLayer
        {
            Kind = stage switch
            {
                ModelNormalization => StageKind.Normalization,
                ModelRescaling => StageKind.Rescaling,
                ModelLayerNorm => StageKind.LayerNorm,
                ModelActivation => StageKind.ActivationLayer,
                _ => StageKind.Linear,
            },
            Property = "",
            FullName = "",
            Name = "",
            Accessibility = "",
            In = stage.In,
            Out = stage.Out,
            HasBias = stage is ModelLayer { Bias: not null },
            IsTrainable = isTrainable,
            KeepsParameters = isTrainable,
            Weights = (Generator.Model.WeightFormat)weights,
        },
        stage.In,
        stage.Out,
        Source: -1);
}
