using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Tiles of three vectors, whose sums are grouped by column, and of four, grouped by row.</content>
public static partial class RegisterTiles<TVector, TSimd, T>
{
    /// <summary>C = start + A·B in tiles of 4 rows × 4 vectors.</summary>
    /// <param name="rows">Rows of C, a multiple of the tile's; 0 for nothing.</param>
    /// <param name="a">A's first element.</param>
    /// <param name="aRow">Elements from a row of A to the next.</param>
    /// <param name="aStep">Elements from a term of A to the next.</param>
    /// <param name="b">B's first element.</param>
    /// <param name="bStep">Elements from a term of B to the next.</param>
    /// <param name="terms">Terms of a sum, at least 1.</param>
    /// <param name="block">Terms of a partial sum, at least 1; the last takes the remaining terms, less than twice as many.</param>
    /// <param name="start">The initial values of the sums; may be C.</param>
    /// <param name="startRow">Elements from a row of starts to the next; 0 for the same in all rows.</param>
    /// <param name="c">C's first element.</param>
    /// <param name="cRow">Elements from a row of C to the next.</param>
    /// <param name="columns">Columns of the strip that are C's.</param>
    /// <param name="behind">Rows of C behind these, which are computed afterwards.</param>
    [MethodImpl(Kernel)]
    public static void Rows4Vectors4(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows -= 4)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow), a2 = ref Unsafe.Add(ref a1, aRow), a3 = ref Unsafe.Add(ref a2, aRow);
            Four c0 = Load(ref start, TSimd.Count, 2 * TSimd.Count);
            Four c1 = Load(ref Unsafe.Add(ref start, startRow), TSimd.Count, 2 * TSimd.Count);
            Four c2 = Load(ref Unsafe.Add(ref start, 2 * startRow), TSimd.Count, 2 * TSimd.Count);
            Four c3 = Load(ref Unsafe.Add(ref start, 3 * startRow), TSimd.Count, 2 * TSimd.Count);
            nint n = NextBlock(terms, block);
            Sum(n, ref a, ref a1, ref a2, ref a3, 0, aStep, ref b, bStep, ref c0, ref c1, ref c2, ref c3);
            for (nint k = n; k < terms; k += n)
            {
                Four p0 = c0, p1 = c1, p2 = c2, p3 = c3;
                c0 = c1 = c2 = c3 = default;
                n = NextBlock(terms - k, block);
                Sum(n, ref a, ref a1, ref a2, ref a3, k * aStep, aStep, ref Unsafe.Add(ref b, k * bStep), bStep, ref c0, ref c1, ref c2, ref c3);
                (c0, c1, c2, c3) = (Add(p0, c0), Add(p1, c1), Add(p2, c2), Add(p3, c3));
            }

            nint last = rows + behind > 4 ? TSimd.Count : columns - (3 * TSimd.Count);
            Store(c0, ref c, TSimd.Count, 2 * TSimd.Count);
            Store(c1, ref Unsafe.Add(ref c, cRow), TSimd.Count, 2 * TSimd.Count);
            Store(c2, ref Unsafe.Add(ref c, 2 * cRow), TSimd.Count, 2 * TSimd.Count);
            Store(c3, ref Unsafe.Add(ref c, 3 * cRow), TSimd.Count, 2 * TSimd.Count, last);
            a = ref Unsafe.Add(ref a, 4 * aRow);
            start = ref Unsafe.Add(ref start, 4 * startRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }

    /// <summary>A partial sum of 4 rows × 4 vectors: n terms from k on.</summary>
    [MethodImpl(Inline)]
    private static void Sum(nint n, ref T a, ref T a1, ref T a2, ref T a3, nint k, nint aStep, ref T b, nint bStep, ref Four c0, ref Four c1, ref Four c2, ref Four c3)
    {
        for (; n != 0; k += aStep, n--)
        {
            Four bs = LoadWeights(ref b);
            MultiplyAdd(bs, TSimd.Broadcast(ref a, k), ref c0);
            MultiplyAdd(bs, TSimd.Broadcast(ref a1, k), ref c1);
            MultiplyAdd(bs, TSimd.Broadcast(ref a2, k), ref c2);
            MultiplyAdd(bs, TSimd.Broadcast(ref a3, k), ref c3);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }

    /// <summary>C = start + A·B in tiles of 4 rows × 3 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows4Vectors3(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows -= 4)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow), a2 = ref Unsafe.Add(ref a1, aRow), a3 = ref Unsafe.Add(ref a2, aRow);
            Four c0 = Load(ref start, startRow, 2 * startRow);
            Four c1 = Load(ref Unsafe.Add(ref start, TSimd.Count), startRow, 2 * startRow);
            Four c2 = Load(ref Unsafe.Add(ref start, 2 * TSimd.Count), startRow, 2 * startRow);
            nint n = NextBlock(terms, block);
            Sum(n, ref a, ref a1, ref a2, ref a3, 0, aStep, ref b, bStep, ref c0, ref c1, ref c2);
            for (nint k = n; k < terms; k += n)
            {
                Four p0 = c0, p1 = c1, p2 = c2;
                c0 = c1 = c2 = default;
                n = NextBlock(terms - k, block);
                Sum(n, ref a, ref a1, ref a2, ref a3, k * aStep, aStep, ref Unsafe.Add(ref b, k * bStep), bStep, ref c0, ref c1, ref c2);
                (c0, c1, c2) = (Add(p0, c0), Add(p1, c1), Add(p2, c2));
            }

            nint last = rows + behind > 4 ? TSimd.Count : columns - (2 * TSimd.Count);

            // The vectors that may reach behind their rows come first.
            Store(c2, ref Unsafe.Add(ref c, 2 * TSimd.Count), cRow, 2 * cRow, last);
            Store(c1, ref Unsafe.Add(ref c, TSimd.Count), cRow, 2 * cRow);
            Store(c0, ref c, cRow, 2 * cRow);
            a = ref Unsafe.Add(ref a, 4 * aRow);
            start = ref Unsafe.Add(ref start, 4 * startRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }

    /// <summary>A partial sum of 4 rows × 3 vectors: n terms from k on.</summary>
    [MethodImpl(Inline)]
    private static void Sum(nint n, ref T a, ref T a1, ref T a2, ref T a3, nint k, nint aStep, ref T b, nint bStep, ref Four c0, ref Four c1, ref Four c2)
    {
        for (; n != 0; k += aStep, n--)
        {
            TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count), b2 = TSimd.Load(ref b, 2 * TSimd.Count);
            Four x = Broadcast(ref a, ref a1, ref a2, ref a3, k);
            MultiplyAdd(x, b0, ref c0);
            MultiplyAdd(x, b1, ref c1);
            MultiplyAdd(x, b2, ref c2);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }
}
