using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Four lanes at a time, for both element types where nothing but arithmetic is done.</content>
public readonly partial struct ScalarLanes
{
    [MethodImpl(Inline)]
    private static Quad<T> SubtractQuad<T>(Quad<T> a, Quad<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => new(a.L0 - b.L0, a.L1 - b.L1, a.L2 - b.L2, a.L3 - b.L3);

    [MethodImpl(Inline)]
    private static Quad<T> MultiplyQuad<T>(Quad<T> a, Quad<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => new(a.L0 * b.L0, a.L1 * b.L1, a.L2 * b.L2, a.L3 * b.L3);

    [MethodImpl(Inline)]
    private static Quad<T> DivideQuad<T>(Quad<T> a, Quad<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => new(a.L0 / b.L0, a.L1 / b.L1, a.L2 / b.L2, a.L3 / b.L3);

    [MethodImpl(Inline)]
    private static Quad<T> MinQuad<T>(Quad<T> a, Quad<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => new(a.L0 < b.L0 ? a.L0 : b.L0, a.L1 < b.L1 ? a.L1 : b.L1, a.L2 < b.L2 ? a.L2 : b.L2, a.L3 < b.L3 ? a.L3 : b.L3);

    [MethodImpl(Inline)]
    private static Quad<T> MaxQuad<T>(Quad<T> a, Quad<T> b)
        where T : unmanaged, IFloatingPointIeee754<T> => new(a.L0 > b.L0 ? a.L0 : b.L0, a.L1 > b.L1 ? a.L1 : b.L1, a.L2 > b.L2 ? a.L2 : b.L2, a.L3 > b.L3 ? a.L3 : b.L3);

    [MethodImpl(Inline)]
    private static Quad<T> FmaQuad<T>(Quad<T> a, Quad<T> b, T c)
        where T : unmanaged, IFloatingPointIeee754<T> => new((a.L0 * b.L0) + c, (a.L1 * b.L1) + c, (a.L2 * b.L2) + c, (a.L3 * b.L3) + c);

    [MethodImpl(Inline)]
    private static Quad<T> NegatedFmaQuad<T>(Quad<T> a, Quad<T> b, Quad<T> c)
        where T : unmanaged, IFloatingPointIeee754<T> => new(c.L0 - (a.L0 * b.L0), c.L1 - (a.L1 * b.L1), c.L2 - (a.L2 * b.L2), c.L3 - (a.L3 * b.L3));

    [MethodImpl(Inline)]
    private static Quad<T> NegatedAbsQuad<T>(Quad<T> a)
        where T : unmanaged, IFloatingPointIeee754<T> => new(-T.Abs(a.L0), -T.Abs(a.L1), -T.Abs(a.L2), -T.Abs(a.L3));

    [MethodImpl(Inline)]
    private static Quad<T> SelectGreaterQuad<T>(Quad<T> a, Quad<T> b, Quad<T> x, Quad<T> y)
        where T : unmanaged, IFloatingPointIeee754<T> => new(a.L0 > b.L0 ? x.L0 : y.L0, a.L1 > b.L1 ? x.L1 : y.L1, a.L2 > b.L2 ? x.L2 : y.L2, a.L3 > b.L3 ? x.L3 : y.L3);

    [MethodImpl(Inline)]
    private static Quad<T> FirstQuad<T>(Quad<T> value, int count, Quad<T> others)
        where T : unmanaged => new(
            count > 0 ? value.L0 : others.L0,
            count > 1 ? value.L1 : others.L1,
            count > 2 ? value.L2 : others.L2,
            count > 3 ? value.L3 : others.L3);

    [MethodImpl(Inline)]
    private static Quad<T> Same<T>(T value)
        where T : unmanaged => new(value, value, value, value);

    [MethodImpl(Inline)]
    private static T Greatest<T>(Quad<T> a)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T lower = a.L0 > a.L1 ? a.L0 : a.L1;
        T upper = a.L2 > a.L3 ? a.L2 : a.L3;
        return lower > upper ? lower : upper;
    }

    [MethodImpl(Inline)]
    private static float ToExponent(float value) => BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(value) << 23);

    [MethodImpl(Inline)]
    private static Quad<float> ToExponentQuad(Quad<float> value) =>
        new(ToExponent(value.L0), ToExponent(value.L1), ToExponent(value.L2), ToExponent(value.L3));

    [MethodImpl(Inline)]
    private static float Exponent(float value) => BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(value) >>> 23) | 0x4B000000) - 8388735f;

    [MethodImpl(Inline)]
    private static Quad<float> ExponentQuad(Quad<float> value) =>
        new(Exponent(value.L0), Exponent(value.L1), Exponent(value.L2), Exponent(value.L3));

    [MethodImpl(Inline)]
    private static float Mantissa(float value) => BitConverter.Int32BitsToSingle((BitConverter.SingleToInt32Bits(value) & 0x007FFFFF) | 0x3F800000);

    [MethodImpl(Inline)]
    private static Quad<float> MantissaQuad(Quad<float> value) =>
        new(Mantissa(value.L0), Mantissa(value.L1), Mantissa(value.L2), Mantissa(value.L3));

    [MethodImpl(Inline)]
    private static double ToExponent(double value) => BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value) << 52);

    [MethodImpl(Inline)]
    private static Quad<double> ToExponentQuad(Quad<double> value) =>
        new(ToExponent(value.L0), ToExponent(value.L1), ToExponent(value.L2), ToExponent(value.L3));

    [MethodImpl(Inline)]
    private static double Exponent(double value) => BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(value) >>> 52) | 0x4330000000000000) - 4503599627371519d;

    [MethodImpl(Inline)]
    private static Quad<double> ExponentQuad(Quad<double> value) =>
        new(Exponent(value.L0), Exponent(value.L1), Exponent(value.L2), Exponent(value.L3));

    [MethodImpl(Inline)]
    private static double Mantissa(double value) => BitConverter.Int64BitsToDouble((BitConverter.DoubleToInt64Bits(value) & 0x000FFFFFFFFFFFFF) | 0x3FF0000000000000);

    [MethodImpl(Inline)]
    private static Quad<double> MantissaQuad(Quad<double> value) =>
        new(Mantissa(value.L0), Mantissa(value.L1), Mantissa(value.L2), Mantissa(value.L3));
}
