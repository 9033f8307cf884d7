using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Numerics;

namespace LinearGen.Benchmarks.Contenders;

/// <summary>What libraries of matrix products leave to their callers: a bias on every row, and sums of columns.</summary>
internal static class RowVectors
{
    private const MethodImplOptions Optimize = MethodImplOptions.AggressiveOptimization;

    /// <summary>Writes the same row into all rows.</summary>
    [MethodImpl(Optimize)]
    public static void Fill(Span<float> rows, ReadOnlySpan<float> row)
    {
        if (row.Length >= Vector<float>.Count)
        {
            for (; rows.Length >= row.Length; rows = rows[row.Length..])
            {
                row.CopyTo(rows);
            }

            return;
        }

        // Too short to be worth a copying call.
        for (; rows.Length >= row.Length; rows = rows[row.Length..])
        {
            for (int j = 0; j < row.Length; j++)
            {
                rows[j] = row[j];
            }
        }
    }

    /// <summary>Adds all rows to sums.</summary>
    [MethodImpl(Optimize)]
    public static void AddTo(Span<float> sums, ReadOnlySpan<float> rows)
    {
        int width = sums.Length;
        ref float from = ref MemoryMarshal.GetReference(rows);
        int j = 0;
        for (; j + Vector<float>.Count <= width; j += Vector<float>.Count)
        {
            Vector<float> even = new(sums[j..]);
            Vector<float> odd = default;
            int i = j;
            for (; i + width < rows.Length; i += 2 * width)
            {
                even += Unsafe.As<float, Vector<float>>(ref Unsafe.Add(ref from, i));
                odd += Unsafe.As<float, Vector<float>>(ref Unsafe.Add(ref from, i + width));
            }

            if (i < rows.Length)
            {
                even += Unsafe.As<float, Vector<float>>(ref Unsafe.Add(ref from, i));
            }

            (even + odd).CopyTo(sums[j..]);
        }

        for (; j < width; j++)
        {
            float sum = sums[j];
            for (int i = j; i < rows.Length; i += width)
            {
                sum += Unsafe.Add(ref from, i);
            }

            sums[j] = sum;
        }
    }
}
