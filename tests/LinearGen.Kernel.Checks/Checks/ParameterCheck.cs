using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Parameters come out as they went in, in every order; copies are copies; draws are in range and repeatable.</summary>
public static class ParameterCheck
{
    /// <summary>Checks the members that read and write parameters.</summary>
    public static void Run<T>(LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        LayerData<T> data = LayerData.Draw(layerClass, 1, Distribution.Wide);
        Layer<T> layer = layerClass.With(data);
        Same("SetWeights", layer, data.W, data.B);
        Indexer(layer, data);

        T[] transposed = new T[data.W.Length];
        for (int k = 0; k < transposed.Length; k++)
        {
            transposed[(k % layerClass.Out * layerClass.In) + (k / layerClass.Out)] = data.W[k];
        }

        Layer<T> second = layerClass.New();
        Same("a new layer", second, new T[data.W.Length], new T[data.B.Length]);
        second.SetWeights(transposed, WeightLayout.OutIn);
        Same("SetWeights(OutIn)", second, data.W, new T[data.B.Length]);
        T[] back = new T[transposed.Length];
        second.GetWeights(back, WeightLayout.OutIn);
        Compare.Bits<T>(tally, $"{layerClass.Name}: GetWeights(OutIn)", back, transposed);
        second.SetWeights(data.W, WeightLayout.InOut);
        Same("SetWeights(InOut)", second, data.W, new T[data.B.Length]);

        Layer<T> copy = layerClass.New();
        copy.CopyFrom(layer);
        Same("CopyFrom", copy, data.W, data.B);
        copy[0, 0] = T.CreateChecked(3);
        Same("a change of the copy", layer, data.W, data.B);
        layer.Parameters.CopyTo(copy.Parameters);
        copy.ParametersChanged();
        Same("ParametersChanged", copy, data.W, data.B);
        copy.Initialize(new Random(7));
        Same("Initialize", copy, Weights(copy, layerClass), layerClass.HasBias ? Bias(copy, layerClass) : data.B);

        Initialization(layerClass, tally);

        void Same(string after, Layer<T> actual, T[] weights, T[] bias)
        {
            Compare.Bits<T>(tally, $"{layerClass.Name} after {after}: weights", Weights(actual, layerClass), weights);
            if (layerClass.HasBias)
            {
                Compare.Bits<T>(tally, $"{layerClass.Name} after {after}: bias", Bias(actual, layerClass), bias);
            }

            ForwardUses(actual, weights, bias, after);
        }

        // What Forward computes with must be what was written, also where a second copy is kept: Wᵀ, for dX and for narrow outputs.
        void ForwardUses(Layer<T> actual, T[] weights, T[] bias, string after)
        {
            Layer<T> fresh = layerClass.With(data with { W = weights, B = bias });
            (Results<T> expected, Results<T> results) = (new(fresh, layerClass), new(actual, layerClass));
            expected.Compute(data, 1);
            results.Compute(data, 1);
            Compare.Bits<T>(tally, $"{layerClass.Name} after {after}: y", results.Y, expected.Y);
            Compare.Bits<T>(tally, $"{layerClass.Name} after {after}: dx", results.DX, expected.DX);
        }

        void Indexer(Layer<T> actual, LayerData<T> original)
        {
            Layer<T> filled = layerClass.New();
            for (int k = 0; k < original.W.Length; k++)
            {
                (int i, int j) = Math.DivRem(k, layerClass.Out);
                tally.Expect(actual[i, j] == original.W[k], $"{layerClass.Name}[{i}, {j}] is {actual[i, j]}, expected {original.W[k]}");
                filled[i, j] = original.W[k];
            }

            Same("the indexer", filled, original.W, new T[layerClass.Out]);
        }
    }

    private static void Initialization<T>(LayerClass<T> layerClass, Tally tally)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Layer<T> layer = Initialized(5);
        T bound = T.CreateChecked(1 / Math.Sqrt(layerClass.In));
        T[] drawn = [.. Weights(layer, layerClass), .. layerClass.HasBias ? Bias(layer, layerClass) : []];
        for (int k = 0; k < drawn.Length; k++)
        {
            tally.Expect(T.Abs(drawn[k]) <= bound, $"{layerClass.Name}: parameter {k} is initialised to {drawn[k]}, expected at most {bound}");
        }

        // Of so many draws, one misses the outer tenth of the range with a probability of 0.9⁴⁰⁰ < 10⁻¹⁸.
        if (drawn.Length >= 400)
        {
            tally.Expect(drawn.Max() > T.CreateChecked(0.8) * bound && drawn.Min() < -T.CreateChecked(0.8) * bound, $"{layerClass.Name}: draws don't reach {bound}");
            tally.Expect(T.Abs(drawn.Aggregate((a, b) => a + b)) < T.CreateChecked(4 * Math.Sqrt(drawn.Length / 3.0)) * bound, $"{layerClass.Name}: the mean of the draws is not 0");
        }

        Compare.Bits<T>(tally, $"{layerClass.Name}: parameters from the same seed", Initialized(5).Parameters, layer.Parameters);
        tally.Expect(!Initialized(6).Parameters.SequenceEqual(layer.Parameters), $"{layerClass.Name}: another seed gives the same parameters");

        Layer<T> Initialized(int seed)
        {
            Layer<T> made = layerClass.New();
            made.Initialize(new Random(seed));
            return made;
        }
    }

    private static T[] Weights<T>(Layer<T> layer, LayerClass<T> layerClass)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[layerClass.In * layerClass.Out];
        layer.GetWeights(values);
        return values;
    }

    private static T[] Bias<T>(Layer<T> layer, LayerClass<T> layerClass)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[layerClass.Out];
        layer.GetBias(values);
        return values;
    }
}
