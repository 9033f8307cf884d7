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
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
internal readonly struct Sigmoid<TVector, TLanes, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector e = TElementary.Exp(TLanes.NegatedAbs(z));
        TVector one = TLanes.Create(1);
        TVector numerator = TLanes.SelectGreater(z, TLanes.Zero, one, e);
        TVector denominator = TLanes.Add(e, one);
        return TLanes.Divide(numerator, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector slope = TLanes.NegatedFma(y, y, y);
        return TLanes.Multiply(slope, dy);
    }
}

/// <summary>z·σ(z), σ being the sigmoid function; f′ = σ + z·σ·(1 − σ).</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
internal readonly struct Silu<TVector, TLanes, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0.
        TVector bounded = TLanes.Max(TLanes.Create(-800), z);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector e = TElementary.Exp(TLanes.NegatedAbs(bounded));
        TVector numerator = TLanes.Multiply(bounded, e);
        numerator = TLanes.SelectGreater(bounded, TLanes.Zero, bounded, numerator);
        TVector denominator = TLanes.Add(e, TLanes.Create(1));
        return TLanes.Divide(numerator, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector z, TVector dy)
    {
        TVector bounded = TLanes.Min(TLanes.Create(800), z);
        bounded = TLanes.Max(TLanes.Create(-800), bounded);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector e = TElementary.Exp(TLanes.NegatedAbs(bounded));
        TVector one = TLanes.Create(1);
        TVector above = TLanes.Divide(one, TLanes.Add(e, one));
        TVector below = TLanes.Multiply(e, above);
        TVector sigmoid = TLanes.SelectGreater(bounded, TLanes.Zero, above, below);
        TVector product = TLanes.Multiply(above, below);
        TVector slope = TLanes.Fma(bounded, product, sigmoid);
        return TLanes.Multiply(slope, dy);
    }
}

/// <summary>z·σ(v), v = 2·√(2/π)·(z + 0.044715·z³), which is z/2·(1 + tanh(v/2)); f′ = σ + z·v′·σ·(1 − σ).</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
internal readonly struct GeluTanh<TVector, TLanes, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        // Bounded below, so that −∞ is not multiplied by 0; σ(v) is 0 there.
        TVector bounded = TLanes.Max(TLanes.Create(-22), z);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector square = TLanes.Fma(bounded, bounded, 1e-18); // Not 0, lest it be subnormal.
        TVector v = TLanes.Fma(square, TLanes.Create(GeluTanhConstants.Cubic), GeluTanhConstants.Linear);
        v = TLanes.Multiply(v, bounded);
        TVector e = TElementary.Exp(TLanes.NegatedAbs(v));
        TVector numerator = TLanes.Multiply(bounded, e);
        numerator = TLanes.SelectGreater(bounded, TLanes.Zero, bounded, numerator);
        TVector denominator = TLanes.Add(e, TLanes.Create(1));
        return TLanes.Divide(numerator, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector z, TVector dy)
    {
        TVector bounded = TLanes.Min(TLanes.Create(22), z);
        bounded = TLanes.Max(TLanes.Create(-22), bounded);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector square = TLanes.Fma(bounded, bounded, 1e-18); // Not 0, lest it be subnormal.
        TVector v = TLanes.Fma(square, TLanes.Create(GeluTanhConstants.Cubic), GeluTanhConstants.Linear);
        v = TLanes.Multiply(v, bounded);
        TVector derivative = TLanes.Fma(square, TLanes.Create(3 * GeluTanhConstants.Cubic), GeluTanhConstants.Linear);
        derivative = TLanes.Multiply(derivative, bounded);
        TVector e = TElementary.Exp(TLanes.NegatedAbs(v));
        TVector one = TLanes.Create(1);
        TVector above = TLanes.Divide(one, TLanes.Add(e, one));
        TVector below = TLanes.Multiply(e, above);
        TVector sigmoid = TLanes.SelectGreater(bounded, TLanes.Zero, above, below);
        TVector product = TLanes.Multiply(above, below);
        TVector slope = TLanes.Fma(derivative, product, sigmoid);
        return TLanes.Multiply(slope, dy);
    }
}
