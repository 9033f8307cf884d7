using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>
/// Copies of a piece of dY, for dW: its last vector must be padded with zeros, and rows that lie a multiple of 1 KB apart share a few sets of the nearest
/// cache.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Packing
{
    /// <summary>Rows of a piece, as the generated loops take them.</summary>
    internal const int Rows = 64;

    /// <summary>Elements of the copy.</summary>
    internal static int Length(int panelColumns) => Rows * panelColumns;

    /// <summary>Copies some columns of rows, and pads them with zeros.</summary>
    /// <param name="from">The first row's first element.</param>
    /// <param name="fromRow">Elements from a row to the next.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="to">Where the copy goes.</param>
    /// <param name="toRow">Elements of a row of the copy: as many or more, whole vectors of 256 bits.</param>
    /// <param name="rows">How many rows.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void CopyRows<T>(ref T from, nint fromRow, nint columns, ref T to, nint toRow, nint rows)
        where T : unmanaged
    {
        nint lanes = Vector256<T>.Count;
        nint whole = columns / lanes * lanes;
        for (; rows > 0; rows--)
        {
            nint k = 0;
            for (; k < whole; k += lanes)
            {
                Vector256.LoadUnsafe(ref from, (nuint)k).StoreUnsafe(ref to, (nuint)k);
            }

            if (k < toRow)
            {
                Simd256<T>.LoadFirst(ref from, k, columns - k).StoreUnsafe(ref to, (nuint)k);
                for (k += lanes; k < toRow; k += lanes)
                {
                    Vector256<T>.Zero.StoreUnsafe(ref to, (nuint)k);
                }
            }

            from = ref Unsafe.Add(ref from, fromRow);
            to = ref Unsafe.Add(ref to, toRow);
        }
    }

    /// <summary>Sets the padding of lines back to 0: a NaN among the inputs makes NaN of the zeros that it is multiplied by.</summary>
    /// <param name="line">The first line's first element.</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="columns">Elements of a line.</param>
    /// <param name="width">Elements of a line with padding, whole vectors of 256 bits.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void ClearPadding<T>(ref T line, nint lines, nint columns, nint width)
        where T : unmanaged
    {
        nint lanes = Vector256<T>.Count;
        nint cut = columns / lanes * lanes;
        for (; lines > 0; lines--)
        {
            nint k = cut;
            if (k < columns)
            {
                Reduction.First(Vector256.LoadUnsafe(ref line, (nuint)k), (int)(columns - k), Vector256<T>.Zero).StoreUnsafe(ref line, (nuint)k);
                k += lanes;
            }

            for (; k < width; k += lanes)
            {
                Vector256<T>.Zero.StoreUnsafe(ref line, (nuint)k);
            }

            line = ref Unsafe.Add(ref line, width);
        }
    }
}
