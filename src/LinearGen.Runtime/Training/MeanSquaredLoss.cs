using System.Numerics.Tensors;

namespace LinearGen;

/// <summary><see cref="Loss.MeanSquared"/>.</summary>
internal sealed class MeanSquaredLoss : Loss
{
    /// <inheritdoc/>
    protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
    {
        T count = T.CreateTruncating(y.Length);
        TensorPrimitives.Subtract(y, targets, dy);
        T sum = TensorPrimitives.SumOfSquares<T>(dy);
        TensorPrimitives.Multiply(dy, T.CreateTruncating(2) / count, dy);
        return sum / count;
    }
}
