using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// The transcendental functions that activations are made of, on the half lines where they cannot overflow: of
/// <see cref="float"/> or of <see cref="double"/>, a few units in the last place each.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// <para>exp: x = n·ln 2 + r with ln 2 in two parts (Cody and Waite, Software Manual for the Elementary Functions, 1980; the
/// parts are those of Cephes), exp(r) = 1 + r + r²·g(r), with g of degree 4 for float: 2.5e-8 relative; of degree 10 for double: 5e-19.</para>
/// <para>ln(1 + x) = 2·artanh(s), s = x/(2 + x), as fdlibm has it: 2s + 2s·u·h(u), u = s², with h of degree 3 for float: 1.6e-8 relative; of
/// degree 9 for double: 5e-18.</para>
/// <para>Φ(x)·exp(x²/2) for float: a quotient of polynomials of degrees 4 and 5, fitted on −14.2 ≤ x ≤ 0 (least squares, reweighted until the greatest relative error no longer fell): 5.7e-9. All of its terms have the same sign, so nothing cancels.</para>
/// <para>Φ(x)·exp(x²/2)·(1 + √2·|x|) for double as a polynomial of degree 22 in t = (|x| − 5.5)/(|x| + 5.5): 7e-18 relative. The form is that of Shepherd and Laframboise, Chebyshev Approximation of (1 + 2x)exp(x²)erfc x in 0 ≤ x &lt; ∞, Mathematics of Computation 36, 1981.</para>
/// <para>The polynomials interpolate at Chebyshev's points, computed with 50 digits; in Estrin's order, since a small layer waits for
/// the chain of dependent steps. One step is one statement: nested calls make the JIT evaluate operands early and spill them.</para>
/// </remarks>
internal static class Elementary<TVector, TSimd, T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>−x below which exp(x) − 1 is x to the last bit; powers of r would become subnormal, which most processors take long for.</summary>
    private const double SingleTiny = 1e-9;

    /// <inheritdoc cref="SingleTiny"/>
    private const double DoubleTiny = 1e-18;

    /// <summary>Added to a square, so that its powers do not become subnormal; no digit of a result depends on it.</summary>
    private const double Floor = 1e-18;

    /// <summary>The argument at which t is 0.</summary>
    private const double Centre = 5.5;

    /// <summary>exp(x) for x ≤ 0; exactly 1 at 0, exactly 0 where the result would be subnormal or smaller.</summary>
    [MethodImpl(Inline)]
    public static TVector Exp(TVector x)
    {
        TVector p = NearZero(x, out TVector scale);
        return TSimd.MultiplyAdd(p, scale, scale);
    }

    /// <summary>exp(x) − 1 for x ≤ 0, without cancellation near 0.</summary>
    [MethodImpl(Inline)]
    public static TVector ExpMinusOne(TVector x)
    {
        TVector p = NearZero(x, out TVector scale);
        TVector whole = TSimd.Subtract(scale, TSimd.Create(1));
        p = TSimd.MultiplyAdd(p, scale, whole);
        return TSimd.SelectGreater(x, TSimd.Create(typeof(T) == typeof(float) ? -SingleTiny : -DoubleTiny), x, p);
    }

    /// <summary>ln(1 + x) for 0 ≤ x ≤ 1, without cancellation near 0.</summary>
    [MethodImpl(Inline)]
    public static TVector LogOnePlus(TVector x)
    {
        TVector sum = TSimd.Add(x, TSimd.Create(2));
        TVector s = TSimd.Divide(x, sum);
        TVector u = TSimd.MultiplyAdd(s, s, Floor);
        TVector h = typeof(T) == typeof(float) ? SingleLog(u) : DoubleLog(u);
        TVector twice = TSimd.Add(s, s);
        h = TSimd.Multiply(h, u);
        return TSimd.MultiplyAdd(h, twice, twice);
    }

    /// <summary>Φ(x)·exp(x²/2) for −39 ≤ x ≤ 0, Φ being the normal distribution: its tail without the part that decays.</summary>
    [MethodImpl(Inline)]
    public static TVector ScaledTail(TVector x) => typeof(T) == typeof(float) ? SingleTail(x) : DoubleTail(x);

    /// <summary>0 where x is subnormal, otherwise x: arithmetic with subnormal numbers takes several times as long.</summary>
    [MethodImpl(Inline)]
    public static TVector WithoutSubnormals(TVector x)
    {
        TVector least = TSimd.Create(typeof(T) == typeof(float) ? -1.1754943508222875e-38 : -2.2250738585072014e-308);
        return TSimd.SelectGreater(TSimd.NegatedAbs(x), least, TSimd.Zero, x);
    }

    /// <summary>exp(r) − 1, r being the remainder of x after subtraction of its nearest multiple of ln 2, and the power of 2 of that multiple.</summary>
    [MethodImpl(Inline)]
    private static TVector NearZero(TVector x, out TVector scale)
    {
        if (typeof(T) == typeof(float))
        {
            TVector r = Reduce(x, SingleTiny, -88.3, 12582912 + 127, 0.693359375, -2.12194440054690583e-4, out scale);
            TVector r2 = TSimd.Multiply(r, r);
            return TSimd.MultiplyAdd(SingleExp(r, r2), r2, r);
        }
        else
        {
            TVector r = Reduce(x, DoubleTiny, -709.4, 6755399441055744 + 1023, 6.93145751953125e-1, 1.42860682030941723212e-6, out scale);
            TVector r2 = TSimd.Multiply(r, r);
            return TSimd.MultiplyAdd(DoubleExp(r, r2), r2, r);
        }
    }

    /// <summary>The remainder of x after subtraction of its nearest multiple of ln 2.</summary>
    /// <param name="x">0 or less.</param>
    /// <param name="tiny">−x below which exp(x) − 1 is x to the last bit; powers of r would become subnormal, which most processors take long for.</param>
    /// <param name="lowest">From here on down, 2^n is 0.</param>
    /// <param name="shift">Added to a small number, it leaves its nearest integer in the lowest bits, with the bias of an exponent.</param>
    /// <param name="ln2">ln 2 in fewer bits, so that its multiples are exact.</param>
    /// <param name="ln2Rest">The rest of it.</param>
    /// <param name="scale">2^n.</param>
    [MethodImpl(Inline)]
    private static TVector Reduce(TVector x, double tiny, double lowest, double shift, double ln2, double ln2Rest, out TVector scale)
    {
        TVector bounded = TSimd.Min(TSimd.Create(-tiny), x);
        bounded = TSimd.Max(TSimd.Create(lowest), bounded);
        TVector shifted = TSimd.MultiplyAdd(bounded, TSimd.Create(1.4426950408889634), shift);
        scale = TSimd.ToExponent(shifted);
        TVector n = TSimd.Subtract(shifted, TSimd.Create(shift));
        TVector r = TSimd.NegatedMultiplyAdd(n, TSimd.Create(ln2), bounded);
        return TSimd.NegatedMultiplyAdd(n, TSimd.Create(ln2Rest), r);
    }

    /// <summary>g(r) of exp(r) = 1 + r + r²·g(r), for float.</summary>
    [MethodImpl(Inline)]
    private static TVector SingleExp(TVector r, TVector r2)
    {
        TVector r4 = TSimd.Multiply(r2, r2);
        TVector p1 = TSimd.MultiplyAdd(r, TSimd.Create(0.16666577), 0.5);
        TVector p2 = TSimd.MultiplyAdd(r, TSimd.Create(0.0083632030), 0.041666556);
        p1 = TSimd.MultiplyAdd(r2, p2, p1);
        return TSimd.MultiplyAdd(r4, TSimd.Create(0.0013926213), p1);
    }

    /// <summary>g(r) of exp(r) = 1 + r + r²·g(r), for double.</summary>
    [MethodImpl(Inline)]
    private static TVector DoubleExp(TVector r, TVector r2)
    {
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
        return TSimd.MultiplyAdd(r8, p8, p1);
    }

    /// <summary>h(u) of ln(1 + x) = 2s + 2s·u·h(u), for float.</summary>
    [MethodImpl(Inline)]
    private static TVector SingleLog(TVector u)
    {
        TVector u2 = TSimd.Multiply(u, u);
        TVector h1 = TSimd.MultiplyAdd(u, TSimd.Create(0.20003780), 0.33333320);
        TVector h2 = TSimd.MultiplyAdd(u, TSimd.Create(0.13425749), 0.14118310);
        return TSimd.MultiplyAdd(u2, h2, h1);
    }

    /// <summary>h(u) of ln(1 + x) = 2s + 2s·u·h(u), for double.</summary>
    [MethodImpl(Inline)]
    private static TVector DoubleLog(TVector u)
    {
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
        return TSimd.MultiplyAdd(u8, h8, h1);
    }

    /// <summary>Φ(x)·exp(x²/2) for float.</summary>
    [MethodImpl(Inline)]
    private static TVector SingleTail(TVector x)
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

    /// <summary>Φ(x)·exp(x²/2) for double.</summary>
    [MethodImpl(Inline)]
    private static TVector DoubleTail(TVector x)
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
}
