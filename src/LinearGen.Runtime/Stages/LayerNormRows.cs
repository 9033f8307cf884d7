using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>
/// Layer normalisation of rows: with x̂ = (x − μ)·s and s = 1 / √(σ² + ε), y = x̂ ⊙ gain + bias. Mean and variance are formed in two passes, in each lane first and
/// then over the lanes as <see cref="Reduction.SumAll"/> does.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>Formulas of the backward pass: with g = dy ⊙ gain, dx = s·(g − mean(g) − x̂·mean(g ⊙ x̂)); dgain += Σ dy ⊙ x̂, dbias += Σ dy over the rows.</remarks>
internal static class LayerNormRows<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public const int Gain = 0;
    public const int Bias = 1;

    /// <summary>Vectors of parameters.</summary>
    public const int Vectors = 2;

    /// <summary>y = x̂ ⊙ gain + bias.</summary>
    [MethodImpl(KernelOptions.Inline)]
    public static void Forward(ref T x, ref T y, nint rows, nint columns, ref T parameters, double epsilon)
    {
        for (nint row = 0; row < rows; row++)
        {
            (Vector256<T> mean, Vector256<T> scale) = Statistics(ref x, columns, epsilon);
            for (nint k = 0; k < columns; k += Vector256<T>.Count)
            {
                Vector256<T> value = (Simd256<T>.LoadFirst(ref x, k, columns - k) - mean) * scale;
                value = (value * Load(ref parameters, columns, Gain, k)) + Load(ref parameters, columns, Bias, k);
                Simd256<T>.StoreFirst(value, ref y, k, columns - k);
            }

            x = ref Unsafe.Add(ref x, columns);
            y = ref Unsafe.Add(ref y, columns);
        }
    }

    /// <summary>dx, overwritten.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void InputGradient(ref T x, ref T dy, ref T dx, nint rows, nint columns, ref T parameters, double epsilon)
    {
        Vector256<T> count = Vector256.Create(T.CreateTruncating(columns));
        for (nint row = 0; row < rows; row++)
        {
            (Vector256<T> mean, Vector256<T> scale) = Statistics(ref x, columns, epsilon);
            Vector256<T> sum = Vector256<T>.Zero;
            Vector256<T> product = Vector256<T>.Zero;
            for (nint k = 0; k < columns; k += Vector256<T>.Count)
            {
                // Behind the row's end, gradients are 0.
                Vector256<T> gradient = Simd256<T>.LoadFirst(ref dy, k, columns - k) * Load(ref parameters, columns, Gain, k);
                sum += gradient;
                product += Own(gradient * ((Simd256<T>.LoadFirst(ref x, k, columns - k) - mean) * scale), columns - k);
            }

            sum = Reduction.SumAll(sum) / count;
            product = Reduction.SumAll(product) / count;
            for (nint k = 0; k < columns; k += Vector256<T>.Count)
            {
                Vector256<T> gradient = Simd256<T>.LoadFirst(ref dy, k, columns - k) * Load(ref parameters, columns, Gain, k);
                Vector256<T> normalised = (Simd256<T>.LoadFirst(ref x, k, columns - k) - mean) * scale;
                Simd256<T>.StoreFirst((gradient - sum - (normalised * product)) * scale, ref dx, k, columns - k);
            }

            x = ref Unsafe.Add(ref x, columns);
            dy = ref Unsafe.Add(ref dy, columns);
            dx = ref Unsafe.Add(ref dx, columns);
        }
    }

    /// <summary>Computes dgain and dbias and adds them to the sums so far.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void ParameterGradient(ref T x, ref T dy, nint rows, nint columns, ref T gradients, double epsilon)
    {
        for (nint row = 0; row < rows; row++)
        {
            (Vector256<T> mean, Vector256<T> scale) = Statistics(ref x, columns, epsilon);
            for (nint k = 0; k < columns; k += Vector256<T>.Count)
            {
                Vector256<T> gradient = Simd256<T>.LoadFirst(ref dy, k, columns - k);
                ref T gain = ref StageRows.Parameter(ref gradients, columns, Vectors, Gain, k);
                ref T bias = ref StageRows.Parameter(ref gradients, columns, Vectors, Bias, k);
                Vector256<T> product = Own(gradient * ((Simd256<T>.LoadFirst(ref x, k, columns - k) - mean) * scale), columns - k);
                (Vector256.LoadUnsafe(ref gain) + product).StoreUnsafe(ref gain);
                (Vector256.LoadUnsafe(ref bias) + gradient).StoreUnsafe(ref bias);
            }

            x = ref Unsafe.Add(ref x, columns);
            dy = ref Unsafe.Add(ref dy, columns);
        }
    }

    /// <summary>μ and s of a row in every lane.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static (Vector256<T> Mean, Vector256<T> Scale) Statistics(ref T x, nint columns, double epsilon)
    {
        Vector256<T> count = Vector256.Create(T.CreateTruncating(columns));
        Vector256<T> sum = Vector256<T>.Zero;
        for (nint k = 0; k < columns; k += Vector256<T>.Count)
        {
            sum += Simd256<T>.LoadFirst(ref x, k, columns - k);
        }

        Vector256<T> mean = Reduction.SumAll(sum) / count;
        Vector256<T> squares = Vector256<T>.Zero;
        for (nint k = 0; k < columns; k += Vector256<T>.Count)
        {
            Vector256<T> difference = Own(Simd256<T>.LoadFirst(ref x, k, columns - k) - mean, columns - k);
            squares += difference * difference;
        }

        Vector256<T> variance = Reduction.SumAll(squares) / count;
        return (mean, Vector256<T>.One / Vector256.Sqrt(variance + Vector256.Create(T.CreateTruncating(epsilon))));
    }

    /// <summary>Elements of the row, and 0 behind its end, also where 0 − μ is infinite there or NaN.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Own(Vector256<T> values, nint left) =>
        left >= Vector256<T>.Count ? values : Reduction.First(values, (int)left, Vector256<T>.Zero);

    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Load(ref T parameters, nint columns, int vector, nint column) =>
        Vector256.LoadUnsafe(ref StageRows.Parameter(ref parameters, columns, Vectors, vector, column));
}
