namespace Quickstart.Timings;

/// <summary>
/// Y = X·W as one writes it without a library, with some care: row-major weights are read in the order in which they
/// lie, every span is cut to its length first so that the inner loop has no bounds checks, and nothing is allocated.
/// </summary>
internal readonly struct PlainLoop(float[] weights, int inputs, int outputs) : IForward
{
    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        for (; x.Length >= inputs; x = x[inputs..], y = y[outputs..])
        {
            Span<float> sums = y[..outputs];
            sums.Clear();
            for (int i = 0; i < inputs; i++)
            {
                float input = x[i];
                ReadOnlySpan<float> row = weights.AsSpan(i * outputs, sums.Length);
                for (int j = 0; j < row.Length; j++)
                {
                    sums[j] += input * row[j];
                }
            }
        }
    }
}
