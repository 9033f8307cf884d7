using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Tiles of a single row: db, and lines of dW that are left.</content>
public static partial class RegisterTiles<TVector, TSimd, T>
{
    /// <summary>C = start + A·B in tiles of 1 row × 4 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows1Vectors4(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(4, columns, cRow) - behind;
        for (; rows > 0; rows -= 1)
        {
            ref T a0 = ref a;
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0), c01 = TSimd.Load(ref s, TSimd.Count), c02 = TSimd.Load(ref s, 2 * TSimd.Count), c03 = TSimd.Load(ref s, 3 * TSimd.Count);
            TVector p00 = c00, p01 = c01, p02 = c02, p03 = c03;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 2; n -= 2)
                {
                    Step1x4(ref bk, k, ref a0, ref c00, ref c01, ref c02, ref c03);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step1x4(ref bk, k, ref a0, ref c00, ref c01, ref c02, ref c03);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step1x4(ref bk, k, ref a0, ref c00, ref c01, ref c02, ref c03);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c01 = TSimd.Add(p01, c01);
                    c02 = TSimd.Add(p02, c02);
                    c03 = TSimd.Add(p03, c03);
                }

                if (left == 0)
                {
                    break;
                }

                (p00, p01, p02, p03) = (c00, c01, c02, c03);
                c00 = c01 = c02 = c03 = TSimd.Zero;
            }

            bool isCut = rows - 1 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 4 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            TSimd.Store(c01, ref r, TSimd.Count);
            TSimd.Store(c02, ref r, 2 * TSimd.Count);
            TSimd.Store(c03, ref r, 3 * TSimd.Count);
            if (isCut)
            {
                Copy(ref First(ref scratch), 4 * TSimd.Count, ref c, cRow, columns, 1);
            }

            a = ref Unsafe.Add(ref a0, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 1 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step1x4(
        ref T b, nint k, ref T a0,
        ref TVector c00, ref TVector c01, ref TVector c02, ref TVector c03)
    {
        TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count), b2 = TSimd.Load(ref b, 2 * TSimd.Count), b3 = TSimd.Load(ref b, 3 * TSimd.Count);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        c01 = TSimd.MultiplyAdd(x, b1, c01);
        c02 = TSimd.MultiplyAdd(x, b2, c02);
        c03 = TSimd.MultiplyAdd(x, b3, c03);
    }

    /// <summary>C = start + A·B in tiles of 1 row × 3 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows1Vectors3(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(3, columns, cRow) - behind;
        for (; rows > 0; rows -= 1)
        {
            ref T a0 = ref a;
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0), c01 = TSimd.Load(ref s, TSimd.Count), c02 = TSimd.Load(ref s, 2 * TSimd.Count);
            TVector p00 = c00, p01 = c01, p02 = c02;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 2; n -= 2)
                {
                    Step1x3(ref bk, k, ref a0, ref c00, ref c01, ref c02);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step1x3(ref bk, k, ref a0, ref c00, ref c01, ref c02);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step1x3(ref bk, k, ref a0, ref c00, ref c01, ref c02);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c01 = TSimd.Add(p01, c01);
                    c02 = TSimd.Add(p02, c02);
                }

                if (left == 0)
                {
                    break;
                }

                (p00, p01, p02) = (c00, c01, c02);
                c00 = c01 = c02 = TSimd.Zero;
            }

            bool isCut = rows - 1 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 3 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            TSimd.Store(c01, ref r, TSimd.Count);
            TSimd.Store(c02, ref r, 2 * TSimd.Count);
            if (isCut)
            {
                Copy(ref First(ref scratch), 3 * TSimd.Count, ref c, cRow, columns, 1);
            }

            a = ref Unsafe.Add(ref a0, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 1 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step1x3(
        ref T b, nint k, ref T a0,
        ref TVector c00, ref TVector c01, ref TVector c02)
    {
        TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count), b2 = TSimd.Load(ref b, 2 * TSimd.Count);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        c01 = TSimd.MultiplyAdd(x, b1, c01);
        c02 = TSimd.MultiplyAdd(x, b2, c02);
    }

    /// <summary>C = start + A·B in tiles of 1 row × 2 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows1Vectors2(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(2, columns, cRow) - behind;
        for (; rows > 0; rows -= 1)
        {
            ref T a0 = ref a;
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0), c01 = TSimd.Load(ref s, TSimd.Count);
            TVector p00 = c00, p01 = c01;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 4; n -= 4)
                {
                    Step1x2(ref bk, k, ref a0, ref c00, ref c01);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step1x2(ref bk, k, ref a0, ref c00, ref c01);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step1x2(ref bk, k, ref a0, ref c00, ref c01);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step1x2(ref bk, k, ref a0, ref c00, ref c01);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step1x2(ref bk, k, ref a0, ref c00, ref c01);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c01 = TSimd.Add(p01, c01);
                }

                if (left == 0)
                {
                    break;
                }

                (p00, p01) = (c00, c01);
                c00 = c01 = TSimd.Zero;
            }

            bool isCut = rows - 1 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 2 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            TSimd.Store(c01, ref r, TSimd.Count);
            if (isCut)
            {
                Copy(ref First(ref scratch), 2 * TSimd.Count, ref c, cRow, columns, 1);
            }

            a = ref Unsafe.Add(ref a0, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 1 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step1x2(
        ref T b, nint k, ref T a0,
        ref TVector c00, ref TVector c01)
    {
        TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        c01 = TSimd.MultiplyAdd(x, b1, c01);
    }

    /// <summary>C = start + A·B in tiles of 1 row × 1 vector.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows1Vectors1(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(1, columns, cRow) - behind;
        for (; rows > 0; rows -= 1)
        {
            ref T a0 = ref a;
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0);
            TVector p00 = c00;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 4; n -= 4)
                {
                    Step1x1(ref bk, k, ref a0, ref c00);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step1x1(ref bk, k, ref a0, ref c00);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step1x1(ref bk, k, ref a0, ref c00);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step1x1(ref bk, k, ref a0, ref c00);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step1x1(ref bk, k, ref a0, ref c00);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                }

                if (left == 0)
                {
                    break;
                }

                p00 = c00;
                c00 = TSimd.Zero;
            }

            bool isCut = rows - 1 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 1 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            if (isCut)
            {
                Copy(ref First(ref scratch), 1 * TSimd.Count, ref c, cRow, columns, 1);
            }

            a = ref Unsafe.Add(ref a0, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 1 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step1x1(
        ref T b, nint k, ref T a0,
        ref TVector c00)
    {
        TVector b0 = TSimd.Load(ref b, 0);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
    }
}
