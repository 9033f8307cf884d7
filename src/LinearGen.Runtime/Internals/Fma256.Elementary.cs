using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using X86 = System.Runtime.Intrinsics.X86;

namespace LinearGen.Internals;

/// <content>What activation functions are made of.</content>
public readonly partial struct Fma256
{
    [MethodImpl(Inline)]
    static Vector256<float> ILanes<Vector256<float>, float>.Create(double value) =>
        Vector256.Create((float)value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) =>
        Avx.Subtract(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) =>
        Avx.Multiply(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) =>
        Avx.Divide(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, double c) =>
        X86.Fma.MultiplyAdd(a, b, Vector256.Create((float)c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> NegatedFma(Vector256<float> a, Vector256<float> b, Vector256<float> c) =>
        X86.Fma.MultiplyAddNegated(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Min(Vector256<float> a, Vector256<float> b) =>
        Avx.Min(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) =>
        Avx.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> NegatedAbs(Vector256<float> a) =>
        Avx.Or(a, Vector256.Create(-0f));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> SelectGreater(Vector256<float> a, Vector256<float> b, Vector256<float> x, Vector256<float> y) =>
        Avx.BlendVariable(y, x, Avx.CompareGreaterThan(a, b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> ToExponent(Vector256<float> value) =>
        Avx2.ShiftLeftLogical(value.AsInt32(), 23).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Exponent(Vector256<float> value)
    {
        // The exponent's bits, below those of 2^23, are a number of their own.
        Vector256<int> bits = Avx2.Or(Avx2.ShiftRightLogical(value.AsInt32(), 23), Vector256.Create(0x4B000000));
        return Avx.Subtract(bits.AsSingle(), Vector256.Create(8388735f));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Mantissa(Vector256<float> value)
    {
        Vector256<int> bits = Avx2.And(value.AsInt32(), Vector256.Create(0x007FFFFF));
        return Avx2.Or(bits, Vector256.Create(0x3F800000)).AsSingle();
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> First(Vector256<float> value, int count, Vector256<float> others) => count >= 8
        ? value
        : Avx.BlendVariable(others, value, Avx2.CompareGreaterThan(Vector256.Create(count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> SumAll(Vector256<float> value)
    {
        Vector256<float> pairs = Avx.Add(value, Avx.Permute(value, 0b10_11_00_01));
        Vector256<float> quads = Avx.Add(pairs, Avx.Permute(pairs, 0b01_00_11_10));
        return Avx.Add(quads, Avx.Permute2x128(quads, quads, 0x01));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> MaxAll(Vector256<float> value)
    {
        Vector256<float> pairs = Avx.Max(value, Avx.Permute(value, 0b10_11_00_01));
        Vector256<float> quads = Avx.Max(pairs, Avx.Permute(pairs, 0b01_00_11_10));
        return Avx.Max(quads, Avx.Permute2x128(quads, quads, 0x01));
    }

    [MethodImpl(Inline)]
    static Vector256<double> ILanes<Vector256<double>, double>.Create(double value) =>
        Vector256.Create(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Subtract(Vector256<double> a, Vector256<double> b) =>
        Avx.Subtract(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Multiply(Vector256<double> a, Vector256<double> b) =>
        Avx.Multiply(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Divide(Vector256<double> a, Vector256<double> b) =>
        Avx.Divide(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Fma(Vector256<double> a, Vector256<double> b, double c) =>
        X86.Fma.MultiplyAdd(a, b, Vector256.Create(c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> NegatedFma(Vector256<double> a, Vector256<double> b, Vector256<double> c) =>
        X86.Fma.MultiplyAddNegated(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Min(Vector256<double> a, Vector256<double> b) =>
        Avx.Min(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Max(Vector256<double> a, Vector256<double> b) =>
        Avx.Max(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> NegatedAbs(Vector256<double> a) =>
        Avx.Or(a, Vector256.Create(-0d));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> SelectGreater(Vector256<double> a, Vector256<double> b, Vector256<double> x, Vector256<double> y) =>
        Avx.BlendVariable(y, x, Avx.CompareGreaterThan(a, b));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> ToExponent(Vector256<double> value) =>
        Avx2.ShiftLeftLogical(value.AsInt64(), 52).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Exponent(Vector256<double> value)
    {
        // The exponent's bits, below those of 2^52, are a number of their own.
        Vector256<long> bits = Avx2.Or(Avx2.ShiftRightLogical(value.AsInt64(), 52), Vector256.Create(0x4330000000000000));
        return Avx.Subtract(bits.AsDouble(), Vector256.Create(4503599627371519d));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Mantissa(Vector256<double> value)
    {
        Vector256<long> bits = Avx2.And(value.AsInt64(), Vector256.Create(0x000FFFFFFFFFFFFF));
        return Avx2.Or(bits, Vector256.Create(0x3FF0000000000000)).AsDouble();
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> First(Vector256<double> value, int count, Vector256<double> others) => count >= 4
        ? value
        : Avx.BlendVariable(others, value, Avx2.CompareGreaterThan(Vector256.Create((long)count), Vector256.Create(0L, 1, 2, 3)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> SumAll(Vector256<double> value)
    {
        Vector256<double> pairs = Avx.Add(value, Avx.Permute(value, 0b0101));
        return Avx.Add(pairs, Avx.Permute2x128(pairs, pairs, 0x01));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> MaxAll(Vector256<double> value)
    {
        Vector256<double> pairs = Avx.Max(value, Avx.Permute(value, 0b0101));
        return Avx.Max(pairs, Avx.Permute2x128(pairs, pairs, 0x01));
    }
}
