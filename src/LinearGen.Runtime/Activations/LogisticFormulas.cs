using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>v = Linear·z + Cubic·z³.</summary>
internal static class GeluTanhConstants
{
    /// <summary>2·√(2/π).</summary>
    public const double Linear = 1.5957691216057308;

    /// <summary>2·√(2/π)·0.044715.</summary>
    public const double Cubic = Linear * 0.044715;
}

/// <summary>1 / (1 + exp(−z)) by way of exp(−|z|), which cannot overflow and keeps small results accurate; f′ = y·(1 − y).</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Sigmoid<TVector, TSimd, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector e = TElementary.Exp(TSimd.NegatedAbs(z));
        TVector one = TSimd.Create(1);
        TVector numerator = TSimd.SelectGreater(z, TSimd.Zero, one, e);
        TVector denominator = TSimd.Add(e, one);
        return TSimd.Divide(numerator, denominator);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector slope = TSimd.NegatedMultiplyAdd(y, y, y);
        return TSimd.Multiply(slope, dy);
    }
}

/// <summary>z·σ(z), σ being the sigmoid function; f′ = σ + z·σ·(1 − σ).</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Silu<TVector, TSimd, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0.
        TVector bounded = TSimd.Max(TSimd.Create(-800), z);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector e = TElementary.Exp(TSimd.NegatedAbs(bounded));
        TVector numerator = TSimd.Multiply(bounded, e);
        numerator = TSimd.SelectGreater(bounded, TSimd.Zero, bounded, numerator);
        TVector denominator = TSimd.Add(e, TSimd.Create(1));
        return TSimd.Divide(numerator, denominator);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector z, TVector dy)
    {
        TVector bounded = TSimd.Min(TSimd.Create(800), z);
        bounded = TSimd.Max(TSimd.Create(-800), bounded);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector e = TElementary.Exp(TSimd.NegatedAbs(bounded));
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
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct GeluTanh<TVector, TSimd, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0; σ(v) is 0 there.
        TVector bounded = TSimd.Max(TSimd.Create(-22), z);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector square = TSimd.MultiplyAdd(bounded, bounded, 1e-18); // Not 0, lest it be subnormal.
        TVector v = TSimd.MultiplyAdd(square, TSimd.Create(GeluTanhConstants.Cubic), GeluTanhConstants.Linear);
        v = TSimd.Multiply(v, bounded);
        TVector e = TElementary.Exp(TSimd.NegatedAbs(v));
        TVector numerator = TSimd.Multiply(bounded, e);
        numerator = TSimd.SelectGreater(bounded, TSimd.Zero, bounded, numerator);
        TVector denominator = TSimd.Add(e, TSimd.Create(1));
        return TSimd.Divide(numerator, denominator);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector z, TVector dy)
    {
        TVector bounded = TSimd.Min(TSimd.Create(22), z);
        bounded = TSimd.Max(TSimd.Create(-22), bounded);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector square = TSimd.MultiplyAdd(bounded, bounded, 1e-18); // Not 0, lest it be subnormal.
        TVector v = TSimd.MultiplyAdd(square, TSimd.Create(GeluTanhConstants.Cubic), GeluTanhConstants.Linear);
        v = TSimd.Multiply(v, bounded);
        TVector derivative = TSimd.MultiplyAdd(square, TSimd.Create(3 * GeluTanhConstants.Cubic), GeluTanhConstants.Linear);
        derivative = TSimd.Multiply(derivative, bounded);
        TVector e = TElementary.Exp(TSimd.NegatedAbs(v));
        TVector one = TSimd.Create(1);
        TVector above = TSimd.Divide(one, TSimd.Add(e, one));
        TVector below = TSimd.Multiply(e, above);
        TVector sigmoid = TSimd.SelectGreater(bounded, TSimd.Zero, above, below);
        TVector product = TSimd.Multiply(above, below);
        TVector slope = TSimd.MultiplyAdd(derivative, product, sigmoid);
        return TSimd.Multiply(slope, dy);
    }
}
