using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>What activation functions are made of.</content>
public readonly partial struct ScalarLanes
{
    [MethodImpl(Inline)]
    static QuadPair<float> ILanes<QuadPair<float>, float>.Create(double value)
    {
        Quad<float> all = Same((float)value);
        return new(all, all);
    }

    [MethodImpl(Inline)]
    static Quad<double> ILanes<Quad<double>, double>.Create(double value) => Same(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Subtract(QuadPair<float> a, QuadPair<float> b) =>
        new(SubtractQuad(a.Lower, b.Lower), SubtractQuad(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Subtract(Quad<double> a, Quad<double> b) =>
        SubtractQuad(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Multiply(QuadPair<float> a, QuadPair<float> b) =>
        new(MultiplyQuad(a.Lower, b.Lower), MultiplyQuad(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Multiply(Quad<double> a, Quad<double> b) =>
        MultiplyQuad(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Divide(QuadPair<float> a, QuadPair<float> b) =>
        new(DivideQuad(a.Lower, b.Lower), DivideQuad(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Divide(Quad<double> a, Quad<double> b) =>
        DivideQuad(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Min(QuadPair<float> a, QuadPair<float> b) =>
        new(MinQuad(a.Lower, b.Lower), MinQuad(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Min(Quad<double> a, Quad<double> b) =>
        MinQuad(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Max(QuadPair<float> a, QuadPair<float> b) =>
        new(MaxQuad(a.Lower, b.Lower), MaxQuad(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Max(Quad<double> a, Quad<double> b) =>
        MaxQuad(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Fma(QuadPair<float> a, QuadPair<float> b, double c) =>
        new(FmaQuad(a.Lower, b.Lower, (float)c), FmaQuad(a.Upper, b.Upper, (float)c));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Fma(Quad<double> a, Quad<double> b, double c) =>
        FmaQuad(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> NegatedFma(QuadPair<float> a, QuadPair<float> b, QuadPair<float> c) =>
        new(NegatedFmaQuad(a.Lower, b.Lower, c.Lower), NegatedFmaQuad(a.Upper, b.Upper, c.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> NegatedFma(Quad<double> a, Quad<double> b, Quad<double> c) =>
        NegatedFmaQuad(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> NegatedAbs(QuadPair<float> a) =>
        new(NegatedAbsQuad(a.Lower), NegatedAbsQuad(a.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> NegatedAbs(Quad<double> a) =>
        NegatedAbsQuad(a);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> SelectGreater(QuadPair<float> a, QuadPair<float> b, QuadPair<float> x, QuadPair<float> y) =>
        new(SelectGreaterQuad(a.Lower, b.Lower, x.Lower, y.Lower), SelectGreaterQuad(a.Upper, b.Upper, x.Upper, y.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> SelectGreater(Quad<double> a, Quad<double> b, Quad<double> x, Quad<double> y) =>
        SelectGreaterQuad(a, b, x, y);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> ToExponent(QuadPair<float> value) =>
        new(ToExponentQuad(value.Lower), ToExponentQuad(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> ToExponent(Quad<double> value) =>
        ToExponentQuad(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Exponent(QuadPair<float> value) =>
        new(ExponentQuad(value.Lower), ExponentQuad(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Exponent(Quad<double> value) =>
        ExponentQuad(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Mantissa(QuadPair<float> value) =>
        new(MantissaQuad(value.Lower), MantissaQuad(value.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Mantissa(Quad<double> value) =>
        MantissaQuad(value);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> First(QuadPair<float> value, int count, QuadPair<float> others) =>
        new(FirstQuad(value.Lower, count, others.Lower), FirstQuad(value.Upper, count - 4, others.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> First(Quad<double> value, int count, Quad<double> others) => FirstQuad(value, count, others);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> SumAll(QuadPair<float> value)
    {
        Quad<float> all = Same(Sum(value));
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> SumAll(Quad<double> value) => Same(Sum(value));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> MaxAll(QuadPair<float> value)
    {
        Quad<float> all = Same(Greatest(MaxQuad(value.Lower, value.Upper)));
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> MaxAll(Quad<double> value) => Same(Greatest(value));
}
