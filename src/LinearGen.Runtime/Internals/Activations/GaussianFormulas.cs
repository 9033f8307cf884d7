using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>z·Φ(z) = max(z, 0) − |z|·Φ(−|z|): only the small part is computed, so that nothing cancels; f′ = Φ(z) + z·φ(z).</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
internal readonly struct Gelu<TVector, TLanes, T, TElementary> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        // Φ is 0 at the bound, which keeps 0 from being multiplied by ∞.
        TVector m = TLanes.Max(TLanes.Create(-39), TLanes.NegatedAbs(z));
        m = TElementary.WithoutSubnormals(m);
        TVector half = TLanes.Multiply(m, TLanes.Create(-0.5));
        TVector exponential = TElementary.Exp(TLanes.Fma(half, m, -1e-18)); // Not 0, lest it be subnormal.
        TVector tail = TElementary.ScaledTail(m);
        tail = TLanes.Multiply(tail, m);
        TVector positive = TLanes.Max(TLanes.Zero, z);
        return TLanes.Fma(tail, exponential, positive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector z, TVector dy)
    {
        TVector bounded = TLanes.Min(TLanes.Create(39), z);
        bounded = TLanes.Max(TLanes.Create(-39), bounded);
        bounded = TElementary.WithoutSubnormals(bounded);
        TVector half = TLanes.Multiply(bounded, TLanes.Create(-0.5));
        TVector exponential = TElementary.Exp(TLanes.Fma(half, bounded, -1e-18));
        TVector below = TElementary.ScaledTail(TLanes.NegatedAbs(bounded));
        below = TLanes.Multiply(below, exponential);
        TVector above = TLanes.Subtract(TLanes.Create(1), below);
        TVector distribution = TLanes.SelectGreater(bounded, TLanes.Zero, above, below);
        TVector density = TLanes.Multiply(exponential, TLanes.Create(0.3989422804014327));
        TVector slope = TLanes.Fma(bounded, density, distribution);
        return TLanes.Multiply(slope, dy);
    }
}
