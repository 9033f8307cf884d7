using System.ComponentModel;
using System.Numerics;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>y = f(x), element by element.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TActivation">The function.</typeparam>
/// <param name="size">Inputs and outputs per row.</param>
/// <param name="needsInput">Whether f′ is told from x, and not from y.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class ActivationStage<T, TActivation>(int size, bool needsInput) : Stage<T>(size, [], isTrained: false)
    where T : unmanaged, IFloatingPointIeee754<T>
    where TActivation : struct, IActivation
{
    private protected override void ForwardRows(ref T x, ref T y, nint rows)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            ActivationRows<Vector512<T>, Simd512<T>, T, TActivation>.Forward(ref x, ref y, rows * Size);
        }
        else
        {
            ActivationRows<Vector256<T>, Simd256<T>, T, TActivation>.Forward(ref x, ref y, rows * Size);
        }
    }

    private protected override void BackwardRows(ref T x, ref T y, ref T dy, ref T dx, nint rows)
    {
        ref T source = ref needsInput ? ref x : ref y;
        if (Vector512.IsHardwareAccelerated)
        {
            ActivationRows<Vector512<T>, Simd512<T>, T, TActivation>.Backward(ref source, ref dy, ref dx, rows * Size);
        }
        else
        {
            ActivationRows<Vector256<T>, Simd256<T>, T, TActivation>.Backward(ref source, ref dy, ref dx, rows * Size);
        }
    }
}

/// <summary>y = f(x), row by row: softmax or its logarithm.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TActivation">Which of the two.</typeparam>
/// <param name="size">Inputs and outputs per row.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SoftmaxStage<T, TActivation>(int size) : Stage<T>(size, [], isTrained: false)
    where T : unmanaged, IFloatingPointIeee754<T>
    where TActivation : struct
{
    private protected override void ForwardRows(ref T x, ref T y, nint rows) => SoftmaxRows<Simd256<T>, T, TActivation>.Forward(ref x, ref y, rows, Size);

    private protected override void BackwardRows(ref T x, ref T y, ref T dy, ref T dx, nint rows) =>
        SoftmaxRows<Simd256<T>, T, TActivation>.Backward(ref y, ref dy, ref dx, rows, Size);
}
