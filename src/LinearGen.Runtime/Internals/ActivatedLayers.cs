using System.Buffers;
using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>The backward pass of a layer with an activation f: dZ = f′·dY in blocks of rows, and of each block the backward pass of Z = X·W + b.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ActivatedLayers
{
    /// <summary>Values of dZ that a call without gradients keeps on the stack: 1 KB of floats.</summary>
    private const int OnStack = 256;

    /// <summary>Rows that dW adds up at a time in large batches, so that blocks of as many cost it nothing; twice as many where they are short.</summary>
    private const int MostRows = 64;

    /// <summary>Values of dZ in one block: half of the nearest cache, as floats.</summary>
    private const int MostValues = 4096;

    /// <summary>Rows below which dW would pay for reading and writing its sums more often than for adding.</summary>
    private const int FewestRows = 16;

    /// <summary>Rows whose dZ is computed at a time if there are gradients to keep them in.</summary>
    /// <param name="outputs">Outputs per row.</param>
    internal static int RowsAtOnce(int outputs) => outputs > Array.MaxLength / FewestRows ? 1 : Math.Clamp(MostValues / outputs, FewestRows, MostRows);

    /// <summary>The whole backward pass.</summary>
    /// <param name="x">[rows, In].</param>
    /// <param name="y">[rows, Out], of the forward pass.</param>
    /// <param name="dy">[rows, Out].</param>
    /// <param name="dx">[rows, In], overwritten; or empty.</param>
    /// <param name="layer">The layer.</param>
    /// <param name="gradients">The sums that dW and db are added to, or null.</param>
    /// <typeparam name="TKernels">The layer's kernels.</typeparam>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="dx"/> overlaps an input.</exception>
    /// <exception cref="NotSupportedException"><paramref name="dx"/> is wanted of a layer of a network with <c>Trainable = false</c>.</exception>
    /// <remarks>
    /// Without gradients the place for dZ is the stack, or, for a row of more than 256 outputs, an array of the shared pool, which
    /// allocates it when a thread first asks.
    /// </remarks>
    [SkipLocalsInit]
    [MethodImpl(KernelOptions.Kernel)]
    public static void Backward<TKernels, T>(
        ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients)
        where TKernels : struct, IActivatedKernels<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (int inputs, int outputs, _) = layer.Shape;
        int rows = LayerCalls.CheckBackward(x, y, dy, dx, inputs, outputs);
        if (!dx.IsEmpty)
        {
            layer.CheckTransposed();
        }

        T[]? rented = null;
        Span<T> dz = stackalloc T[OnStack];
        if (gradients is not null)
        {
            dz = gradients.SumGradients;
        }
        else if (outputs > OnStack)
        {
            dz = rented = ArrayPool<T>.Shared.Rent(outputs);
        }

        nint atOnce = dz.Length / outputs;
        ref T dzs = ref MemoryMarshal.GetReference(dz);
        for (nint row = 0; row < rows; row += atOnce)
        {
            nint count = Math.Min(atOnce, rows - row);
            ref T xs = ref Unsafe.Add(ref MemoryMarshal.GetReference(x), row * inputs);
            nint first = row * outputs;
            TKernels.SumGradients(ref xs, ref Unsafe.Add(ref MemoryMarshal.GetReference(y), first), ref Unsafe.Add(ref MemoryMarshal.GetReference(dy), first), ref dzs, count, in layer);
            if (gradients is not null && count > 1)
            {
                TKernels.WeightGradientRows(ref xs, ref dzs, count, gradients);
            }
            else if (gradients is not null)
            {
                TKernels.WeightGradientRow(ref xs, ref dzs, gradients);
            }

            if (dx.IsEmpty)
            {
                continue;
            }

            ref T dxs = ref Unsafe.Add(ref MemoryMarshal.GetReference(dx), row * inputs);
            if (count > 1)
            {
                TKernels.InputGradientRows(ref dzs, ref dxs, count, in layer);
            }
            else
            {
                TKernels.InputGradientRow(ref dzs, ref dxs, in layer);
            }
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
