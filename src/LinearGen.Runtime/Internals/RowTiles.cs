using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// Batches in tiles: c[rows, columns] = start + a[rows, terms]·b[terms, columns], lanes along the columns, each element of a
/// broadcast. A tile's sums stay in registers while it walks down the terms. The text is the same for all layers; their strides
/// come as a type, so that the JIT compiles it for each with constants in the addresses (strides in registers cost some 25
/// cycles more per tile: 64×64 at 88 % of the peak instead of 95).
/// </summary>
/// <typeparam name="V">A vector of <typeparamref name="I"/>.</typeparam>
/// <typeparam name="I">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para>Parameters of each: <c>rows</c> and <c>columns</c> are multiples of the tile. The terms <c>from</c> … <c>terms</c> − 1
/// are added up, <c>from</c> 0 beginning with start and any other going on from what c holds. Of the last vector of a tile, c has
/// <c>TC</c> lanes; b has all of them in the first <c>whole</c> terms and then <c>TB</c> in memory, and what the other lanes
/// give is dropped.</para>
/// <para>4 rows × 2 vectors is the workhorse: 6 loads for 8 multiply-adds, 94 to 98 % of the peak. 4 × 3 takes the odd vector at
/// the end (a tile of one vector alone would wait for its own additions): its 12 sums, 3 vectors and one element fill the 16
/// registers to the last. 8 × 1 is for a single vector of columns. Steps are unrolled by 4, so that short sums (16×16, or the
/// partial sums of 64×10) leave their loop without a mispredicted branch.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class RowTiles<V, I, T>
    where V : struct
    where I : struct, ILanes<V, T>
    where T : unmanaged
{
    private const int Unroll = 4;

    /// <summary>Tiles of 4 rows × 2 vectors. See <see cref="RowTiles{V, I, T}"/> for the parameters.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Tiles4x2<TShape, TB, TC>(ref T a, ref T b, ref T start, ref T c, nint rows, nint columns, nint from, nint terms, nint whole)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
        where TC : struct, ILaneCount
    {
        nint lanes = I.Count;
        nint startRow = TShape.StartRow;
        nint cRow = TShape.CRow;
        nint aStep = TShape.AStep;
        nint bStep = TShape.BStep;
        nint block = TShape.Block;
        for (nint row = 0; row < rows; row += 4)
        {
            for (nint column = 0; column < columns; column += 2 * lanes)
            {
                ref T s = ref Unsafe.Add(ref start, (row * startRow) + column);
                ref T d = ref Unsafe.Add(ref c, (row * cRow) + column);
                nint first = from;
                do
                {
                    V c00 = I.Zero;
                    V c01 = I.Zero;
                    V c10 = I.Zero;
                    V c11 = I.Zero;
                    V c20 = I.Zero;
                    V c21 = I.Zero;
                    V c30 = I.Zero;
                    V c31 = I.Zero;
                    if (first == 0)
                    {
                        c00 = I.Load(ref s, 0);
                        c01 = I.Load(ref s, lanes);
                        c10 = I.Load(ref s, startRow);
                        c11 = I.Load(ref s, startRow + lanes);
                        c20 = I.Load(ref s, (2 * startRow));
                        c21 = I.Load(ref s, (2 * startRow) + lanes);
                        c30 = I.Load(ref s, (3 * startRow));
                        c31 = I.Load(ref s, (3 * startRow) + lanes);
                    }
                    else if (block == 0)
                    {
                        c00 = I.Load(ref d, 0);
                        c01 = I.LoadFirst(ref d, lanes, TC.Count);
                        c10 = I.Load(ref d, cRow);
                        c11 = I.LoadFirst(ref d, cRow + lanes, TC.Count);
                        c20 = I.Load(ref d, (2 * cRow));
                        c21 = I.LoadFirst(ref d, (2 * cRow) + lanes, TC.Count);
                        c30 = I.Load(ref d, (3 * cRow));
                        c31 = I.LoadFirst(ref d, (3 * cRow) + lanes, TC.Count);
                    }

                    nint end = block == 0 ? terms : Math.Min(first + block, terms);
                    nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
                    ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                    ref T b0 = ref Unsafe.Add(ref b, column);
                    nint k = first;
                    for (; k + Unroll <= wholeEnd; k += Unroll)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.Load(ref bk, 0), I.Load(ref bk, lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                        Step<TShape>(ref ak, aStep, I.Load(ref bk, bStep), I.Load(ref bk, bStep + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                        Step<TShape>(ref ak, 2 * aStep, I.Load(ref bk, (2 * bStep)), I.Load(ref bk, (2 * bStep) + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                        Step<TShape>(ref ak, 3 * aStep, I.Load(ref bk, (3 * bStep)), I.Load(ref bk, (3 * bStep) + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    }

                    for (; k < wholeEnd; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.Load(ref bk, 0), I.Load(ref bk, lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    }

                    for (; TB.Count < lanes && k < end; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.Load(ref bk, 0), I.LoadFirst(ref bk, lanes, TB.Count), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    }

                    if (block != 0 && first != 0)
                    {
                        c00 = I.Add(I.Load(ref d, 0), c00);
                        c01 = I.Add(I.LoadFirst(ref d, lanes, TC.Count), c01);
                        c10 = I.Add(I.Load(ref d, cRow), c10);
                        c11 = I.Add(I.LoadFirst(ref d, cRow + lanes, TC.Count), c11);
                        c20 = I.Add(I.Load(ref d, (2 * cRow)), c20);
                        c21 = I.Add(I.LoadFirst(ref d, (2 * cRow) + lanes, TC.Count), c21);
                        c30 = I.Add(I.Load(ref d, (3 * cRow)), c30);
                        c31 = I.Add(I.LoadFirst(ref d, (3 * cRow) + lanes, TC.Count), c31);
                    }

                    I.Store(c00, ref d, 0);
                    I.StoreFirst(I.First(c01, TB.Count), ref d, lanes, TC.Count);
                    I.Store(c10, ref d, cRow);
                    I.StoreFirst(I.First(c11, TB.Count), ref d, cRow + lanes, TC.Count);
                    I.Store(c20, ref d, (2 * cRow));
                    I.StoreFirst(I.First(c21, TB.Count), ref d, (2 * cRow) + lanes, TC.Count);
                    I.Store(c30, ref d, (3 * cRow));
                    I.StoreFirst(I.First(c31, TB.Count), ref d, (3 * cRow) + lanes, TC.Count);
                    first = end;
                }
                while (block != 0 && first < terms);
            }
        }
    }

    /// <summary>Tiles of 4 rows × 3 vectors. See <see cref="RowTiles{V, I, T}"/> for the parameters.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Tiles4x3<TShape, TB, TC>(ref T a, ref T b, ref T start, ref T c, nint rows, nint columns, nint from, nint terms, nint whole)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
        where TC : struct, ILaneCount
    {
        nint lanes = I.Count;
        nint startRow = TShape.StartRow;
        nint cRow = TShape.CRow;
        nint aStep = TShape.AStep;
        nint bStep = TShape.BStep;
        nint block = TShape.Block;
        for (nint row = 0; row < rows; row += 4)
        {
            for (nint column = 0; column < columns; column += 3 * lanes)
            {
                ref T s = ref Unsafe.Add(ref start, (row * startRow) + column);
                ref T d = ref Unsafe.Add(ref c, (row * cRow) + column);
                nint first = from;
                do
                {
                    V c00 = I.Zero;
                    V c01 = I.Zero;
                    V c02 = I.Zero;
                    V c10 = I.Zero;
                    V c11 = I.Zero;
                    V c12 = I.Zero;
                    V c20 = I.Zero;
                    V c21 = I.Zero;
                    V c22 = I.Zero;
                    V c30 = I.Zero;
                    V c31 = I.Zero;
                    V c32 = I.Zero;
                    if (first == 0)
                    {
                        c00 = I.Load(ref s, 0);
                        c01 = I.Load(ref s, lanes);
                        c02 = I.Load(ref s, (2 * lanes));
                        c10 = I.Load(ref s, startRow);
                        c11 = I.Load(ref s, startRow + lanes);
                        c12 = I.Load(ref s, startRow + (2 * lanes));
                        c20 = I.Load(ref s, (2 * startRow));
                        c21 = I.Load(ref s, (2 * startRow) + lanes);
                        c22 = I.Load(ref s, (2 * startRow) + (2 * lanes));
                        c30 = I.Load(ref s, (3 * startRow));
                        c31 = I.Load(ref s, (3 * startRow) + lanes);
                        c32 = I.Load(ref s, (3 * startRow) + (2 * lanes));
                    }
                    else if (block == 0)
                    {
                        c00 = I.Load(ref d, 0);
                        c01 = I.Load(ref d, lanes);
                        c02 = I.LoadFirst(ref d, (2 * lanes), TC.Count);
                        c10 = I.Load(ref d, cRow);
                        c11 = I.Load(ref d, cRow + lanes);
                        c12 = I.LoadFirst(ref d, cRow + (2 * lanes), TC.Count);
                        c20 = I.Load(ref d, (2 * cRow));
                        c21 = I.Load(ref d, (2 * cRow) + lanes);
                        c22 = I.LoadFirst(ref d, (2 * cRow) + (2 * lanes), TC.Count);
                        c30 = I.Load(ref d, (3 * cRow));
                        c31 = I.Load(ref d, (3 * cRow) + lanes);
                        c32 = I.LoadFirst(ref d, (3 * cRow) + (2 * lanes), TC.Count);
                    }

                    nint end = block == 0 ? terms : Math.Min(first + block, terms);
                    nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
                    ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                    ref T b0 = ref Unsafe.Add(ref b, column);
                    nint k = first;
                    for (; k + Unroll <= wholeEnd; k += Unroll)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.Load(ref bk, 0), I.Load(ref bk, lanes), I.Load(ref bk, (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                        Step<TShape>(ref ak, aStep, I.Load(ref bk, bStep), I.Load(ref bk, bStep + lanes), I.Load(ref bk, bStep + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                        Step<TShape>(ref ak, 2 * aStep, I.Load(ref bk, (2 * bStep)), I.Load(ref bk, (2 * bStep) + lanes), I.Load(ref bk, (2 * bStep) + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                        Step<TShape>(ref ak, 3 * aStep, I.Load(ref bk, (3 * bStep)), I.Load(ref bk, (3 * bStep) + lanes), I.Load(ref bk, (3 * bStep) + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    }

                    for (; k < wholeEnd; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.Load(ref bk, 0), I.Load(ref bk, lanes), I.Load(ref bk, (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    }

                    for (; TB.Count < lanes && k < end; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.Load(ref bk, 0), I.Load(ref bk, lanes), I.LoadFirst(ref bk, (2 * lanes), TB.Count), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    }

                    if (block != 0 && first != 0)
                    {
                        c00 = I.Add(I.Load(ref d, 0), c00);
                        c01 = I.Add(I.Load(ref d, lanes), c01);
                        c02 = I.Add(I.LoadFirst(ref d, (2 * lanes), TC.Count), c02);
                        c10 = I.Add(I.Load(ref d, cRow), c10);
                        c11 = I.Add(I.Load(ref d, cRow + lanes), c11);
                        c12 = I.Add(I.LoadFirst(ref d, cRow + (2 * lanes), TC.Count), c12);
                        c20 = I.Add(I.Load(ref d, (2 * cRow)), c20);
                        c21 = I.Add(I.Load(ref d, (2 * cRow) + lanes), c21);
                        c22 = I.Add(I.LoadFirst(ref d, (2 * cRow) + (2 * lanes), TC.Count), c22);
                        c30 = I.Add(I.Load(ref d, (3 * cRow)), c30);
                        c31 = I.Add(I.Load(ref d, (3 * cRow) + lanes), c31);
                        c32 = I.Add(I.LoadFirst(ref d, (3 * cRow) + (2 * lanes), TC.Count), c32);
                    }

                    I.Store(c00, ref d, 0);
                    I.Store(c01, ref d, lanes);
                    I.StoreFirst(I.First(c02, TB.Count), ref d, (2 * lanes), TC.Count);
                    I.Store(c10, ref d, cRow);
                    I.Store(c11, ref d, cRow + lanes);
                    I.StoreFirst(I.First(c12, TB.Count), ref d, cRow + (2 * lanes), TC.Count);
                    I.Store(c20, ref d, (2 * cRow));
                    I.Store(c21, ref d, (2 * cRow) + lanes);
                    I.StoreFirst(I.First(c22, TB.Count), ref d, (2 * cRow) + (2 * lanes), TC.Count);
                    I.Store(c30, ref d, (3 * cRow));
                    I.Store(c31, ref d, (3 * cRow) + lanes);
                    I.StoreFirst(I.First(c32, TB.Count), ref d, (3 * cRow) + (2 * lanes), TC.Count);
                    first = end;
                }
                while (block != 0 && first < terms);
            }
        }
    }

    /// <summary>Tiles of 8 rows × 1 vector. See <see cref="RowTiles{V, I, T}"/> for the parameters.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Tiles8x1<TShape, TB, TC>(ref T a, ref T b, ref T start, ref T c, nint rows, nint columns, nint from, nint terms, nint whole)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
        where TC : struct, ILaneCount
    {
        nint lanes = I.Count;
        nint startRow = TShape.StartRow;
        nint cRow = TShape.CRow;
        nint aStep = TShape.AStep;
        nint bStep = TShape.BStep;
        nint block = TShape.Block;
        for (nint row = 0; row < rows; row += 8)
        {
            for (nint column = 0; column < columns; column += lanes)
            {
                ref T s = ref Unsafe.Add(ref start, (row * startRow) + column);
                ref T d = ref Unsafe.Add(ref c, (row * cRow) + column);
                nint first = from;
                do
                {
                    V c00 = I.Zero;
                    V c10 = I.Zero;
                    V c20 = I.Zero;
                    V c30 = I.Zero;
                    V c40 = I.Zero;
                    V c50 = I.Zero;
                    V c60 = I.Zero;
                    V c70 = I.Zero;
                    if (first == 0)
                    {
                        c00 = I.Load(ref s, 0);
                        c10 = I.Load(ref s, startRow);
                        c20 = I.Load(ref s, (2 * startRow));
                        c30 = I.Load(ref s, (3 * startRow));
                        c40 = I.Load(ref s, (4 * startRow));
                        c50 = I.Load(ref s, (5 * startRow));
                        c60 = I.Load(ref s, (6 * startRow));
                        c70 = I.Load(ref s, (7 * startRow));
                    }
                    else if (block == 0)
                    {
                        c00 = I.LoadFirst(ref d, 0, TC.Count);
                        c10 = I.LoadFirst(ref d, cRow, TC.Count);
                        c20 = I.LoadFirst(ref d, (2 * cRow), TC.Count);
                        c30 = I.LoadFirst(ref d, (3 * cRow), TC.Count);
                        c40 = I.LoadFirst(ref d, (4 * cRow), TC.Count);
                        c50 = I.LoadFirst(ref d, (5 * cRow), TC.Count);
                        c60 = I.LoadFirst(ref d, (6 * cRow), TC.Count);
                        c70 = I.LoadFirst(ref d, (7 * cRow), TC.Count);
                    }

                    nint end = block == 0 ? terms : Math.Min(first + block, terms);
                    nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
                    ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                    ref T b0 = ref Unsafe.Add(ref b, column);
                    nint k = first;
                    for (; k + Unroll <= wholeEnd; k += Unroll)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.Load(ref bk, 0), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                        Step<TShape>(ref ak, aStep, I.Load(ref bk, bStep), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                        Step<TShape>(ref ak, 2 * aStep, I.Load(ref bk, (2 * bStep)), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                        Step<TShape>(ref ak, 3 * aStep, I.Load(ref bk, (3 * bStep)), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    }

                    for (; k < wholeEnd; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.Load(ref bk, 0), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    }

                    for (; TB.Count < lanes && k < end; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, I.LoadFirst(ref bk, 0, TB.Count), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    }

                    if (block != 0 && first != 0)
                    {
                        c00 = I.Add(I.LoadFirst(ref d, 0, TC.Count), c00);
                        c10 = I.Add(I.LoadFirst(ref d, cRow, TC.Count), c10);
                        c20 = I.Add(I.LoadFirst(ref d, (2 * cRow), TC.Count), c20);
                        c30 = I.Add(I.LoadFirst(ref d, (3 * cRow), TC.Count), c30);
                        c40 = I.Add(I.LoadFirst(ref d, (4 * cRow), TC.Count), c40);
                        c50 = I.Add(I.LoadFirst(ref d, (5 * cRow), TC.Count), c50);
                        c60 = I.Add(I.LoadFirst(ref d, (6 * cRow), TC.Count), c60);
                        c70 = I.Add(I.LoadFirst(ref d, (7 * cRow), TC.Count), c70);
                    }

                    I.StoreFirst(I.First(c00, TB.Count), ref d, 0, TC.Count);
                    I.StoreFirst(I.First(c10, TB.Count), ref d, cRow, TC.Count);
                    I.StoreFirst(I.First(c20, TB.Count), ref d, (2 * cRow), TC.Count);
                    I.StoreFirst(I.First(c30, TB.Count), ref d, (3 * cRow), TC.Count);
                    I.StoreFirst(I.First(c40, TB.Count), ref d, (4 * cRow), TC.Count);
                    I.StoreFirst(I.First(c50, TB.Count), ref d, (5 * cRow), TC.Count);
                    I.StoreFirst(I.First(c60, TB.Count), ref d, (6 * cRow), TC.Count);
                    I.StoreFirst(I.First(c70, TB.Count), ref d, (7 * cRow), TC.Count);
                    first = end;
                }
                while (block != 0 && first < terms);
            }
        }
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, V b0, V b1,
        ref V c00, ref V c01, ref V c10, ref V c11, ref V c20, ref V c21, ref V c30, ref V c31)
        where TShape : struct, ITileShape
    {
        V x0 = I.Broadcast(ref a, offset);
        c00 = I.Fma(x0, b0, c00);
        c01 = I.Fma(x0, b1, c01);
        V x1 = I.Broadcast(ref a, offset + TShape.ARow);
        c10 = I.Fma(x1, b0, c10);
        c11 = I.Fma(x1, b1, c11);
        V x2 = I.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = I.Fma(x2, b0, c20);
        c21 = I.Fma(x2, b1, c21);
        V x3 = I.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = I.Fma(x3, b0, c30);
        c31 = I.Fma(x3, b1, c31);
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, V b0, V b1, V b2,
        ref V c00, ref V c01, ref V c02, ref V c10, ref V c11, ref V c12, ref V c20, ref V c21, ref V c22, ref V c30, ref V c31, ref V c32)
        where TShape : struct, ITileShape
    {
        V x0 = I.Broadcast(ref a, offset);
        c00 = I.Fma(x0, b0, c00);
        c01 = I.Fma(x0, b1, c01);
        c02 = I.Fma(x0, b2, c02);
        V x1 = I.Broadcast(ref a, offset + TShape.ARow);
        c10 = I.Fma(x1, b0, c10);
        c11 = I.Fma(x1, b1, c11);
        c12 = I.Fma(x1, b2, c12);
        V x2 = I.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = I.Fma(x2, b0, c20);
        c21 = I.Fma(x2, b1, c21);
        c22 = I.Fma(x2, b2, c22);
        V x3 = I.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = I.Fma(x3, b0, c30);
        c31 = I.Fma(x3, b1, c31);
        c32 = I.Fma(x3, b2, c32);
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, V b0,
        ref V c00, ref V c10, ref V c20, ref V c30, ref V c40, ref V c50, ref V c60, ref V c70)
        where TShape : struct, ITileShape
    {
        V x0 = I.Broadcast(ref a, offset);
        c00 = I.Fma(x0, b0, c00);
        V x1 = I.Broadcast(ref a, offset + TShape.ARow);
        c10 = I.Fma(x1, b0, c10);
        V x2 = I.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = I.Fma(x2, b0, c20);
        V x3 = I.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = I.Fma(x3, b0, c30);
        V x4 = I.Broadcast(ref a, offset + (4 * TShape.ARow));
        c40 = I.Fma(x4, b0, c40);
        V x5 = I.Broadcast(ref a, offset + (5 * TShape.ARow));
        c50 = I.Fma(x5, b0, c50);
        V x6 = I.Broadcast(ref a, offset + (6 * TShape.ARow));
        c60 = I.Fma(x6, b0, c60);
        V x7 = I.Broadcast(ref a, offset + (7 * TShape.ARow));
        c70 = I.Fma(x7, b0, c70);
    }
}
