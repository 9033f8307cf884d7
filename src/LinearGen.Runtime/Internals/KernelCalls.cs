using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// The way from spans to kernels, which trust all lengths. It is inlined into the caller, where a call for one row costs a few
/// comparisons.
/// </summary>
/// <typeparam name="TKernels">The layer's kernels.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes call them with all type arguments at hand.")]
public static class KernelCalls<TKernels, T>
    where TKernels : struct, IKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Y = X·W (+ b).</summary>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    [MethodImpl(KernelOptions.Inline)]
    public static void Forward(ReadOnlySpan<T> x, Span<T> y, in LayerParameters<T> layer)
    {
        if (LayerCalls.IsRow(x, y, TKernels.In, TKernels.Out))
        {
            TKernels.ForwardRow(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), in layer);
        }
        else
        {
            nint rows = LayerCalls.CheckForward(x, y, TKernels.In, TKernels.Out);
            TKernels.ForwardRows(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), rows, in layer);
        }
    }

    /// <summary>
    /// dX = dY·Wᵀ unless <paramref name="dx"/> is empty, dW += Xᵀ·dY (and db += the column sums of dY) unless
    /// <paramref name="gradients"/> is null.
    /// </summary>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="dx"/> overlaps an input.</exception>
    [MethodImpl(KernelOptions.Inline)]
    public static void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients)
    {
        if (!LayerCalls.IsRow(x, dy, dx, TKernels.In, TKernels.Out))
        {
            BackwardRows(x, dy, dx, in layer, gradients);
            return;
        }

        if (gradients is not null)
        {
            TKernels.WeightGradientRow(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(dy), gradients);
        }

        if (!dx.IsEmpty)
        {
            TKernels.InputGradientRow(ref MemoryMarshal.GetReference(dy), ref MemoryMarshal.GetReference(dx), in layer);
        }
    }

    [MethodImpl(KernelOptions.Kernel)]
    private static void BackwardRows(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients)
    {
        nint rows = LayerCalls.CheckBackward(x, dy, dx, TKernels.In, TKernels.Out);
        if (gradients is not null)
        {
            TKernels.WeightGradientRows(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(dy), rows, gradients);
        }

        if (!dx.IsEmpty)
        {
            TKernels.InputGradientRows(ref MemoryMarshal.GetReference(dy), ref MemoryMarshal.GetReference(dx), rows, in layer);
        }
    }
}
