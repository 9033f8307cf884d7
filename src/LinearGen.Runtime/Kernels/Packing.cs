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

    private const int LinesToLookAt = 8;

    /// <summary>Elements of the copy.</summary>
    internal static int Length(int panelColumns) => Rows * panelColumns;

    /// <summary>Copies some columns of rows, and pads them with zeros.</summary>
    /// <param name="from">The first row's first element.</param>
    /// <param name="fromRow">Elements from a row to the next.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="to">The destination of the copy.</param>
    /// <param name="toRow">Elements of a row of the copy: as many or more, whole vectors of 256 bits.</param>
    /// <param name="rows">The number of rows.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void CopyRows<T>(ref T from, nint fromRow, nint columns, ref T to, nint toRow, nint rows)
        where T : unmanaged
    {
        nint lanes = Vector256<T>.Count;
        nint whole = columns / lanes * lanes;

        // Of the last rows, whose last vector would reach behind all of them, only their own elements are read.
        int rest = (int)(columns - whole);
        nint last = rest > 0 ? (lanes - rest + fromRow - 1) / fromRow : 0;
        Vector256<T> kept = Reduction.First(Vector256<T>.AllBitsSet, rest, Vector256<T>.Zero);
        for (; rows > 0; rows--)
        {
            nint k = 0;
            for (; k < whole; k += lanes)
            {
                Vector256.LoadUnsafe(ref from, (nuint)k).StoreUnsafe(ref to, (nuint)k);
            }

            if (rest > 0)
            {
                Vector256<T> values = rows > last
                    ? Vector256.LoadUnsafe(ref from, (nuint)k) & kept
                    : Simd256<T>.LoadFirst(ref from, k, rest);
                values.StoreUnsafe(ref to, (nuint)k);
                k += lanes;
            }

            for (; k < toRow; k += lanes)
            {
                Vector256<T>.Zero.StoreUnsafe(ref to, (nuint)k);
            }

            from = ref Unsafe.Add(ref from, fromRow);
            to = ref Unsafe.Add(ref to, toRow);
        }
    }

    /// <summary>Sets the padding of lines back to 0: a NaN among the inputs makes NaN of the zeros that it is multiplied by.</summary>
    /// <param name="line">The first line's first element.</param>
    /// <param name="lines">The number of lines.</param>
    /// <param name="columns">Elements of a line.</param>
    /// <param name="width">Elements of a line with padding: as many or more, whole vectors of 256 bits.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void ClearPadding<T>(ref T line, nint lines, nint columns, nint width)
        where T : unmanaged
    {
        nint lanes = Vector256<T>.Count;
        nint cut = columns / lanes * lanes;
        Vector256<T> kept = Reduction.First(Vector256<T>.AllBitsSet, (int)(columns - cut), Vector256<T>.Zero);
        for (nint k = cut; k < width; k += lanes)
        {
            // As a rule there is nothing to clear. Of 64 lines a look is cheaper than the stores; of the three of 2×3 it is not (Zen 5).
            if (lines < LinesToLookAt || (Or(ref Unsafe.Add(ref line, k), lines, width).AsUInt64() & ~kept.AsUInt64()) != Vector256<ulong>.Zero)
            {
                Mask(ref Unsafe.Add(ref line, k), lines, width, kept);
            }

            kept = Vector256<T>.Zero;
        }
    }

    /// <summary>The bits that are set in any of the vectors.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<T> Or<T>(ref T first, nint vectors, nint step)
        where T : unmanaged
    {
        Vector256<T> even = Vector256<T>.Zero, odd = Vector256<T>.Zero;
        for (; vectors >= 4; vectors -= 4)
        {
            ref T third = ref Unsafe.Add(ref first, 2 * step);
            even |= Vector256.LoadUnsafe(ref first);
            odd |= Vector256.LoadUnsafe(ref first, (nuint)step);
            even |= Vector256.LoadUnsafe(ref third);
            odd |= Vector256.LoadUnsafe(ref third, (nuint)step);
            first = ref Unsafe.Add(ref third, 2 * step);
        }

        for (; vectors > 0; vectors--)
        {
            even |= Vector256.LoadUnsafe(ref first);
            first = ref Unsafe.Add(ref first, step);
        }

        return even | odd;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Mask<T>(ref T first, nint vectors, nint step, Vector256<T> kept)
        where T : unmanaged
    {
        for (; vectors > 0; vectors--)
        {
            (Vector256.LoadUnsafe(ref first) & kept).StoreUnsafe(ref first);
            first = ref Unsafe.Add(ref first, step);
        }
    }
}
