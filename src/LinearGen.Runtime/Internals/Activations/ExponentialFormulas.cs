using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>z or exp(z) − 1; f′ is 1 or y + 1.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
internal readonly struct Elu<TVector, TLanes, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector below = TElementary.ExpMinusOne(z);
        return TLanes.SelectGreater(z, TLanes.Zero, z, below);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector below = TLanes.Fma(y, dy, dy);
        return TLanes.SelectGreater(y, TLanes.Zero, dy, below);
    }
}

/// <summary>ln(1 + exp(z)) = max(z, 0) + ln(1 + exp(−|z|)); f′ = 1 − exp(−y).</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
internal readonly struct Softplus<TVector, TLanes, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector e = TElementary.Exp(TLanes.NegatedAbs(z));
        TVector log = TElementary.LogOnePlus(e);
        TVector positive = TLanes.Max(TLanes.Zero, z);
        return TLanes.Add(positive, log);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector slope = TElementary.ExpMinusOne(TLanes.NegatedAbs(y));
        slope = TLanes.Multiply(slope, dy);
        return TLanes.Subtract(TLanes.Zero, slope);
    }
}

/// <summary>tanh(z) by way of expm1(−2|z|), as fdlibm has it; f′ = 1 − y².</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
internal readonly struct ExponentialTanh<TVector, TLanes, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector m = TLanes.NegatedAbs(z);
        TVector e = TElementary.ExpMinusOne(TLanes.Add(m, m));
        TVector negated = TLanes.Subtract(TLanes.Zero, e);
        TVector signed = TLanes.SelectGreater(z, TLanes.Zero, negated, e);
        TVector denominator = TLanes.Add(e, TLanes.Create(2));
        return TLanes.Divide(signed, denominator);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector slope = TLanes.NegatedFma(y, y, TLanes.Create(1));
        return TLanes.Multiply(slope, dy);
    }
}
