using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Tiles of two vectors.</content>
public static partial class RegisterTiles<TVector, TSimd, T>
{
    /// <summary>C = start + A·B in tiles of 8 rows × 2 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows8Vectors2(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(2, columns, cRow) - behind;
        for (; rows > 0; rows -= 8)
        {
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a0, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow);
            ref T a5 = ref Unsafe.Add(ref a4, aRow);
            ref T a6 = ref Unsafe.Add(ref a5, aRow);
            ref T a7 = ref Unsafe.Add(ref a6, aRow);
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0), c01 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c10 = TSimd.Load(ref s, 0), c11 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c20 = TSimd.Load(ref s, 0), c21 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c30 = TSimd.Load(ref s, 0), c31 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c40 = TSimd.Load(ref s, 0), c41 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c50 = TSimd.Load(ref s, 0), c51 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c60 = TSimd.Load(ref s, 0), c61 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c70 = TSimd.Load(ref s, 0), c71 = TSimd.Load(ref s, TSimd.Count);
            TVector p00 = c00, p01 = c01, p10 = c10, p11 = c11, p20 = c20, p21 = c21, p30 = c30, p31 = c31, p40 = c40, p41 = c41, p50 = c50, p51 = c51, p60 = c60, p61 = c61, p70 = c70, p71 = c71;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 2; n -= 2)
                {
                    Step8x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51, ref c60, ref c61, ref c70, ref c71);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step8x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51, ref c60, ref c61, ref c70, ref c71);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step8x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51, ref c60, ref c61, ref c70, ref c71);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c01 = TSimd.Add(p01, c01);
                    c10 = TSimd.Add(p10, c10);
                    c11 = TSimd.Add(p11, c11);
                    c20 = TSimd.Add(p20, c20);
                    c21 = TSimd.Add(p21, c21);
                    c30 = TSimd.Add(p30, c30);
                    c31 = TSimd.Add(p31, c31);
                    c40 = TSimd.Add(p40, c40);
                    c41 = TSimd.Add(p41, c41);
                    c50 = TSimd.Add(p50, c50);
                    c51 = TSimd.Add(p51, c51);
                    c60 = TSimd.Add(p60, c60);
                    c61 = TSimd.Add(p61, c61);
                    c70 = TSimd.Add(p70, c70);
                    c71 = TSimd.Add(p71, c71);
                }

                if (left == 0)
                {
                    break;
                }

                (p00, p01) = (c00, c01);
                (p10, p11) = (c10, c11);
                (p20, p21) = (c20, c21);
                (p30, p31) = (c30, c31);
                (p40, p41) = (c40, c41);
                (p50, p51) = (c50, c51);
                (p60, p61) = (c60, c61);
                (p70, p71) = (c70, c71);
                c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = c60 = c61 = c70 = c71 = TSimd.Zero;
            }

            bool isCut = rows - 8 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 2 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            TSimd.Store(c01, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c10, ref r, 0);
            TSimd.Store(c11, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c20, ref r, 0);
            TSimd.Store(c21, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c30, ref r, 0);
            TSimd.Store(c31, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c40, ref r, 0);
            TSimd.Store(c41, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c50, ref r, 0);
            TSimd.Store(c51, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c60, ref r, 0);
            TSimd.Store(c61, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c70, ref r, 0);
            TSimd.Store(c71, ref r, TSimd.Count);
            if (isCut)
            {
                Copy(ref First(ref scratch), 2 * TSimd.Count, ref c, cRow, columns, 8);
            }

            a = ref Unsafe.Add(ref a7, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 8 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step8x2(
        ref T b, nint k, ref T a0, ref T a1, ref T a2, ref T a3, ref T a4, ref T a5, ref T a6, ref T a7,
        ref TVector c00, ref TVector c01, ref TVector c10, ref TVector c11, ref TVector c20, ref TVector c21, ref TVector c30, ref TVector c31, ref TVector c40, ref TVector c41, ref TVector c50, ref TVector c51, ref TVector c60, ref TVector c61, ref TVector c70, ref TVector c71)
    {
        TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        c01 = TSimd.MultiplyAdd(x, b1, c01);
        x = TSimd.Broadcast(ref a1, k);
        c10 = TSimd.MultiplyAdd(x, b0, c10);
        c11 = TSimd.MultiplyAdd(x, b1, c11);
        x = TSimd.Broadcast(ref a2, k);
        c20 = TSimd.MultiplyAdd(x, b0, c20);
        c21 = TSimd.MultiplyAdd(x, b1, c21);
        x = TSimd.Broadcast(ref a3, k);
        c30 = TSimd.MultiplyAdd(x, b0, c30);
        c31 = TSimd.MultiplyAdd(x, b1, c31);
        x = TSimd.Broadcast(ref a4, k);
        c40 = TSimd.MultiplyAdd(x, b0, c40);
        c41 = TSimd.MultiplyAdd(x, b1, c41);
        x = TSimd.Broadcast(ref a5, k);
        c50 = TSimd.MultiplyAdd(x, b0, c50);
        c51 = TSimd.MultiplyAdd(x, b1, c51);
        x = TSimd.Broadcast(ref a6, k);
        c60 = TSimd.MultiplyAdd(x, b0, c60);
        c61 = TSimd.MultiplyAdd(x, b1, c61);
        x = TSimd.Broadcast(ref a7, k);
        c70 = TSimd.MultiplyAdd(x, b0, c70);
        c71 = TSimd.MultiplyAdd(x, b1, c71);
    }

    /// <summary>C = start + A·B in tiles of 6 rows × 2 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows6Vectors2(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(2, columns, cRow) - behind;
        for (; rows > 0; rows -= 6)
        {
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a0, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow);
            ref T a5 = ref Unsafe.Add(ref a4, aRow);
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0), c01 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c10 = TSimd.Load(ref s, 0), c11 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c20 = TSimd.Load(ref s, 0), c21 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c30 = TSimd.Load(ref s, 0), c31 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c40 = TSimd.Load(ref s, 0), c41 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c50 = TSimd.Load(ref s, 0), c51 = TSimd.Load(ref s, TSimd.Count);
            TVector p00 = c00, p01 = c01, p10 = c10, p11 = c11, p20 = c20, p21 = c21, p30 = c30, p31 = c31, p40 = c40, p41 = c41, p50 = c50, p51 = c51;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 2; n -= 2)
                {
                    Step6x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step6x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step6x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31, ref c40, ref c41, ref c50, ref c51);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c01 = TSimd.Add(p01, c01);
                    c10 = TSimd.Add(p10, c10);
                    c11 = TSimd.Add(p11, c11);
                    c20 = TSimd.Add(p20, c20);
                    c21 = TSimd.Add(p21, c21);
                    c30 = TSimd.Add(p30, c30);
                    c31 = TSimd.Add(p31, c31);
                    c40 = TSimd.Add(p40, c40);
                    c41 = TSimd.Add(p41, c41);
                    c50 = TSimd.Add(p50, c50);
                    c51 = TSimd.Add(p51, c51);
                }

                if (left == 0)
                {
                    break;
                }

                (p00, p01) = (c00, c01);
                (p10, p11) = (c10, c11);
                (p20, p21) = (c20, c21);
                (p30, p31) = (c30, c31);
                (p40, p41) = (c40, c41);
                (p50, p51) = (c50, c51);
                c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = c40 = c41 = c50 = c51 = TSimd.Zero;
            }

            bool isCut = rows - 6 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 2 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            TSimd.Store(c01, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c10, ref r, 0);
            TSimd.Store(c11, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c20, ref r, 0);
            TSimd.Store(c21, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c30, ref r, 0);
            TSimd.Store(c31, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c40, ref r, 0);
            TSimd.Store(c41, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c50, ref r, 0);
            TSimd.Store(c51, ref r, TSimd.Count);
            if (isCut)
            {
                Copy(ref First(ref scratch), 2 * TSimd.Count, ref c, cRow, columns, 6);
            }

            a = ref Unsafe.Add(ref a5, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 6 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step6x2(
        ref T b, nint k, ref T a0, ref T a1, ref T a2, ref T a3, ref T a4, ref T a5,
        ref TVector c00, ref TVector c01, ref TVector c10, ref TVector c11, ref TVector c20, ref TVector c21, ref TVector c30, ref TVector c31, ref TVector c40, ref TVector c41, ref TVector c50, ref TVector c51)
    {
        TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        c01 = TSimd.MultiplyAdd(x, b1, c01);
        x = TSimd.Broadcast(ref a1, k);
        c10 = TSimd.MultiplyAdd(x, b0, c10);
        c11 = TSimd.MultiplyAdd(x, b1, c11);
        x = TSimd.Broadcast(ref a2, k);
        c20 = TSimd.MultiplyAdd(x, b0, c20);
        c21 = TSimd.MultiplyAdd(x, b1, c21);
        x = TSimd.Broadcast(ref a3, k);
        c30 = TSimd.MultiplyAdd(x, b0, c30);
        c31 = TSimd.MultiplyAdd(x, b1, c31);
        x = TSimd.Broadcast(ref a4, k);
        c40 = TSimd.MultiplyAdd(x, b0, c40);
        c41 = TSimd.MultiplyAdd(x, b1, c41);
        x = TSimd.Broadcast(ref a5, k);
        c50 = TSimd.MultiplyAdd(x, b0, c50);
        c51 = TSimd.MultiplyAdd(x, b1, c51);
    }

    /// <summary>C = start + A·B in tiles of 4 rows × 2 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows4Vectors2(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(2, columns, cRow) - behind;
        for (; rows > 0; rows -= 4)
        {
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a0, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0), c01 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c10 = TSimd.Load(ref s, 0), c11 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c20 = TSimd.Load(ref s, 0), c21 = TSimd.Load(ref s, TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c30 = TSimd.Load(ref s, 0), c31 = TSimd.Load(ref s, TSimd.Count);
            TVector p00 = c00, p01 = c01, p10 = c10, p11 = c11, p20 = c20, p21 = c21, p30 = c30, p31 = c31;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 2; n -= 2)
                {
                    Step4x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step4x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step4x2(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c01 = TSimd.Add(p01, c01);
                    c10 = TSimd.Add(p10, c10);
                    c11 = TSimd.Add(p11, c11);
                    c20 = TSimd.Add(p20, c20);
                    c21 = TSimd.Add(p21, c21);
                    c30 = TSimd.Add(p30, c30);
                    c31 = TSimd.Add(p31, c31);
                }

                if (left == 0)
                {
                    break;
                }

                (p00, p01) = (c00, c01);
                (p10, p11) = (c10, c11);
                (p20, p21) = (c20, c21);
                (p30, p31) = (c30, c31);
                c00 = c01 = c10 = c11 = c20 = c21 = c30 = c31 = TSimd.Zero;
            }

            bool isCut = rows - 4 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 2 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            TSimd.Store(c01, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c10, ref r, 0);
            TSimd.Store(c11, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c20, ref r, 0);
            TSimd.Store(c21, ref r, TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c30, ref r, 0);
            TSimd.Store(c31, ref r, TSimd.Count);
            if (isCut)
            {
                Copy(ref First(ref scratch), 2 * TSimd.Count, ref c, cRow, columns, 4);
            }

            a = ref Unsafe.Add(ref a3, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step4x2(
        ref T b, nint k, ref T a0, ref T a1, ref T a2, ref T a3,
        ref TVector c00, ref TVector c01, ref TVector c10, ref TVector c11, ref TVector c20, ref TVector c21, ref TVector c30, ref TVector c31)
    {
        TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        c01 = TSimd.MultiplyAdd(x, b1, c01);
        x = TSimd.Broadcast(ref a1, k);
        c10 = TSimd.MultiplyAdd(x, b0, c10);
        c11 = TSimd.MultiplyAdd(x, b1, c11);
        x = TSimd.Broadcast(ref a2, k);
        c20 = TSimd.MultiplyAdd(x, b0, c20);
        c21 = TSimd.MultiplyAdd(x, b1, c21);
        x = TSimd.Broadcast(ref a3, k);
        c30 = TSimd.MultiplyAdd(x, b0, c30);
        c31 = TSimd.MultiplyAdd(x, b1, c31);
    }
}
