using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>z or exp(z) − 1; f′ is 1 or y + 1.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Elu<TVector, TSimd, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector below = TElementary.ExpMinusOne(z);
        return TSimd.SelectGreater(z, TSimd.Zero, z, below);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector below = TSimd.MultiplyAdd(y, dy, dy);
        return TSimd.SelectGreater(y, TSimd.Zero, dy, below);
    }
}

/// <summary>ln(1 + exp(z)) = max(z, 0) + ln(1 + exp(−|z|)); f′ = 1 − exp(−y).</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softplus<TVector, TSimd, T, TElementary> : IActivation<TVector>
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
        TVector log = TElementary.LogOnePlus(e);
        TVector positive = TSimd.Max(TSimd.Zero, z);
        return TSimd.Add(positive, log);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector slope = TElementary.ExpMinusOne(TSimd.NegatedAbs(y));
        slope = TSimd.Multiply(slope, dy);
        return TSimd.Subtract(TSimd.Zero, slope);
    }
}

/// <summary>tanh(z) by way of expm1(−2|z|), as fdlibm has it; f′ = 1 − y².</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct ExponentialTanh<TVector, TSimd, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector m = TSimd.NegatedAbs(z);
        TVector e = TElementary.ExpMinusOne(TSimd.Add(m, m));
        TVector negated = TSimd.Subtract(TSimd.Zero, e);
        TVector signed = TSimd.SelectGreater(z, TSimd.Zero, negated, e);
        TVector denominator = TSimd.Add(e, TSimd.Create(2));
        return TSimd.Divide(signed, denominator);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector y, TVector dy)
    {
        TVector slope = TSimd.NegatedMultiplyAdd(y, y, TSimd.Create(1));
        return TSimd.Multiply(slope, dy);
    }
}
