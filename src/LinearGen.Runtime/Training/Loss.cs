using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// The function that training minimises: a number C that compares a network's outputs with their targets, and its
/// gradient ∂C/∂Y. The mean over the batch, by PyTorch's definitions and defaults.
/// </summary>
/// <remarks>
/// Without state: one instance serves any number of trainers, threads and element types. To write one of your own,
/// override <see cref="ComputeCore{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, int, Span{T})"/>, and the overload with class
/// labels if there is a meaning to them; lengths and labels have been checked before either is called. A trainer with an
/// <see cref="Trainer{TNetwork, T}.Exchange"/> calls it for each block of rows by itself, and takes the mean over the blocks, each with the weight of its rows.
/// </remarks>
public abstract partial class Loss
{
    /// <summary>
    /// Mean squared error over all elements of the batch, PyTorch's <c>MSELoss</c>: C = Σ(y − t)² / (rows·Out),
    /// ∂C/∂y = 2·(y − t) / (rows·Out). Takes targets, not class labels.
    /// </summary>
    public static Loss MeanSquared { get; } = new MeanSquaredLoss();

    /// <summary>
    /// Cross entropy in nats of the softmax of the outputs, mean over the rows, PyTorch's <c>CrossEntropyLoss</c>.
    /// The outputs are logits: the network's last layer must not apply a softmax itself.
    /// </summary>
    /// <remarks>
    /// With s = softmax(y) of a row: for a class label c, C = −ln s[c] and ∂C/∂y = s − e[c]; for targets p, which are
    /// the probabilities of the classes, C = −Σ p·ln s and ∂C/∂y = s·Σp − p; both divided by the number of rows. The
    /// targets are used as they are, not checked to be probabilities. Finite for all finite logits whose
    /// differences are finite.
    /// </remarks>
    public static Loss SoftmaxCrossEntropy { get; } = new SoftmaxCrossEntropyLoss(0, []);

    /// <summary><see cref="SoftmaxCrossEntropy"/> with label smoothing and class weights, PyTorch's <c>CrossEntropyLoss(weight, label_smoothing)</c>.</summary>
    /// <param name="labelSmoothing">The share of each label, or of each row's targets, that goes to all classes alike: 0 or more and below 1.</param>
    /// <param name="classWeights">A finite factor of 0 or more for each class, not all 0; null for 1.</param>
    /// <remarks>For class labels the mean is weighted: the sum of the rows' losses is divided by the sum of the weights of their labels. For targets it is divided by the number of rows.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Loss CrossEntropy(double labelSmoothing = 0, IReadOnlyList<double>? classWeights = null)
    {
        Number.Check(labelSmoothing is >= 0 and < 1, labelSmoothing, nameof(labelSmoothing), "a number of 0 or more and below 1");
        double[] weights = [.. classWeights ?? []];
        foreach (double weight in weights)
        {
            Number.Check(double.IsFinite(weight) && weight >= 0, weight, nameof(classWeights), "finite numbers of 0 or more");
        }

        return weights.Length == 0 || weights.Any(weight => weight > 0) ? new SoftmaxCrossEntropyLoss(labelSmoothing, weights)
            : throw new ArgumentOutOfRangeException(nameof(classWeights), "All class weights are 0; expected one above 0.");
    }

    /// <summary>
    /// Cross entropy in nats of the sigmoid of each output by itself, mean over all elements of the batch, PyTorch's
    /// <c>BCEWithLogitsLoss</c>. The outputs are logits: the network's last layer must not apply a sigmoid itself.
    /// </summary>
    /// <remarks>
    /// With s = 1/(1 + exp(−y)) and targets t from 0 to 1: C = −Σ(t·ln s + (1 − t)·ln(1 − s)) / (rows·Out), computed as
    /// max(y, 0) − y·t + ln(1 + exp(−|y|)), which no finite logit overflows; ∂C/∂y = (s − t) / (rows·Out). Takes
    /// targets, not class labels; they are used as they are, not checked to be probabilities.
    /// </remarks>
    public static Loss BinaryCrossEntropy { get; } = new BinaryCrossEntropyLoss();

    /// <summary>
    /// Mean absolute error over all elements of the batch, PyTorch's <c>L1Loss</c>: C = Σ|y − t| / (rows·Out),
    /// ∂C/∂y = sign(y − t) / (rows·Out), 0 where they are equal. Takes targets, not class labels.
    /// </summary>
    public static Loss L1 { get; } = new L1Loss();

    /// <summary>
    /// Squared error near the target and absolute error far from it, mean over all elements of the batch, PyTorch's
    /// <c>HuberLoss</c>. Takes targets, not class labels.
    /// </summary>
    /// <remarks>
    /// With d = y − t: C = Σ(½d² where |d| ≤ delta, otherwise delta·(|d| − ½delta)) / (rows·Out), and ∂C/∂y = d clamped
    /// to ±delta, / (rows·Out).
    /// </remarks>
    /// <param name="delta">The error at which the one turns into the other, in units of the outputs: finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="delta"/> is 0 or less, infinite or NaN.</exception>
    public static Loss Huber(double delta = 1) => new HuberLoss(delta);

