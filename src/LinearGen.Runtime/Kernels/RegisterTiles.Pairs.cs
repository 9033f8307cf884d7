using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Tiles of two vectors, whose sums are grouped by two rows.</content>
public static partial class RegisterTiles<TVector, TSimd, T>
{
    /// <summary>C = start + A·B in tiles of 8 rows × 2 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows8Vectors2(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows -= 8)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow), a2 = ref Unsafe.Add(ref a1, aRow), a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow), a5 = ref Unsafe.Add(ref a4, aRow), a6 = ref Unsafe.Add(ref a5, aRow), a7 = ref Unsafe.Add(ref a6, aRow);
            Four c0 = Load(ref start, TSimd.Apart, startRow);
            Four c2 = Load(ref Unsafe.Add(ref start, 2 * startRow), TSimd.Apart, startRow);
            Four c4 = Load(ref Unsafe.Add(ref start, 4 * startRow), TSimd.Apart, startRow);
            Four c6 = Load(ref Unsafe.Add(ref start, 6 * startRow), TSimd.Apart, startRow);
            nint n = NextBlock(terms, block);
            Sum(n, ref a, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, 0, aStep, ref b, bStep, ref c0, ref c2, ref c4, ref c6);
            for (nint k = n; k < terms; k += n)
            {
                Four p0 = c0, p2 = c2, p4 = c4, p6 = c6;
                c0 = c2 = c4 = c6 = default;
                n = NextBlock(terms - k, block);
                Sum(n, ref a, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7,
                    k * aStep, aStep, ref Unsafe.Add(ref b, k * bStep), bStep, ref c0, ref c2, ref c4, ref c6);
                (c0, c2, c4, c6) = (Add(p0, c0), Add(p2, c2), Add(p4, c4), Add(p6, c6));
            }

