using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// Batches in tiles: c[rows, columns] = start + a[rows, terms]·b[terms, columns], lanes along the columns, each element of a
/// broadcast. A tile's sums stay in registers while it walks down the terms. The text is the same for all layers; their strides
/// come as a type, so that the JIT compiles it for each with constants in the addresses (strides in registers cost some 25
/// cycles more per tile: 64×64 at 88 % of the peak instead of 95).
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
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
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated kernels call them with all type arguments at hand.")]
public static class RowTiles<TVector, TLanes, T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    private const int Unroll = 4;

    /// <summary>Tiles of 4 rows × 2 vectors. See <see cref="RowTiles{TVector, TLanes, T}"/> for the parameters.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Tiles4x2<TShape, TB, TC>(ref T a, ref T b, ref T start, ref T c, nint rows, nint columns, nint from, nint terms, nint whole)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
        where TC : struct, ILaneCount
    {
        nint lanes = TLanes.Count;
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
                    TVector c00 = TLanes.Zero;
                    TVector c01 = TLanes.Zero;
                    TVector c10 = TLanes.Zero;
                    TVector c11 = TLanes.Zero;
                    TVector c20 = TLanes.Zero;
                    TVector c21 = TLanes.Zero;
                    TVector c30 = TLanes.Zero;
                    TVector c31 = TLanes.Zero;
                    if (first == 0)
                    {
                        c00 = TLanes.Load(ref s, 0);
                        c01 = TLanes.Load(ref s, lanes);
                        c10 = TLanes.Load(ref s, startRow);
                        c11 = TLanes.Load(ref s, startRow + lanes);
                        c20 = TLanes.Load(ref s, (2 * startRow));
                        c21 = TLanes.Load(ref s, (2 * startRow) + lanes);
                        c30 = TLanes.Load(ref s, (3 * startRow));
                        c31 = TLanes.Load(ref s, (3 * startRow) + lanes);
                    }
                    else if (block == 0)
                    {
                        c00 = TLanes.Load(ref d, 0);
                        c01 = TLanes.LoadFirst(ref d, lanes, TC.Count);
                        c10 = TLanes.Load(ref d, cRow);
                        c11 = TLanes.LoadFirst(ref d, cRow + lanes, TC.Count);
                        c20 = TLanes.Load(ref d, (2 * cRow));
                        c21 = TLanes.LoadFirst(ref d, (2 * cRow) + lanes, TC.Count);
                        c30 = TLanes.Load(ref d, (3 * cRow));
                        c31 = TLanes.LoadFirst(ref d, (3 * cRow) + lanes, TC.Count);
                    }

                    nint end = block == 0 || first == TShape.LastBlock ? terms : first + block;
                    nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
                    ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                    ref T b0 = ref Unsafe.Add(ref b, column);
                    nint k = first;
                    for (; k + Unroll <= wholeEnd; k += Unroll)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                        Step<TShape>(ref ak, aStep, TLanes.Load(ref bk, bStep), TLanes.Load(ref bk, bStep + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                        Step<TShape>(ref ak, 2 * aStep, TLanes.Load(ref bk, (2 * bStep)), TLanes.Load(ref bk, (2 * bStep) + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                        Step<TShape>(ref ak, 3 * aStep, TLanes.Load(ref bk, (3 * bStep)), TLanes.Load(ref bk, (3 * bStep) + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    }

                    for (; k < wholeEnd; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    }

                    for (; TB.Count < lanes && k < end; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.LoadFirst(ref bk, lanes, TB.Count), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                    }

                    if (block != 0 && first != 0)
                    {
                        c00 = TLanes.Add(TLanes.Load(ref d, 0), c00);
                        c01 = TLanes.Add(TLanes.LoadFirst(ref d, lanes, TC.Count), c01);
                        c10 = TLanes.Add(TLanes.Load(ref d, cRow), c10);
                        c11 = TLanes.Add(TLanes.LoadFirst(ref d, cRow + lanes, TC.Count), c11);
                        c20 = TLanes.Add(TLanes.Load(ref d, (2 * cRow)), c20);
                        c21 = TLanes.Add(TLanes.LoadFirst(ref d, (2 * cRow) + lanes, TC.Count), c21);
                        c30 = TLanes.Add(TLanes.Load(ref d, (3 * cRow)), c30);
                        c31 = TLanes.Add(TLanes.LoadFirst(ref d, (3 * cRow) + lanes, TC.Count), c31);
                    }

                    TLanes.Store(c00, ref d, 0);
                    TLanes.StoreFirst(TLanes.First(c01, TB.Count), ref d, lanes, TC.Count);
                    TLanes.Store(c10, ref d, cRow);
                    TLanes.StoreFirst(TLanes.First(c11, TB.Count), ref d, cRow + lanes, TC.Count);
                    TLanes.Store(c20, ref d, (2 * cRow));
                    TLanes.StoreFirst(TLanes.First(c21, TB.Count), ref d, (2 * cRow) + lanes, TC.Count);
                    TLanes.Store(c30, ref d, (3 * cRow));
                    TLanes.StoreFirst(TLanes.First(c31, TB.Count), ref d, (3 * cRow) + lanes, TC.Count);
                    first = end;
                }
                while (block != 0 && first < terms);
            }
        }
    }

    /// <summary>Tiles of 4 rows × 3 vectors. See <see cref="RowTiles{TVector, TLanes, T}"/> for the parameters.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Tiles4x3<TShape, TB, TC>(ref T a, ref T b, ref T start, ref T c, nint rows, nint columns, nint from, nint terms, nint whole)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
        where TC : struct, ILaneCount
    {
        nint lanes = TLanes.Count;
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
                    TVector c00 = TLanes.Zero;
                    TVector c01 = TLanes.Zero;
                    TVector c02 = TLanes.Zero;
                    TVector c10 = TLanes.Zero;
                    TVector c11 = TLanes.Zero;
                    TVector c12 = TLanes.Zero;
                    TVector c20 = TLanes.Zero;
                    TVector c21 = TLanes.Zero;
                    TVector c22 = TLanes.Zero;
                    TVector c30 = TLanes.Zero;
                    TVector c31 = TLanes.Zero;
                    TVector c32 = TLanes.Zero;
                    if (first == 0)
                    {
                        c00 = TLanes.Load(ref s, 0);
                        c01 = TLanes.Load(ref s, lanes);
                        c02 = TLanes.Load(ref s, (2 * lanes));
                        c10 = TLanes.Load(ref s, startRow);
                        c11 = TLanes.Load(ref s, startRow + lanes);
                        c12 = TLanes.Load(ref s, startRow + (2 * lanes));
                        c20 = TLanes.Load(ref s, (2 * startRow));
                        c21 = TLanes.Load(ref s, (2 * startRow) + lanes);
                        c22 = TLanes.Load(ref s, (2 * startRow) + (2 * lanes));
                        c30 = TLanes.Load(ref s, (3 * startRow));
                        c31 = TLanes.Load(ref s, (3 * startRow) + lanes);
                        c32 = TLanes.Load(ref s, (3 * startRow) + (2 * lanes));
                    }
                    else if (block == 0)
                    {
                        c00 = TLanes.Load(ref d, 0);
                        c01 = TLanes.Load(ref d, lanes);
                        c02 = TLanes.LoadFirst(ref d, (2 * lanes), TC.Count);
                        c10 = TLanes.Load(ref d, cRow);
                        c11 = TLanes.Load(ref d, cRow + lanes);
                        c12 = TLanes.LoadFirst(ref d, cRow + (2 * lanes), TC.Count);
                        c20 = TLanes.Load(ref d, (2 * cRow));
                        c21 = TLanes.Load(ref d, (2 * cRow) + lanes);
                        c22 = TLanes.LoadFirst(ref d, (2 * cRow) + (2 * lanes), TC.Count);
                        c30 = TLanes.Load(ref d, (3 * cRow));
                        c31 = TLanes.Load(ref d, (3 * cRow) + lanes);
                        c32 = TLanes.LoadFirst(ref d, (3 * cRow) + (2 * lanes), TC.Count);
                    }

                    nint end = block == 0 || first == TShape.LastBlock ? terms : first + block;
                    nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
                    ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                    ref T b0 = ref Unsafe.Add(ref b, column);
                    nint k = first;
                    for (; k + Unroll <= wholeEnd; k += Unroll)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), TLanes.Load(ref bk, (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                        Step<TShape>(ref ak, aStep, TLanes.Load(ref bk, bStep), TLanes.Load(ref bk, bStep + lanes), TLanes.Load(ref bk, bStep + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                        Step<TShape>(ref ak, 2 * aStep, TLanes.Load(ref bk, (2 * bStep)), TLanes.Load(ref bk, (2 * bStep) + lanes), TLanes.Load(ref bk, (2 * bStep) + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                        Step<TShape>(ref ak, 3 * aStep, TLanes.Load(ref bk, (3 * bStep)), TLanes.Load(ref bk, (3 * bStep) + lanes), TLanes.Load(ref bk, (3 * bStep) + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    }

                    for (; k < wholeEnd; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), TLanes.Load(ref bk, (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    }

                    for (; TB.Count < lanes && k < end; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), TLanes.LoadFirst(ref bk, (2 * lanes), TB.Count), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                    }

                    if (block != 0 && first != 0)
                    {
                        c00 = TLanes.Add(TLanes.Load(ref d, 0), c00);
                        c01 = TLanes.Add(TLanes.Load(ref d, lanes), c01);
                        c02 = TLanes.Add(TLanes.LoadFirst(ref d, (2 * lanes), TC.Count), c02);
                        c10 = TLanes.Add(TLanes.Load(ref d, cRow), c10);
                        c11 = TLanes.Add(TLanes.Load(ref d, cRow + lanes), c11);
                        c12 = TLanes.Add(TLanes.LoadFirst(ref d, cRow + (2 * lanes), TC.Count), c12);
                        c20 = TLanes.Add(TLanes.Load(ref d, (2 * cRow)), c20);
                        c21 = TLanes.Add(TLanes.Load(ref d, (2 * cRow) + lanes), c21);
                        c22 = TLanes.Add(TLanes.LoadFirst(ref d, (2 * cRow) + (2 * lanes), TC.Count), c22);
                        c30 = TLanes.Add(TLanes.Load(ref d, (3 * cRow)), c30);
                        c31 = TLanes.Add(TLanes.Load(ref d, (3 * cRow) + lanes), c31);
                        c32 = TLanes.Add(TLanes.LoadFirst(ref d, (3 * cRow) + (2 * lanes), TC.Count), c32);
                    }

                    TLanes.Store(c00, ref d, 0);
                    TLanes.Store(c01, ref d, lanes);
                    TLanes.StoreFirst(TLanes.First(c02, TB.Count), ref d, (2 * lanes), TC.Count);
                    TLanes.Store(c10, ref d, cRow);
                    TLanes.Store(c11, ref d, cRow + lanes);
                    TLanes.StoreFirst(TLanes.First(c12, TB.Count), ref d, cRow + (2 * lanes), TC.Count);
                    TLanes.Store(c20, ref d, (2 * cRow));
                    TLanes.Store(c21, ref d, (2 * cRow) + lanes);
                    TLanes.StoreFirst(TLanes.First(c22, TB.Count), ref d, (2 * cRow) + (2 * lanes), TC.Count);
                    TLanes.Store(c30, ref d, (3 * cRow));
                    TLanes.Store(c31, ref d, (3 * cRow) + lanes);
                    TLanes.StoreFirst(TLanes.First(c32, TB.Count), ref d, (3 * cRow) + (2 * lanes), TC.Count);
                    first = end;
                }
                while (block != 0 && first < terms);
            }
        }
    }

    /// <summary>Tiles of 8 rows × 1 vector. See <see cref="RowTiles{TVector, TLanes, T}"/> for the parameters.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Tiles8x1<TShape, TB, TC>(ref T a, ref T b, ref T start, ref T c, nint rows, nint columns, nint from, nint terms, nint whole)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
        where TC : struct, ILaneCount
    {
        nint lanes = TLanes.Count;
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
                    TVector c00 = TLanes.Zero;
                    TVector c10 = TLanes.Zero;
                    TVector c20 = TLanes.Zero;
                    TVector c30 = TLanes.Zero;
                    TVector c40 = TLanes.Zero;
                    TVector c50 = TLanes.Zero;
                    TVector c60 = TLanes.Zero;
                    TVector c70 = TLanes.Zero;
                    if (first == 0)
                    {
                        c00 = TLanes.Load(ref s, 0);
                        c10 = TLanes.Load(ref s, startRow);
                        c20 = TLanes.Load(ref s, (2 * startRow));
                        c30 = TLanes.Load(ref s, (3 * startRow));
                        c40 = TLanes.Load(ref s, (4 * startRow));
                        c50 = TLanes.Load(ref s, (5 * startRow));
                        c60 = TLanes.Load(ref s, (6 * startRow));
                        c70 = TLanes.Load(ref s, (7 * startRow));
                    }
                    else if (block == 0)
                    {
                        c00 = TLanes.LoadFirst(ref d, 0, TC.Count);
                        c10 = TLanes.LoadFirst(ref d, cRow, TC.Count);
                        c20 = TLanes.LoadFirst(ref d, (2 * cRow), TC.Count);
                        c30 = TLanes.LoadFirst(ref d, (3 * cRow), TC.Count);
                        c40 = TLanes.LoadFirst(ref d, (4 * cRow), TC.Count);
                        c50 = TLanes.LoadFirst(ref d, (5 * cRow), TC.Count);
                        c60 = TLanes.LoadFirst(ref d, (6 * cRow), TC.Count);
                        c70 = TLanes.LoadFirst(ref d, (7 * cRow), TC.Count);
                    }

                    nint end = block == 0 || first == TShape.LastBlock ? terms : first + block;
                    nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
                    ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                    ref T b0 = ref Unsafe.Add(ref b, column);
                    nint k = first;
                    for (; k + Unroll <= wholeEnd; k += Unroll)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                        Step<TShape>(ref ak, aStep, TLanes.Load(ref bk, bStep), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                        Step<TShape>(ref ak, 2 * aStep, TLanes.Load(ref bk, (2 * bStep)), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                        Step<TShape>(ref ak, 3 * aStep, TLanes.Load(ref bk, (3 * bStep)), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    }

                    for (; k < wholeEnd; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    }

                    for (; TB.Count < lanes && k < end; k++)
                    {
                        ref T ak = ref Unsafe.Add(ref a0, k * aStep);
                        ref T bk = ref Unsafe.Add(ref b0, k * bStep);
                        Step<TShape>(ref ak, 0, TLanes.LoadFirst(ref bk, 0, TB.Count), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                    }

                    if (block != 0 && first != 0)
                    {
                        c00 = TLanes.Add(TLanes.LoadFirst(ref d, 0, TC.Count), c00);
                        c10 = TLanes.Add(TLanes.LoadFirst(ref d, cRow, TC.Count), c10);
                        c20 = TLanes.Add(TLanes.LoadFirst(ref d, (2 * cRow), TC.Count), c20);
                        c30 = TLanes.Add(TLanes.LoadFirst(ref d, (3 * cRow), TC.Count), c30);
                        c40 = TLanes.Add(TLanes.LoadFirst(ref d, (4 * cRow), TC.Count), c40);
                        c50 = TLanes.Add(TLanes.LoadFirst(ref d, (5 * cRow), TC.Count), c50);
                        c60 = TLanes.Add(TLanes.LoadFirst(ref d, (6 * cRow), TC.Count), c60);
                        c70 = TLanes.Add(TLanes.LoadFirst(ref d, (7 * cRow), TC.Count), c70);
                    }

                    TLanes.StoreFirst(TLanes.First(c00, TB.Count), ref d, 0, TC.Count);
                    TLanes.StoreFirst(TLanes.First(c10, TB.Count), ref d, cRow, TC.Count);
                    TLanes.StoreFirst(TLanes.First(c20, TB.Count), ref d, (2 * cRow), TC.Count);
                    TLanes.StoreFirst(TLanes.First(c30, TB.Count), ref d, (3 * cRow), TC.Count);
                    TLanes.StoreFirst(TLanes.First(c40, TB.Count), ref d, (4 * cRow), TC.Count);
                    TLanes.StoreFirst(TLanes.First(c50, TB.Count), ref d, (5 * cRow), TC.Count);
                    TLanes.StoreFirst(TLanes.First(c60, TB.Count), ref d, (6 * cRow), TC.Count);
                    TLanes.StoreFirst(TLanes.First(c70, TB.Count), ref d, (7 * cRow), TC.Count);
                    first = end;
                }
                while (block != 0 && first < terms);
            }
        }
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, TVector b0, TVector b1,
        ref TVector c00, ref TVector c01, ref TVector c10, ref TVector c11, ref TVector c20, ref TVector c21, ref TVector c30, ref TVector c31)
        where TShape : struct, ITileShape
    {
        TVector x0 = TLanes.Broadcast(ref a, offset);
        c00 = TLanes.Fma(x0, b0, c00);
        c01 = TLanes.Fma(x0, b1, c01);
        TVector x1 = TLanes.Broadcast(ref a, offset + TShape.ARow);
        c10 = TLanes.Fma(x1, b0, c10);
        c11 = TLanes.Fma(x1, b1, c11);
        TVector x2 = TLanes.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = TLanes.Fma(x2, b0, c20);
        c21 = TLanes.Fma(x2, b1, c21);
        TVector x3 = TLanes.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = TLanes.Fma(x3, b0, c30);
        c31 = TLanes.Fma(x3, b1, c31);
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, TVector b0, TVector b1, TVector b2,
        ref TVector c00, ref TVector c01, ref TVector c02, ref TVector c10, ref TVector c11, ref TVector c12, ref TVector c20, ref TVector c21, ref TVector c22, ref TVector c30, ref TVector c31, ref TVector c32)
        where TShape : struct, ITileShape
    {
        TVector x0 = TLanes.Broadcast(ref a, offset);
        c00 = TLanes.Fma(x0, b0, c00);
        c01 = TLanes.Fma(x0, b1, c01);
        c02 = TLanes.Fma(x0, b2, c02);
        TVector x1 = TLanes.Broadcast(ref a, offset + TShape.ARow);
        c10 = TLanes.Fma(x1, b0, c10);
        c11 = TLanes.Fma(x1, b1, c11);
        c12 = TLanes.Fma(x1, b2, c12);
        TVector x2 = TLanes.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = TLanes.Fma(x2, b0, c20);
        c21 = TLanes.Fma(x2, b1, c21);
        c22 = TLanes.Fma(x2, b2, c22);
        TVector x3 = TLanes.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = TLanes.Fma(x3, b0, c30);
        c31 = TLanes.Fma(x3, b1, c31);
        c32 = TLanes.Fma(x3, b2, c32);
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, TVector b0,
        ref TVector c00, ref TVector c10, ref TVector c20, ref TVector c30, ref TVector c40, ref TVector c50, ref TVector c60, ref TVector c70)
        where TShape : struct, ITileShape
    {
        TVector x0 = TLanes.Broadcast(ref a, offset);
        c00 = TLanes.Fma(x0, b0, c00);
        TVector x1 = TLanes.Broadcast(ref a, offset + TShape.ARow);
        c10 = TLanes.Fma(x1, b0, c10);
        TVector x2 = TLanes.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = TLanes.Fma(x2, b0, c20);
        TVector x3 = TLanes.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = TLanes.Fma(x3, b0, c30);
        TVector x4 = TLanes.Broadcast(ref a, offset + (4 * TShape.ARow));
        c40 = TLanes.Fma(x4, b0, c40);
        TVector x5 = TLanes.Broadcast(ref a, offset + (5 * TShape.ARow));
        c50 = TLanes.Fma(x5, b0, c50);
        TVector x6 = TLanes.Broadcast(ref a, offset + (6 * TShape.ARow));
        c60 = TLanes.Fma(x6, b0, c60);
        TVector x7 = TLanes.Broadcast(ref a, offset + (7 * TShape.ARow));
        c70 = TLanes.Fma(x7, b0, c70);
    }
}