    /// <summary>Computes the loss of a batch, and its gradient, against targets of the outputs' own form.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="y">[rows, outputs]: the network's outputs, one row or more.</param>
    /// <param name="targets">[rows, outputs]: the targets.</param>
    /// <param name="outputs">Outputs per row, 1 or more.</param>
    /// <param name="dy">[rows, outputs]: ∂C/∂Y, overwritten. Must not overlap the other two.</param>
    /// <returns>C, the mean over the batch.</returns>
    /// <exception cref="ArgumentException">A length does not fit, there is no row, or <paramref name="dy"/> overlaps an input; nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="outputs"/> is less than 1.</exception>
    public T Compute<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckOutputs(y, outputs, dy);
        CheckLength(targets.Length, y.Length, nameof(targets));
        CheckSeparate(targets, dy, nameof(targets));
        return ComputeCore(y, targets, outputs, dy);
    }

    /// <summary>Computes the loss of a batch, and its gradient, against one class label per row.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="y">[rows, outputs]: the network's outputs, one row or more, one output per class.</param>
    /// <param name="labels">[rows]: the right class of each row, 0 … outputs − 1.</param>
    /// <param name="outputs">Outputs per row, which is the number of classes, 1 or more.</param>
    /// <param name="dy">[rows, outputs]: ∂C/∂Y, overwritten. Must not overlap <paramref name="y"/>.</param>
    /// <returns>C, the mean over the batch.</returns>
    /// <exception cref="NotSupportedException">This loss takes no class labels.</exception>
    /// <exception cref="ArgumentException">A length does not fit, there is no row, or the spans overlap; nothing has been written.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A label is no class, or <paramref name="outputs"/> is less than 1; nothing has been written.</exception>
    public T Compute<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckOutputs(y, outputs, dy);
        CheckLength(labels.Length, y.Length / outputs, nameof(labels));
        CheckLabels(labels, outputs);
        return ComputeCore(y, labels, outputs, dy);
    }

    /// <summary>Does the work of <see cref="Compute{T}(ReadOnlySpan{T}, ReadOnlySpan{T}, int, Span{T})"/>, all arguments being checked.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="y">[rows, outputs], one row or more.</param>
    /// <param name="targets">[rows, outputs].</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="dy">[rows, outputs], to be overwritten; its present content has no meaning.</param>
    /// <returns>The mean over the batch.</returns>
    protected abstract T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>
    /// Does the work of <see cref="Compute{T}(ReadOnlySpan{T}, ReadOnlySpan{int}, int, Span{T})"/>, all arguments
    /// being checked. A loss that does not override it takes no class labels.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="y">[rows, outputs], one row or more.</param>
    /// <param name="labels">[rows], each from 0 to outputs − 1.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="dy">[rows, outputs], to be overwritten; its present content has no meaning.</param>
    /// <returns>The mean over the batch.</returns>
    /// <exception cref="NotSupportedException">Not overridden.</exception>
    protected virtual T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        throw new NotSupportedException(
            $"{GetType().Name} takes targets, but labels holds int values, which are class labels; expected targets of {(typeof(T) == typeof(float) ? "float, one for each output, such as [0f, 1f]" : "double, one for each output, such as [0.0, 1.0]")}, or a loss that takes class labels, such as Loss.SoftmaxCrossEntropy.");

    /// <summary>Throws, naming the row, unless every label is a class.</summary>
    internal static void CheckLabels(ReadOnlySpan<int> labels, int outputs)
    {
        for (int row = 0; row < labels.Length; row++)
        {
            if ((uint)labels[row] >= (uint)outputs)
            {
                throw new ArgumentOutOfRangeException(nameof(labels), labels[row], Invariant(
                    $"labels[{row}] is {labels[row]}; expected a class from 0 to {outputs - 1}, since there are {outputs} outputs per row."));
            }
        }
    }

    private static void CheckOutputs<T>(ReadOnlySpan<T> y, int outputs, Span<T> dy)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        if (y.IsEmpty || y.Length % outputs != 0)
        {
            throw new ArgumentException(Invariant($"y holds {y.Length} values; expected a multiple of {outputs} (rows × outputs) with at least one row."), nameof(y));
        }

        CheckLength(dy.Length, y.Length, nameof(dy));
        CheckSeparate(y, dy, nameof(y));
    }

    private static void CheckLength(int actual, int expected, string parameter)
    {
        if (actual != expected)
        {
            throw new ArgumentException(Invariant($"{parameter} holds {actual} values; expected {expected} to go with y."), parameter);
        }
    }

    private static void CheckSeparate<T>(ReadOnlySpan<T> input, Span<T> dy, string parameter)
    {
        if (input.Overlaps(dy))
        {
            throw new ArgumentException($"dy overlaps {parameter}; expected separate memory, since dy is written while {parameter} is still read.", nameof(dy));
        }
    }
}
