using LinearGen.Tool.Models;

namespace LinearGen.Tool.SelfChecks;

/// <summary>What may be wrong with weights that were loaded, or with a declaration: a self-check is chosen so that it sees each of these.</summary>
internal static class PlantedFaults
{
    /// <summary>Two layers that can be mistaken for each other are tried up to so many layers; beyond there are too many pairs.</summary>
    private const int MostLayersForPairs = 32;

    /// <summary>No more faults than these are planted into a chain.</summary>
    public static int MostFor(IReadOnlyList<ModelLayer> layers)
    {
        int pairs = layers.Count <= MostLayersForPairs ? layers.Count * (layers.Count - 1) / 2 : 0;
        return (layers.Count * (Enum.GetValues<Activation>().Length + 1)) + pairs;
    }

    /// <summary>Chains with one fault each, with what the fault is in words.</summary>
    public static IEnumerable<(string What, ModelLayer[] Layers)> Of(IReadOnlyList<ModelLayer> layers)
    {
        for (int n = 0; n < layers.Count; n++)
        {
            ModelLayer layer = layers[n];
            if (layer.In == layer.Out && !layer.TransposedWeights().AsSpan().SequenceEqual(layer.Weights))
            {
                yield return ($"layer {n + 1} with its weights transposed", With(layers, n, layer with { Weights = layer.TransposedWeights() }));
            }

            if (layer.Bias is { } bias && bias.Any(value => value != 0))
            {
                yield return ($"layer {n + 1} without its bias", With(layers, n, layer with { Bias = new double[layer.Out] }));
            }

            foreach (Activation other in Enum.GetValues<Activation>().Where(other => other != layer.Activation))
            {
                yield return ($"layer {n + 1} with {other} instead of {layer.Activation}", With(layers, n, layer with { Activation = other }));
            }

            for (int m = n + 1; m < layers.Count && layers.Count <= MostLayersForPairs; m++)
            {
                ModelLayer second = layers[m];
                if ((second.In, second.Out, second.Bias is null) == (layer.In, layer.Out, layer.Bias is null))
                {
                    ModelLayer[] swapped = With(layers, n, layer with { Weights = second.Weights, Bias = second.Bias });
                    swapped[m] = second with { Weights = layer.Weights, Bias = layer.Bias };
                    yield return ($"layers {n + 1} and {m + 1} with each other's weights", swapped);
                }
            }
        }
    }

    private static ModelLayer[] With(IReadOnlyList<ModelLayer> layers, int index, ModelLayer layer)
    {
        ModelLayer[] changed = [.. layers];
        changed[index] = layer;
        return changed;
    }
}
