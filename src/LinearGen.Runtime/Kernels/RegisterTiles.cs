using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// The register tiles that the batches of all layers share: C[rows, columns] = start + A[rows, K]·B[K, columns], down a strip of
/// as many columns as a tile has vectors. With other strides it is forward, dX and dW.
/// </summary>
/// <typeparam name="TVector">A vector.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para>The sums of a tile stay in registers; each term takes one load of B for a vector and one broadcast of A for a row. K is cut into
/// blocks: each makes up one partial sum, term after term, the first from start, the others from 0; then they are added in order.
/// So an element has the same bits as in the kernel of a single row, which works on the blocks side by side.</para>
/// <para>The sums c of a tile are in groups of four (<see cref="Four"/>), named by their first row or column; p are those that are set
/// aside while the next block is summed up. The first block is apart: a sum of one block, as in dW, sets nothing aside.</para>
/// <para>Vectors are stored in whole: the lanes that one writes behind the end of its row are overwritten by the rows that come after, so the
/// strip of the last columns comes before those of the first. Where no row comes after, the last row's last vector is stored in parts;
/// of less than half a vector of columns, which reach into several rows, results go through scratch memory.</para>
/// <para>Strides are arguments, and rows are references of their own, as far as the registers go (12 rows have three: 64×10 with 256 rows 2,890 ns, 3,300 with twelve, Zen 5): the loop over terms has few addresses to compute. Measured
/// beside text for one shape: level within 1 %, and compiled once for all layers. Walking down the strip inside the method spares
/// 5 to 10 % of shapes as small as 16×16.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class RegisterTiles<TVector, TSimd, T>
    where TVector : struct
    where TSimd : struct, ITileSimd<TVector, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    /// <summary>Terms of the next partial sum: the last takes the remaining terms.</summary>
    [MethodImpl(Inline)]
    private static nint NextBlock(nint left, nint block) => left < 2 * block ? left : block;

    /// <summary>Rows behind the own one that the vectors of a row reach into.</summary>
    [MethodImpl(Inline)]
    private static nint RowsReached(nint vectors, nint columns, nint cRow)
    {
        nint spilled = (vectors * TSimd.Count) - columns;
        return spilled <= 0 ? 0 : (spilled + cRow - 1) / cRow;
    }

    [MethodImpl(Inline)]
    private static ref T First(ref Scratch scratch) => ref Unsafe.As<Scratch, T>(ref scratch);

    /// <summary>Copies a tile's results out of scratch memory if they are there.</summary>
    [MethodImpl(Inline)]
    private static void CopyCut(bool isCut, ref T from, nint fromRow, ref T to, nint toRow, nint columns, nint rows)
    {
        if (isCut)
        {
            Copy(ref from, fromRow, ref to, toRow, columns, rows);
        }
    }

    /// <summary>Copies a tile's results to where they belong, and writes nothing behind its rows.</summary>
    [MethodImpl(Kernel)]
    private static void Copy(ref T from, nint fromRow, ref T to, nint toRow, nint columns, nint rows)
    {
        for (; rows > 0; rows--)
        {
            nint k = 0;
            for (; k <= columns - TSimd.Count; k += TSimd.Count)
            {
                TSimd.Store(TSimd.Load(ref from, k), ref to, k);
            }

            TSimd.StoreFirst(TSimd.Load(ref from, k), ref to, k, columns - k);
            from = ref Unsafe.Add(ref from, fromRow);
            to = ref Unsafe.Add(ref to, toRow);
        }
    }

    /// <summary>The results of the largest tile of a single vector.</summary>
    [InlineArray(12)]
    private struct Scratch
    {
        private TVector _first;
    }
}
