using System.Numerics;

namespace LinearGen.Internals;

/// <summary>Mean and deviation of the columns of data.</summary>
internal static class ColumnStatistics
{
    /// <summary>Of each column, the mean and √(Σ(x − mean)² / rows), computed in double; 1 for a column that does not vary.</summary>
    /// <param name="rows">[rows, size].</param>
    /// <param name="size">The length of a row.</param>
    /// <exception cref="ArgumentException">Not a whole number of rows, none, or a value is not finite.</exception>
    public static (T[] Mean, T[] Deviation) Of<T>(ReadOnlySpan<T> rows, int size)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (rows.IsEmpty || rows.Length % size != 0)
        {
            throw new ArgumentException(Invariant($"rows holds {rows.Length} values; expected a multiple of {size} (rows × Size), 1 row or more."), nameof(rows));
        }

        if (Stage<T>.NotFinite(rows) is { } problem)
        {
            throw new ArgumentException($"{nameof(rows)}: {problem}.", nameof(rows));
        }

        int count = rows.Length / size;
        T[] mean = new T[size];
        T[] deviation = new T[size];
        for (int column = 0; column < size; column++)
        {
            // Divided before they are added, and relative to the largest difference, so that neither sums nor squares leave the range.
            double sum = 0;
            double least = double.PositiveInfinity;
            double greatest = double.NegativeInfinity;
            for (int k = column; k < rows.Length; k += size)
            {
                double value = double.CreateTruncating(rows[k]);
                sum += value / count;
                least = Math.Min(least, value);
                greatest = Math.Max(greatest, value);
            }

            // Sums round: the mean of equal values need not be that value.
            sum = Math.Clamp(sum, least, greatest);
            double largest = Math.Max(greatest - sum, sum - least);
            double squares = 0;
            for (int k = column; k < rows.Length && largest > 0; k += size)
            {
                double part = (double.CreateTruncating(rows[k]) - sum) / largest;
                squares += part * part / count;
            }

            mean[column] = T.CreateTruncating(sum);
            T root = T.CreateTruncating(largest * Math.Sqrt(squares));
            deviation[column] = root > T.Zero && T.IsFinite(root) ? root : T.One;
        }

        return (mean, deviation);
    }
}
