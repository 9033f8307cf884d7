using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>A function of single elements with parameters of its own for each column: y = clamp(f(x), bounds).</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal interface IColumnFunction<T>
    where T : unmanaged
{
    /// <summary>Vectors of parameters.</summary>
    static abstract int Vectors { get; }

    /// <summary>f(x), f′ and the bounds of some columns.</summary>
    /// <param name="x">The elements.</param>
    /// <param name="parameters">The first parameter of all.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="column">The first of these columns.</param>
    /// <param name="clip">The limit that all columns share, if there is one.</param>
    static abstract Clamped<T> Value(Vector256<T> x, ref T parameters, nint columns, nint column, Vector256<T> clip);

    /// <summary>f′·dy within the bounds.</summary>
    static abstract Vector256<T> Gradient(Vector256<T> dy, ref T parameters, nint columns, nint column);
}

/// <summary>Values before they are clamped, and the bounds.</summary>
internal readonly struct Clamped<T>(Vector256<T> value, Vector256<T> low, Vector256<T> high)
    where T : unmanaged
{
    /// <summary>The values within the bounds. A NaN stays one.</summary>
    public Vector256<T> Result
    {
        [MethodImpl(KernelOptions.Inline)]
        get
        {
            Vector256<T> raised = Vector256.ConditionalSelect(Vector256.LessThan(value, low), low, value);
            return Vector256.ConditionalSelect(Vector256.GreaterThan(raised, high), high, raised);
        }
    }

    /// <summary>All ones where a value is not within the bounds.</summary>
    public Vector256<T> Outside
    {
        [MethodImpl(KernelOptions.Inline)]
        get => Vector256.LessThan(value, low) | Vector256.GreaterThan(value, high);
    }
}

/// <summary>(x − mean) / deviation.</summary>
internal readonly struct NormalizationColumns<T> : IColumnFunction<T>
    where T : unmanaged
{
    public const int Mean = 0;
    public const int Deviation = 1;

    public static int Vectors => 2;

    [MethodImpl(KernelOptions.Inline)]
    public static Clamped<T> Value(Vector256<T> x, ref T parameters, nint columns, nint column, Vector256<T> clip)
    {
        Vector256<T> mean = Vector256.LoadUnsafe(ref StageRows.Parameter(ref parameters, columns, 2, Mean, column));
        Vector256<T> deviation = Vector256.LoadUnsafe(ref StageRows.Parameter(ref parameters, columns, 2, Deviation, column));
        return new((x - mean) / deviation, -clip, clip);
    }

    [MethodImpl(KernelOptions.Inline)]
    public static Vector256<T> Gradient(Vector256<T> dy, ref T parameters, nint columns, nint column) =>
        dy / Vector256.LoadUnsafe(ref StageRows.Parameter(ref parameters, columns, 2, Deviation, column));
}

/// <summary>x·scale + offset, rounded twice on every machine.</summary>
internal readonly struct RescalingColumns<T> : IColumnFunction<T>
    where T : unmanaged
{
    public const int Scale = 0;
    public const int Offset = 1;
    public const int Low = 2;
    public const int High = 3;

    public static int Vectors => 4;

    [MethodImpl(KernelOptions.Inline)]
    public static Clamped<T> Value(Vector256<T> x, ref T parameters, nint columns, nint column, Vector256<T> clip) => new(
        (x * Load(ref parameters, columns, Scale, column)) + Load(ref parameters, columns, Offset, column),
        Load(ref parameters, columns, Low, column),
        Load(ref parameters, columns, High, column));

    [MethodImpl(KernelOptions.Inline)]
    public static Vector256<T> Gradient(Vector256<T> dy, ref T parameters, nint columns, nint column) => dy * Load(ref parameters, columns, Scale, column);

    [MethodImpl(KernelOptions.Inline)]
    private static Vector256<T> Load(ref T parameters, nint columns, int vector, nint column) =>
        Vector256.LoadUnsafe(ref StageRows.Parameter(ref parameters, columns, 4, vector, column));
}

/// <summary>A function of single elements over rows.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TFunction">The function.</typeparam>
internal static class ColumnRows<T, TFunction>
    where T : unmanaged
    where TFunction : struct, IColumnFunction<T>
{
    /// <summary>y = clamp(f(x)).</summary>
    [MethodImpl(KernelOptions.Inline)]
    public static void Forward(ref T x, ref T y, nint rows, nint columns, ref T parameters, T clip)
    {
        for (nint row = 0; row < rows; row++)
        {
            for (nint k = 0; k < columns; k += Vector256<T>.Count)
            {
                Vector256<T> value = Simd256<T>.LoadFirst(ref x, k, columns - k);
                value = TFunction.Value(value, ref parameters, columns, k, Vector256.Create(clip)).Result;
                Simd256<T>.StoreFirst(value, ref y, k, columns - k);
            }

            x = ref Unsafe.Add(ref x, columns);
            y = ref Unsafe.Add(ref y, columns);
        }
    }

    /// <summary>dx = f′·dy, 0 where f(x) is not within the bounds.</summary>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Backward(ref T x, ref T dy, ref T dx, nint rows, nint columns, ref T parameters, T clip)
    {
        for (nint row = 0; row < rows; row++)
        {
            for (nint k = 0; k < columns; k += Vector256<T>.Count)
            {
                Vector256<T> value = Simd256<T>.LoadFirst(ref x, k, columns - k);
                Vector256<T> outside = TFunction.Value(value, ref parameters, columns, k, Vector256.Create(clip)).Outside;
                Vector256<T> gradient = TFunction.Gradient(Simd256<T>.LoadFirst(ref dy, k, columns - k), ref parameters, columns, k);
                Simd256<T>.StoreFirst(Vector256.AndNot(gradient, outside), ref dx, k, columns - k);
            }

            x = ref Unsafe.Add(ref x, columns);
            dy = ref Unsafe.Add(ref dy, columns);
            dx = ref Unsafe.Add(ref dx, columns);
        }
    }
}
