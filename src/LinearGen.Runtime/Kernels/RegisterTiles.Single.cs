using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Tiles of a single vector, whose sums are grouped by four rows.</content>
public static partial class RegisterTiles<TVector, TSimd, T>
{
    /// <summary>C = start + A·B in tiles of 12 rows × 1 vector.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows12Vectors1(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(1, columns, cRow) - behind;
        for (; rows > 0; rows -= 12)
        {
            ref T a4 = ref Unsafe.Add(ref a, 4 * aRow), a8 = ref Unsafe.Add(ref a4, 4 * aRow);
            Four c0 = Load(ref start, startRow, 2 * startRow);
            Four c4 = Load(ref Unsafe.Add(ref start, 4 * startRow), startRow, 2 * startRow);
            Four c8 = Load(ref Unsafe.Add(ref start, 8 * startRow), startRow, 2 * startRow);
            nint n = NextBlock(terms, block);
            Sum(n, ref a, ref a4, ref a8, aRow, aStep, ref b, bStep, ref c0, ref c4, ref c8);
            for (nint k = n; k < terms; k += n)
            {
                Four p0 = c0, p4 = c4, p8 = c8;
                c0 = c4 = c8 = default;
                n = NextBlock(terms - k, block);
                nint first = k * aStep;
                Sum(n, ref Unsafe.Add(ref a, first), ref Unsafe.Add(ref a4, first), ref Unsafe.Add(ref a8, first), aRow, aStep, ref Unsafe.Add(ref b, k * bStep), bStep, ref c0, ref c4, ref c8);
                (c0, c4, c8) = (Add(p0, c0), Add(p4, c4), Add(p8, c8));
            }

            bool isCut = rows - 12 < guard, isMoved = isCut && guard > 1;
            ref T r = ref isMoved ? ref First(ref scratch) : ref c;
            nint next = isMoved ? TSimd.Count : cRow;
            Store(c0, ref r, next, 2 * next);
            Store(c4, ref Unsafe.Add(ref r, 4 * next), next, 2 * next);
            Store(c8, ref Unsafe.Add(ref r, 8 * next), next, 2 * next, isCut ? columns : TSimd.Count);
            CopyCut(isMoved, ref r, next, ref c, cRow, columns, 12);
            a = ref Unsafe.Add(ref a, 12 * aRow);
            start = ref Unsafe.Add(ref start, 12 * startRow);
            c = ref Unsafe.Add(ref c, 12 * cRow);
        }
    }

    /// <summary>A partial sum of 12 rows × 1 vector, of n terms. References to each row would not fit into the registers.</summary>
    [MethodImpl(Inline)]
    private static void Sum(nint n, ref T a, ref T a4, ref T a8, nint aRow, nint aStep, ref T b, nint bStep, ref Four c0, ref Four c4, ref Four c8)
    {
        nint two = 2 * aRow, three = 3 * aRow;
        for (; n != 0; n--)
        {
            TVector b0 = TSimd.LoadWeights(ref b);
            MultiplyAdd(ref a, aRow, two, three, b0, ref c0);
            MultiplyAdd(ref a4, aRow, two, three, b0, ref c4);
            MultiplyAdd(ref a8, aRow, two, three, b0, ref c8);
            a = ref Unsafe.Add(ref a, aStep);
            a4 = ref Unsafe.Add(ref a4, aStep);
            a8 = ref Unsafe.Add(ref a8, aStep);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }

    /// <summary>C = start + A·B in tiles of 8 rows × 1 vector.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows8Vectors1(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(1, columns, cRow) - behind;
        for (; rows > 0; rows -= 8)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow), a2 = ref Unsafe.Add(ref a1, aRow), a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow), a5 = ref Unsafe.Add(ref a4, aRow), a6 = ref Unsafe.Add(ref a5, aRow), a7 = ref Unsafe.Add(ref a6, aRow);
            Four c0 = Load(ref start, startRow, 2 * startRow);
            Four c4 = Load(ref Unsafe.Add(ref start, 4 * startRow), startRow, 2 * startRow);
            nint n = NextBlock(terms, block);
            Sum(n, ref a, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, 0, aStep, ref b, bStep, ref c0, ref c4);
            for (nint k = n; k < terms; k += n)
            {
                Four p0 = c0, p4 = c4;
                c0 = c4 = default;
                n = NextBlock(terms - k, block);
                Sum(n, ref a, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, k * aStep, aStep, ref Unsafe.Add(ref b, k * bStep), bStep, ref c0, ref c4);
                (c0, c4) = (Add(p0, c0), Add(p4, c4));
            }

            bool isCut = rows - 8 < guard, isMoved = isCut && guard > 1;
            ref T r = ref isMoved ? ref First(ref scratch) : ref c;
            nint next = isMoved ? TSimd.Count : cRow;
            Store(c0, ref r, next, 2 * next);
            Store(c4, ref Unsafe.Add(ref r, 4 * next), next, 2 * next, isCut ? columns : TSimd.Count);
            CopyCut(isMoved, ref r, next, ref c, cRow, columns, 8);
            a = ref Unsafe.Add(ref a, 8 * aRow);
            start = ref Unsafe.Add(ref start, 8 * startRow);
            c = ref Unsafe.Add(ref c, 8 * cRow);
        }
    }

    /// <summary>A partial sum of 8 rows × 1 vector: n terms from k on.</summary>
    [MethodImpl(Inline)]
    private static void Sum(
        nint n, ref T a, ref T a1, ref T a2, ref T a3, ref T a4, ref T a5, ref T a6, ref T a7,
        nint k, nint aStep, ref T b, nint bStep, ref Four c0, ref Four c4)
    {
        for (; n != 0; k += aStep, n--)
        {
            TVector b0 = TSimd.LoadWeights(ref b);
            MultiplyAdd(ref a, ref a1, ref a2, ref a3, k, b0, ref c0);
            MultiplyAdd(ref a4, ref a5, ref a6, ref a7, k, b0, ref c4);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }

    /// <summary>C = start + A·B in tiles of 4 rows × 1 vector.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows4Vectors1(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(1, columns, cRow) - behind;
        for (; rows > 0; rows -= 4)
        {
            ref T a1 = ref Unsafe.Add(ref a, aRow), a2 = ref Unsafe.Add(ref a1, aRow), a3 = ref Unsafe.Add(ref a2, aRow);
            Four c0 = Load(ref start, startRow, 2 * startRow);
            nint n = NextBlock(terms, block);
            Sum(n, ref a, ref a1, ref a2, ref a3, 0, aStep, ref b, bStep, ref c0);
            for (nint k = n; k < terms; k += n)
            {
                Four p0 = c0;
                c0 = default;
                n = NextBlock(terms - k, block);
                Sum(n, ref a, ref a1, ref a2, ref a3, k * aStep, aStep, ref Unsafe.Add(ref b, k * bStep), bStep, ref c0);
                c0 = Add(p0, c0);
            }

            bool isCut = rows - 4 < guard, isMoved = isCut && guard > 1;
            ref T r = ref isMoved ? ref First(ref scratch) : ref c;
            nint next = isMoved ? TSimd.Count : cRow;
            Store(c0, ref r, next, 2 * next, isCut ? columns : TSimd.Count);
            CopyCut(isMoved, ref r, next, ref c, cRow, columns, 4);
            a = ref Unsafe.Add(ref a, 4 * aRow);
            start = ref Unsafe.Add(ref start, 4 * startRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }

    /// <summary>A partial sum of 4 rows × 1 vector: n terms from k on.</summary>
    [MethodImpl(Inline)]
    private static void Sum(nint n, ref T a, ref T a1, ref T a2, ref T a3, nint k, nint aStep, ref T b, nint bStep, ref Four c0)
    {
        for (; n != 0; k += aStep, n--)
        {
            TVector b0 = TSimd.LoadWeights(ref b);
            MultiplyAdd(ref a, ref a1, ref a2, ref a3, k, b0, ref c0);
            b = ref Unsafe.Add(ref b, bStep);
        }
    }
}
