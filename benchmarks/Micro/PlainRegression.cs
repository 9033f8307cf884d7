using LinearGen.Benchmarks.Contenders;

namespace LinearGen.Benchmarks.Micro;

/// <summary>Softmax regression trained by plain loops: the baseline of a training step. Mean cross-entropy, SGD.</summary>
internal sealed class PlainRegression(int inputs, int outputs, int batch, float learningRate)
{
    private readonly float[] _weights = new float[inputs * outputs];
    private readonly float[] _bias = new float[outputs];
    private readonly float[] _y = new float[batch * outputs];
    private PlainLayer? _layer;

    /// <summary>A step on a whole batch.</summary>
    /// <returns>The mean loss before it.</returns>
    public float Step(ReadOnlySpan<float> x, ReadOnlySpan<int> labels)
    {
        PlainLayer layer = _layer ??= new PlainLayer(_weights, _bias);
        layer.Forward(x, _y);
        float loss = 0;
        for (int row = 0; row < batch; row++)
        {
            loss += ToGradient(_y.AsSpan(row * outputs, outputs), labels[row]);
        }

        Array.Clear(layer.WeightGradients);
        Array.Clear(layer.BiasGradients);
        layer.WeightGradient(x, _y);
        Descend(_weights, layer.WeightGradients);
        Descend(_bias, layer.BiasGradients);
        return loss / batch;
    }

    /// <summary>Replaces a row of outputs by the gradient of its share of the loss.</summary>
    /// <returns>The row's loss.</returns>
    private float ToGradient(Span<float> row, int label)
    {
        float max = float.NegativeInfinity;
        foreach (float value in row)
        {
            max = Math.Max(max, value);
        }

        float logit = row[label] - max;
        float sum = 0;
        foreach (ref float value in row)
        {
            value = MathF.Exp(value - max);
            sum += value;
        }

        float factor = 1 / (sum * batch);
        foreach (ref float value in row)
        {
            value *= factor;
        }

        row[label] -= 1f / batch;
        return MathF.Log(sum) - logit;
    }

    private void Descend(float[] parameters, float[] gradients)
    {
        for (int i = 0; i < parameters.Length; i++)
        {
            parameters[i] -= learningRate * gradients[i];
        }
    }
}
