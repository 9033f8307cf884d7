using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>Functions of <see cref="double"/>, a few units in the last place each.</summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <remarks>
/// <para>exp: x = n·ln 2 + r with ln 2 in two parts (Cody and Waite, Software Manual for the Elementary Functions, 1980; the
/// parts are those of Cephes), exp(r) = 1 + r + r²·g(r), with g of degree 10: 5e-19 relative.</para>
/// <para>ln(1 + x) = 2·artanh(s), s = x/(2 + x), as fdlibm has it: 2s + 2s·u·h(u), u = s², with h of degree 9: 5e-18 relative.</para>
/// <para>Φ(x)·exp(x²/2)·(1 + √2·|x|) as a polynomial of degree 22 in t = (|x| − 5.5)/(|x| + 5.5): 7e-18 relative. The form is that of Shepherd and Laframboise, Chebyshev Approximation of (1 + 2x)exp(x²)erfc x in 0 ≤ x &lt; ∞, Mathematics of Computation 36, 1981.</para>
/// <para>The polynomials interpolate at Chebyshev's points, computed with 50 digits; in Estrin's order, since a small layer waits for
/// the chain of dependent steps. One step is one statement: nested calls make the JIT evaluate operands early and spill them.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct DoubleElementary<TVector, TSimd> : IElementary<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private const double Log2OfE = 1.4426950408889634;

    /// <summary>Added to a small number, it leaves its nearest integer in the lowest bits, with the bias of an exponent.</summary>
    private const double Shift = 6755399441055744 + 1023;

    private const double Ln2 = 6.93145751953125e-1;
    private const double Ln2Rest = 1.42860682030941723212e-6;

    /// <summary>Below this, exp(x) − 1 is x to the last bit; powers of r would become subnormal, which most processors take long for.</summary>
    private const double Tiny = 1e-18;

    /// <summary>Added to a square for the same reason; no digit of a result depends on it.</summary>
    private const double Floor = 1e-18;

    private const double LeastNormal = 2.2250738585072014e-308;

    /// <summary>From here on down, 2^n is 0.</summary>
    private const double Lowest = -709.4;

    /// <summary>Where t is 0.</summary>
    private const double Centre = 5.5;

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
        TVector u4 = TSimd.Multiply(u2, u2);
        TVector u8 = TSimd.Multiply(u4, u4);
        TVector h1 = TSimd.MultiplyAdd(u, TSimd.Create(0.200000000000072913), 0.333333333333333293);
        TVector h2 = TSimd.MultiplyAdd(u, TSimd.Create(0.111111113587139315), 0.142857142835543786);
        h1 = TSimd.MultiplyAdd(u2, h2, h1);
        TVector h4 = TSimd.MultiplyAdd(u, TSimd.Create(0.0769278503247931155), 0.0909089471806642908);
        TVector h5 = TSimd.MultiplyAdd(u, TSimd.Create(0.0600053640479535627), 0.0665707210482746808);
        h4 = TSimd.MultiplyAdd(u2, h5, h4);
        h1 = TSimd.MultiplyAdd(u4, h4, h1);
        TVector h8 = TSimd.MultiplyAdd(u, TSimd.Create(0.0808202280597176611), 0.0440036924307233694);
        h1 = TSimd.MultiplyAdd(u8, h8, h1);
        TVector twice = TSimd.Add(s, s);
        h1 = TSimd.Multiply(h1, u);
        return TSimd.MultiplyAdd(h1, twice, twice);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static TVector ScaledTail(TVector x)
    {
        TVector t = TSimd.Divide(TSimd.Add(x, TSimd.Create(Centre)), TSimd.Subtract(x, TSimd.Create(Centre)));
        TVector envelope = TSimd.MultiplyAdd(x, TSimd.Create(-1.4142135623730951), 1);
        TVector t2 = TSimd.MultiplyAdd(t, t, Floor);
        TVector t4 = TSimd.Multiply(t2, t2);
        TVector t8 = TSimd.Multiply(t4, t4);
        TVector t16 = TSimd.Multiply(t8, t8);
        TVector p1 = TSimd.MultiplyAdd(t, TSimd.Create(-0.06999218346714886659), 0.6174804494982099483);
        TVector p2 = TSimd.MultiplyAdd(t, TSimd.Create(0.03712233953884774722), 0.005206058136255442432);
        p1 = TSimd.MultiplyAdd(t2, p2, p1);
        TVector p4 = TSimd.MultiplyAdd(t, TSimd.Create(0.0467076828971888723), -0.05230912673973753626);
        TVector p5 = TSimd.MultiplyAdd(t, TSimd.Create(0.01667784270914129649), -0.03161020536435749924);
        p4 = TSimd.MultiplyAdd(t2, p5, p4);
        p1 = TSimd.MultiplyAdd(t4, p4, p1);
        TVector p8 = TSimd.MultiplyAdd(t, TSimd.Create(0.001720508545267599121), -0.006630096113368251994);
        TVector p9 = TSimd.MultiplyAdd(t, TSimd.Create(-0.0001429798642447111122), -0.00009284479258217804195);
        p8 = TSimd.MultiplyAdd(t2, p9, p8);
        TVector p11 = TSimd.MultiplyAdd(t, TSimd.Create(3.849989552894451098e-7), 0.00005702900749712590311);
        TVector p12 = TSimd.MultiplyAdd(t, TSimd.Create(1.459888035095918361e-6), -7.110860840596471205e-6);
        p11 = TSimd.MultiplyAdd(t2, p12, p11);
        p8 = TSimd.MultiplyAdd(t4, p11, p8);
        p1 = TSimd.MultiplyAdd(t8, p8, p1);
        TVector p16 = TSimd.MultiplyAdd(t, TSimd.Create(-3.078397760556106355e-7), 6.999385534914446217e-7);
        TVector p17 = TSimd.MultiplyAdd(t, TSimd.Create(5.02422849935835274e-8), -6.89441207646242153e-8);
        p16 = TSimd.MultiplyAdd(t2, p17, p16);
        TVector p19 = TSimd.MultiplyAdd(t, TSimd.Create(-5.899193062314027284e-9), 9.704057371303344147e-9);
        p19 = TSimd.MultiplyAdd(t2, TSimd.Create(-1.720208355170745822e-9), p19);
        p16 = TSimd.MultiplyAdd(t4, p19, p16);
        p1 = TSimd.MultiplyAdd(t16, p16, p1);
        return TSimd.Divide(p1, envelope);
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
        TVector r8 = TSimd.Multiply(r4, r4);
        TVector p1 = TSimd.MultiplyAdd(r, TSimd.Create(0.16666666666666671), 0.5);
        TVector p2 = TSimd.MultiplyAdd(r, TSimd.Create(0.00833333333332611205), 0.0416666666666666698);
        p1 = TSimd.MultiplyAdd(r2, p2, p1);
        TVector p4 = TSimd.MultiplyAdd(r, TSimd.Create(0.000198412698749012592), 0.00138888888888837318);
        TVector p5 = TSimd.MultiplyAdd(r, TSimd.Create(2.75572552979696444e-6), 2.48015873256053228e-5);
        p4 = TSimd.MultiplyAdd(r2, p5, p4);
        p1 = TSimd.MultiplyAdd(r4, p4, p1);
        TVector p8 = TSimd.MultiplyAdd(r, TSimd.Create(2.51052595384484934e-8), 2.75572735701021397e-7);
        p8 = TSimd.MultiplyAdd(r2, TSimd.Create(2.0914717341716376e-9), p8);
        p1 = TSimd.MultiplyAdd(r8, p8, p1);
        return TSimd.MultiplyAdd(p1, r2, r);
    }
}
