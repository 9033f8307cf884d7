using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>
/// zⱼ − ln Σₖ exp(zₖ) over rows, the greatest subtracted first, so that nothing overflows.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TElementary">The functions for <typeparamref name="T"/>.</typeparam>
/// <remarks>
/// The sum of a row is formed in each lane first, then over the lanes as <see cref="Reduction.SumAll"/> does: an order
/// that depends on the columns alone. Lanes behind the row's end hold −∞, which adds exp(−∞) = 0. A NaN or +∞ makes its whole
/// row NaN, and so does a row of −∞ alone.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LogSoftmaxRows<T, TElementary>
    where T : unmanaged
    where TElementary : struct, IElementary<Vector256<T>>
{
    /// <summary>y = log-softmax(z), row by row.</summary>
    /// <param name="z">[rows, columns].</param>
    /// <param name="y">[rows, columns]: z itself, or beside it.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">The length of a row, 1 or more.</param>
    [MethodImpl(KernelOptions.Inline)]
    public static void Forward(ref T z, ref T y, nint rows, nint columns)
    {
        if (columns <= 2 * Vector256<T>.Count)
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
        nint lanes = Vector256<T>.Count;
        nint whole = (columns - 1) / lanes * lanes;
        int rest = (int)(columns - whole);
        for (nint row = 0; row < rows; row++)
        {
            nint start = row * columns;
            Vector256<T> sum = Vector256<T>.Zero;
            for (nint k = start; k < start + whole; k += lanes)
            {
                sum = Simd256<T>.Add(sum, Simd256<T>.Load(ref dy, k));
            }

            Vector256<T> lastGradient = Simd256<T>.LoadFirst(ref dy, start + whole, rest);
            sum = Simd256<T>.Add(sum, lastGradient);
            sum = Reduction.SumAll(sum);
            for (nint k = start; k < start + whole; k += lanes)
            {
                Vector256<T> e = TElementary.Exp(Simd256<T>.Load(ref y, k));
                Vector256<T> gradient = Simd256<T>.Load(ref dy, k);
                gradient = Simd256<T>.NegatedMultiplyAdd(e, sum, gradient);
                Simd256<T>.Store(gradient, ref dz, k);
            }

            Vector256<T> lastExponential = TElementary.Exp(Simd256<T>.LoadFirst(ref y, start + whole, rest));
            lastGradient = Simd256<T>.NegatedMultiplyAdd(lastExponential, sum, lastGradient);
            Simd256<T>.StoreFirst(lastGradient, ref dz, start + whole, rest);
        }
    }

    /// <summary><see cref="Forward"/> of one or two vectors per row, which never leave the registers.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void ForwardNarrow(ref T z, ref T y, nint rows, nint length)
    {
        int columns = (int)length;
        int lanes = Vector256<T>.Count;
        int rest = columns - lanes;
        if (rest <= 0)
        {
            for (nint row = 0; row < rows; row++)
            {
                Vector256<T> only = Simd256<T>.LoadFirst(ref z, row * columns, columns);
                only = Reduction.First(only, columns, Simd256<T>.Create(double.NegativeInfinity));
                Vector256<T> greatest = Reduction.MaxAll(only);
                only = Simd256<T>.Subtract(only, greatest);
                Vector256<T> e = TElementary.Exp(only);
                Vector256<T> sum = Reduction.SumAll(e);
                Vector256<T> log = Log(sum);
                only = Simd256<T>.Subtract(only, log);
                Simd256<T>.StoreFirst(only, ref y, row * columns, columns);
            }

            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            Vector256<T> first = Simd256<T>.Load(ref z, row * columns);
            Vector256<T> second = Simd256<T>.LoadFirst(ref z, (row * columns) + lanes, rest);
            second = Reduction.First(second, rest, Simd256<T>.Create(double.NegativeInfinity));
            Vector256<T> greatest = Simd256<T>.Max(first, second);
            greatest = Reduction.MaxAll(greatest);
            first = Simd256<T>.Subtract(first, greatest);
            second = Simd256<T>.Subtract(second, greatest);
            Vector256<T> e = TElementary.Exp(first);
            Vector256<T> f = TElementary.Exp(second);
            Vector256<T> sum = Simd256<T>.Add(e, f);
            sum = Reduction.SumAll(sum);
            Vector256<T> log = Log(sum);
            first = Simd256<T>.Subtract(first, log);
            second = Simd256<T>.Subtract(second, log);
            Simd256<T>.Store(first, ref y, row * columns);
            Simd256<T>.StoreFirst(second, ref y, (row * columns) + lanes, rest);
        }
    }

    /// <summary>Three passes: the greatest, the sum, the results.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void ForwardWide(ref T z, ref T y, nint rows, nint columns)
    {
        nint lanes = Vector256<T>.Count;
        nint whole = (columns - 1) / lanes * lanes;
        int rest = (int)(columns - whole);
        for (nint row = 0; row < rows; row++)
        {
            nint start = row * columns;
            nint end = start + whole;
            Vector256<T> last = Simd256<T>.LoadFirst(ref z, end, rest);
            last = Reduction.First(last, rest, Simd256<T>.Create(double.NegativeInfinity));
            Vector256<T> greatest = last;
            for (nint k = start; k < end; k += lanes)
            {
                greatest = Simd256<T>.Max(greatest, Simd256<T>.Load(ref z, k));
            }

            greatest = Reduction.MaxAll(greatest);
            last = Simd256<T>.Subtract(last, greatest);
            Vector256<T> sum = Vector256<T>.Zero;
            for (nint k = start; k < end; k += lanes)
            {
                Vector256<T> e = Simd256<T>.Load(ref z, k);
                e = Simd256<T>.Subtract(e, greatest);
                e = TElementary.Exp(e);
                sum = Simd256<T>.Add(sum, e);
            }

            Vector256<T> lastExponential = TElementary.Exp(last);
            sum = Simd256<T>.Add(sum, lastExponential);
            sum = Reduction.SumAll(sum);
            Vector256<T> log = Log(sum);
            for (nint k = start; k < end; k += lanes)
            {
                Vector256<T> result = Simd256<T>.Load(ref z, k);
                result = Simd256<T>.Subtract(result, greatest);
                result = Simd256<T>.Subtract(result, log);
                Simd256<T>.Store(result, ref y, k);
            }

            last = Simd256<T>.Subtract(last, log);
            Simd256<T>.StoreFirst(last, ref y, end, rest);
        }
    }

    /// <summary>The logarithm of a sum of 1 or more.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Log(Vector256<T> sum)
    {
        Vector256<T> exponent = Reduction.Exponent(sum);
        Vector256<T> fraction = Simd256<T>.Subtract(Reduction.Mantissa(sum), Simd256<T>.Create(1));
        Vector256<T> log = TElementary.LogOnePlus(fraction);
        log = Simd256<T>.MultiplyAdd(exponent, Simd256<T>.Create(0.6931471805599453), log);

        // NaN has no exponent or mantissa and would come out as a number: 0 is added, or NaN.
        return Simd256<T>.Add(log, Simd256<T>.Subtract(sum, sum));
    }
}
