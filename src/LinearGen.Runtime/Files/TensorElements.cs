using System.Buffers.Binary;
using System.Numerics;

namespace LinearGen;

/// <summary>Numbers to and from the little-endian bytes of a file. Conversions round to the nearest, ties to even.</summary>
internal static class TensorElements
{
    /// <summary>All is well: no element overflows.</summary>
    public const int None = -1;

    /// <exception cref="ArgumentOutOfRangeException">The type is not a defined value.</exception>
    public static int Size(TensorType type) => type switch
    {
        TensorType.F64 => sizeof(double),
        TensorType.F32 => sizeof(float),
        TensorType.F16 or TensorType.BF16 => sizeof(ushort),
        _ => throw new ArgumentOutOfRangeException(nameof(type), type, "Expected F32, F64, F16 or BF16."),
    };

    /// <summary>Numbers of a file as numbers of a network.</summary>
    /// <returns>The first element that is finite in the file but too large for <typeparamref name="T"/>, or <see cref="None"/>.</returns>
    public static int Decode<T>(TensorType type, ReadOnlySpan<byte> bytes, Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = Size(type);
        for (int k = 0; k < values.Length; k++)
        {
            ReadOnlySpan<byte> element = bytes.Slice(k * size, size);
            switch (type)
            {
                case TensorType.F64:
                    double number = BinaryPrimitives.ReadDoubleLittleEndian(element);
                    values[k] = T.CreateTruncating(number);
                    if (!T.IsFinite(values[k]) && double.IsFinite(number))
                    {
                        return k;
                    }

                    break;

                case TensorType.F16:
                    values[k] = T.CreateTruncating(BinaryPrimitives.ReadHalfLittleEndian(element));
                    break;

                case TensorType.BF16:
                    values[k] = T.CreateTruncating(BitConverter.UInt32BitsToSingle((uint)BinaryPrimitives.ReadUInt16LittleEndian(element) << 16));
                    break;

                default:
                    values[k] = T.CreateTruncating(BinaryPrimitives.ReadSingleLittleEndian(element));
                    break;
            }
        }

        return None;
    }

    /// <summary>Numbers of a network as numbers of a file.</summary>
    /// <returns>The first element that is finite but too large for the type, or <see cref="None"/>.</returns>
    public static int Encode<T>(TensorType type, ReadOnlySpan<T> values, Span<byte> bytes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int size = Size(type);
        for (int k = 0; k < values.Length; k++)
        {
            if (!TryEncode(type, values[k], bytes.Slice(k * size, size)) && T.IsFinite(values[k]))
            {
                return k;
            }
        }

        return None;
    }

    /// <returns>Whether the element written is finite.</returns>
    private static bool TryEncode<T>(TensorType type, T value, Span<byte> element)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (type)
        {
            case TensorType.F64:
                BinaryPrimitives.WriteDoubleLittleEndian(element, double.CreateTruncating(value));
                return T.IsFinite(value);

            case TensorType.F16:
                Half half = Half.CreateTruncating(value);
                BinaryPrimitives.WriteHalfLittleEndian(element, half);
                return Half.IsFinite(half);

            case TensorType.BF16:
                ushort bits = ToBFloat16(double.CreateTruncating(value));
                BinaryPrimitives.WriteUInt16LittleEndian(element, bits);
                return (bits & 0x7F80) != 0x7F80;

            default:
                float single = float.CreateTruncating(value);
                BinaryPrimitives.WriteSingleLittleEndian(element, single);
                return float.IsFinite(single);
        }
    }

    /// <summary>The nearest bfloat16, ties to even.</summary>
    private static ushort ToBFloat16(double value)
    {
        float single = (float)value;
        uint bits = BitConverter.SingleToUInt32Bits(single);
        if (double.IsNaN(value))
        {
            // Quiet, lest the upper half alone be an infinity.
            return (ushort)((bits >> 16) | 0x40);
        }

        if (single != value)
        {
            // Rounding twice, to float and then to half of it, may end one step away. So the float is cut off instead, and its
            // last bit says that something was: then it is no tie.
            bits = (Math.Abs((double)single) > Math.Abs(value) ? bits - 1 : bits) | 1;
        }

        return (ushort)((bits + 0x7FFF + ((bits >> 16) & 1)) >> 16);
    }
}
