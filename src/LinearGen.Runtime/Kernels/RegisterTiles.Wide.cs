using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Tiles of three and four vectors.</content>
public static partial class RegisterTiles<TVector, TSimd, T>
{
    /// <summary>C = start + A·B in tiles of 4 rows × 4 vectors.</summary>
    /// <param name="rows">Rows of C: a multiple of the tile's.</param>
    /// <param name="a">A[0, 0].</param>
    /// <param name="aRow">Elements from a row of A to the next.</param>
    /// <param name="aStep">Elements from a term of A to the next.</param>
    /// <param name="b">B[0, 0]; the columns of a term lie side by side.</param>
    /// <param name="bStep">Elements from a term of B to the next.</param>
    /// <param name="terms">K.</param>
    /// <param name="block">Terms of a partial sum; the last takes what is left.</param>
    /// <param name="start">What the first partial sum starts from.</param>
    /// <param name="startRow">Elements from a row of that to the next; 0 for a bias.</param>
    /// <param name="c">C[0, 0].</param>
    /// <param name="cRow">Elements from a row of C to the next.</param>
    /// <param name="columns">Columns of C that there are from <paramref name="c"/> on.</param>
    /// <param name="behind">Rows of C behind these, which are written later.</param>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows4Vectors4(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(4, columns, cRow) - behind;
        for (; rows > 0; rows -= 4)
        {
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a0, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0), c01 = TSimd.Load(ref s, TSimd.Count), c02 = TSimd.Load(ref s, 2 * TSimd.Count), c03 = TSimd.Load(ref s, 3 * TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c10 = TSimd.Load(ref s, 0), c11 = TSimd.Load(ref s, TSimd.Count), c12 = TSimd.Load(ref s, 2 * TSimd.Count), c13 = TSimd.Load(ref s, 3 * TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c20 = TSimd.Load(ref s, 0), c21 = TSimd.Load(ref s, TSimd.Count), c22 = TSimd.Load(ref s, 2 * TSimd.Count), c23 = TSimd.Load(ref s, 3 * TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c30 = TSimd.Load(ref s, 0), c31 = TSimd.Load(ref s, TSimd.Count), c32 = TSimd.Load(ref s, 2 * TSimd.Count), c33 = TSimd.Load(ref s, 3 * TSimd.Count);
            TVector p00 = c00, p01 = c01, p02 = c02, p03 = c03, p10 = c10, p11 = c11, p12 = c12, p13 = c13, p20 = c20, p21 = c21, p22 = c22, p23 = c23, p30 = c30, p31 = c31, p32 = c32, p33 = c33;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 2; n -= 2)
                {
                    Step4x4(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c02, ref c03, ref c10, ref c11, ref c12, ref c13, ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step4x4(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c02, ref c03, ref c10, ref c11, ref c12, ref c13, ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step4x4(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c02, ref c03, ref c10, ref c11, ref c12, ref c13, ref c20, ref c21, ref c22, ref c23, ref c30, ref c31, ref c32, ref c33);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c01 = TSimd.Add(p01, c01);
                    c02 = TSimd.Add(p02, c02);
                    c03 = TSimd.Add(p03, c03);
                    c10 = TSimd.Add(p10, c10);
                    c11 = TSimd.Add(p11, c11);
                    c12 = TSimd.Add(p12, c12);
                    c13 = TSimd.Add(p13, c13);
                    c20 = TSimd.Add(p20, c20);
                    c21 = TSimd.Add(p21, c21);
                    c22 = TSimd.Add(p22, c22);
                    c23 = TSimd.Add(p23, c23);
                    c30 = TSimd.Add(p30, c30);
                    c31 = TSimd.Add(p31, c31);
                    c32 = TSimd.Add(p32, c32);
                    c33 = TSimd.Add(p33, c33);
                }

                if (left == 0)
                {
                    break;
                }

                (p00, p01, p02, p03) = (c00, c01, c02, c03);
                (p10, p11, p12, p13) = (c10, c11, c12, c13);
                (p20, p21, p22, p23) = (c20, c21, c22, c23);
                (p30, p31, p32, p33) = (c30, c31, c32, c33);
                c00 = c01 = c02 = c03 = c10 = c11 = c12 = c13 = c20 = c21 = c22 = c23 = c30 = c31 = c32 = c33 = TSimd.Zero;
            }

            bool isCut = rows - 4 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 4 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            TSimd.Store(c01, ref r, TSimd.Count);
            TSimd.Store(c02, ref r, 2 * TSimd.Count);
            TSimd.Store(c03, ref r, 3 * TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c10, ref r, 0);
            TSimd.Store(c11, ref r, TSimd.Count);
            TSimd.Store(c12, ref r, 2 * TSimd.Count);
            TSimd.Store(c13, ref r, 3 * TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c20, ref r, 0);
            TSimd.Store(c21, ref r, TSimd.Count);
            TSimd.Store(c22, ref r, 2 * TSimd.Count);
            TSimd.Store(c23, ref r, 3 * TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c30, ref r, 0);
            TSimd.Store(c31, ref r, TSimd.Count);
            TSimd.Store(c32, ref r, 2 * TSimd.Count);
            TSimd.Store(c33, ref r, 3 * TSimd.Count);
            if (isCut)
            {
                Copy(ref First(ref scratch), 4 * TSimd.Count, ref c, cRow, columns, 4);
            }

            a = ref Unsafe.Add(ref a3, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step4x4(
        ref T b, nint k, ref T a0, ref T a1, ref T a2, ref T a3,
        ref TVector c00, ref TVector c01, ref TVector c02, ref TVector c03, ref TVector c10, ref TVector c11, ref TVector c12, ref TVector c13, ref TVector c20, ref TVector c21, ref TVector c22, ref TVector c23, ref TVector c30, ref TVector c31, ref TVector c32, ref TVector c33)
    {
        TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count), b2 = TSimd.Load(ref b, 2 * TSimd.Count), b3 = TSimd.Load(ref b, 3 * TSimd.Count);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        c01 = TSimd.MultiplyAdd(x, b1, c01);
        c02 = TSimd.MultiplyAdd(x, b2, c02);
        c03 = TSimd.MultiplyAdd(x, b3, c03);
        x = TSimd.Broadcast(ref a1, k);
        c10 = TSimd.MultiplyAdd(x, b0, c10);
        c11 = TSimd.MultiplyAdd(x, b1, c11);
        c12 = TSimd.MultiplyAdd(x, b2, c12);
        c13 = TSimd.MultiplyAdd(x, b3, c13);
        x = TSimd.Broadcast(ref a2, k);
        c20 = TSimd.MultiplyAdd(x, b0, c20);
        c21 = TSimd.MultiplyAdd(x, b1, c21);
        c22 = TSimd.MultiplyAdd(x, b2, c22);
        c23 = TSimd.MultiplyAdd(x, b3, c23);
        x = TSimd.Broadcast(ref a3, k);
        c30 = TSimd.MultiplyAdd(x, b0, c30);
        c31 = TSimd.MultiplyAdd(x, b1, c31);
        c32 = TSimd.MultiplyAdd(x, b2, c32);
        c33 = TSimd.MultiplyAdd(x, b3, c33);
    }

    /// <summary>C = start + A·B in tiles of 4 rows × 3 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [SkipLocalsInit]
    [MethodImpl(Kernel)]
    public static void Rows4Vectors3(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        Unsafe.SkipInit(out Scratch scratch);
        nint guard = RowsReached(3, columns, cRow) - behind;
        for (; rows > 0; rows -= 4)
        {
            ref T a0 = ref a;
            ref T a1 = ref Unsafe.Add(ref a0, aRow);
            ref T a2 = ref Unsafe.Add(ref a1, aRow);
            ref T a3 = ref Unsafe.Add(ref a2, aRow);
            ref T bk = ref b, s = ref start;
            TVector c00 = TSimd.Load(ref s, 0), c01 = TSimd.Load(ref s, TSimd.Count), c02 = TSimd.Load(ref s, 2 * TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c10 = TSimd.Load(ref s, 0), c11 = TSimd.Load(ref s, TSimd.Count), c12 = TSimd.Load(ref s, 2 * TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c20 = TSimd.Load(ref s, 0), c21 = TSimd.Load(ref s, TSimd.Count), c22 = TSimd.Load(ref s, 2 * TSimd.Count);
            s = ref Unsafe.Add(ref s, startRow);
            TVector c30 = TSimd.Load(ref s, 0), c31 = TSimd.Load(ref s, TSimd.Count), c32 = TSimd.Load(ref s, 2 * TSimd.Count);
            TVector p00 = c00, p01 = c01, p02 = c02, p10 = c10, p11 = c11, p12 = c12, p20 = c20, p21 = c21, p22 = c22, p30 = c30, p31 = c31, p32 = c32;
            nint k = 0, left = terms;
            for (bool isFirst = true; ; isFirst = false)
            {
                nint n = left < 2 * block ? left : block;
                left -= n;
                for (; n >= 2; n -= 2)
                {
                    Step4x3(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                    Step4x3(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                for (; n > 0; n--)
                {
                    Step4x3(ref bk, k, ref a0, ref a1, ref a2, ref a3, ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    k += aStep;
                    bk = ref Unsafe.Add(ref bk, bStep);
                }

                if (!isFirst)
                {
                    c00 = TSimd.Add(p00, c00);
                    c01 = TSimd.Add(p01, c01);
                    c02 = TSimd.Add(p02, c02);
                    c10 = TSimd.Add(p10, c10);
                    c11 = TSimd.Add(p11, c11);
                    c12 = TSimd.Add(p12, c12);
                    c20 = TSimd.Add(p20, c20);
                    c21 = TSimd.Add(p21, c21);
                    c22 = TSimd.Add(p22, c22);
                    c30 = TSimd.Add(p30, c30);
                    c31 = TSimd.Add(p31, c31);
                    c32 = TSimd.Add(p32, c32);
                }

                if (left == 0)
                {
                    break;
                }

                (p00, p01, p02) = (c00, c01, c02);
                (p10, p11, p12) = (c10, c11, c12);
                (p20, p21, p22) = (c20, c21, c22);
                (p30, p31, p32) = (c30, c31, c32);
                c00 = c01 = c02 = c10 = c11 = c12 = c20 = c21 = c22 = c30 = c31 = c32 = TSimd.Zero;
            }

            bool isCut = rows - 4 < guard;
            ref T r = ref isCut ? ref First(ref scratch) : ref c;
            nint next = isCut ? 3 * TSimd.Count : cRow;
            TSimd.Store(c00, ref r, 0);
            TSimd.Store(c01, ref r, TSimd.Count);
            TSimd.Store(c02, ref r, 2 * TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c10, ref r, 0);
            TSimd.Store(c11, ref r, TSimd.Count);
            TSimd.Store(c12, ref r, 2 * TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c20, ref r, 0);
            TSimd.Store(c21, ref r, TSimd.Count);
            TSimd.Store(c22, ref r, 2 * TSimd.Count);
            r = ref Unsafe.Add(ref r, next);
            TSimd.Store(c30, ref r, 0);
            TSimd.Store(c31, ref r, TSimd.Count);
            TSimd.Store(c32, ref r, 2 * TSimd.Count);
            if (isCut)
            {
                Copy(ref First(ref scratch), 3 * TSimd.Count, ref c, cRow, columns, 4);
            }

            a = ref Unsafe.Add(ref a3, aRow);
            start = ref Unsafe.Add(ref s, startRow);
            c = ref Unsafe.Add(ref c, 4 * cRow);
        }
    }

    /// <summary>One term.</summary>
    [MethodImpl(Inline)]
    private static void Step4x3(
        ref T b, nint k, ref T a0, ref T a1, ref T a2, ref T a3,
        ref TVector c00, ref TVector c01, ref TVector c02, ref TVector c10, ref TVector c11, ref TVector c12, ref TVector c20, ref TVector c21, ref TVector c22, ref TVector c30, ref TVector c31, ref TVector c32)
    {
        TVector b0 = TSimd.Load(ref b, 0), b1 = TSimd.Load(ref b, TSimd.Count), b2 = TSimd.Load(ref b, 2 * TSimd.Count);
        TVector x = TSimd.Broadcast(ref a0, k);
        c00 = TSimd.MultiplyAdd(x, b0, c00);
        c01 = TSimd.MultiplyAdd(x, b1, c01);
        c02 = TSimd.MultiplyAdd(x, b2, c02);
        x = TSimd.Broadcast(ref a1, k);
        c10 = TSimd.MultiplyAdd(x, b0, c10);
        c11 = TSimd.MultiplyAdd(x, b1, c11);
        c12 = TSimd.MultiplyAdd(x, b2, c12);
        x = TSimd.Broadcast(ref a2, k);
        c20 = TSimd.MultiplyAdd(x, b0, c20);
        c21 = TSimd.MultiplyAdd(x, b1, c21);
        c22 = TSimd.MultiplyAdd(x, b2, c22);
        x = TSimd.Broadcast(ref a3, k);
        c30 = TSimd.MultiplyAdd(x, b0, c30);
        c31 = TSimd.MultiplyAdd(x, b1, c31);
        c32 = TSimd.MultiplyAdd(x, b2, c32);
    }
}
