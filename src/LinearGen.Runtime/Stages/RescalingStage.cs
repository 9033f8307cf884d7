using System.ComponentModel;
using System.Numerics;

namespace LinearGen.Internals;

/// <summary>y = clamp(x·scale + offset, low, high).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class RescalingStage<T> : Stage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Allocates the storage: scale 1, offset 0, no bounds.</summary>
    /// <param name="size">Inputs and outputs per row.</param>
    public RescalingStage(int size)
        : base(size, ["scale", "offset", "low", "high"], isTrained: false)
    {
        Fill(RescalingColumns<T>.Scale, T.One);
        Fill(RescalingColumns<T>.Low, T.NegativeInfinity);
        Fill(RescalingColumns<T>.High, T.PositiveInfinity);
    }

    /// <summary>Replaces the bounds.</summary>
    /// <param name="low">[Size], each at most its high; −∞ for none.</param>
    /// <param name="high">[Size]; ∞ for none.</param>
    /// <exception cref="ArgumentException">Not exactly Size values, or a low is not at most its high; nothing has changed.</exception>
    public void SetRange(ReadOnlySpan<T> low, ReadOnlySpan<T> high)
    {
        Parameters.CheckRow(low.Length, nameof(low));
        Parameters.CheckRow(high.Length, nameof(high));
        if (NotARange(low, high) is { } problem)
        {
            throw new ArgumentException(problem + ".", nameof(low));
        }

        Parameters.SetRow(RescalingColumns<T>.Low, low, nameof(low));
        Parameters.SetRow(RescalingColumns<T>.High, high, nameof(high));
    }

    /// <summary>Copies the bounds out.</summary>
    /// <param name="low">[Size], overwritten.</param>
    /// <param name="high">[Size], overwritten.</param>
    /// <exception cref="ArgumentException">Not exactly Size values each; nothing has been written.</exception>
    public void GetRange(Span<T> low, Span<T> high)
    {
        Parameters.CheckRow(high.Length, nameof(high));
        Parameters.GetRow(RescalingColumns<T>.Low, low, nameof(low));
        Parameters.GetRow(RescalingColumns<T>.High, high, nameof(high));
    }

    /// <summary>Takes scale and offset from data: deviation and mean of each column, so that outputs of mean 0 and deviation 1 come to those of the data; no bounds are changed.</summary>
    /// <param name="rows">[rows, Size], 1 row or more.</param>
    /// <exception cref="ArgumentException">Not a whole number of rows, none, or a value is not finite; nothing has changed.</exception>
    public void Fit(ReadOnlySpan<T> rows)
    {
        (T[] mean, T[] deviation) = ColumnStatistics.Of(rows, Size);
        Set(RescalingColumns<T>.Scale, deviation, nameof(rows));
        Set(RescalingColumns<T>.Offset, mean, nameof(rows));
    }

    internal override string? Problem(int vector, ReadOnlySpan<T> values) => vector is RescalingColumns<T>.Scale or RescalingColumns<T>.Offset ? NotFinite(values)
        : values.ToArray().Any(T.IsNaN) ? "a value is NaN; expected a bound, perhaps infinite"
        : null;

    internal override string? Problem(IReadOnlyList<T[]> vectors) => NotARange(vectors[RescalingColumns<T>.Low], vectors[RescalingColumns<T>.High]);

    private static string? NotARange(ReadOnlySpan<T> low, ReadOnlySpan<T> high)
    {
        for (int n = 0; n < low.Length; n++)
        {
            if (!(low[n] <= high[n]))
            {
                return Invariant($"low[{n}] is {low[n]}, and high[{n}] is {high[n]}; expected the one to be at most the other");
            }
        }

        return null;
    }

    private protected override void ForwardRows(ref T x, ref T y, nint rows) => StageRows.Rescale(ref x, ref y, rows, Size, ref Reference);

    private protected override void BackwardRows(ref T x, ref T y, ref T dy, ref T dx, nint rows) =>
        ColumnRows<T, RescalingColumns<T>>.Backward(ref x, ref dy, ref dx, rows, Size, ref Reference, T.Zero);
}
