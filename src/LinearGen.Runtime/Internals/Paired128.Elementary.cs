using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <content>What activation functions are made of.</content>
public readonly partial struct Paired128
{
    [MethodImpl(Inline)]
    static Vector128Pair<float> ILanes<Vector128Pair<float>, float>.Create(double value)
    {
        Vector128<float> all = Vector128.Create((float)value);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Subtract(Vector128Pair<float> a, Vector128Pair<float> b) =>
        new(a.Lower - b.Lower, a.Upper - b.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Multiply(Vector128Pair<float> a, Vector128Pair<float> b) =>
        new(a.Lower * b.Lower, a.Upper * b.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Divide(Vector128Pair<float> a, Vector128Pair<float> b) =>
        new(a.Lower / b.Lower, a.Upper / b.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Fma(Vector128Pair<float> a, Vector128Pair<float> b, double c) =>
        new(Halves.Fma(a.Lower, b.Lower, c), Halves.Fma(a.Upper, b.Upper, c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> NegatedFma(Vector128Pair<float> a, Vector128Pair<float> b, Vector128Pair<float> c) =>
        new(Halves.NegatedFma(a.Lower, b.Lower, c.Lower), Halves.NegatedFma(a.Upper, b.Upper, c.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Min(Vector128Pair<float> a, Vector128Pair<float> b) =>
        new(Halves.Min(a.Lower, b.Lower), Halves.Min(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Max(Vector128Pair<float> a, Vector128Pair<float> b) =>
        new(Halves.Max(a.Lower, b.Lower), Halves.Max(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> NegatedAbs(Vector128Pair<float> a) =>
        new(Halves.NegatedAbs(a.Lower), Halves.NegatedAbs(a.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> SelectGreater(Vector128Pair<float> a, Vector128Pair<float> b, Vector128Pair<float> x, Vector128Pair<float> y) =>
        new(Halves.SelectGreater(a.Lower, b.Lower, x.Lower, y.Lower), Halves.SelectGreater(a.Upper, b.Upper, x.Upper, y.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> ToExponent(Vector128Pair<float> value) =>
        new(Halves.ToExponent(value.Lower), Halves.ToExponent(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Exponent(Vector128Pair<float> value) =>
        new(Halves.Exponent(value.Lower), Halves.Exponent(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Mantissa(Vector128Pair<float> value) =>
        new(Halves.Mantissa(value.Lower), Halves.Mantissa(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> First(Vector128Pair<float> value, int count, Vector128Pair<float> others) =>
        new(Halves.First(value.Lower, count, others.Lower), Halves.First(value.Upper, count - 4, others.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> SumAll(Vector128Pair<float> value)
    {
        Vector128<float> all = Halves.SumAll(value.Lower) + Halves.SumAll(value.Upper);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> MaxAll(Vector128Pair<float> value)
    {
        Vector128<float> all = Halves.Max(Halves.MaxAll(value.Lower), Halves.MaxAll(value.Upper));
        return new(all, all);
    }

    [MethodImpl(Inline)]
    static Vector128Pair<double> ILanes<Vector128Pair<double>, double>.Create(double value)
    {
        Vector128<double> all = Vector128.Create(value);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Subtract(Vector128Pair<double> a, Vector128Pair<double> b) =>
        new(a.Lower - b.Lower, a.Upper - b.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Multiply(Vector128Pair<double> a, Vector128Pair<double> b) =>
        new(a.Lower * b.Lower, a.Upper * b.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Divide(Vector128Pair<double> a, Vector128Pair<double> b) =>
        new(a.Lower / b.Lower, a.Upper / b.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Fma(Vector128Pair<double> a, Vector128Pair<double> b, double c) =>
        new(Halves.Fma(a.Lower, b.Lower, c), Halves.Fma(a.Upper, b.Upper, c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> NegatedFma(Vector128Pair<double> a, Vector128Pair<double> b, Vector128Pair<double> c) =>
        new(Halves.NegatedFma(a.Lower, b.Lower, c.Lower), Halves.NegatedFma(a.Upper, b.Upper, c.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Min(Vector128Pair<double> a, Vector128Pair<double> b) =>
        new(Halves.Min(a.Lower, b.Lower), Halves.Min(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Max(Vector128Pair<double> a, Vector128Pair<double> b) =>
        new(Halves.Max(a.Lower, b.Lower), Halves.Max(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> NegatedAbs(Vector128Pair<double> a) =>
        new(Halves.NegatedAbs(a.Lower), Halves.NegatedAbs(a.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> SelectGreater(Vector128Pair<double> a, Vector128Pair<double> b, Vector128Pair<double> x, Vector128Pair<double> y) =>
        new(Halves.SelectGreater(a.Lower, b.Lower, x.Lower, y.Lower), Halves.SelectGreater(a.Upper, b.Upper, x.Upper, y.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> ToExponent(Vector128Pair<double> value) =>
        new(Halves.ToExponent(value.Lower), Halves.ToExponent(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Exponent(Vector128Pair<double> value) =>
        new(Halves.Exponent(value.Lower), Halves.Exponent(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Mantissa(Vector128Pair<double> value) =>
        new(Halves.Mantissa(value.Lower), Halves.Mantissa(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> First(Vector128Pair<double> value, int count, Vector128Pair<double> others) =>
        new(Halves.First(value.Lower, count, others.Lower), Halves.First(value.Upper, count - 2, others.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> SumAll(Vector128Pair<double> value)
    {
        Vector128<double> all = Halves.SumAll(value.Lower) + Halves.SumAll(value.Upper);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> MaxAll(Vector128Pair<double> value)
    {
        Vector128<double> all = Halves.Max(Halves.MaxAll(value.Lower), Halves.MaxAll(value.Upper));
        return new(all, all);
    }
}
