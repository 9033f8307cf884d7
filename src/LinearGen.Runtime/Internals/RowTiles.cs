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
/// <para>Of several partial sums of each element, the sum so far stays in the registers that are left over (5 beside 4 × 2, 6 beside
/// 8 × 1), and the rest is parked in c. The first block has a text of its own. 256 rows of 16×16, in percent of the peak: one text
/// for all blocks and everything parked 85, two texts 92, and 5 sums in registers 94, as much as with one sum. (Two rows with two
/// sums of each element at once park nothing, but 8 loads for 8 multiply-adds reach 85.)</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated kernels call them with all type arguments at hand.")]
public static partial class RowTiles<TVector, TLanes, T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
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
        nint block = TShape.Block;
        for (nint row = 0; row < rows; row += 4)
        {
            for (nint column = 0; column < columns; column += 2 * lanes)
            {
                ref T s = ref Unsafe.Add(ref start, (row * startRow) + column);
                ref T d = ref Unsafe.Add(ref c, (row * cRow) + column);
                ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                ref T b0 = ref Unsafe.Add(ref b, column);
                TVector c00;
                TVector c01;
                TVector c10;
                TVector c11;
                TVector c20;
                TVector c21;
                TVector c30;
                TVector c31;
                if (block != 0 || from == 0)
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
                else
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

                nint end = block == 0 ? terms : block;
                Sum4x2<TShape, TB>(ref a0, ref b0, block == 0 ? from : 0, end, whole, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
                if (block != 0)
                {
                    TLanes.Store(c00, ref d, 0);
                    StoreLast<TShape, TC>(c01, ref d, lanes, 4, 2);
                    TLanes.Store(c10, ref d, cRow);
                    TVector p11 = c11;
                    TVector p20 = c20;
                    TVector p21 = c21;
                    TVector p30 = c30;
                    TVector p31 = c31;
                    for (nint first = end; first < terms; first = end)
                    {
                        end = first == TShape.LastBlock ? terms : first + block;
                        c00 = TLanes.Zero;
                        c01 = TLanes.Zero;
                        c10 = TLanes.Zero;
                        c11 = TLanes.Zero;
                        c20 = TLanes.Zero;
                        c21 = TLanes.Zero;
                        c30 = TLanes.Zero;
                        c31 = TLanes.Zero;
                        Sum4x2<TShape, TB>(ref a0, ref b0, first, end, whole, ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);

                        // All of them are read before the first is stored, which may reach over into the next row.
                        c00 = TLanes.Add(TLanes.Load(ref d, 0), c00);
                        c01 = TLanes.Add(TLanes.LoadFirst(ref d, lanes, TC.Count), c01);
                        c10 = TLanes.Add(TLanes.Load(ref d, cRow), c10);
                        TLanes.Store(c00, ref d, 0);
                        StoreLast<TShape, TC>(c01, ref d, lanes, 4, 2);
                        TLanes.Store(c10, ref d, cRow);
                        p11 = TLanes.Add(p11, c11);
                        p20 = TLanes.Add(p20, c20);
                        p21 = TLanes.Add(p21, c21);
                        p30 = TLanes.Add(p30, c30);
                        p31 = TLanes.Add(p31, c31);
                    }

                    StoreLast<TShape, TC>(p11, ref d, cRow + lanes, 4, 2);
                    TLanes.Store(p20, ref d, (2 * cRow));
                    StoreLast<TShape, TC>(p21, ref d, (2 * cRow) + lanes, 4, 2);
                    TLanes.Store(p30, ref d, (3 * cRow));
                    TLanes.StoreFirst(p31, ref d, (3 * cRow) + lanes, TC.Count);
                }
                else
                {
                    TLanes.Store(c00, ref d, 0);
                    StoreLast<TShape, TC>(TLanes.First(c01, TB.Count), ref d, lanes, 4, 2);
                    TLanes.Store(c10, ref d, cRow);
                    StoreLast<TShape, TC>(TLanes.First(c11, TB.Count), ref d, cRow + lanes, 4, 2);
                    TLanes.Store(c20, ref d, (2 * cRow));
                    StoreLast<TShape, TC>(TLanes.First(c21, TB.Count), ref d, (2 * cRow) + lanes, 4, 2);
                    TLanes.Store(c30, ref d, (3 * cRow));
                    TLanes.StoreFirst(TLanes.First(c31, TB.Count), ref d, (3 * cRow) + lanes, TC.Count);
                }
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
        nint block = TShape.Block;
        for (nint row = 0; row < rows; row += 4)
        {
            for (nint column = 0; column < columns; column += 3 * lanes)
            {
                ref T s = ref Unsafe.Add(ref start, (row * startRow) + column);
                ref T d = ref Unsafe.Add(ref c, (row * cRow) + column);
                ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                ref T b0 = ref Unsafe.Add(ref b, column);
                TVector c00;
                TVector c01;
                TVector c02;
                TVector c10;
                TVector c11;
                TVector c12;
                TVector c20;
                TVector c21;
                TVector c22;
                TVector c30;
                TVector c31;
                TVector c32;
                if (block != 0 || from == 0)
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
                else
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

                nint end = block == 0 ? terms : block;
                Sum4x3<TShape, TB>(ref a0, ref b0, block == 0 ? from : 0, end, whole, ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                if (block != 0)
                {
                    TLanes.Store(c00, ref d, 0);
                    TLanes.Store(c01, ref d, lanes);
                    TLanes.StoreFirst(c02, ref d, (2 * lanes), TC.Count);
                    TLanes.Store(c10, ref d, cRow);
                    TLanes.Store(c11, ref d, cRow + lanes);
                    TLanes.StoreFirst(c12, ref d, cRow + (2 * lanes), TC.Count);
                    TLanes.Store(c20, ref d, (2 * cRow));
                    TLanes.Store(c21, ref d, (2 * cRow) + lanes);
                    TLanes.StoreFirst(c22, ref d, (2 * cRow) + (2 * lanes), TC.Count);
                    TLanes.Store(c30, ref d, (3 * cRow));
                    TLanes.Store(c31, ref d, (3 * cRow) + lanes);
                    TLanes.StoreFirst(c32, ref d, (3 * cRow) + (2 * lanes), TC.Count);
                    for (nint first = end; first < terms; first = end)
                    {
                        end = first == TShape.LastBlock ? terms : first + block;
                        c00 = TLanes.Zero;
                        c01 = TLanes.Zero;
                        c02 = TLanes.Zero;
                        c10 = TLanes.Zero;
                        c11 = TLanes.Zero;
                        c12 = TLanes.Zero;
                        c20 = TLanes.Zero;
                        c21 = TLanes.Zero;
                        c22 = TLanes.Zero;
                        c30 = TLanes.Zero;
                        c31 = TLanes.Zero;
                        c32 = TLanes.Zero;
                        Sum4x3<TShape, TB>(ref a0, ref b0, first, end, whole, ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
                        TLanes.Store(TLanes.Add(TLanes.Load(ref d, 0), c00), ref d, 0);
                        TLanes.Store(TLanes.Add(TLanes.Load(ref d, lanes), c01), ref d, lanes);
                        TLanes.StoreFirst(TLanes.Add(TLanes.LoadFirst(ref d, (2 * lanes), TC.Count), c02), ref d, (2 * lanes), TC.Count);
                        TLanes.Store(TLanes.Add(TLanes.Load(ref d, cRow), c10), ref d, cRow);
                        TLanes.Store(TLanes.Add(TLanes.Load(ref d, cRow + lanes), c11), ref d, cRow + lanes);
                        TLanes.StoreFirst(TLanes.Add(TLanes.LoadFirst(ref d, cRow + (2 * lanes), TC.Count), c12), ref d, cRow + (2 * lanes), TC.Count);
                        TLanes.Store(TLanes.Add(TLanes.Load(ref d, (2 * cRow)), c20), ref d, (2 * cRow));
                        TLanes.Store(TLanes.Add(TLanes.Load(ref d, (2 * cRow) + lanes), c21), ref d, (2 * cRow) + lanes);
                        TLanes.StoreFirst(TLanes.Add(TLanes.LoadFirst(ref d, (2 * cRow) + (2 * lanes), TC.Count), c22), ref d, (2 * cRow) + (2 * lanes), TC.Count);
                        TLanes.Store(TLanes.Add(TLanes.Load(ref d, (3 * cRow)), c30), ref d, (3 * cRow));
                        TLanes.Store(TLanes.Add(TLanes.Load(ref d, (3 * cRow) + lanes), c31), ref d, (3 * cRow) + lanes);
                        TLanes.StoreFirst(TLanes.Add(TLanes.LoadFirst(ref d, (3 * cRow) + (2 * lanes), TC.Count), c32), ref d, (3 * cRow) + (2 * lanes), TC.Count);
                    }
                }
                else
                {
                    TLanes.Store(c00, ref d, 0);
                    TLanes.Store(c01, ref d, lanes);
                    StoreLast<TShape, TC>(TLanes.First(c02, TB.Count), ref d, (2 * lanes), 4, 3);
                    TLanes.Store(c10, ref d, cRow);
                    TLanes.Store(c11, ref d, cRow + lanes);
                    StoreLast<TShape, TC>(TLanes.First(c12, TB.Count), ref d, cRow + (2 * lanes), 4, 3);
                    TLanes.Store(c20, ref d, (2 * cRow));
                    TLanes.Store(c21, ref d, (2 * cRow) + lanes);
                    StoreLast<TShape, TC>(TLanes.First(c22, TB.Count), ref d, (2 * cRow) + (2 * lanes), 4, 3);
                    TLanes.Store(c30, ref d, (3 * cRow));
                    TLanes.Store(c31, ref d, (3 * cRow) + lanes);
                    TLanes.StoreFirst(TLanes.First(c32, TB.Count), ref d, (3 * cRow) + (2 * lanes), TC.Count);
                }
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
        nint block = TShape.Block;
        for (nint row = 0; row < rows; row += 8)
        {
            for (nint column = 0; column < columns; column += lanes)
            {
                ref T s = ref Unsafe.Add(ref start, (row * startRow) + column);
                ref T d = ref Unsafe.Add(ref c, (row * cRow) + column);
                ref T a0 = ref Unsafe.Add(ref a, row * TShape.ARow);
                ref T b0 = ref Unsafe.Add(ref b, column);
                TVector c00;
                TVector c10;
                TVector c20;
                TVector c30;
                TVector c40;
                TVector c50;
                TVector c60;
                TVector c70;
                if (block != 0 || from == 0)
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
                else
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

                nint end = block == 0 ? terms : block;
                Sum8x1<TShape, TB>(ref a0, ref b0, block == 0 ? from : 0, end, whole, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
                if (block != 0)
                {
                    StoreLast<TShape, TC>(c00, ref d, 0, 8, 1);
                    StoreLast<TShape, TC>(c10, ref d, cRow, 8, 1);
                    TVector p20 = c20;
                    TVector p30 = c30;
                    TVector p40 = c40;
                    TVector p50 = c50;
                    TVector p60 = c60;
                    TVector p70 = c70;
                    for (nint first = end; first < terms; first = end)
                    {
                        end = first == TShape.LastBlock ? terms : first + block;
                        c00 = TLanes.Zero;
                        c10 = TLanes.Zero;
                        c20 = TLanes.Zero;
                        c30 = TLanes.Zero;
                        c40 = TLanes.Zero;
                        c50 = TLanes.Zero;
                        c60 = TLanes.Zero;
                        c70 = TLanes.Zero;
                        Sum8x1<TShape, TB>(ref a0, ref b0, first, end, whole, ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);

                        // Both are read before the first is stored, which may reach over into the next row.
                        c00 = TLanes.Add(TLanes.LoadFirst(ref d, 0, TC.Count), c00);
                        c10 = TLanes.Add(TLanes.LoadFirst(ref d, cRow, TC.Count), c10);
                        StoreLast<TShape, TC>(c00, ref d, 0, 8, 1);
                        StoreLast<TShape, TC>(c10, ref d, cRow, 8, 1);
                        p20 = TLanes.Add(p20, c20);
                        p30 = TLanes.Add(p30, c30);
                        p40 = TLanes.Add(p40, c40);
                        p50 = TLanes.Add(p50, c50);
                        p60 = TLanes.Add(p60, c60);
                        p70 = TLanes.Add(p70, c70);
                    }

                    StoreLast<TShape, TC>(p20, ref d, (2 * cRow), 8, 1);
                    StoreLast<TShape, TC>(p30, ref d, (3 * cRow), 8, 1);
                    StoreLast<TShape, TC>(p40, ref d, (4 * cRow), 8, 1);
                    StoreLast<TShape, TC>(p50, ref d, (5 * cRow), 8, 1);
                    StoreLast<TShape, TC>(p60, ref d, (6 * cRow), 8, 1);
                    TLanes.StoreFirst(p70, ref d, (7 * cRow), TC.Count);
                }
                else
                {
                    StoreLast<TShape, TC>(TLanes.First(c00, TB.Count), ref d, 0, 8, 1);
                    StoreLast<TShape, TC>(TLanes.First(c10, TB.Count), ref d, cRow, 8, 1);
                    StoreLast<TShape, TC>(TLanes.First(c20, TB.Count), ref d, (2 * cRow), 8, 1);
                    StoreLast<TShape, TC>(TLanes.First(c30, TB.Count), ref d, (3 * cRow), 8, 1);
                    StoreLast<TShape, TC>(TLanes.First(c40, TB.Count), ref d, (4 * cRow), 8, 1);
                    StoreLast<TShape, TC>(TLanes.First(c50, TB.Count), ref d, (5 * cRow), 8, 1);
                    StoreLast<TShape, TC>(TLanes.First(c60, TB.Count), ref d, (6 * cRow), 8, 1);
                    TLanes.StoreFirst(TLanes.First(c70, TB.Count), ref d, (7 * cRow), TC.Count);
                }
            }
        }
    }
}
