using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>z·Φ(z) = max(z, 0) − |z|·Φ(−|z|): only the small part is computed, so that nothing cancels; f′ = Φ(z) + z·φ(z).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Gelu : IActivation
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Value<TVector, TSimd, T>(TVector z)
    {
        // Φ is 0 at the bound, which keeps 0 from being multiplied by ∞.
        TVector m = TSimd.Max(TSimd.Create(-39), TSimd.NegatedAbs(z));
        m = Elementary<TVector, TSimd, T>.WithoutSubnormals(m);
        TVector half = TSimd.Multiply(m, TSimd.Create(-0.5));
        TVector exponential = Elementary<TVector, TSimd, T>.Exp(TSimd.MultiplyAdd(half, m, -1e-18)); // Not 0, lest it be subnormal.
        TVector tail = Elementary<TVector, TSimd, T>.ScaledTail(m);
        tail = TSimd.Multiply(tail, m);
        TVector positive = TSimd.Max(TSimd.Zero, z);
        return TSimd.MultiplyAdd(tail, exponential, positive);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static TVector IActivation.Gradient<TVector, TSimd, T>(TVector z, TVector dy)
    {
        TVector bounded = TSimd.Min(TSimd.Create(39), z);
        bounded = TSimd.Max(TSimd.Create(-39), bounded);
        bounded = Elementary<TVector, TSimd, T>.WithoutSubnormals(bounded);
        TVector half = TSimd.Multiply(bounded, TSimd.Create(-0.5));
        TVector exponential = Elementary<TVector, TSimd, T>.Exp(TSimd.MultiplyAdd(half, bounded, -1e-18));
        TVector below = Elementary<TVector, TSimd, T>.ScaledTail(TSimd.NegatedAbs(bounded));
        below = TSimd.Multiply(below, exponential);
        TVector above = TSimd.Subtract(TSimd.Create(1), below);
        TVector distribution = TSimd.SelectGreater(bounded, TSimd.Zero, above, below);
        TVector density = TSimd.Multiply(exponential, TSimd.Create(0.3989422804014327));
        TVector slope = TSimd.MultiplyAdd(bounded, density, distribution);
        return TSimd.Multiply(slope, dy);
    }
}
