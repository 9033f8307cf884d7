namespace LinearGen;

/// <summary>A loss to which each row contributes by itself: the whole batch is a single part.</summary>
internal abstract class RowLoss : Loss
{
    /// <inheritdoc/>
    internal sealed override bool IsSumOverRows => true;

    /// <inheritdoc/>
    protected sealed override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy) =>
        T.CreateTruncating(PartCore(y, targets, outputs, dy, y.Length / outputs));
}
