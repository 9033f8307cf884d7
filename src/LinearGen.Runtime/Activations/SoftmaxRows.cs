using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>exp(zⱼ) / Σₖ exp(zₖ).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Softmax;

/// <summary>zⱼ − ln Σₖ exp(zₖ).</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LogSoftmax;

/// <summary>
/// <see cref="Softmax"/> or <see cref="LogSoftmax"/> over rows, the greatest subtracted first, so that nothing overflows.
/// </summary>
/// <typeparam name="TSimd">The operations of vectors.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TActivation">Which of the two.</typeparam>
/// <remarks>
/// The sum of a row is formed in each lane first, then over the lanes as <see cref="Reduction.SumAll"/> does: an order
/// that depends on the columns alone. Lanes behind the row's end hold −∞, which adds exp(−∞) = 0. A NaN or +∞ makes its whole
/// row NaN, and so does a row of −∞ alone.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class SoftmaxRows<TSimd, T, TActivation>
    where TSimd : struct, ISimd<Vector256<T>, T>
    where T : unmanaged
    where TActivation : struct
{
    private static bool IsLogarithm
    {
        [MethodImpl(KernelOptions.Inline)]
        get => typeof(TActivation) == typeof(LogSoftmax);
    }

    /// <summary>y = f(z), row by row.</summary>
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

    /// <summary>dz = y⊙(dy − Σ dy·y) of softmax, dy − exp(y)·Σ dy of its logarithm, row by row.</summary>
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
                Vector256<T> gradient = TSimd.Load(ref dy, k);
                sum = IsLogarithm ? TSimd.Add(sum, gradient) : TSimd.MultiplyAdd(TSimd.Load(ref y, k), gradient, sum);
            }

            Vector256<T> lastOutput = TSimd.LoadFirst(ref y, start + whole, rest);
            Vector256<T> lastGradient = TSimd.LoadFirst(ref dy, start + whole, rest);
            sum = IsLogarithm ? TSimd.Add(sum, lastGradient) : TSimd.MultiplyAdd(lastOutput, lastGradient, sum);
            sum = Reduction.SumAll(sum);
            for (nint k = start; k < start + whole; k += lanes)
            {
                Vector256<T> output = TSimd.Load(ref y, k);
                Vector256<T> gradient = TSimd.Load(ref dy, k);
                gradient = Gradient(output, gradient, sum);
                TSimd.Store(gradient, ref dz, k);
            }

            lastGradient = Gradient(lastOutput, lastGradient, sum);
            TSimd.StoreFirst(lastGradient, ref dz, start + whole, rest);
        }
    }

    /// <summary><see cref="Forward"/> of one or two vectors per row, which never leave the registers.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    private static void ForwardNarrow(ref T z, ref T y, nint rows, nint length)
    {
        int columns = (int)length;
        int lanes = Vector256<T>.Count;
        int rest = columns - lanes;
        if (rest <= 0)
        {
            for (nint row = 0; row < rows; row++)
            {
                Vector256<T> only = TSimd.LoadFirst(ref z, row * columns, columns);
                only = Reduction.First(only, columns, TSimd.Create(double.NegativeInfinity));
                only = TSimd.Subtract(only, Reduction.MaxAll(only));
                Vector256<T> e = Exp(only);
                Vector256<T> scale = Scale(e);
                only = Result(only, e, scale);
                TSimd.StoreFirst(only, ref y, row * columns, columns);
            }

            return;
        }

        for (nint row = 0; row < rows; row++)
        {
            Vector256<T> first = TSimd.Load(ref z, row * columns);
            Vector256<T> second = TSimd.LoadFirst(ref z, (row * columns) + lanes, rest);
            second = Reduction.First(second, rest, TSimd.Create(double.NegativeInfinity));
            Vector256<T> greatest = TSimd.Max(first, second);
            greatest = Reduction.MaxAll(greatest);
            first = TSimd.Subtract(first, greatest);
            second = TSimd.Subtract(second, greatest);
            Vector256<T> e = Exp(first);
            Vector256<T> f = Exp(second);
            Vector256<T> scale = Scale(TSimd.Add(e, f));
            first = Result(first, e, scale);
            second = Result(second, f, scale);
            TSimd.Store(first, ref y, row * columns);
            TSimd.StoreFirst(second, ref y, (row * columns) + lanes, rest);
        }
    }

    /// <summary>Three passes: the greatest, the sum, the results.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    private static void ForwardWide(ref T z, ref T y, nint rows, nint columns)
    {
        nint lanes = Vector256<T>.Count;
        nint whole = (columns - 1) / lanes * lanes;
        int rest = (int)(columns - whole);
        for (nint row = 0; row < rows; row++)
        {
            nint start = row * columns;
            nint end = start + whole;
            Vector256<T> last = TSimd.LoadFirst(ref z, end, rest);
            last = Reduction.First(last, rest, TSimd.Create(double.NegativeInfinity));
            Vector256<T> greatest = last;
            for (nint k = start; k < end; k += lanes)
            {
                greatest = TSimd.Max(greatest, TSimd.Load(ref z, k));
            }

            greatest = Reduction.MaxAll(greatest);
            last = TSimd.Subtract(last, greatest);
            Vector256<T> sum = Vector256<T>.Zero;
            for (nint k = start; k < end; k += lanes)
            {
                Vector256<T> e = TSimd.Load(ref z, k);
                e = TSimd.Subtract(e, greatest);
                e = Exp(e);
                sum = TSimd.Add(sum, e);
                if (!IsLogarithm)
                {
                    TSimd.Store(e, ref y, k);
                }
            }

            Vector256<T> lastExponential = Exp(last);
            sum = TSimd.Add(sum, lastExponential);
            Vector256<T> scale = Scale(sum);
            for (nint k = start; k < end; k += lanes)
            {
                Vector256<T> result = IsLogarithm ? TSimd.Subtract(TSimd.Load(ref z, k), greatest) : TSimd.Load(ref y, k);
                result = Result(result, result, scale);
                TSimd.Store(result, ref y, k);
            }

            last = Result(last, lastExponential, scale);
            TSimd.StoreFirst(last, ref y, end, rest);
        }
    }

    /// <summary>The term common to all exponentials of a row: 1 / Σ, or ln Σ.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Scale(Vector256<T> exponentials)
    {
        Vector256<T> sum = Reduction.SumAll(exponentials);
        return IsLogarithm ? Log(sum) : TSimd.Divide(TSimd.Create(1), sum);
    }

    /// <summary>y of z less the row's greatest, or of the exponential of that.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Result(Vector256<T> z, Vector256<T> exponential, Vector256<T> scale) =>
        IsLogarithm ? TSimd.Subtract(z, scale) : TSimd.Multiply(exponential, scale);

    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Gradient(Vector256<T> y, Vector256<T> dy, Vector256<T> sum) =>
        IsLogarithm ? TSimd.NegatedMultiplyAdd(Exp(y), sum, dy) : TSimd.Multiply(TSimd.Subtract(dy, sum), y);

    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Exp(Vector256<T> x) => Elementary<Vector256<T>, TSimd, T>.Exp(x);

    /// <summary>The logarithm of a sum of 1 or more.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Log(Vector256<T> sum)
    {
        Vector256<T> exponent = Reduction.Exponent(sum);
        Vector256<T> fraction = TSimd.Subtract(Reduction.Mantissa(sum), TSimd.Create(1));
        Vector256<T> log = Elementary<Vector256<T>, TSimd, T>.LogOnePlus(fraction);
        log = TSimd.MultiplyAdd(exponent, TSimd.Create(0.6931471805599453), log);

        // NaN has no exponent or mantissa and would come out as a number: 0 is added, or NaN.
        return TSimd.Add(log, TSimd.Subtract(sum, sum));
    }
}
