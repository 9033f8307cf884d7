using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// zⱼ − ln Σₖ exp(zₖ) over rows, the greatest subtracted first, so that nothing overflows.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
/// <remarks>
/// The sum of a row is formed in each lane first, then over the lanes as <see cref="ILanes{TVector, T}.SumAll"/> does: an order
/// that depends on the columns alone. Lanes behind the row's end hold −∞, which adds exp(−∞) = 0. A NaN or +∞ makes its whole
/// row NaN, and so does a row of −∞ alone.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LogSoftmaxRows<TVector, TLanes, T, TElementary>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
    where TElementary : struct, IElementary<TVector>
{
    /// <summary>y = log-softmax(z), row by row.</summary>
    /// <param name="z">[rows, columns].</param>
    /// <param name="y">[rows, columns]: z itself, or beside it.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The length of a row, 1 or more.</param>
    [MethodImpl(KernelOptions.Inline)]
    public static void Forward(ref T z, ref T y, nint rows, nint columns)
    {
        if (columns <= 2 * TLanes.Count)
        {
            ForwardNarrow(ref z, ref y, rows, columns);
        }
        else
        {
            ForwardWide(ref z, ref y, rows, columns);
        }
    }

    /// <summary>dz = dy − exp(y)·Σ dy, row by row.</summary>
    /// <param name="y">[rows, columns], as <see cref="Forward"/> left it.</param>
    /// <param name="dy">[rows, columns]: the gradient with respect to y.</param>
    /// <param name="dz">[rows, columns]: dy itself, or beside it.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The length of a row, 1 or more.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Backward(ref T y, ref T dy, ref T dz, nint rows, nint columns)
    {
        nint lanes = TLanes.Count;
        nint whole = (columns - 1) / lanes * lanes;
        int rest = (int)(columns - whole);
        for (nint row = 0; row < rows; row++)
        {
            nint start = row * columns;
            TVector sum = TLanes.Zero;
            for (nint k = start; k < start + whole; k += lanes)
            {
                sum = TLanes.Add(sum, TLanes.Load(ref dy, k));
            }

            TVector lastGradient = TLanes.LoadFirst(ref dy, start + whole, rest);
            sum = TLanes.Add(sum, lastGradient);
            sum = TLanes.SumAll(sum);
            for (nint k = start; k < start + whole; k += lanes)
            {
                TVector e = TElementary.Exp(TLanes.Load(ref y, k));
                TVector gradient = TLanes.Load(ref dy, k);
                gradient = TLanes.NegatedFma(e, sum, gradient);
                TLanes.Store(gradient, ref dz, k);
            }

            TVector lastExponential = TElementary.Exp(TLanes.LoadFirst(ref y, start + whole, rest));
            lastGradient = TLanes.NegatedFma(lastExponential, sum, lastGradient);
            TLanes.StoreFirst(lastGradient, ref dz, start + whole, rest);
        }
    }

    /// <summary><see cref="Forward"/> of one or two vectors per row, which never leave the registers.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void ForwardNarrow(ref T z, ref T y, nint rows, nint length)
    {
        int columns = (int)length;
        int lanes = TLanes.Count;
        int rest = columns - lanes;
        if (rest <= 0)
        {
            for (nint row = 0; row < rows; row++)
            {
                TVector only = TLanes.LoadFirst(ref z, row * columns, columns);
                only = TLanes.First(only, columns, TLanes.Create(double.NegativeInfinity));
                TVector greatest = TLanes.MaxAll(only);
                only = TLanes.Subtract(only, greatest);
                TVector e = TElementary.Exp(only);
                TVector sum = TLanes.SumAll(e);
                TVector log = Log(sum);
                only = TLanes.Subtract(only, log);
                TLanes.StoreFirst(only, ref y, row * columns, columns);
            }

            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            TVector first = TLanes.Load(ref z, row * columns);
            TVector second = TLanes.LoadFirst(ref z, (row * columns) + lanes, rest);
            second = TLanes.First(second, rest, TLanes.Create(double.NegativeInfinity));
            TVector greatest = TLanes.Max(first, second);
            greatest = TLanes.MaxAll(greatest);
            first = TLanes.Subtract(first, greatest);
            second = TLanes.Subtract(second, greatest);
            TVector e = TElementary.Exp(first);
            TVector f = TElementary.Exp(second);
            TVector sum = TLanes.Add(e, f);
            sum = TLanes.SumAll(sum);
            TVector log = Log(sum);
            first = TLanes.Subtract(first, log);
            second = TLanes.Subtract(second, log);
            TLanes.Store(first, ref y, row * columns);
            TLanes.StoreFirst(second, ref y, (row * columns) + lanes, rest);
        }
    }

    /// <summary>Three passes: the greatest, the sum, the results.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void ForwardWide(ref T z, ref T y, nint rows, nint columns)
    {
        nint lanes = TLanes.Count;
        nint whole = (columns - 1) / lanes * lanes;
        int rest = (int)(columns - whole);
        for (nint row = 0; row < rows; row++)
        {
            nint start = row * columns;
            nint end = start + whole;
            TVector last = TLanes.LoadFirst(ref z, end, rest);
            last = TLanes.First(last, rest, TLanes.Create(double.NegativeInfinity));
            TVector greatest = last;
            for (nint k = start; k < end; k += lanes)
            {
                greatest = TLanes.Max(greatest, TLanes.Load(ref z, k));
            }

            greatest = TLanes.MaxAll(greatest);
            last = TLanes.Subtract(last, greatest);
            TVector sum = TLanes.Zero;
            for (nint k = start; k < end; k += lanes)
            {
                TVector e = TLanes.Load(ref z, k);
                e = TLanes.Subtract(e, greatest);
                e = TElementary.Exp(e);
                sum = TLanes.Add(sum, e);
            }

            TVector lastExponential = TElementary.Exp(last);
            sum = TLanes.Add(sum, lastExponential);
            sum = TLanes.SumAll(sum);
            TVector log = Log(sum);
            for (nint k = start; k < end; k += lanes)
            {
                TVector result = TLanes.Load(ref z, k);
                result = TLanes.Subtract(result, greatest);
                result = TLanes.Subtract(result, log);
                TLanes.Store(result, ref y, k);
            }

            last = TLanes.Subtract(last, log);
            TLanes.StoreFirst(last, ref y, end, rest);
        }
    }

    /// <summary>The logarithm of a sum of 1 or more.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static TVector Log(TVector sum)
    {
        TVector exponent = TLanes.Exponent(sum);
        TVector fraction = TLanes.Subtract(TLanes.Mantissa(sum), TLanes.Create(1));
        TVector log = TElementary.LogOnePlus(fraction);
        log = TLanes.Fma(exponent, TLanes.Create(0.6931471805599453), log);

        // NaN has no exponent or mantissa and would come out as a number: 0 is added, or NaN.
        return TLanes.Add(log, TLanes.Subtract(sum, sum));
    }
}
