using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>The way from spans to the kernels of the backward pass, as <see cref="KernelCalls{TKernels, T}"/> is to those of the forward pass.</summary>
/// <typeparam name="TKernels">The layer's kernels.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes call them with all type arguments at hand.")]
public static class BackwardCalls<TKernels, T>
    where TKernels : struct, IKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// dX = dY·Wᵀ unless <paramref name="dx"/> is empty, dW += Xᵀ·dY (and db += the column sums of dY) unless
    /// <paramref name="gradients"/> is null.
    /// </summary>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="dx"/> overlaps an input.</exception>
    /// <exception cref="NotSupportedException"><paramref name="dx"/> is wanted of a layer of a network with <c>Trainable = false</c>.</exception>
    [MethodImpl(KernelOptions.Inline)]
    public static void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients)
    {
        if (!LayerCalls.IsRow(x, dy, dx, TKernels.In, TKernels.Out))
        {
            if (gradients is null)
            {
                InputRows(x, dy, dx, in layer);
            }
            else if (dx.IsEmpty)
            {
                WeightRows(x, dy, gradients);
            }
            else
            {
                BackwardRows(x, dy, dx, in layer, gradients);
            }

            return;
        }

        if (!dx.IsEmpty)
        {
            layer.CheckTransposed();
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

    /// <summary>
    /// Many rows. Calls that want one of both are methods of their own, with less to check and nothing to keep for a second kernel: dX of 2×3 with eight rows 4.6 ns, 5.7
    /// by one method for all; dW 5.1 and 6.7 (Zen 5).
    /// </summary>
    [MethodImpl(KernelOptions.Kernel)]
    private static void BackwardRows(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T> gradients)
    {
        nint rows = LayerCalls.CheckBackward(x, dy, dx, TKernels.In, TKernels.Out);
        layer.CheckTransposed();
        TKernels.WeightGradientRows(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(dy), rows, gradients);
        TKernels.InputGradientRows(ref MemoryMarshal.GetReference(dy), ref MemoryMarshal.GetReference(dx), rows, in layer);
    }

    /// <summary>As forward does, the checks are a part of the caller: with eight rows of 2×3 4.3 ns, 4.6 with a call in between (Zen 5).</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static void InputRows(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer)
    {
        nint rows = LayerCalls.CheckBackward(x, dy, dx, TKernels.In, TKernels.Out);
        if (!dx.IsEmpty)
        {
            layer.CheckTransposed();
            TKernels.InputGradientRows(ref MemoryMarshal.GetReference(dy), ref MemoryMarshal.GetReference(dx), rows, in layer);
        }
    }

    [MethodImpl(KernelOptions.Kernel)]
    private static void WeightRows(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, LayerGradients<T> gradients)
    {
        nint rows = LayerCalls.CheckBackward(x, dy, default, TKernels.In, TKernels.Out);
        TKernels.WeightGradientRows(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(dy), rows, gradients);
    }
}
