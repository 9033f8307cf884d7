using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>z or exp(z) − 1; f′ is 1 or y + 1.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Elu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector below = Elementary<TVector, TSimd, T>.ExpMinusOne(z);
        return TSimd.SelectGreater(z, TSimd.Zero, z, below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        TVector below = TSimd.MultiplyAdd(y, dy, dy);
        return TSimd.SelectGreater(y, TSimd.Zero, dy, below);
    }
}

/// <summary>z or a·(exp(z) − 1); f′ is 1 or y + a, with a negative a, where y does not tell the side of 0, a·exp(z).</summary>
/// <typeparam name="TSlope">a.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Elu<TSlope> : IActivation
    where TSlope : struct, ISlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector below = Elementary<TVector, TSimd, T>.ExpMinusOne(z);
        below = TSimd.Multiply(below, TSimd.Create(TSlope.Value));
        return TSimd.SelectGreater(z, TSimd.Zero, z, below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector source, TVector dy)
    {
        TVector steepest = TSimd.Multiply(dy, TSimd.Create(TSlope.Value));
        TVector below = TSlope.Value < 0 ? TSimd.Multiply(steepest, Elementary<TVector, TSimd, T>.Exp(source)) : TSimd.MultiplyAdd(source, dy, steepest);
        return TSimd.SelectGreater(source, TSimd.Zero, dy, below);
    }
}

/// <summary>s·z or s·a·(exp(z) − 1); f′ is s or y + s·a.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Selu : IActivation
{
    /// <summary>s of Klambauer and others, Self-Normalizing Neural Networks, 2017.</summary>
    private const double Scale = 1.0507009873554804934193349852946;

    /// <summary>s·a.</summary>
    private const double Below = Scale * 1.6732632423543772848170429916717;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector below = Elementary<TVector, TSimd, T>.ExpMinusOne(z);
        below = TSimd.Multiply(below, TSimd.Create(Below));
        return TSimd.SelectGreater(z, TSimd.Zero, TSimd.Multiply(z, TSimd.Create(Scale)), below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        TVector below = TSimd.MultiplyAdd(y, dy, TSimd.Multiply(dy, TSimd.Create(Below)));
        return TSimd.SelectGreater(y, TSimd.Zero, TSimd.Multiply(dy, TSimd.Create(Scale)), below);
    }
}

/// <summary>z or a·(exp(z/a) − 1); f′ is 1 or y/a + 1. With an a of 1 it is <see cref="Elu"/>.</summary>
/// <typeparam name="TSlope">a, which is not 0.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Celu<TSlope> : IActivation
    where TSlope : struct, ISlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector below;
        if (TSlope.Value > 0)
        {
            TVector quotient = TSimd.Multiply(z, TSimd.Create(1 / TSlope.Value));
            below = Elementary<TVector, TSimd, T>.ExpMinusOne(quotient);
            below = TSimd.Multiply(below, TSimd.Create(TSlope.Value));
        }
        else
        {
            // The exponent is positive: with h = exp(−z/2a), exp(z/a) − 1 is (1 − h)/h·(1 + h)/h, which overflows only where the result does.
            TVector half = TSimd.Multiply(z, TSimd.Create(-0.5 / TSlope.Value));
            TVector h = Elementary<TVector, TSimd, T>.Exp(half);
            below = TSimd.Multiply(Elementary<TVector, TSimd, T>.ExpMinusOne(half), TSimd.Create(-TSlope.Value));
            below = TSimd.Multiply(TSimd.Divide(below, h), TSimd.Divide(TSimd.Add(h, TSimd.Create(1)), h));
        }

        return TSimd.SelectGreater(z, TSimd.Zero, z, below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        TVector quotient = TSimd.Multiply(y, TSimd.Create(1 / TSlope.Value));
        TVector below = TSimd.MultiplyAdd(quotient, dy, dy);
        return TSimd.SelectGreater(y, TSimd.Zero, dy, below);
    }
}

/// <summary>ln(1 + exp(z)) = max(z, 0) + ln(1 + exp(−|z|)); f′ = 1 − exp(−y).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softplus : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector e = Elementary<TVector, TSimd, T>.Exp(TSimd.NegatedAbs(z));
        TVector log = Elementary<TVector, TSimd, T>.LogOnePlus(e);
        TVector positive = TSimd.Max(TSimd.Zero, z);
        return TSimd.Add(positive, log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        TVector slope = Elementary<TVector, TSimd, T>.ExpMinusOne(TSimd.NegatedAbs(y));
        slope = TSimd.Multiply(slope, dy);
        return TSimd.Subtract(TSimd.Zero, slope);
    }
}

/// <summary>tanh(z): of <see cref="float"/> a quotient of polynomials, of <see cref="double"/> by way of expm1(−2|z|), as fdlibm has it; f′ = 1 − y².</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Tanh : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        if (typeof(T) == typeof(float))
        {
            return SingleTanh<TVector, TSimd, T>.Value(z);
        }

        TVector m = TSimd.NegatedAbs(z);
        TVector e = Elementary<TVector, TSimd, T>.ExpMinusOne(TSimd.Add(m, m));
        TVector negated = TSimd.Subtract(TSimd.Zero, e);
        TVector signed = TSimd.SelectGreater(z, TSimd.Zero, negated, e);
        TVector denominator = TSimd.Add(e, TSimd.Create(2));
        return TSimd.Divide(signed, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        TVector slope = TSimd.NegatedMultiplyAdd(y, y, TSimd.Create(1));
        return TSimd.Multiply(slope, dy);
    }
}
