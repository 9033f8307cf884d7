using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Internals;

/// <summary>
/// Writes the transpose of a matrix in panels into panels again: dX = dY·Wᵀ reads it, so that it is the same product as
/// the forward pass. Blocks of as many rows as a vector has lanes are transposed in registers; the remaining elements at the edges, and
/// all elements on machines without AVX, are copied one by one.
/// </summary>
internal static class Transposition
{
    /// <summary>Writes <paramref name="target"/>[j, i] = <paramref name="source"/>[i, j]; the target's padding is left as it is.</summary>
    public static void Transpose<T>(ReadOnlySpan<T> source, PanelLayout from, Span<T> target, PanelLayout to)
        where T : unmanaged
    {
        // Panel by panel of both: within a pair of panels strides are constant, and both stay in the cache.
        for (int i = 0; i < from.Rows; i += to.PanelWidth(i))
        {
            int targetStride = to.PanelWidth(i);
            int rows = Math.Min(targetStride, from.Rows - i);
            for (int j = 0; j < from.Columns; j += from.PanelWidth(j))
            {
                int sourceStride = from.PanelWidth(j);
                int columns = Math.Min(sourceStride, from.Columns - j);
                TransposePanels(source[from.Index(i, j)..], sourceStride, target[to.Index(j, i)..], targetStride, rows, columns);
            }
        }
    }

    /// <summary>Transposes the part of a panel of the source that lies in a panel of the target.</summary>
    private static void TransposePanels<T>(ReadOnlySpan<T> source, int sourceStride, Span<T> target, int targetStride, int rows, int columns)
        where T : unmanaged
    {
        int block = Vector256<byte>.Count / Unsafe.SizeOf<T>();
        bool hasBlocks = Avx.IsSupported && (typeof(T) == typeof(float) || typeof(T) == typeof(double));
        int blockRows = hasBlocks ? rows / block * block : 0;
        int blockColumns = hasBlocks ? columns / block * block : 0;
        for (int i = 0; i < blockRows; i += block)
        {
            for (int j = 0; j < blockColumns; j += block)
            {
                // One check for the block: its last elements lie within both.
                int start = (i * sourceStride) + j;
                int end = (j * targetStride) + i;
                ref readonly T a = ref source[start..(start + ((block - 1) * sourceStride) + block)][0];
                ref T b = ref target[end..(end + ((block - 1) * targetStride) + block)][0];
                if (typeof(T) == typeof(float))
                {
                    Turn(ref Unsafe.As<T, float>(ref Unsafe.AsRef(in a)), sourceStride, ref Unsafe.As<T, float>(ref b), targetStride);
                }
                else
                {
                    Turn(ref Unsafe.As<T, double>(ref Unsafe.AsRef(in a)), sourceStride, ref Unsafe.As<T, double>(ref b), targetStride);
                }
            }
        }

        for (int i = 0; i < rows; i++)
        {
            for (int j = i < blockRows ? blockColumns : 0; j < columns; j++)
            {
                target[(j * targetStride) + i] = source[(i * sourceStride) + j];
            }
        }
    }

    /// <summary>8 × 8: pairs of rows are merged, then pairs of pairs; the halves are put together while loading.</summary>
    private static void Turn(ref float a, nint aStride, ref float b, nint bStride)
    {
        // Each vector: columns 0…3 of row n in its lower half, of row n + 4 in its upper half; then columns 4…7.
        for (nint half = 0; half < 8; half += 4)
        {
            ref float source = ref Unsafe.Add(ref a, half);
            ref float target = ref Unsafe.Add(ref b, half * bStride);
            Vector256<float> r0 = Pair(ref source, 0, aStride);
            Vector256<float> r1 = Pair(ref source, 1, aStride);
            Vector256<float> r2 = Pair(ref source, 2, aStride);
            Vector256<float> r3 = Pair(ref source, 3, aStride);
            Vector256<float> low01 = Avx.UnpackLow(r0, r1);
            Vector256<float> high01 = Avx.UnpackHigh(r0, r1);
            Vector256<float> low23 = Avx.UnpackLow(r2, r3);
            Vector256<float> high23 = Avx.UnpackHigh(r2, r3);
            Avx.Shuffle(low01, low23, 0x44).StoreUnsafe(ref target);
            Avx.Shuffle(low01, low23, 0xEE).StoreUnsafe(ref target, (nuint)(bStride));
            Avx.Shuffle(high01, high23, 0x44).StoreUnsafe(ref target, (nuint)(2 * bStride));
            Avx.Shuffle(high01, high23, 0xEE).StoreUnsafe(ref target, (nuint)(3 * bStride));
        }
    }

    /// <summary>4 × 4, likewise.</summary>
    private static void Turn(ref double a, nint aStride, ref double b, nint bStride)
    {
        for (nint half = 0; half < 4; half += 2)
        {
            ref double source = ref Unsafe.Add(ref a, half);
            ref double target = ref Unsafe.Add(ref b, half * bStride);
            Vector256<double> r0 = Pair(ref source, 0, aStride);
            Vector256<double> r1 = Pair(ref source, 1, aStride);
            Avx.UnpackLow(r0, r1).StoreUnsafe(ref target);
            Avx.UnpackHigh(r0, r1).StoreUnsafe(ref target, (nuint)(bStride));
        }
    }

    /// <summary>The beginning of a row, and of the one half a block below.</summary>
    private static Vector256<T> Pair<T>(ref T source, nint row, nint stride)
        where T : unmanaged => Vector256.Create(
            Unsafe.As<T, Vector128<T>>(ref Unsafe.Add(ref source, row * stride)),
            Unsafe.As<T, Vector128<T>>(ref Unsafe.Add(ref source, (row + Vector128<T>.Count) * stride)));
}
