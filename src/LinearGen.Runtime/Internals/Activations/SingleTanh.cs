using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// <see cref="Activation.Tanh"/> of <see cref="float"/>: an odd quotient of polynomials of degrees 7 and 8 with one division, 1.4e-7
/// relative before rounding (least squares, reweighted until the greatest relative error no longer fell).
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <remarks>
/// In Estrin's order, which halves the chain of dependent steps: in a layer of one or two vectors nothing else could fill the wait.
/// The constants are read from memory as whole vectors, as parts of the multiply-adds: written as constants, the JIT would keep
/// them in registers from one layer of a fused network to the next, and spill what is in its way (8→16→16→1: 42 ns against 37).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct SingleTanh<TVector, TLanes> : IActivation<TVector>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, float>
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TVector Value(TVector z)
    {
        ref float table = ref MemoryMarshal.GetReference(SingleTanhTable.Values);
        TVector x = TLanes.Min(TLanes.Load(ref table, SingleTanhTable.Bound), z);
        x = TLanes.Max(TLanes.Load(ref table, SingleTanhTable.NegatedBound), x);

        // Subnormal numbers would slow everything down: they become 0, beside the squares, which everything waits for and which
        // have a floor that no digit depends on.
        TVector u = TLanes.Fma(x, x, TLanes.Load(ref table, SingleTanhTable.Floor));
        TVector negated = TLanes.NegatedAbs(z);
        x = TLanes.SelectGreater(negated, TLanes.Load(ref table, SingleTanhTable.NegatedLeastNormal), TLanes.Zero, x);
        TVector uu = TLanes.Multiply(u, u);
        TVector denominator = TLanes.Fma(u, ref table, SingleTanhTable.Q3, TLanes.Load(ref table, SingleTanhTable.Q2));
        TVector low = TLanes.Fma(u, ref table, SingleTanhTable.Q1, TLanes.Load(ref table, SingleTanhTable.One));
        denominator = TLanes.Fma(uu, ref table, SingleTanhTable.Q4, denominator);
        denominator = TLanes.Fma(denominator, uu, low);
        TVector numerator = TLanes.Fma(u, ref table, SingleTanhTable.P3, TLanes.Load(ref table, SingleTanhTable.P2));
        low = TLanes.Fma(u, ref table, SingleTanhTable.P1, TLanes.Load(ref table, SingleTanhTable.P0));
        numerator = TLanes.Fma(numerator, uu, low);
        numerator = TLanes.Multiply(numerator, x);
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
