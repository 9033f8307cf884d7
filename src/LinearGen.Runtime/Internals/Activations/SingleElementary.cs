using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>Functions of <see cref="float"/>, a few units in the last place each.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <remarks>
/// <para>exp: x = n·ln 2 + r with ln 2 in two parts (Cody and Waite, Software Manual for the Elementary Functions, 1980; the
/// parts are those of Cephes), exp(r) = 1 + r + r²·g(r), with g of degree 4: 2.5e-8 relative.</para>
/// <para>ln(1 + x) = 2·artanh(s), s = x/(2 + x), as fdlibm has it: 2s + 2s·u·h(u), u = s², with h of degree 3: 1.6e-8 relative.</para>
/// <para>Φ(x)·exp(x²/2): a quotient of polynomials of degrees 4 and 5, fitted on −14.2 ≤ x ≤ 0 (least squares, reweighted until the greatest relative error no longer fell): 5.7e-9. All of its terms have the same sign, so nothing cancels.</para>
/// <para>The polynomials interpolate at Chebyshev's points, computed with 50 digits. One step is one statement: nested
/// calls make the JIT evaluate operands early and spill them.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleElementary<TVector, TLanes> : IElementary<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private const double Log2OfE = 1.4426950408889634;

    /// <summary>Added to a small number, it leaves its nearest integer in the lowest bits, with the bias of an exponent.</summary>
    private const double Shift = 12582912 + 127;

    private const double Ln2 = 0.693359375;
    private const double Ln2Rest = -2.12194440054690583e-4;

    /// <summary>From here on down, 2^n is 0.</summary>
    private const double Lowest = -88.3;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector Exp(TVector x)
    {
        TVector bounded = TLanes.Max(TLanes.Create(Lowest), x);
        TVector shifted = TLanes.Fma(bounded, TLanes.Create(Log2OfE), Shift);
        TVector n = TLanes.Subtract(shifted, TLanes.Create(Shift));
        TVector r = TLanes.NegatedFma(n, TLanes.Create(Ln2), bounded);
        r = TLanes.NegatedFma(n, TLanes.Create(Ln2Rest), r);
        TVector p = TLanes.Fma(TLanes.Create(0.0013926213), r, 0.0083632030);
        p = TLanes.Fma(p, r, 0.041666556);
        p = TLanes.Fma(p, r, 0.16666577);
        p = TLanes.Fma(p, r, 0.5);
        p = TLanes.Fma(p, r, 1);
        p = TLanes.Fma(p, r, 1);
        TVector scale = TLanes.ToExponent(shifted);
        return TLanes.Multiply(p, scale);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector ExpMinusOne(TVector x)
    {
        TVector bounded = TLanes.Max(TLanes.Create(Lowest), x);
        TVector shifted = TLanes.Fma(bounded, TLanes.Create(Log2OfE), Shift);
        TVector n = TLanes.Subtract(shifted, TLanes.Create(Shift));
        TVector r = TLanes.NegatedFma(n, TLanes.Create(Ln2), bounded);
        r = TLanes.NegatedFma(n, TLanes.Create(Ln2Rest), r);
        TVector p = TLanes.Fma(TLanes.Create(0.0013926213), r, 0.0083632030);
        p = TLanes.Fma(p, r, 0.041666556);
        p = TLanes.Fma(p, r, 0.16666577);
        p = TLanes.Fma(p, r, 0.5);
        TVector square = TLanes.Multiply(r, r);
        p = TLanes.Fma(p, square, r);
        TVector scale = TLanes.ToExponent(shifted);
        TVector whole = TLanes.Subtract(scale, TLanes.Create(1));
        return TLanes.Fma(scale, p, whole);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector LogOnePlus(TVector x)
    {
        TVector sum = TLanes.Add(x, TLanes.Create(2));
        TVector s = TLanes.Divide(x, sum);
        TVector u = TLanes.Multiply(s, s);
        TVector twice = TLanes.Add(s, s);
        TVector h = TLanes.Fma(TLanes.Create(0.13425749), u, 0.14118310);
        h = TLanes.Fma(h, u, 0.20003780);
        h = TLanes.Fma(h, u, 0.33333320);
        TVector cube = TLanes.Multiply(twice, u);
        return TLanes.Fma(cube, h, twice);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector ScaledTail(TVector x)
    {
        TVector numerator = TLanes.Fma(TLanes.Create(0.00409321545962), x, -0.0404779694222);
        numerator = TLanes.Fma(numerator, x, 0.182775023553);
        numerator = TLanes.Fma(numerator, x, -0.43767451702);
        numerator = TLanes.Fma(numerator, x, 0.5);
        TVector denominator = TLanes.Fma(TLanes.Create(-0.0102600446041), x, 0.101469882364);
        denominator = TLanes.Fma(denominator, x, -0.468255801564);
        denominator = TLanes.Fma(denominator, x, 1.20059300264);
        denominator = TLanes.Fma(denominator, x, -1.67323399808);
        denominator = TLanes.Fma(denominator, x, 1);
        return TLanes.Divide(numerator, denominator);
    }
}
