using System.Numerics;
using System.Numerics.Tensors;

namespace LinearGen;

/// <summary><see cref="Loss.SoftmaxCrossEntropy"/> and <see cref="Loss.CrossEntropy"/>.</summary>
/// <param name="smoothing">The share of each label's weight that goes to all classes alike.</param>
/// <param name="weights">A factor for each class; empty for 1.</param>
/// <remarks>
/// With m = max y of a row and S = Σ exp(y − m), C of that row = ln S + (m − y[c]): no exponential overflows, S is
/// at least 1, and the two terms of C are never negative, so that nothing cancels. The exponentials of the whole
/// batch are taken in one call, since rows are often shorter than a vector. Smoothing and weights make of a row's label or
/// targets p other targets q, for which C = Σq·ln S − Σ q·(y − m); the gradient is softmax(y)·Σq − q.
/// </remarks>
internal sealed class SoftmaxCrossEntropyLoss(double smoothing, double[] weights) : RowLoss
{
    private readonly double _weightOfAll = weights.Sum();

    /// <summary>With weights the mean is over the weights of the labels, as PyTorch has it.</summary>
    internal override double DivisorOf(ReadOnlySpan<int> labels, int outputs)
    {
        CheckWeights(outputs);
        if (weights.Length == 0)
        {
            return labels.Length;
        }

        double total = 0;
        foreach (int label in labels)
        {
            total += weights[label];
        }

        return total;
    }

    /// <inheritdoc/>
    internal override double PartCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy, double divisor)
    {
        T share = T.CreateTruncating(1 / divisor);
        T uniform = T.CreateTruncating(smoothing / outputs);
        double sum = 0;
        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> shifted = Shift(y, dy, row, outputs);
            sum -= Own(labels[row]) * double.CreateTruncating(shifted[labels[row]]);
            for (int k = 0; smoothing > 0 && k < outputs; k++)
            {
                sum -= double.CreateTruncating(uniform) * Weight(k) * double.CreateTruncating(shifted[k]);
            }
        }

        TensorPrimitives.Exp(dy, dy);
        double uniformMass = smoothing > 0 ? smoothing * (weights.Length == 0 ? outputs : _weightOfAll) / outputs : 0;
        for (int row = 0; row < labels.Length; row++)
        {
            Span<T> gradient = dy.Slice(row * outputs, outputs);
            double own = Own(labels[row]);
            double mass = own + uniformMass;
            sum += mass * double.CreateTruncating(Normalise(gradient, T.CreateTruncating(mass) * share));
            gradient[labels[row]] -= T.CreateTruncating(own) * share;
            for (int k = 0; smoothing > 0 && k < outputs; k++)
            {
                gradient[k] -= uniform * T.CreateTruncating(Weight(k)) * share;
            }
        }

        return sum / divisor;
    }

    /// <inheritdoc/>
    protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy) =>
        T.CreateTruncating(PartCore(y, labels, outputs, dy, DivisorOf(labels, outputs)));

    /// <inheritdoc/>
    internal override double PartCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy, double batch)
    {
        CheckWeights(outputs);
        int rows = y.Length / outputs;
        T share = T.One / T.CreateTruncating(batch);
        double sum = 0;
        for (int row = 0; row < rows; row++)
        {
            Span<T> shifted = Shift(y, dy, row, outputs);
            ReadOnlySpan<T> target = targets.Slice(row * outputs, outputs);
            if (IsPlain)
            {
                sum -= double.CreateTruncating(LaneSums.OfProducts<T>(shifted, target));
                continue;
            }

            for (int k = 0; k < outputs; k++)
            {
                sum -= double.CreateTruncating(Smoothed(target[k], k, outputs) * shifted[k]);
            }
        }

        TensorPrimitives.Exp(dy, dy);
        for (int row = 0; row < rows; row++)
        {
            Span<T> gradient = dy.Slice(row * outputs, outputs);
            ReadOnlySpan<T> target = targets.Slice(row * outputs, outputs);

            // 1 but for rounding; PyTorch does not normalise it either.
            T mass = T.Zero;
            if (IsPlain)
            {
                mass = LaneSums.Of(target);
            }
            else
            {
                for (int k = 0; k < outputs; k++)
                {
                    mass += Smoothed(target[k], k, outputs);
                }
            }

            sum += double.CreateTruncating(mass * Normalise(gradient, mass * share));
            if (IsPlain)
            {
                TensorPrimitives.MultiplyAdd(target, -share, gradient, gradient);
                continue;
            }

            for (int k = 0; k < outputs; k++)
            {
                gradient[k] -= Smoothed(target[k], k, outputs) * share;
            }
        }

        return sum / batch;
    }

    private bool IsPlain => smoothing == 0 && weights.Length == 0;

    private double Weight(int label) => weights.Length == 0 ? 1 : weights[label];

    /// <summary>The part of a label's weight that label smoothing leaves to its own class.</summary>
    private double Own(int label) => (1 - smoothing) * Weight(label);

    private T Smoothed<T>(T target, int label, int outputs)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        T.CreateTruncating(Weight(label)) * ((target * T.CreateTruncating(1 - smoothing)) + T.CreateTruncating(smoothing / outputs));

    private void CheckWeights(int outputs)
    {
        if (weights.Length > 0 && weights.Length != outputs)
        {
            throw new ArgumentException(Invariant($"The loss has {weights.Length} class weights; expected {outputs}, one for each output."), nameof(outputs));
        }
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
        T sum = LaneSums.Of<T>(exponentials);
        TensorPrimitives.Multiply(exponentials, total / sum, exponentials);
        return T.Log(sum);
    }
}
