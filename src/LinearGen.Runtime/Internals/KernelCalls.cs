using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// The way from spans to the kernels of the forward pass, which trust all lengths. It is inlined into the caller, where a call for one row costs a
/// few comparisons.
/// </summary>
/// <typeparam name="TKernels">The layer's kernels.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes call them with all type arguments at hand.")]
public static class KernelCalls<TKernels, T>
    where TKernels : struct, IForwardKernels<T>
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
}
