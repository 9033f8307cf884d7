using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>
/// Tiles of dW alone: a single row, for lines that are left, 16 lines, whose elements of A lie side by side, and the sums of columns, for db. They make up one partial sum, and a
/// line is padded to whole vectors, so that nothing is cut: the parameters <c>block</c>, <c>columns</c> and <c>behind</c> of other tiles are not needed.
/// </content>
public static partial class RegisterTiles<TVector, TSimd, T>
{
    /// <summary>C = start + A·B in tiles of 1 row × 4 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows1Vectors4(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows--)
        {
            TVector c0 = TSimd.Load(ref start, 0), c1 = TSimd.Load(ref start, TSimd.Count);
            TVector c2 = TSimd.Load(ref start, 2 * TSimd.Count), c3 = TSimd.Load(ref start, 3 * TSimd.Count);
            ref T bk = ref b;
            for (nint k = 0, n = terms; n != 0; k += aStep, n--)
            {
                TVector x = TSimd.Broadcast(ref a, k);
                c0 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, 0), c0);
                c1 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, TSimd.Count), c1);
                c2 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, 2 * TSimd.Count), c2);
                c3 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, 3 * TSimd.Count), c3);
                bk = ref Unsafe.Add(ref bk, bStep);
            }

            TSimd.Store(c0, ref c, 0);
            TSimd.Store(c1, ref c, TSimd.Count);
            TSimd.Store(c2, ref c, 2 * TSimd.Count);
            TSimd.Store(c3, ref c, 3 * TSimd.Count);
            a = ref Unsafe.Add(ref a, aRow);
            start = ref Unsafe.Add(ref start, startRow);
            c = ref Unsafe.Add(ref c, cRow);
        }
    }

    /// <summary>C = start + A·B in tiles of 1 row × 3 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows1Vectors3(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows--)
        {
            TVector c0 = TSimd.Load(ref start, 0), c1 = TSimd.Load(ref start, TSimd.Count), c2 = TSimd.Load(ref start, 2 * TSimd.Count);
            ref T bk = ref b;
            for (nint k = 0, n = terms; n != 0; k += aStep, n--)
            {
                TVector x = TSimd.Broadcast(ref a, k);
                c0 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, 0), c0);
                c1 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, TSimd.Count), c1);
                c2 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, 2 * TSimd.Count), c2);
                bk = ref Unsafe.Add(ref bk, bStep);
            }

            TSimd.Store(c0, ref c, 0);
            TSimd.Store(c1, ref c, TSimd.Count);
            TSimd.Store(c2, ref c, 2 * TSimd.Count);
            a = ref Unsafe.Add(ref a, aRow);
            start = ref Unsafe.Add(ref start, startRow);
            c = ref Unsafe.Add(ref c, cRow);
        }
    }

    /// <summary>C = start + A·B in tiles of 1 row × 2 vectors.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows1Vectors2(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows--)
        {
            TVector c0 = TSimd.Load(ref start, 0), c1 = TSimd.Load(ref start, TSimd.Count);
            ref T bk = ref b;
            for (nint k = 0, n = terms; n != 0; k += aStep, n--)
            {
                TVector x = TSimd.Broadcast(ref a, k);
                c0 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, 0), c0);
                c1 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, TSimd.Count), c1);
                bk = ref Unsafe.Add(ref bk, bStep);
            }

            TSimd.Store(c0, ref c, 0);
            TSimd.Store(c1, ref c, TSimd.Count);
            a = ref Unsafe.Add(ref a, aRow);
            start = ref Unsafe.Add(ref start, startRow);
            c = ref Unsafe.Add(ref c, cRow);
        }
    }

    /// <summary>C = start + A·B in tiles of 1 row × 1 vector.</summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows1Vectors1(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows--)
        {
            TVector c0 = TSimd.Load(ref start, 0);
            ref T bk = ref b;
            for (nint k = 0, n = terms; n != 0; k += aStep, n--)
            {
                TVector x = TSimd.Broadcast(ref a, k);
                c0 = TSimd.MultiplyAdd(x, TSimd.Load(ref bk, 0), c0);
                bk = ref Unsafe.Add(ref bk, bStep);
            }

            TSimd.Store(c0, ref c, 0);
            a = ref Unsafe.Add(ref a, aRow);
            start = ref Unsafe.Add(ref start, startRow);
            c = ref Unsafe.Add(ref c, cRow);
        }
    }

    /// <summary>
    /// C = start + A·B in tiles of 16 rows × 1 vector, with 1 for <c>aRow</c>: one reference serves all rows of A. dW of 64×10
    /// with 256 rows: 3,020 ns, 3,810 in tiles of 12 rows with a reference for each (Zen 5).
    /// </summary>
    /// <inheritdoc cref="Rows4Vectors4"/>
    [MethodImpl(Kernel)]
    public static void Rows16Vectors1(
        nint rows, ref T a, nint aRow, nint aStep, ref T b, nint bStep, nint terms, nint block, ref T start, nint startRow, ref T c, nint cRow, nint columns, nint behind)
    {
        for (; rows > 0; rows -= 16)
        {
            Four c0 = Load(ref start, startRow, 2 * startRow);
            Four c4 = Load(ref Unsafe.Add(ref start, 4 * startRow), startRow, 2 * startRow);
            Four c8 = Load(ref Unsafe.Add(ref start, 8 * startRow), startRow, 2 * startRow);
            Four c12 = Load(ref Unsafe.Add(ref start, 12 * startRow), startRow, 2 * startRow);
            ref T ak = ref a, bk = ref b;
            for (nint n = terms; n != 0; n--)
            {
                TVector b0 = TSimd.Load(ref bk, 0);
                MultiplyAdd(ref ak, b0, ref c0);
                MultiplyAdd(ref Unsafe.Add(ref ak, 4), b0, ref c4);
                MultiplyAdd(ref Unsafe.Add(ref ak, 8), b0, ref c8);
                MultiplyAdd(ref Unsafe.Add(ref ak, 12), b0, ref c12);
                ak = ref Unsafe.Add(ref ak, aStep);
                bk = ref Unsafe.Add(ref bk, bStep);
            }

            Store(c0, ref c, cRow, 2 * cRow);
            Store(c4, ref Unsafe.Add(ref c, 4 * cRow), cRow, 2 * cRow);
            Store(c8, ref Unsafe.Add(ref c, 8 * cRow), cRow, 2 * cRow);
            Store(c12, ref Unsafe.Add(ref c, 12 * cRow), cRow, 2 * cRow);
            a = ref Unsafe.Add(ref a, 16 * aRow);
            start = ref Unsafe.Add(ref start, 16 * startRow);
            c = ref Unsafe.Add(ref c, 16 * cRow);
        }
    }

    /// <summary>
    /// C += the column sums of B, for db: rows 0, 4, 8 … make up one partial sum, 1, 5, 9 … the next, with either width; no addition waits for the one before it.
    /// </summary>
    /// <param name="vectors">Vectors of a row.</param>
    /// <param name="b">B's first element.</param>
    /// <param name="bStep">Elements from a row of B to the next.</param>
    /// <param name="rows">Rows of B.</param>
    /// <param name="c">C's first element.</param>
    [MethodImpl(Kernel)]
    public static void ColumnSums(nint vectors, ref T b, nint bStep, nint rows, ref T c)
    {
        for (; vectors > 0; vectors--)
        {
            Four sums = default;
            ref T row = ref b;
            nint left = rows;
            for (; left >= 4; left -= 4)
            {
                sums = Add(sums, Load(ref row, bStep, 2 * bStep));
                row = ref Unsafe.Add(ref row, 4 * bStep);
            }

            for (; left > 0; left--)
            {
                sums.V0 = TSimd.Add(sums.V0, TSimd.Load(ref row, 0));
                row = ref Unsafe.Add(ref row, bStep);
            }

            TVector sum = TSimd.Add(TSimd.Add(sums.V0, sums.V1), TSimd.Add(sums.V2, sums.V3));
            TSimd.Store(TSimd.Add(TSimd.Load(ref c, 0), sum), ref c, 0);
            b = ref Unsafe.Add(ref b, TSimd.Count);
            c = ref Unsafe.Add(ref c, TSimd.Count);
        }
    }
}
