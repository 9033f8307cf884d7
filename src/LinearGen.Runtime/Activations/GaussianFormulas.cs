using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>z·Φ(z) = max(z, 0) − |z|·Φ(−|z|): only the small part is computed, so that nothing cancels; f′ = Φ(z) + z·φ(z).</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Gelu<TVector, TSimd, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        // Φ is 0 at the bound, which keeps 0 from being multiplied by ∞.
        TVector m = TSimd.Max(TSimd.Create(-39), TSimd.NegatedAbs(z));
        m = TElementary.WithoutSubnormals(m);
        TVector half = TSimd.Multiply(m, TSimd.Create(-0.5));
        TVector exponential = TElementary.Exp(TSimd.MultiplyAdd(half, m, -1e-18)); // Not 0, lest it be subnormal.
        TVector tail = TElementary.ScaledTail(m);
        tail = TSimd.Multiply(tail, m);
        TVector positive = TSimd.Max(TSimd.Zero, z);
        return TSimd.MultiplyAdd(tail, exponential, positive);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector z, TVector dy)
    {
        TVector bounded = TSimd.Min(TSimd.Create(39), z);
        bounded = TSimd.Max(TSimd.Create(-39), bounded);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector half = TSimd.Multiply(bounded, TSimd.Create(-0.5));
        TVector exponential = TElementary.Exp(TSimd.MultiplyAdd(half, bounded, -1e-18));
        TVector below = TElementary.ScaledTail(TSimd.NegatedAbs(bounded));
        below = TSimd.Multiply(below, exponential);
        TVector above = TSimd.Subtract(TSimd.Create(1), below);
        TVector distribution = TSimd.SelectGreater(bounded, TSimd.Zero, above, below);
        TVector density = TSimd.Multiply(exponential, TSimd.Create(0.3989422804014327));
        TVector slope = TSimd.MultiplyAdd(bounded, density, distribution);
        return TSimd.Multiply(slope, dy);
    }
}