            nint last = rows + behind > 8 ? TSimd.Count : columns - TSimd.Apart;
            Store(c0, ref c, TSimd.Apart, cRow);
            Store(c2, ref Unsafe.Add(ref c, 2 * cRow), TSimd.Apart, cRow);
            Store(c4, ref Unsafe.Add(ref c, 4 * cRow), TSimd.Apart, cRow);
            Store(c6, ref Unsafe.Add(ref c, 6 * cRow), TSimd.Apart, cRow, last);
            a = ref Unsafe.Add(ref a, 8 * aRow);
            start = ref Unsafe.Add(ref start, 8 * startRow);
            c = ref Unsafe.Add(ref c, 8 * cRow);
        }
    }

    /// <summary>A partial sum of 8 rows × 2 vectors: n terms from k on.</summary>
    [MethodImpl(Inline)]
    private static void Sum(
        nint n, ref T a, ref T a1, ref T a2, ref T a3, ref T a4, ref T a5, ref T a6, ref T a7,
        nint k, nint aStep, ref T b, nint bStep, ref Four c0, ref Four c2, ref Four c4, ref Four c6)
    {
        for (; n != 0; k += aStep, n--)
        {
            TSimd.LoadWeights(ref b, out TVector b0, out TVector b1);
            MultiplyAdd(ref a, ref a1, k, b0, b1, ref c0);
            MultiplyAdd(ref a2, ref a3, k, b0, b1, ref c2);
            MultiplyAdd(ref a4, ref a5, k, b0, b1, ref c4);
            MultiplyAdd(ref a6, ref a7, k, b0, b1, ref c6);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }

    /// <summary>C = start + A·B in tiles of 6 rows × 2 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows6Vectors2(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows -= 6)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow), a2 = ref Unsafe.Add(ref a1, aRow), a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow), a5 = ref Unsafe.Add(ref a4, aRow);
            Four c0 = Load(ref start, TSimd.Apart, startRow);
            Four c2 = Load(ref Unsafe.Add(ref start, 2 * startRow), TSimd.Apart, startRow);
            Four c4 = Load(ref Unsafe.Add(ref start, 4 * startRow), TSimd.Apart, startRow);
            nint n = NextBlock(terms, block);
            Sum(n, ref a, ref a1, ref a2, ref a3, ref a4, ref a5, 0, aStep, ref b, bStep, ref c0, ref c2, ref c4);
            for (nint k = n; k < terms; k += n)
            {
                Four p0 = c0, p2 = c2, p4 = c4;
                c0 = c2 = c4 = default;
                n = NextBlock(terms - k, block);
                Sum(n, ref a, ref a1, ref a2, ref a3, ref a4, ref a5, k * aStep, aStep, ref Unsafe.Add(ref b, k * bStep), bStep, ref c0, ref c2, ref c4);
                (c0, c2, c4) = (Add(p0, c0), Add(p2, c2), Add(p4, c4));
            }

            nint last = rows + behind > 6 ? TSimd.Count : columns - TSimd.Apart;
            Store(c0, ref c, TSimd.Apart, cRow);
            Store(c2, ref Unsafe.Add(ref c, 2 * cRow), TSimd.Apart, cRow);
            Store(c4, ref Unsafe.Add(ref c, 4 * cRow), TSimd.Apart, cRow, last);
            a = ref Unsafe.Add(ref a, 6 * aRow);
            start = ref Unsafe.Add(ref start, 6 * startRow);
            c = ref Unsafe.Add(ref c, 6 * cRow);
        }
    }

    /// <summary>A partial sum of 6 rows × 2 vectors: n terms from k on.</summary>
    [MethodImpl(Inline)]
    private static void Sum(
        nint n, ref T a, ref T a1, ref T a2, ref T a3, ref T a4, ref T a5,
        nint k, nint aStep, ref T b, nint bStep, ref Four c0, ref Four c2, ref Four c4)
    {
        for (; n != 0; k += aStep, n--)
        {
            TSimd.LoadWeights(ref b, out TVector b0, out TVector b1);
            MultiplyAdd(ref a, ref a1, k, b0, b1, ref c0);
            MultiplyAdd(ref a2, ref a3, k, b0, b1, ref c2);
            MultiplyAdd(ref a4, ref a5, k, b0, b1, ref c4);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }

    /// <summary>C = start + A·B in tiles of 4 rows × 2 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows4Vectors2(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows -= 4)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow), a2 = ref Unsafe.Add(ref a1, aRow), a3 = ref Unsafe.Add(ref a2, aRow);
            Four c0 = Load(ref start, TSimd.Apart, startRow);
            Four c2 = Load(ref Unsafe.Add(ref start, 2 * startRow), TSimd.Apart, startRow);
            nint n = NextBlock(terms, block);
            Sum(n, ref a, ref a1, ref a2, ref a3, 0, aStep, ref b, bStep, ref c0, ref c2);
            for (nint k = n; k < terms; k += n)
            {
                Four p0 = c0, p2 = c2;
                c0 = c2 = default;
                n = NextBlock(terms - k, block);
                Sum(n, ref a, ref a1, ref a2, ref a3, k * aStep, aStep, ref Unsafe.Add(ref b, k * bStep), bStep, ref c0, ref c2);
                (c0, c2) = (Add(p0, c0), Add(p2, c2));
            }

            nint last = rows + behind > 4 ? TSimd.Count : columns - TSimd.Apart;
            Store(c0, ref c, TSimd.Apart, cRow);
            Store(c2, ref Unsafe.Add(ref c, 2 * cRow), TSimd.Apart, cRow, last);
            a = ref Unsafe.Add(ref a, 4 * aRow);
            start = ref Unsafe.Add(ref start, 4 * startRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }

    /// <summary>A partial sum of 4 rows × 2 vectors: n terms from k on.</summary>
    [MethodImpl(Inline)]
    private static void Sum(nint n, ref T a, ref T a1, ref T a2, ref T a3, nint k, nint aStep, ref T b, nint bStep, ref Four c0, ref Four c2)
    {
        for (; n != 0; k += aStep, n--)
        {
            TSimd.LoadWeights(ref b, out TVector b0, out TVector b1);
            MultiplyAdd(ref a, ref a1, k, b0, b1, ref c0);
            MultiplyAdd(ref a2, ref a3, k, b0, b1, ref c2);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }
}
