using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// <see cref="Activation.Tanh"/> of <see cref="float"/>: an odd quotient of polynomials of degrees 7 and 8 with one division, 1.4e-7
/// relative before rounding (least squares, reweighted until the greatest relative error no longer fell).
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TSimd"/>.</typeparam>
/// <typeparam name="TSimd">Its operations.</typeparam>
/// <remarks>
/// In Estrin's order, which halves the chain of dependent steps: in a layer of one or two vectors nothing else could fill the wait.
/// The constants are read from memory as whole vectors, as parts of the multiply-adds: written as constants, the JIT would keep
/// them in registers from one layer of a fused network to the next, and spill what is in its way (8→16→16→1: 42 ns against 37).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleTanh<TVector, TSimd> : IActivation<TVector>
    where TVector : struct
    where TSimd : struct, ISimd<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        ref float table = ref MemoryMarshal.GetReference(SingleTanhTable.Values);
        TVector x = TSimd.Min(TSimd.Load(ref table, SingleTanhTable.Bound), z);
        x = TSimd.Max(TSimd.Load(ref table, SingleTanhTable.NegatedBound), x);

        // Subnormal numbers would slow everything down: they become 0, beside the squares, which everything waits for and which
        // have a floor that no digit depends on.
        TVector u = TSimd.MultiplyAdd(x, x, TSimd.Load(ref table, SingleTanhTable.Floor));
        TVector negated = TSimd.NegatedAbs(z);
        x = TSimd.SelectGreater(negated, TSimd.Load(ref table, SingleTanhTable.NegatedLeastNormal), TSimd.Zero, x);
        TVector uu = TSimd.Multiply(u, u);
        TVector denominator = TSimd.MultiplyAdd(u, TSimd.Load(ref table, SingleTanhTable.Q3), TSimd.Load(ref table, SingleTanhTable.Q2));
        TVector low = TSimd.MultiplyAdd(u, TSimd.Load(ref table, SingleTanhTable.Q1), TSimd.Load(ref table, SingleTanhTable.One));
        denominator = TSimd.MultiplyAdd(uu, TSimd.Load(ref table, SingleTanhTable.Q4), denominator);
        denominator = TSimd.MultiplyAdd(denominator, uu, low);
        TVector numerator = TSimd.MultiplyAdd(u, TSimd.Load(ref table, SingleTanhTable.P3), TSimd.Load(ref table, SingleTanhTable.P2));
        low = TSimd.MultiplyAdd(u, TSimd.Load(ref table, SingleTanhTable.P1), TSimd.Load(ref table, SingleTanhTable.P0));
        numerator = TSimd.MultiplyAdd(numerator, uu, low);
        numerator = TSimd.Multiply(numerator, x);
        return TSimd.Divide(numerator, denominator);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Gradient(TVector source, TVector dy)
    {
        TVector slope = TSimd.NegatedMultiplyAdd(source, source, TSimd.Create(1));
        return TSimd.Multiply(slope, dy);
    }
}
