using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// <see cref="Activation.Tanh"/> of <see cref="float"/>: an odd quotient of polynomials of degrees 7 and 8 with one division, 1.4e-7
/// relative before rounding (least squares, reweighted until the greatest relative error no longer fell).
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <typeparam name="T"><see cref="float"/>.</typeparam>
/// <remarks>
/// In Estrin's order, which halves the chain of dependent steps: in a layer of one or two vectors nothing else could fill the wait.
/// The constants are read from memory as whole vectors, as parts of the multiply-adds: written as constants, the JIT would keep
/// them in registers from one layer of a fused network to the next, and spill what is in its way (8→16→16→1: 42 ns against 37).
/// </remarks>
internal static class SingleTanh<TVector, TSimd, T>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, T>
    where T : unmanaged
{
    /// <summary>Here the quotient, as it is rounded, is 1 less a unit in the last place; it never exceeds 1.</summary>
    private const int Bound = 0;

    private const int NegatedBound = 16;

    /// <summary>Added to a square, so that its own square is no subnormal number.</summary>
    private const int Floor = 32;

    private const int NegatedLeastNormal = 48;

    private const int One = 64;

    /// <summary>x·(P0 + P1·u + P2·u² + P3·u³) with u = x².</summary>
    private const int P0 = 80;

    private const int P1 = 96;

    private const int P2 = 112;

    private const int P3 = 128;

    /// <summary>1 + Q1·u + Q2·u² + Q3·u³ + Q4·u⁴.</summary>
    private const int Q1 = 144;

    private const int Q2 = 160;

    private const int Q3 = 176;

    private const int Q4 = 192;

    /// <summary>The constants in the order above, each as often as the widest vector has lanes.</summary>
    private static ReadOnlySpan<float> Table =>
    [
        8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f, 8f,
        -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f, -8f,
        1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f, 1e-18f,
        -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f, -1.1754944e-38f,
        1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f, 1f,
        0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f, 0.99999985616165f,
        0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f, 0.12924596761086f,
        0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f, 0.00294992428181f,
        1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f, 1.14175515497e-5f,
        0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f, 0.46257808367436f,
        0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f, 0.02381093276932f,
        0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f, 0.000238519776634f,
        2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f, 2.45592578961e-7f,
    ];

    /// <summary>tanh(z).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        ref T table = ref Unsafe.As<float, T>(ref MemoryMarshal.GetReference(Table));
        TVector x = TSimd.Min(TSimd.Load(ref table, Bound), z);
        x = TSimd.Max(TSimd.Load(ref table, NegatedBound), x);

        // Subnormal numbers would slow everything down: they become 0, beside the squares, which everything waits for and which
        // have a floor that no digit depends on.
        TVector u = TSimd.MultiplyAdd(x, x, TSimd.Load(ref table, Floor));
        TVector negated = TSimd.NegatedAbs(z);
        x = TSimd.SelectGreater(negated, TSimd.Load(ref table, NegatedLeastNormal), TSimd.Zero, x);
        TVector uu = TSimd.Multiply(u, u);
        TVector denominator = TSimd.MultiplyAdd(u, TSimd.Load(ref table, Q3), TSimd.Load(ref table, Q2));
        TVector low = TSimd.MultiplyAdd(u, TSimd.Load(ref table, Q1), TSimd.Load(ref table, One));
        denominator = TSimd.MultiplyAdd(uu, TSimd.Load(ref table, Q4), denominator);
        denominator = TSimd.MultiplyAdd(denominator, uu, low);
        TVector numerator = TSimd.MultiplyAdd(u, TSimd.Load(ref table, P3), TSimd.Load(ref table, P2));
        low = TSimd.MultiplyAdd(u, TSimd.Load(ref table, P1), TSimd.Load(ref table, P0));
        numerator = TSimd.MultiplyAdd(numerator, uu, low);
        numerator = TSimd.Multiply(numerator, x);
        return TSimd.Divide(numerator, denominator);
    }
}
