using LinearGen.Onnx.Models;
using LinearGen.Onnx.Numerics;

namespace LinearGen.Onnx.SelfChecks;

/// <summary>The faults that loaded weights or a declaration may have: a self-check is chosen so that it detects each of these.</summary>
internal static class PlantedFaults
{
    /// <summary>The most layers for which pairs that can be mistaken for each other are tried; beyond there are too many pairs.</summary>
    private const int MostLayersForPairs = 32;

    /// <summary>No more faults than these are planted into a chain.</summary>
    public static int MostFor(IReadOnlyList<ModelStage> stages)
    {
        int count = StagePlaces.Of(stages).Count();
        int pairs = count <= MostLayersForPairs ? count * (count - 1) / 2 : 0;
        return (count * (Enum.GetValues<Activation>().Length + 2)) + pairs;
    }

    /// <summary>Chains with one fault each, with a description of the fault.</summary>
    public static IEnumerable<(string What, IReadOnlyList<ModelStage> Stages)> Of(IReadOnlyList<ModelStage> stages)
    {
        PlacedStage[] all = [.. StagePlaces.Of(stages)];
        ModelLayer[] layers = [.. all.Select(placed => placed.Stage).OfType<ModelLayer>()];
        int number = 0;
        foreach ((ModelStage stage, string place) in all)
        {
            if (stage is not ModelLayer layer)
            {
                foreach ((string what, ModelStage changed) in OfStage(stage))
                {
                    yield return ($"stage {place} {what}", With(stages, (stage, changed)));
                }

                continue;
            }

            string name = FormattableString.Invariant($"layer {++number}");
            if (layer.In == layer.Out && !layer.TransposedWeights().AsSpan().SequenceEqual(layer.Weights))
            {
                yield return ($"{name} with its weights transposed", With(stages, (layer, layer with { Weights = layer.TransposedWeights() })));
            }

            if (layer.Bias is { } bias && bias.Any(value => value != 0))
            {
                yield return ($"{name} without its bias", With(stages, (layer, layer with { Bias = new double[layer.Out] })));
            }

            foreach (Activation other in Others(layer.Activation, layer.Slope))
            {
                ModelLayer changed = layer with { Activation = other, Slope = null };
                yield return ($"{name} with {changed.Function} instead of {layer.Function}", With(stages, (layer, changed)));
            }

            for (int m = number; m < layers.Length && layers.Length <= MostLayersForPairs; m++)
            {
                ModelLayer second = layers[m];
                if ((second.In, second.Out, second.Bias is null) == (layer.In, layer.Out, layer.Bias is null))
                {
                    yield return (
                        FormattableString.Invariant($"layers {number} and {m + 1} with each other's weights"),
                        With(stages, (layer, layer with { Weights = second.Weights, Bias = second.Bias }), (second, second with { Weights = layer.Weights, Bias = layer.Bias })));
                }
            }
        }
    }

    private static IEnumerable<(string What, ModelStage Changed)> OfStage(ModelStage stage)
    {
        switch (stage)
        {
            case ModelNormalization normalization:
                (double[] zeros, double[] ones) = (new double[stage.In], [.. Enumerable.Repeat(1.0, stage.In)]);
                return new (string, ModelStage)[]
                {
                    ("without its mean", normalization with { Mean = zeros }),
                    ("without its deviation", normalization with { Deviation = ones }),
                }.Where(fault => !fault.Item2.Tensors.Zip(stage.Tensors).All(pair => pair.First.Values.AsSpan().SequenceEqual(pair.Second.Values)));
            case ModelRescaling rescaling:
                return new (string, ModelStage)[]
                {
                    ("without its scale", rescaling with { Scale = [.. Enumerable.Repeat(1.0, stage.In)] }),
                    ("without its offset", rescaling with { Offset = new double[stage.In] }),
                }.Where(fault => !fault.Item2.Tensors.Zip(stage.Tensors).All(pair => pair.First.Values.AsSpan().SequenceEqual(pair.Second.Values)));
            case ModelActivation activation:
                return Others(activation.Activation, activation.Slope).Where(other => other != Activation.None).Select(other => ($"with {other} instead of {activation.Function}", (ModelStage)(activation with { Activation = other, Slope = null })));
            default:
                return [];
        }
    }

    private static IEnumerable<Activation> Others(Activation activation, double? slope) =>
        Enum.GetValues<Activation>().Where(other => !ActivationFunctions.IsSame(activation, slope, other, null));

    /// <summary>The chain with some stages replaced, which may lie in blocks.</summary>
    private static IReadOnlyList<ModelStage> With(IReadOnlyList<ModelStage> stages, params (ModelStage Old, ModelStage New)[] changes) =>
    [
        .. stages.Select(stage => changes.FirstOrDefault(change => ReferenceEquals(change.Old, stage)).New
            ?? (stage is ModelResidual block ? block with { Stages = With(block.Stages, changes) } : stage)),
    ];
}
