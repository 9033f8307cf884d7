using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>Functions of <see cref="float"/>, a few units in the last place each.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <remarks>
/// <para>exp: x = n·ln 2 + r with ln 2 in two parts (Cody and Waite, Software Manual for the Elementary Functions, 1980; the
/// parts are those of Cephes), exp(r) = 1 + r + r²·g(r), with g of degree 4: 2.5e-8 relative.</para>
/// <para>ln(1 + x) = 2·artanh(s), s = x/(2 + x), as fdlibm has it: 2s + 2s·u·h(u), u = s², with h of degree 3: 1.6e-8 relative.</para>
/// <para>Φ(x)·exp(x²/2): a quotient of polynomials of degrees 4 and 5, fitted on −14.2 ≤ x ≤ 0 (least squares, reweighted until the greatest relative error no longer fell): 5.7e-9. All of its terms have the same sign, so nothing cancels.</para>
/// <para>The polynomials interpolate at Chebyshev's points, computed with 50 digits; in Estrin's order, since a small layer waits for
/// the chain of dependent steps. One step is one statement: nested calls make the JIT evaluate operands early and spill them.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleElementary<TVector, TSimd> : IElementary<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private const double Log2OfE = 1.4426950408889634;

    /// <summary>Added to a small number, it leaves its nearest integer in the lowest bits, with the bias of an exponent.</summary>
    private const double Shift = 12582912 + 127;

    private const double Ln2 = 0.693359375;
    private const double Ln2Rest = -2.12194440054690583e-4;

    /// <summary>Below this, exp(x) − 1 is x to the last bit; powers of r would become subnormal, which most processors take long for.</summary>
    private const double Tiny = 1e-9;

    /// <summary>Added to a square for the same reason; no digit of a result depends on it.</summary>
    private const double Floor = 1e-18;

    private const double LeastNormal = 1.1754943508222875e-38;

    /// <summary>From here on down, 2^n is 0.</summary>
    private const double Lowest = -88.3;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector Exp(TVector x)
    {
        TVector bounded = TSimd.Min(TSimd.Create(-Tiny), x);
        bounded = TSimd.Max(TSimd.Create(Lowest), bounded);
        TVector shifted = TSimd.MultiplyAdd(bounded, TSimd.Create(Log2OfE), Shift);
        TVector p = NearZero(bounded, shifted);
        TVector scale = TSimd.ToExponent(shifted);
        return TSimd.MultiplyAdd(p, scale, scale);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector ExpMinusOne(TVector x)
    {
        TVector bounded = TSimd.Min(TSimd.Create(-Tiny), x);
        bounded = TSimd.Max(TSimd.Create(Lowest), bounded);
        TVector shifted = TSimd.MultiplyAdd(bounded, TSimd.Create(Log2OfE), Shift);
        TVector p = NearZero(bounded, shifted);
        TVector scale = TSimd.ToExponent(shifted);
        TVector whole = TSimd.Subtract(scale, TSimd.Create(1));
        p = TSimd.MultiplyAdd(p, scale, whole);
        return TSimd.SelectGreater(x, TSimd.Create(-Tiny), x, p);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector LogOnePlus(TVector x)
    {
        TVector sum = TSimd.Add(x, TSimd.Create(2));
        TVector s = TSimd.Divide(x, sum);
        TVector u = TSimd.MultiplyAdd(s, s, Floor);
        TVector u2 = TSimd.Multiply(u, u);
        TVector h1 = TSimd.MultiplyAdd(u, TSimd.Create(0.20003780), 0.33333320);
        TVector h2 = TSimd.MultiplyAdd(u, TSimd.Create(0.13425749), 0.14118310);
        h1 = TSimd.MultiplyAdd(u2, h2, h1);
        TVector twice = TSimd.Add(s, s);
        h1 = TSimd.Multiply(h1, u);
        return TSimd.MultiplyAdd(h1, twice, twice);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector ScaledTail(TVector x)
    {
        TVector x2 = TSimd.MultiplyAdd(x, x, Floor);
        TVector x4 = TSimd.Multiply(x2, x2);
        TVector b1 = TSimd.MultiplyAdd(x, TSimd.Create(-1.67323399808), 1);
        TVector b2 = TSimd.MultiplyAdd(x, TSimd.Create(-0.468255801564), 1.20059300264);
        b1 = TSimd.MultiplyAdd(x2, b2, b1);
        TVector b4 = TSimd.MultiplyAdd(x, TSimd.Create(-0.0102600446041), 0.101469882364);
        b1 = TSimd.MultiplyAdd(x4, b4, b1);
        TVector a1 = TSimd.MultiplyAdd(x, TSimd.Create(-0.43767451702), 0.5);
        TVector a2 = TSimd.MultiplyAdd(x, TSimd.Create(-0.0404779694222), 0.182775023553);
        a1 = TSimd.MultiplyAdd(x2, a2, a1);
        a1 = TSimd.MultiplyAdd(x4, TSimd.Create(0.00409321545962), a1);
        return TSimd.Divide(a1, b1);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector WithoutSubnormals(TVector x)
    {
        TVector negated = TSimd.NegatedAbs(x);
        return TSimd.SelectGreater(negated, TSimd.Create(-LeastNormal), TSimd.Zero, x);
    }

    /// <summary>exp(r) − 1, r being what is left of x without its whole multiple of ln 2.</summary>
    [MethodImpl(Inline)]
    private static TVector NearZero(TVector x, TVector shifted)
    {
        TVector n = TSimd.Subtract(shifted, TSimd.Create(Shift));
        TVector r = TSimd.NegatedMultiplyAdd(n, TSimd.Create(Ln2), x);
        r = TSimd.NegatedMultiplyAdd(n, TSimd.Create(Ln2Rest), r);
        TVector r2 = TSimd.Multiply(r, r);
        TVector r4 = TSimd.Multiply(r2, r2);
        TVector p1 = TSimd.MultiplyAdd(r, TSimd.Create(0.16666577), 0.5);
        TVector p2 = TSimd.MultiplyAdd(r, TSimd.Create(0.0083632030), 0.041666556);
        p1 = TSimd.MultiplyAdd(r2, p2, p1);
        p1 = TSimd.MultiplyAdd(r4, TSimd.Create(0.0013926213), p1);
        return TSimd.MultiplyAdd(p1, r2, r);
    }
}
