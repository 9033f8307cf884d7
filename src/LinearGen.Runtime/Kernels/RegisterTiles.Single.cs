using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Tiles of a single vector.</content>
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
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a0, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow);
            ref T a5 = ref Unsafe.Add(ref a4, aRow);
            ref T a6 = ref Unsafe.Add(ref a5, aRow);
            ref T a7 = ref Unsafe.Add(ref a6, aRow);
            ref T a8 = ref Unsafe.Add(ref a7, aRow);
            ref T a9 = ref Unsafe.Add(ref a8, aRow);
            ref T a10 = ref Unsafe.Add(ref a9, aRow);
            ref T a11 = ref Unsafe.Add(ref a10, aRow);
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c10 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c20 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c30 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c40 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c50 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c60 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c70 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c80 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c90 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c100 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c110 = TSimd.Load(ref s, 0);
            TVector p00 = c00, p10 = c10, p20 = c20, p30 = c30, p40 = c40, p50 = c50, p60 = c60, p70 = c70, p80 = c80, p90 = c90, p100 = c100, p110 = c110;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 2; n -= 2)
                {
                    Step12x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8, ref a9, ref a10, ref a11, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70, ref c80, ref c90, ref c100, ref c110);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step12x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8, ref a9, ref a10, ref a11, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70, ref c80, ref c90, ref c100, ref c110);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step12x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref a8, ref a9, ref a10, ref a11, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70, ref c80, ref c90, ref c100, ref c110);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c10 = TSimd.Add(p10, c10);
                    c20 = TSimd.Add(p20, c20);
                    c30 = TSimd.Add(p30, c30);
                    c40 = TSimd.Add(p40, c40);
                    c50 = TSimd.Add(p50, c50);
                    c60 = TSimd.Add(p60, c60);
                    c70 = TSimd.Add(p70, c70);
                    c80 = TSimd.Add(p80, c80);
                    c90 = TSimd.Add(p90, c90);
                    c100 = TSimd.Add(p100, c100);
                    c110 = TSimd.Add(p110, c110);
                }

                if (left == 0)
                {
                    break;
                }

                p00 = c00;
                p10 = c10;
                p20 = c20;
                p30 = c30;
                p40 = c40;
                p50 = c50;
                p60 = c60;
                p70 = c70;
                p80 = c80;
                p90 = c90;
                p100 = c100;
                p110 = c110;
                c00 = c10 = c20 = c30 = c40 = c50 = c60 = c70 = c80 = c90 = c100 = c110 = TSimd.Zero;
            }

            bool isCut = rows - 12 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 1 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c10, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c20, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c30, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c40, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c50, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c60, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c70, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c80, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c90, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c100, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c110, ref r, 0);
            if (isCut)
            {
                Copy(ref First(ref scratch), 1 * TSimd.Count, ref c, cRow, columns, 12);
            }

            a = ref Unsafe.Add(ref a11, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 12 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step12x1(
        ref T b, nint k, ref T a0, ref T a1, ref T a2, ref T a3, ref T a4, ref T a5, ref T a6, ref T a7, ref T a8, ref T a9, ref T a10, ref T a11,
        ref TVector c00, ref TVector c10, ref TVector c20, ref TVector c30, ref TVector c40, ref TVector c50, ref TVector c60, ref TVector c70, ref TVector c80, ref TVector c90, ref TVector c100, ref TVector c110)
    {
        TVector b0 = TSimd.Load(ref b, 0);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        x = TSimd.Broadcast(ref a1, k);
        c10 = TSimd.MultiplyAdd(x, b0, c10);
        x = TSimd.Broadcast(ref a2, k);
        c20 = TSimd.MultiplyAdd(x, b0, c20);
        x = TSimd.Broadcast(ref a3, k);
        c30 = TSimd.MultiplyAdd(x, b0, c30);
        x = TSimd.Broadcast(ref a4, k);
        c40 = TSimd.MultiplyAdd(x, b0, c40);
        x = TSimd.Broadcast(ref a5, k);
        c50 = TSimd.MultiplyAdd(x, b0, c50);
        x = TSimd.Broadcast(ref a6, k);
        c60 = TSimd.MultiplyAdd(x, b0, c60);
        x = TSimd.Broadcast(ref a7, k);
        c70 = TSimd.MultiplyAdd(x, b0, c70);
        x = TSimd.Broadcast(ref a8, k);
        c80 = TSimd.MultiplyAdd(x, b0, c80);
        x = TSimd.Broadcast(ref a9, k);
        c90 = TSimd.MultiplyAdd(x, b0, c90);
        x = TSimd.Broadcast(ref a10, k);
        c100 = TSimd.MultiplyAdd(x, b0, c100);
        x = TSimd.Broadcast(ref a11, k);
        c110 = TSimd.MultiplyAdd(x, b0, c110);
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
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a0, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T a4 = ref Unsafe.Add(ref a3, aRow);
            ref T a5 = ref Unsafe.Add(ref a4, aRow);
            ref T a6 = ref Unsafe.Add(ref a5, aRow);
            ref T a7 = ref Unsafe.Add(ref a6, aRow);
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c10 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c20 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c30 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c40 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c50 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c60 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c70 = TSimd.Load(ref s, 0);
            TVector p00 = c00, p10 = c10, p20 = c20, p30 = c30, p40 = c40, p50 = c50, p60 = c60, p70 = c70;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 4; n -= 4)
                {
                    Step8x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step8x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step8x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step8x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step8x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref a4, ref a5, ref a6, ref a7, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c10 = TSimd.Add(p10, c10);
                    c20 = TSimd.Add(p20, c20);
                    c30 = TSimd.Add(p30, c30);
                    c40 = TSimd.Add(p40, c40);
                    c50 = TSimd.Add(p50, c50);
                    c60 = TSimd.Add(p60, c60);
                    c70 = TSimd.Add(p70, c70);
                }

                if (left == 0)
                {
                    break;
                }

                p00 = c00;
                p10 = c10;
                p20 = c20;
                p30 = c30;
                p40 = c40;
                p50 = c50;
                p60 = c60;
                p70 = c70;
                c00 = c10 = c20 = c30 = c40 = c50 = c60 = c70 = TSimd.Zero;
            }

            bool isCut = rows - 8 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 1 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c10, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c20, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c30, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c40, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c50, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c60, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c70, ref r, 0);
            if (isCut)
            {
                Copy(ref First(ref scratch), 1 * TSimd.Count, ref c, cRow, columns, 8);
            }

            a = ref Unsafe.Add(ref a7, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 8 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step8x1(
        ref T b, nint k, ref T a0, ref T a1, ref T a2, ref T a3, ref T a4, ref T a5, ref T a6, ref T a7,
        ref TVector c00, ref TVector c10, ref TVector c20, ref TVector c30, ref TVector c40, ref TVector c50, ref TVector c60, ref TVector c70)
    {
        TVector b0 = TSimd.Load(ref b, 0);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        x = TSimd.Broadcast(ref a1, k);
        c10 = TSimd.MultiplyAdd(x, b0, c10);
        x = TSimd.Broadcast(ref a2, k);
        c20 = TSimd.MultiplyAdd(x, b0, c20);
        x = TSimd.Broadcast(ref a3, k);
        c30 = TSimd.MultiplyAdd(x, b0, c30);
        x = TSimd.Broadcast(ref a4, k);
        c40 = TSimd.MultiplyAdd(x, b0, c40);
        x = TSimd.Broadcast(ref a5, k);
        c50 = TSimd.MultiplyAdd(x, b0, c50);
        x = TSimd.Broadcast(ref a6, k);
        c60 = TSimd.MultiplyAdd(x, b0, c60);
        x = TSimd.Broadcast(ref a7, k);
        c70 = TSimd.MultiplyAdd(x, b0, c70);
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
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a0, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c10 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c20 = TSimd.Load(ref s, 0);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c30 = TSimd.Load(ref s, 0);
            TVector p00 = c00, p10 = c10, p20 = c20, p30 = c30;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 4; n -= 4)
                {
                    Step4x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c10, ref c20, ref c30);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step4x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c10, ref c20, ref c30);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step4x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c10, ref c20, ref c30);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step4x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c10, ref c20, ref c30);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step4x1(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c10, ref c20, ref c30);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c10 = TSimd.Add(p10, c10);
                    c20 = TSimd.Add(p20, c20);
                    c30 = TSimd.Add(p30, c30);
                }

                if (left == 0)
                {
                    break;
                }

                p00 = c00;
                p10 = c10;
                p20 = c20;
                p30 = c30;
                c00 = c10 = c20 = c30 = TSimd.Zero;
            }

            bool isCut = rows - 4 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 1 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c10, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c20, ref r, 0);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c30, ref r, 0);
            if (isCut)
            {
                Copy(ref First(ref scratch), 1 * TSimd.Count, ref c, cRow, columns, 4);
            }

            a = ref Unsafe.Add(ref a3, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step4x1(
        ref T b, nint k, ref T a0, ref T a1, ref T a2, ref T a3,
        ref TVector c00, ref TVector c10, ref TVector c20, ref TVector c30)
    {
        TVector b0 = TSimd.Load(ref b, 0);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        x = TSimd.Broadcast(ref a1, k);
        c10 = TSimd.MultiplyAdd(x, b0, c10);
        x = TSimd.Broadcast(ref a2, k);
        c20 = TSimd.MultiplyAdd(x, b0, c20);
        x = TSimd.Broadcast(ref a3, k);
        c30 = TSimd.MultiplyAdd(x, b0, c30);
    }
}
