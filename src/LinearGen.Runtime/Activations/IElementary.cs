using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// The transcendental functions that activations are made of, on the half lines where they cannot overflow. What differs between
/// <see cref="float"/> and <see cref="double"/> is here, so that the activations themselves are written once.
/// </summary>
/// <typeparam name="TVector">What holds the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IElementary<TVector>
    where TVector : struct
{
    /// <summary>exp(x) for x ≤ 0; exactly 1 at 0, exactly 0 where the result would be subnormal or smaller.</summary>
    static abstract TVector Exp(TVector x);

    /// <summary>exp(x) − 1 for x ≤ 0, without cancellation near 0.</summary>
    static abstract TVector ExpMinusOne(TVector x);

    /// <summary>ln(1 + x) for 0 ≤ x ≤ 1, without cancellation near 0.</summary>
    static abstract TVector LogOnePlus(TVector x);

    /// <summary>Φ(x)·exp(x²/2) for −39 ≤ x ≤ 0, Φ being the normal distribution: its tail without the part that decays.</summary>
    static abstract TVector ScaledTail(TVector x);

    /// <summary>0 where x is subnormal, otherwise x: arithmetic with subnormal numbers takes several times as long.</summary>
    static abstract TVector WithoutSubnormals(TVector x);
}
