using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;

namespace LinearGen.Benchmarks.Networks.Contenders;

/// <summary>Plain loops in C#.</summary>
internal sealed class PlainNet : INetContender
{
    /// <inheritdoc/>
    public string Name => "plain loop";

    /// <inheritdoc/>
    public string Description => "nested loops in C# over row-major spans; Math.Max and MathF.Tanh";

    /// <inheritdoc/>
    public Work Prepare(NetProblem problem)
    {
        Net net = problem.Net;
        AlignedFloats x = problem.X, result = new(problem.RowCount * net.Out);
        PlainLayer[] layers = [.. Enumerable.Range(0, net.Layers).Select(n => new PlainLayer(problem.Weights(n).ToArray(), problem.Bias(n).ToArray()))];
        float[][] hidden = [.. net.Sizes.Skip(1).SkipLast(1).Select(size => new float[problem.RowCount * size])];
        bool relu = net.Activation == Activation.Relu;
        return Work.Into(result, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
        {
            for (; calls > 0; calls--)
            {
                ReadOnlySpan<float> from = x.Span;
                for (int n = 0; n < hidden.Length; n++)
                {
                    layers[n].Forward(from, hidden[n]);
                    Activate(hidden[n], relu);
                    from = hidden[n];
                }

                layers[^1].Forward(from, result.Span);
            }
        });
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Activate(Span<float> values, bool relu)
    {
        foreach (ref float value in values)
        {
            value = relu ? Math.Max(value, 0) : MathF.Tanh(value);
        }
    }
}

/// <summary>System.Numerics.Tensors.</summary>
internal sealed class TensorNet : INetContender
{
    /// <inheritdoc/>
    public string Name => "TensorPrimitives";

    /// <inheritdoc/>
    public string Description => $"System.Numerics.Tensors {TensorVersion.Text}: a Dot for each result with W transposed beforehand, then Max with 0 or Tanh";

    /// <inheritdoc/>
    public Work Prepare(NetProblem problem)
    {
        Net net = problem.Net;
        AlignedFloats x = problem.X, result = new(problem.RowCount * net.Out);
        AlignedFloats[] weights = [.. Enumerable.Range(0, net.Layers).Select(n => AlignedFloats.Transpose(problem.Weights(n), net.Sizes[n], net.Sizes[n + 1]))];
        float[][] biases = [.. Enumerable.Range(0, net.Layers).Select(n => problem.Bias(n).ToArray())];
        float[][] hidden = [.. net.Sizes.Skip(1).SkipLast(1).Select(size => new float[problem.RowCount * size])];
        bool relu = net.Activation == Activation.Relu;
        return Work.Into(result, [MethodImpl(MethodImplOptions.AggressiveOptimization)] (calls) =>
        {
            for (; calls > 0; calls--)
            {
                ReadOnlySpan<float> from = x.Span;
                for (int n = 0; n < hidden.Length; n++)
                {
                    Span<float> to = hidden[n];
                    Product(from, weights[n].Span, biases[n], to);
                    if (relu)
                    {
                        TensorPrimitives.Max(to, 0, to);
                    }
                    else
                    {
                        TensorPrimitives.Tanh(to, to);
                    }

                    from = to;
                }

                Product(from, weights[^1].Span, biases[^1], result.Span);
            }
        });
    }

    private static void Product(ReadOnlySpan<float> x, ReadOnlySpan<float> transposed, ReadOnlySpan<float> bias, Span<float> y)
    {
        int inputs = transposed.Length / bias.Length;
        for (; y.Length >= bias.Length; x = x[inputs..], y = y[bias.Length..])
        {
            ReadOnlySpan<float> row = x[..inputs];
            for (int j = 0; j < bias.Length; j++)
            {
                y[j] = bias[j] + TensorPrimitives.Dot(row, transposed.Slice(j * inputs, inputs));
            }
        }
    }
}
