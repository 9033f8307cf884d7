using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Networks;

/// <summary>A network's parameters and inputs, the same for all contenders on every run.</summary>
internal sealed class NetProblem
{
    // Parameters begin on cache lines, which those want to be told who load them as vectors.
    private const int Line = 16;

    private readonly int[] _weightStarts;
    private readonly int[] _biasStarts;

    /// <summary>Draws them: parameters as PyTorch does, inputs between −1 and 1.</summary>
    public NetProblem(Net net, int rows)
    {
        (Net, RowCount) = (net, rows);
        _weightStarts = new int[net.Layers];
        _biasStarts = new int[net.Layers];
        int length = 0;
        for (int n = 0; n < net.Layers; n++)
        {
            _weightStarts[n] = length;
            _biasStarts[n] = length += InLines(net.Sizes[n] * net.Sizes[n + 1]);
            length += InLines(net.Sizes[n + 1]);
        }

        Parameters = new AlignedFloats(length);
        for (int n = 0; n < net.Layers; n++)
        {
            float bound = net.Scale / MathF.Sqrt(net.Sizes[n]);
            Draw(Weights(n), bound, seed: 10 + n);
            Draw(Bias(n), bound, seed: 20 + n);
        }

        X = new AlignedFloats(rows * net.In);
        DrawInputs(seed: 1);
    }

    /// <summary>What is computed.</summary>
    public Net Net { get; }

    /// <summary>Rows of a call.</summary>
    public int RowCount { get; }

    /// <summary>X [rows, In].</summary>
    public AlignedFloats X { get; }

    /// <summary>Of each layer W [In, Out], row-major, then b, each from a cache line on.</summary>
    public AlignedFloats Parameters { get; }

    /// <summary>A layer's W.</summary>
    public Span<float> Weights(int layer) => Parameters.Span.Slice(_weightStarts[layer], Net.Sizes[layer] * Net.Sizes[layer + 1]);

    /// <summary>A layer's b.</summary>
    public Span<float> Bias(int layer) => Parameters.Span.Slice(_biasStarts[layer], Net.Sizes[layer + 1]);

    /// <summary>Where a layer's W begins in <see cref="Parameters"/>.</summary>
    public int WeightStart(int layer) => _weightStarts[layer];

    /// <summary>Where a layer's b begins.</summary>
    public int BiasStart(int layer) => _biasStarts[layer];

    /// <summary>Writes other inputs into <see cref="X"/>.</summary>
    public void DrawInputs(int seed) => Draw(X.Span, 1, seed);

    /// <summary>Sets a generated layer's parameters.</summary>
    public void CopyTo(int layer, Action<ReadOnlySpan<float>> setWeights, Action<ReadOnlySpan<float>> setBias)
    {
        setWeights(Weights(layer));
        setBias(Bias(layer));
    }

    /// <summary>Y in double.</summary>
    public double[] Reference()
    {
        double[] values = [.. X.Span.ToArray().Select(value => (double)value)];
        for (int n = 0; n < Net.Layers; n++)
        {
            (int inputs, int outputs) = (Net.Sizes[n], Net.Sizes[n + 1]);
            ReadOnlySpan<float> weights = Weights(n), bias = Bias(n);
            double[] next = new double[RowCount * outputs];
            for (int k = 0; k < next.Length; k++)
            {
                (int row, int j) = Math.DivRem(k, outputs);
                double sum = bias[j];
                for (int i = 0; i < inputs; i++)
                {
                    sum += values[(row * inputs) + i] * weights[(i * outputs) + j];
                }

                next[k] = !Net.IsActivated(n) ? sum : Net.Activation == Activation.Relu ? Math.Max(sum, 0) : Math.Tanh(sum);
            }

            values = next;
        }

        return values;
    }

    private static int InLines(int length) => (length + Line - 1) / Line * Line;

    private static void Draw(Span<float> values, float bound, int seed)
    {
        Rows.Random(values.Length, seed).CopyTo(values);
        foreach (ref float value in values)
        {
            value *= bound;
        }
    }
}
