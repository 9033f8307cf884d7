using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>What lies between the real values of a block is 0 and stays 0, whatever the calls are given.</summary>
public static class PaddingCheck
{
    /// <summary>Checks the padding of gradients and parameters after every operation that writes them.</summary>
    public static void Run<T>(LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Layer<T> layer = layerClass.New();
        ParameterGradients<T> gradients = layer.CreateGradients();
        int[] padding = FindPadding(layer, layerClass, gradients);
        tally.Expect(
            padding.Length == gradients.Values.Length - layerClass.ParameterCount,
            $"{layerClass.Name}: of {gradients.Values.Length} values {padding.Length} are padding, but there are {layerClass.ParameterCount} parameters");
        tally.Expect(
            layer.Parameters.Length == gradients.Values.Length,
            $"{layerClass.Name}: {layer.Parameters.Length} values hold the parameters, but {gradients.Values.Length} the gradients");

        Zero("new layer", layer.Parameters);
        layer.Initialize(new Random(1));
        Zero("Initialize", layer.Parameters);
        foreach (T poison in (ReadOnlySpan<T>)[T.NaN, T.PositiveInfinity, T.One])
        {
            Fill(poison);
            foreach (int rows in (ReadOnlySpan<int>)[1, 2, 3, 4, 5, 8, 9, 33, 66])
            {
                Surrounded<T> x = new(Poisoned(rows * layerClass.In, poison), rows % 5);
                Surrounded<T> dy = new(Poisoned(rows * layerClass.Out, poison), rows % 3);
                T[] dx = new T[x.Span.Length];
                gradients.Clear();
                layer.Backward(x.Span, dy.Span, dx, gradients);
                Zero($"Backward of {rows} rows with {poison}", gradients.Values);
                layer.Backward(x.Span, dy.Span, [], gradients);
                layer.AddGradients(gradients, gradients);
                gradients.Scale(T.CreateChecked(-2));
                Zero($"a second Backward, Add and Scale with {poison}", gradients.Values);
            }
        }

        void Fill(T value)
        {
            layer.SetWeights(Poisoned(layerClass.In * layerClass.Out, value));
            if (layerClass.HasBias)
            {
                layer.SetBias(Poisoned(layerClass.Out, value));
            }

            layer[layerClass.In - 1, layerClass.Out - 1] = value;
            Layer<T> copy = layerClass.New();
            copy.CopyFrom(layer);
            Zero("SetWeights and SetBias", layer.Parameters);
            Zero("CopyFrom", copy.Parameters);
        }

        void Zero(string after, ReadOnlySpan<T> block)
        {
            foreach (int k in padding)
            {
                if (block[k] != T.Zero)
                {
                    tally.Fail($"{layerClass.Name} after {after}: padding at {k} is {block[k]}");
                }
            }

            tally.Count(padding.Length + 1);
        }
    }

    private static T[] Poisoned<T>(int count, T value)
    {
        T[] values = new T[count];
        values.AsSpan().Fill(value);
        return values;
    }

    // Every value of the block is given a number of its own; what the getters don't return is padding.
    private static int[] FindPadding<T>(Layer<T> layer, LayerClass<T> layerClass, ParameterGradients<T> gradients)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int k = 0; k < gradients.Values.Length; k++)
        {
            gradients.Values[k] = T.CreateChecked(k);
        }

        T[] weights = new T[layerClass.In * layerClass.Out];
        T[] bias = new T[layerClass.HasBias ? layerClass.Out : 0];
        layer.GetWeightGradients(gradients, weights);
        if (layerClass.HasBias)
        {
            layer.GetBiasGradients(gradients, bias);
        }

        HashSet<int> used = [.. weights.Concat(bias).Select(value => int.CreateChecked(value))];
        int[] padding = [.. Enumerable.Range(0, gradients.Values.Length).Where(k => !used.Contains(k))];
        gradients.Clear();
        return padding;
    }
}
