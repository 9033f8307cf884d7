using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LinearGen;

/// <summary>Sums of vectors in eight lanes of float, or four of double, on every machine: a loss and its gradient have the same bits on all of them.</summary>
internal static class LaneSums
{
    /// <summary>Σa.</summary>
    public static T Of<T>(ReadOnlySpan<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector256<T>> vectors = MemoryMarshal.Cast<T, Vector256<T>>(a);
        Vector256<T> lanes = Vector256<T>.Zero;
        foreach (Vector256<T> vector in vectors)
        {
            lanes += vector;
        }

        T sum = Vector256.Sum(lanes);
        foreach (T value in a[(vectors.Length * Vector256<T>.Count)..])
        {
            sum += value;
        }

        return sum;
    }

    /// <summary>Σa·b.</summary>
    /// <param name="a">[n].</param>
    /// <param name="b">[n].</param>
    public static T OfProducts<T>(ReadOnlySpan<T> a, ReadOnlySpan<T> b)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ReadOnlySpan<Vector256<T>> left = MemoryMarshal.Cast<T, Vector256<T>>(a);
        ReadOnlySpan<Vector256<T>> right = MemoryMarshal.Cast<T, Vector256<T>>(b)[..left.Length];
        Vector256<T> lanes = Vector256<T>.Zero;
        for (int k = 0; k < left.Length; k++)
        {
            lanes += left[k] * right[k];
        }

        T sum = Vector256.Sum(lanes);
        for (int k = left.Length * Vector256<T>.Count; k < a.Length; k++)
        {
            sum += a[k] * b[k];
        }

        return sum;
    }
}
