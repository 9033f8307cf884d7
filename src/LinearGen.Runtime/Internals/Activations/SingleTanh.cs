using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// <see cref="Activation.Tanh"/> of <see cref="float"/>: an odd quotient of polynomials of degrees 9 and 8 with one division, 2e-8
/// relative before rounding (least squares, reweighted until the greatest relative error no longer fell).
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <remarks>
/// In Estrin's order, which halves the chain of dependent steps: in a layer of one or two vectors nothing else could fill the wait.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleTanh<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <summary>Here the quotient, as it is rounded, reaches 1; it never exceeds it.</summary>
    private const double Bound = 8.2;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        TVector x = TLanes.Min(TLanes.Create(Bound), z);
        x = TLanes.Max(TLanes.Create(-Bound), x);

        // Subnormal numbers would slow everything down: they become 0, beside the squares, which everything waits for and which
        // have a floor that no digit depends on.
        TVector u = TLanes.Fma(x, x, 1e-18);
        TVector negated = TLanes.NegatedAbs(z);
        x = TLanes.SelectGreater(negated, TLanes.Create(-1.1754943508222875e-38), TLanes.Zero, x);
        TVector uu = TLanes.Multiply(u, u);
        TVector denominator = TLanes.Fma(u, TLanes.Create(0.000328565335066), 0.0258770344644);
        TVector low = TLanes.Fma(u, TLanes.Create(0.467143532579), 1);
        denominator = TLanes.Fma(uu, TLanes.Create(7.77662634313e-7), denominator);
        denominator = TLanes.Fma(denominator, uu, low);
        TVector odd = TLanes.Multiply(x, uu);
        TVector numerator = TLanes.Fma(u, TLanes.Create(2.06092378658e-5), 0.00349560091595);
        low = TLanes.Fma(u, TLanes.Create(0.133810375923), 1);
        numerator = TLanes.Fma(uu, TLanes.Create(1.33547753428e-8), numerator);
        low = TLanes.Multiply(low, x);
        numerator = TLanes.Fma(numerator, odd, low);
        return TLanes.Divide(numerator, denominator);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy)
    {
        TVector slope = TLanes.NegatedFma(source, source, TLanes.Create(1));
        return TLanes.Multiply(slope, dy);
    }
}
