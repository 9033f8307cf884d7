using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Internals;

/// <content>What activation functions are made of.</content>
public readonly partial struct Wide512
{
    [MethodImpl(Inline)]
    static Vector512<float> ILanes<Vector512<float>, float>.Create(double value) => Vector512.Create((float)value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) =>
        a - b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) =>
        a * b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) =>
        a / b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, double c) =>
        Vector512.FusedMultiplyAdd(a, b, Vector512.Create((float)c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> NegatedFma(Vector512<float> a, Vector512<float> b, Vector512<float> c) =>
        Vector512.FusedMultiplyAdd(-a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Min(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.Min(a, b) : Vector512.ConditionalSelect(Vector512.LessThan(a, b), a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) =>
        Avx512F.IsSupported ? Avx512F.Max(a, b) : Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> NegatedAbs(Vector512<float> a) =>
        a | Vector512.Create(-0f);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> SelectGreater(Vector512<float> a, Vector512<float> b, Vector512<float> x, Vector512<float> y) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), x, y);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> ToExponent(Vector512<float> value) =>
        (value.AsInt32() << 23).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Exponent(Vector512<float> value) =>
        ((value.AsInt32() >>> 23) | Vector512.Create(0x4B000000)).AsSingle() - Vector512.Create(8388735f);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Mantissa(Vector512<float> value) =>
        ((value.AsInt32() & Vector512.Create(0x007FFFFF)) | Vector512.Create(0x3F800000)).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> First(Vector512<float> value, int count, Vector512<float> others) => count >= 16
        ? value
        : Vector512.ConditionalSelect(Vector512.LessThan(Vector512.CreateSequence(0, 1), Vector512.Create(count)).AsSingle(), value, others);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> SumAll(Vector512<float> value)
    {
        Vector128<float> first = Halves.SumAll(value.GetLower().GetLower()) + Halves.SumAll(value.GetLower().GetUpper());
        Vector128<float> second = Halves.SumAll(value.GetUpper().GetLower()) + Halves.SumAll(value.GetUpper().GetUpper());
        Vector128<float> all = first + second;
        return Vector512.Create(Vector256.Create(all, all), Vector256.Create(all, all));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> MaxAll(Vector512<float> value)
    {
        Vector128<float> first = Halves.Max(Halves.MaxAll(value.GetLower().GetLower()), Halves.MaxAll(value.GetLower().GetUpper()));
        Vector128<float> second = Halves.Max(Halves.MaxAll(value.GetUpper().GetLower()), Halves.MaxAll(value.GetUpper().GetUpper()));
        Vector128<float> all = Halves.Max(first, second);
        return Vector512.Create(Vector256.Create(all, all), Vector256.Create(all, all));
    }

    [MethodImpl(Inline)]
    static Vector512<double> ILanes<Vector512<double>, double>.Create(double value) => Vector512.Create(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Subtract(Vector512<double> a, Vector512<double> b) =>
        a - b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Multiply(Vector512<double> a, Vector512<double> b) =>
        a * b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Divide(Vector512<double> a, Vector512<double> b) =>
        a / b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, double c) =>
        Vector512.FusedMultiplyAdd(a, b, Vector512.Create(c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> NegatedFma(Vector512<double> a, Vector512<double> b, Vector512<double> c) =>
        Vector512.FusedMultiplyAdd(-a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Min(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported ? Avx512F.Min(a, b) : Vector512.ConditionalSelect(Vector512.LessThan(a, b), a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Max(Vector512<double> a, Vector512<double> b) =>
        Avx512F.IsSupported ? Avx512F.Max(a, b) : Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> NegatedAbs(Vector512<double> a) =>
        a | Vector512.Create(-0d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> SelectGreater(Vector512<double> a, Vector512<double> b, Vector512<double> x, Vector512<double> y) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), x, y);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> ToExponent(Vector512<double> value) =>
        (value.AsInt64() << 52).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Exponent(Vector512<double> value) =>
        ((value.AsInt64() >>> 52) | Vector512.Create(0x4330000000000000)).AsDouble() - Vector512.Create(4503599627371519d);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Mantissa(Vector512<double> value) =>
        ((value.AsInt64() & Vector512.Create(0x000FFFFFFFFFFFFF)) | Vector512.Create(0x3FF0000000000000)).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> First(Vector512<double> value, int count, Vector512<double> others) => count >= 8
        ? value
        : Vector512.ConditionalSelect(Vector512.LessThan(Vector512.CreateSequence(0L, 1L), Vector512.Create((long)count)).AsDouble(), value, others);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> SumAll(Vector512<double> value)
    {
        Vector128<double> first = Halves.SumAll(value.GetLower().GetLower()) + Halves.SumAll(value.GetLower().GetUpper());
        Vector128<double> second = Halves.SumAll(value.GetUpper().GetLower()) + Halves.SumAll(value.GetUpper().GetUpper());
        Vector128<double> all = first + second;
        return Vector512.Create(Vector256.Create(all, all), Vector256.Create(all, all));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> MaxAll(Vector512<double> value)
    {
        Vector128<double> first = Halves.Max(Halves.MaxAll(value.GetLower().GetLower()), Halves.MaxAll(value.GetLower().GetUpper()));
        Vector128<double> second = Halves.Max(Halves.MaxAll(value.GetUpper().GetLower()), Halves.MaxAll(value.GetUpper().GetUpper()));
        Vector128<double> all = Halves.Max(first, second);
        return Vector512.Create(Vector256.Create(all, all), Vector256.Create(all, all));
    }
}
