using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>Rounds weights to bfloat16, to the nearest and ties to even; a NaN stays NaN. And the way in and out of their packed layout.</summary>
internal static class BFloat16Weights
{
    private const uint UpperHalf = 0xFFFF0000;

    /// <summary>The quiet bit of a NaN, without which the upper half alone might be an infinity.</summary>
    private const uint Quiet = 0x00400000;

    private const uint ExponentBits = 0x7F800000;

    /// <summary>The nearest number that bfloat16 has.</summary>
    public static float Rounded(float value)
    {
        uint bits = BitConverter.SingleToUInt32Bits(value);
        bits = (bits & ~0x80000000) > ExponentBits ? bits | Quiet : bits + 0x7FFF + ((bits >> 16) & 1);
        return BitConverter.UInt32BitsToSingle(bits & UpperHalf);
    }

    /// <summary>Rounds numbers in place.</summary>
    public static void Round(Span<float> values)
    {
        int k = 0;
        for (; k <= values.Length - Vector256<float>.Count; k += Vector256<float>.Count)
        {
            Span<float> some = values.Slice(k, Vector256<float>.Count);
            Rounded(Vector256.Create<float>(some)).AsSingle().CopyTo(some);
        }

        for (; k < values.Length; k++)
        {
            values[k] = Rounded(values[k]);
        }
    }

    /// <summary>Rounds a matrix in panels of floats into its packed layout; the bias behind it is copied as it is.</summary>
    public static void Pack(ReadOnlySpan<float> source, PanelLayout from, Span<float> image, PackedLayout to)
    {
        Span<uint> pairs = MemoryMarshal.Cast<float, uint>(image);
        int lanes = Vector256<float>.Count;
        for (int column = 0; column < from.PaddedColumns; column += PackedLayout.Group)
        {
            int step = from.PanelWidth(from.PanelStart(column));
            int next = to.RowLength(column);
            ReadOnlySpan<float> group = source[from.Index(0, column)..];
            Span<uint> packed = pairs[to.Index(0, column)..];

            // The padding of floats ends with 16 columns, where that of pairs goes on.
            bool hasSecond = from.PaddedColumns - column > PackedLayout.Apart;
            for (int row = 0; row < from.Rows; row++)
            {
                ReadOnlySpan<float> numbers = group[(row * step)..];
                for (int k = 0; k < PackedLayout.Apart; k += lanes)
                {
                    Vector256<uint> first = Rounded(Vector256.Create(numbers.Slice(k, lanes))) >>> 16;
                    Vector256<uint> second = hasSecond ? Rounded(Vector256.Create(numbers.Slice(PackedLayout.Apart + k, lanes))) : Vector256<uint>.Zero;
                    (first | second).CopyTo(packed.Slice((row * next) + k, lanes));
                }
            }
        }

        source.Slice((int)from.BiasStart, from.Columns).CopyTo(image[(int)to.BiasStart..]);
    }

    /// <summary>A number of a packed matrix.</summary>
    public static float Get(ReadOnlySpan<float> image, PackedLayout layout, int row, int column)
    {
        uint pair = BitConverter.SingleToUInt32Bits(image[layout.Index(row, column)]);
        return BitConverter.UInt32BitsToSingle(PackedLayout.IsUpper(column) ? pair & UpperHalf : pair << 16);
    }

    /// <summary>Rounds a number into a packed matrix.</summary>
    public static void Set(Span<float> image, PackedLayout layout, int row, int column, float value)
    {
        ref uint pair = ref MemoryMarshal.Cast<float, uint>(image)[layout.Index(row, column)];
        uint bits = BitConverter.SingleToUInt32Bits(Rounded(value));
        pair = PackedLayout.IsUpper(column) ? (pair & ~UpperHalf) | bits : (pair & UpperHalf) | (bits >> 16);
    }

    private static Vector256<uint> Rounded(Vector256<float> values)
    {
        Vector256<uint> bits = values.AsUInt32();
        Vector256<uint> nearest = bits + Vector256.Create(0x7FFFu) + ((bits >>> 16) & Vector256<uint>.One);
        Vector256<uint> isNumber = Vector256.Equals(values, values).AsUInt32();
        return Vector256.ConditionalSelect(isNumber, nearest, bits | Vector256.Create(Quiet)) & Vector256.Create(UpperHalf);
    }
}
