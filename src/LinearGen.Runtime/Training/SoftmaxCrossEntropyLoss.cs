using System.Numerics;
using System.Numerics.Tensors;

namespace LinearGen;

/// <summary><see cref="Loss.SoftmaxCrossEntropy"/>.</summary>
/// <remarks>
/// With m = max y of a row and S = Σ exp(y − m), C of that row = ln S + (m − y[c]): no exponential overflows, S is
/// at least 1, and the two terms of C are never negative, so that nothing cancels. The exponentials of the whole
/// batch are taken in one call, since rows are often shorter than a vector.
/// </remarks>
internal sealed class SoftmaxCrossEntropyLoss : Loss
{
    /// <inheritdoc/>
    protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy)
    {
        T share = T.One / T.CreateTruncating(labels.Length);
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> shifted = Shift(y, dy, row, outputs);
            sum -= double.CreateTruncating(shifted[labels[row]]);
        }

        TensorPrimitives.Exp(dy, dy);
        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> gradient = dy.Slice(row * outputs, outputs);
            sum += double.CreateTruncating(Normalise(gradient, share));
            gradient[labels[row]] -= share;
        }

        return T.CreateTruncating(sum / labels.Length);
    }

    /// <inheritdoc/>
    protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
    {
        int rows = y.Length / outputs;
        T share = T.One / T.CreateTruncating(rows);
        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            Span<T> shifted = Shift(y, dy, row, outputs);
            sum -= double.CreateTruncating(TensorPrimitives.Dot(shifted, targets.Slice(row * outputs, outputs)));
        }

        TensorPrimitives.Exp(dy, dy);
        for (int row = 0; row < rows; row++)
        {
            Span<T> gradient = dy.Slice(row * outputs, outputs);
            ReadOnlySpan<T> target = targets.Slice(row * outputs, outputs);

            // 1 but for rounding; PyTorch does not normalise it either.
            T mass = TensorPrimitives.Sum(target);
            sum += double.CreateTruncating(mass * Normalise(gradient, mass * share));
            TensorPrimitives.MultiplyAdd(target, -share, gradient, gradient);
        }

        return T.CreateTruncating(sum / rows);
    }

    /// <summary>Writes y − max y of one row and returns where.</summary>
    private static Span<T> Shift<T>(ReadOnlySpan<T> y, Span<T> dy, int row, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<T> logits = y.Slice(row * outputs, outputs);
        Span<T> shifted = dy.Slice(row * outputs, outputs);
        TensorPrimitives.Subtract(logits, TensorPrimitives.Max(logits), shifted);
        return shifted;
    }

    /// <summary>Scales positive numbers so that their sum is <paramref name="total"/> and returns the logarithm of their sum before.</summary>
    private static T Normalise<T>(Span<T> exponentials, T total)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T sum = TensorPrimitives.Sum<T>(exponentials);
        TensorPrimitives.Multiply(exponentials, total / sum, exponentials);
        return T.Log(sum);
    }
}
