using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>1 / (1 + exp(−z)) by way of exp(−|z|), which cannot overflow and keeps small results accurate; f′ = y·(1 − y).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Sigmoid : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        TVector e = Elementary<TVector, TSimd, T>.Exp(TSimd.NegatedAbs(z));
        TVector one = TSimd.Create(1);
        TVector numerator = TSimd.SelectGreater(z, TSimd.Zero, one, e);
        TVector denominator = TSimd.Add(e, one);
        return TSimd.Divide(numerator, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector y, TVector dy)
    {
        TVector slope = TSimd.NegatedMultiplyAdd(y, y, y);
        return TSimd.Multiply(slope, dy);
    }
}

/// <summary>z·σ(z), σ being the sigmoid function; f′ = σ + z·σ·(1 − σ).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Silu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0.
        TVector bounded = TSimd.Max(TSimd.Create(-800), z);
        bounded = Elementary<TVector, TSimd, T>.WithoutSubnormals(bounded);
        TVector e = Elementary<TVector, TSimd, T>.Exp(TSimd.NegatedAbs(bounded));
        TVector numerator = TSimd.Multiply(bounded, e);
        numerator = TSimd.SelectGreater(bounded, TSimd.Zero, bounded, numerator);
        TVector denominator = TSimd.Add(e, TSimd.Create(1));
        return TSimd.Divide(numerator, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector z, TVector dy)
    {
        TVector bounded = TSimd.Min(TSimd.Create(800), z);
        bounded = TSimd.Max(TSimd.Create(-800), bounded);
        bounded = Elementary<TVector, TSimd, T>.WithoutSubnormals(bounded);
        TVector e = Elementary<TVector, TSimd, T>.Exp(TSimd.NegatedAbs(bounded));
        TVector one = TSimd.Create(1);
        TVector above = TSimd.Divide(one, TSimd.Add(e, one));
        TVector below = TSimd.Multiply(e, above);
        TVector sigmoid = TSimd.SelectGreater(bounded, TSimd.Zero, above, below);
        TVector product = TSimd.Multiply(above, below);
        TVector slope = TSimd.MultiplyAdd(bounded, product, sigmoid);
        return TSimd.Multiply(slope, dy);
    }
}

/// <summary>z·σ(v), v = 2·√(2/π)·(z + 0.044715·z³), which is z/2·(1 + tanh(v/2)); f′ = σ + z·v′·σ·(1 − σ).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GeluTanh : IActivation
{
    /// <summary>2·√(2/π).</summary>
    private const double Linear = 1.5957691216057308;

    /// <summary>2·√(2/π)·0.044715.</summary>
    private const double Cubic = Linear * 0.044715;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0; σ(v) is 0 there.
        TVector bounded = TSimd.Max(TSimd.Create(-22), z);
        bounded = Elementary<TVector, TSimd, T>.WithoutSubnormals(bounded);
        TVector square = TSimd.MultiplyAdd(bounded, bounded, 1e-18); // Not 0, lest it be subnormal.
        TVector v = TSimd.MultiplyAdd(square, TSimd.Create(Cubic), Linear);
        v = TSimd.Multiply(v, bounded);
        TVector e = Elementary<TVector, TSimd, T>.Exp(TSimd.NegatedAbs(v));
        TVector numerator = TSimd.Multiply(bounded, e);
        numerator = TSimd.SelectGreater(bounded, TSimd.Zero, bounded, numerator);
        TVector denominator = TSimd.Add(e, TSimd.Create(1));
        return TSimd.Divide(numerator, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector z, TVector dy)
    {
        TVector bounded = TSimd.Min(TSimd.Create(22), z);
        bounded = TSimd.Max(TSimd.Create(-22), bounded);
        bounded = Elementary<TVector, TSimd, T>.WithoutSubnormals(bounded);
        TVector square = TSimd.MultiplyAdd(bounded, bounded, 1e-18); // Not 0, lest it be subnormal.
        TVector v = TSimd.MultiplyAdd(square, TSimd.Create(Cubic), Linear);
        v = TSimd.Multiply(v, bounded);
        TVector derivative = TSimd.MultiplyAdd(square, TSimd.Create(3 * Cubic), Linear);
        derivative = TSimd.Multiply(derivative, bounded);
        TVector e = Elementary<TVector, TSimd, T>.Exp(TSimd.NegatedAbs(v));
        TVector one = TSimd.Create(1);
        TVector above = TSimd.Divide(one, TSimd.Add(e, one));
        TVector below = TSimd.Multiply(e, above);
        TVector sigmoid = TSimd.SelectGreater(bounded, TSimd.Zero, above, below);
        TVector product = TSimd.Multiply(above, below);
        TVector slope = TSimd.MultiplyAdd(derivative, product, sigmoid);
        return TSimd.Multiply(slope, dy);
    }
}

/// <summary>
/// z·tanh(ln(1 + exp(z))), which is z·n/d with e = exp(−|z|) and, for z &gt; 0, n = 1 + 2e, d = n + 2e², otherwise n = 2e + e², d = n + 2;
/// f′ = n/d + z·4·k·(1 + e)/d², k being e² for z &gt; 0, otherwise e.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Mish : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0.
        TVector bounded = TSimd.Max(TSimd.Create(-800), z);
        bounded = Elementary<TVector, TSimd, T>.WithoutSubnormals(bounded);
        TVector numerator = Quotient<TVector, TSimd, T>(bounded, out _, out TVector denominator);
        return TSimd.Divide(TSimd.Multiply(bounded, numerator), denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector z, TVector dy)
    {
        TVector bounded = TSimd.Min(TSimd.Create(800), z);
        bounded = TSimd.Max(TSimd.Create(-800), bounded);
        bounded = Elementary<TVector, TSimd, T>.WithoutSubnormals(bounded);
        TVector numerator = Quotient<TVector, TSimd, T>(bounded, out TVector e, out TVector denominator);
        TVector one = TSimd.Create(1);
        TVector reciprocal = TSimd.Divide(one, denominator);
        TVector square = TSimd.MultiplyAdd(e, e, 1e-30); // Not 0, lest it be subnormal.
        TVector steep = TSimd.SelectGreater(bounded, TSimd.Zero, square, e);
        steep = TSimd.Multiply(steep, TSimd.Multiply(TSimd.Create(4), bounded));
        steep = TSimd.Multiply(steep, TSimd.Multiply(TSimd.Add(e, one), reciprocal));
        TVector slope = TSimd.Multiply(TSimd.Add(numerator, steep), reciprocal);
        return TSimd.Multiply(slope, dy);
    }

    /// <summary>n, and with it e and d.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TVector Quotient<TVector, TSimd, T>(TVector z, out TVector e, out TVector denominator)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where T : unmanaged
    {
        e = Elementary<TVector, TSimd, T>.Exp(TSimd.NegatedAbs(z));
        TVector twice = TSimd.Add(e, e);
        TVector above = TSimd.Add(twice, TSimd.Create(1));
        TVector below = TSimd.Multiply(e, TSimd.Add(e, TSimd.Create(2)));
        TVector added = TSimd.MultiplyAdd(twice, e, 1e-30); // Not 0, lest it be subnormal.
        TVector numerator = TSimd.SelectGreater(z, TSimd.Zero, above, below);
        added = TSimd.SelectGreater(z, TSimd.Zero, added, TSimd.Create(2));
        denominator = TSimd.Add(numerator, added);
        return numerator;
    }
}
