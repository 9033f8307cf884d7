using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>
/// Rows of stages other than layers. A stage's parameters are vectors of as many elements as a row, stored as the rows of a matrix (<see cref="PanelLayout"/>).
/// All is computed in 256 bits and in one order, so that the bits are the same on every machine. Nothing is checked.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class StageRows
{
    /// <summary>y = clamp((x − mean) / deviation, ±clip).</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="y">[rows, columns], beside x.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="parameters">Mean and deviation.</param>
    /// <param name="clip">A number above 0, perhaps infinite.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Normalize<T>(ref T x, ref T y, nint rows, nint columns, ref T parameters, double clip)
        where T : unmanaged, IFloatingPointIeee754<T> => ColumnRows<T, NormalizationColumns<T>>.Forward(ref x, ref y, rows, columns, ref parameters, T.CreateTruncating(clip));

    /// <summary>y = clamp(x·scale + offset, low, high).</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="y">[rows, columns], beside x.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="parameters">Scale, offset, low and high.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Rescale<T>(ref T x, ref T y, nint rows, nint columns, ref T parameters)
        where T : unmanaged, IFloatingPointIeee754<T> => ColumnRows<T, RescalingColumns<T>>.Forward(ref x, ref y, rows, columns, ref parameters, T.Zero);

    /// <summary>y = (x − μ) / √(σ² + epsilon) ⊙ gain + bias.</summary>
    /// <param name="x">[rows, columns].</param>
    /// <param name="y">[rows, columns], beside x.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="parameters">Gain and bias.</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(KernelOptions.Kernel)]
    public static void LayerNorm<T>(ref T x, ref T y, nint rows, nint columns, ref T parameters, double epsilon)
        where T : unmanaged, IFloatingPointIeee754<T> => LayerNormRows<T>.Forward(ref x, ref y, rows, columns, ref parameters, epsilon);

    /// <summary>c = a + b, the end of a residual block.</summary>
    /// <param name="a">The block's last outputs.</param>
    /// <param name="b">Its inputs.</param>
    /// <param name="c">Takes the sums.</param>
    /// <param name="count">The number of elements.</param>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Add<T>(ref T a, ref T b, ref T c, nint count)
        where T : unmanaged
    {
        for (nint k = 0; k < count; k += Vector256<T>.Count)
        {
            Vector256<T> sum = Simd256<T>.LoadFirst(ref a, k, count - k) + Simd256<T>.LoadFirst(ref b, k, count - k);
            Simd256<T>.StoreFirst(sum, ref c, k, count - k);
        }
    }

    /// <summary>Elements of one of several vectors of parameters, from a column on.</summary>
    /// <param name="parameters">The first parameter.</param>
    /// <param name="columns">Elements of a row.</param>
    /// <param name="vectors">The number of vectors.</param>
    /// <param name="vector">Which one.</param>
    /// <param name="column">The first column, a multiple of the lanes of 256 bits.</param>
    [MethodImpl(KernelOptions.Inline)]
    internal static ref T Parameter<T>(ref T parameters, nint columns, int vectors, int vector, nint column)
        where T : unmanaged
    {
        // PanelLayout's arithmetic, which divides: here the JIT knows all that it divides by.
        nint panel = PanelLayout.PanelBytes / Unsafe.SizeOf<T>();
        nint multiple = columns <= Vector256<T>.Count ? Vector256<T>.Count : PanelLayout.Alignment / Unsafe.SizeOf<T>();
        nint padded = (columns + multiple - 1) & -multiple;
        nint first = column & -panel;
        return ref Unsafe.Add(ref parameters, (first * vectors) + (vector * Math.Min(panel, padded - first)) + (column - first));
    }
}
