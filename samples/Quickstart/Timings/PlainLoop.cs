using System.Runtime.CompilerServices;

namespace Quickstart.Timings;

/// <summary>
/// Y = X·W as one writes it without a library, with some care: row-major weights are read in the order in which they
/// lie, nothing is allocated, and the inner loop has no bounds checks, since it runs to the length of one span and the
/// other is cut to that length just before.
/// </summary>
internal readonly struct PlainLoop(float[] weights, int inputs, int outputs) : IForward
{
    public void Forward(ReadOnlySpan<float> x, Span<float> y) => Multiply(x, weights, y, inputs, outputs);

    // Compiled once and for all: left to tiered compilation it took 1.7 times as long in some runs.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(ReadOnlySpan<float> x, float[] weights, Span<float> y, int inputs, int outputs)
    {
        for (; x.Length >= inputs; x = x[inputs..], y = y[outputs..])
        {
            Span<float> sums = y[..outputs];
            sums.Clear();
            for (int i = 0; i < inputs; i++)
            {
                float input = x[i];
                ReadOnlySpan<float> row = weights.AsSpan(i * outputs, outputs)[..sums.Length];
                for (int j = 0; j < sums.Length; j++)
                {
                    sums[j] += input * row[j];
                }
            }
        }
    }
}
