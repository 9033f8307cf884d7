namespace LinearGen.Benchmarks;

/// <summary>What one writes by hand: loops over row-major arrays. The baseline.</summary>
internal sealed class PlainLayer(int inputs, int outputs)
{
    private readonly float[] _weights = Rows.Random(inputs * outputs, seed: 1);
    private readonly float[] _bias = Rows.Random(outputs, seed: 2);
    private readonly float[] _weightGradients = new float[inputs * outputs];
    private readonly float[] _biasGradients = new float[outputs];

    /// <summary>Y = X·W + b.</summary>
    public void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        for (int row = 0; row < x.Length / inputs; row++)
        {
            ReadOnlySpan<float> input = x.Slice(row * inputs, inputs);
            Span<float> output = y.Slice(row * outputs, outputs);
            _bias.CopyTo(output);
            for (int i = 0; i < input.Length; i++)
            {
                ReadOnlySpan<float> weights = _weights.AsSpan(i * outputs, outputs);
                for (int j = 0; j < output.Length; j++)
                {
                    output[j] += input[i] * weights[j];
                }
            }
        }
    }

    /// <summary>dX = dY·Wᵀ, dW += Xᵀ·dY, db += column sums of dY.</summary>
    public void Backward(ReadOnlySpan<float> x, ReadOnlySpan<float> dy, Span<float> dx)
    {
        for (int row = 0; row < x.Length / inputs; row++)
        {
            ReadOnlySpan<float> input = x.Slice(row * inputs, inputs);
            ReadOnlySpan<float> gradient = dy.Slice(row * outputs, outputs);
            for (int i = 0; i < input.Length; i++)
            {
                ReadOnlySpan<float> weights = _weights.AsSpan(i * outputs, outputs);
                Span<float> weightGradients = _weightGradients.AsSpan(i * outputs, outputs);
                float sum = 0;
                for (int j = 0; j < gradient.Length; j++)
                {
                    sum += gradient[j] * weights[j];
                    weightGradients[j] += input[i] * gradient[j];
                }

                dx[(row * inputs) + i] = sum;
            }

            for (int j = 0; j < gradient.Length; j++)
            {
                _biasGradients[j] += gradient[j];
            }
        }
    }
}
