using System.ComponentModel;
using System.Numerics;

namespace LinearGen.Internals;

/// <summary>y = clamp((x − mean) / deviation, ±clip).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class NormalizationStage<T> : Stage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly double _clip;

    /// <summary>Allocates the storage: mean 0, deviation 1.</summary>
    /// <param name="size">Inputs and outputs per row.</param>
    /// <param name="clip">The greatest absolute value of an output.</param>
    public NormalizationStage(int size, double clip)
        : base(size, ["mean", "deviation"], isTrained: false)
    {
        _clip = clip;
        Fill(NormalizationColumns<T>.Deviation, T.One);
    }

    /// <summary>
    /// Takes mean and deviation from data: of each column, the mean and √(Σ(x − mean)² / rows), computed in double; 1 for a column that does not vary.
    /// </summary>
    /// <param name="rows">[rows, Size], 1 row or more.</param>
    /// <exception cref="ArgumentException">Not a whole number of rows, none, or a value is not finite; nothing has changed.</exception>
    public void Fit(ReadOnlySpan<T> rows)
    {
        (T[] mean, T[] deviation) = ColumnStatistics.Of(rows, Size);
        Set(NormalizationColumns<T>.Mean, mean, nameof(rows));
        Set(NormalizationColumns<T>.Deviation, deviation, nameof(rows));
    }

    internal override string? Problem(int vector, ReadOnlySpan<T> values) => NotFinite(values, isPositive: vector == NormalizationColumns<T>.Deviation);

    private protected override void ForwardRows(ref T x, ref T y, nint rows) => StageRows.Normalize(ref x, ref y, rows, Size, ref Reference, _clip);

    private protected override void BackwardRows(ref T x, ref T y, ref T dy, ref T dx, nint rows) =>
        ColumnRows<T, NormalizationColumns<T>>.Backward(ref x, ref dy, ref dx, rows, Size, ref Reference, T.CreateTruncating(_clip));
}
