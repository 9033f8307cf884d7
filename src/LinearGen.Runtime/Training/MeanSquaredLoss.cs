using System.Numerics.Tensors;

namespace LinearGen;

/// <summary><see cref="Loss.MeanSquared"/>.</summary>
internal sealed class MeanSquaredLoss : RowLoss
{
    /// <inheritdoc/>
    internal override double PartCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy, double batch)
    {
        double count = batch * outputs;
        TensorPrimitives.Subtract(y, targets, dy);
        T sum = LaneSums.OfProducts<T>(dy, dy);
        TensorPrimitives.Multiply(dy, T.CreateTruncating(2) / T.CreateTruncating(count), dy);
        return double.CreateTruncating(sum) / count;
    }
}
