using System.Runtime.CompilerServices;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>What one writes by hand: loops over row-major arrays. The baseline.</summary>
internal sealed class PlainLayer(float[] weights, float[] bias)
{
    // Compiled once and for all: left to tiered compilation such loops took 1.7 times as long in some runs.
    private const MethodImplOptions Optimize = MethodImplOptions.AggressiveOptimization;

    private readonly int _outputs = bias.Length;
    private readonly int _inputs = weights.Length / bias.Length;

    /// <summary>dW, summed over calls.</summary>
    public float[] WeightGradients { get; } = new float[weights.Length];

    /// <summary>db, summed over calls.</summary>
    public float[] BiasGradients { get; } = new float[bias.Length];

    /// <summary>Y = X·W + b.</summary>
    [MethodImpl(Optimize)]
    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        for (; x.Length >= _inputs; x = x[_inputs..], y = y[_outputs..])
        {
            Span<float> output = y[.._outputs];
            bias.CopyTo(output);
            for (int i = 0; i < _inputs; i++)
            {
                float input = x[i];
                ReadOnlySpan<float> row = weights.AsSpan(i * _outputs, _outputs)[..output.Length];
                for (int j = 0; j < output.Length; j++)
                {
                    output[j] += input * row[j];
                }
            }
        }
    }

    /// <summary>dX = dY·Wᵀ.</summary>
    [MethodImpl(Optimize)]
    public void InputGradient(ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (; dy.Length >= _outputs; dy = dy[_outputs..], dx = dx[_inputs..])
        {
            ReadOnlySpan<float> gradient = dy[.._outputs];
            for (int i = 0; i < _inputs; i++)
            {
                ReadOnlySpan<float> row = weights.AsSpan(i * _outputs, _outputs)[..gradient.Length];
                float sum = 0;
                for (int j = 0; j < gradient.Length; j++)
                {
                    sum += gradient[j] * row[j];
                }

                dx[i] = sum;
            }
        }
    }

    /// <summary>dW += Xᵀ·dY, db += column sums of dY.</summary>
    [MethodImpl(Optimize)]
    public void WeightGradient(ReadOnlySpan<float> x, ReadOnlySpan<float> dy)
    {
        for (; x.Length >= _inputs; x = x[_inputs..], dy = dy[_outputs..])
        {
            ReadOnlySpan<float> gradient = dy[.._outputs];
            for (int i = 0; i < _inputs; i++)
            {
                float input = x[i];
                Span<float> row = WeightGradients.AsSpan(i * _outputs, _outputs)[..gradient.Length];
                for (int j = 0; j < gradient.Length; j++)
                {
                    row[j] += input * gradient[j];
                }
            }

            Span<float> sums = BiasGradients.AsSpan()[..gradient.Length];
            for (int j = 0; j < gradient.Length; j++)
            {
                sums[j] += gradient[j];
            }
        }
    }
}
