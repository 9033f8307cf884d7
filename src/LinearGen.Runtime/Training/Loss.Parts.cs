using System.Numerics;
using System.Numerics.Tensors;

namespace LinearGen;

/// <summary>The loss of a batch in parts, one for each block of rows, whose sum is the mean over the whole batch.</summary>
public abstract partial class Loss
{
    /// <summary>Whether each row contributes by itself, so that parts are what the whole is; if not, as of losses that users write, a part is the mean over its own rows.</summary>
    internal virtual bool IsSumOverRows => false;

    /// <summary>What the sum over rows with class labels is divided by: the number of rows, or the weights of their labels.</summary>
    /// <exception cref="ArgumentException">The loss has weights for another number of classes.</exception>
    internal virtual double DivisorOf(ReadOnlySpan<int> labels, int outputs) => labels.Length;

    /// <summary>Computes the part of the loss that some rows with targets make, and its gradient; all arguments are checked.</summary>
    /// <param name="y">[rows, outputs], one row or more.</param>
    /// <param name="targets">[rows, outputs].</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="dy">[rows, outputs], overwritten.</param>
    /// <param name="batch">Rows of the whole batch.</param>
    internal virtual double PartCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy, double batch)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Weigh(ComputeCore(y, targets, outputs, dy), dy, y.Length / outputs / batch);

    /// <summary>Computes the part of the loss that some rows with class labels make, and its gradient; all arguments are checked.</summary>
    /// <param name="y">[rows, outputs], one row or more.</param>
    /// <param name="labels">[rows].</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="dy">[rows, outputs], overwritten.</param>
    /// <param name="divisor">The sum of <see cref="DivisorOf"/> over the whole batch.</param>
    internal virtual double PartCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy, double divisor)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Weigh(ComputeCore(y, labels, outputs, dy), dy, labels.Length / divisor);

    private static double Weigh<T>(T mean, Span<T> dy, double share)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (share != 1)
        {
            TensorPrimitives.Multiply(dy, T.CreateTruncating(share), dy);
        }

        return double.CreateTruncating(mean) * share;
    }
}
