using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>The fused kernel of one network, as the generator writes it. It checks nothing.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INetworkKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>All layers for one row.</summary>
    static abstract void ForwardRow(ref T x, ref T y, ref T parameters, ref T transposes);
}

/// <summary>The way from spans to a network's fused kernel.</summary>
/// <typeparam name="TKernels">The network's kernel.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes call them with all type arguments at hand.")]
public static class NetworkCalls<TKernels, T>
    where TKernels : struct, INetworkKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>One row through the fused kernel, several layer after layer.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="y">[rows, outputs].</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="layers">The network's layers.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    [MethodImpl(KernelOptions.Inline)]
    public static void Forward(ReadOnlySpan<T> x, Span<T> y, int inputs, int outputs, LayerChain<T> layers)
    {
        if (LayerCalls.IsRow(x, y, inputs, outputs))
        {
            TKernels.ForwardRow(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), ref layers.Reference, ref layers.TransposedReference);
        }
        else
        {
            layers.Forward(x, y);
        }
    }
}
