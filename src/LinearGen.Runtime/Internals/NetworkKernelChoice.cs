using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>The fused kernels of one network for one instruction set, as the generator writes them.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INetworkKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The runtime's methods that the kernels call, to be compiled with them.</summary>
    static abstract Delegate[] Shared { get; }

    /// <summary>All layers for one row in one method. Unchecked.</summary>
    static abstract void ForwardRow(ref T x, ref T y, LayerChain<T> layers);
}

/// <summary>What stands between a network's public methods and its fused kernels: the choice of the machine's instruction set.</summary>
/// <inheritdoc cref="KernelChoice{TWide, TNarrow, TScalar, T}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes derive from it, which gives them the members.")]
public abstract class NetworkKernelChoice<
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TWide,
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TNarrow,
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TScalar,
    T>
    where TWide : struct, INetworkKernels<T>
    where TNarrow : struct, INetworkKernels<T>
    where TScalar : struct, INetworkKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>One row through the fused kernel, several layer after layer.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(ReadOnlySpan<T> x, Span<T> y, int inputs, int outputs, LayerChain<T> layers)
    {
        if (LayerCalls.IsRow(x, y, inputs, outputs))
        {
            ForwardRow(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), layers);
        }
        else
        {
            layers.Forward(x, y);
        }
    }

    /// <inheritdoc cref="INetworkKernels{T}.ForwardRow"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ForwardRow(ref T x, ref T y, LayerChain<T> layers)
    {
        if (Fma256.IsSupported)
        {
            TWide.ForwardRow(ref x, ref y, layers);
        }
        else if (Paired128.IsSupported)
        {
            TNarrow.ForwardRow(ref x, ref y, layers);
        }
        else
        {
            TScalar.ForwardRow(ref x, ref y, layers);
        }
    }

    /// <summary>Compiles a network's public methods and its fused kernels for this machine.</summary>
    /// <param name="network">The network's class.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void Warmup([DynamicallyAccessedMembers(KernelWarmup.Methods)] Type network)
    {
        KernelWarmup.PrepareNetwork<T>(network);
        KernelWarmup.Prepare(typeof(NetworkKernelChoice<TWide, TNarrow, TScalar, T>));
        if (Fma256.IsSupported)
        {
            KernelWarmup.Prepare(typeof(TWide));
            KernelWarmup.Prepare(TWide.Shared);
        }
        else if (Paired128.IsSupported)
        {
            KernelWarmup.Prepare(typeof(TNarrow));
            KernelWarmup.Prepare(TNarrow.Shared);
        }
        else
        {
            KernelWarmup.Prepare(typeof(TScalar));
            KernelWarmup.Prepare(TScalar.Shared);
        }
    }
}

/// <summary>The same for a network with kernels for one instruction set alone.</summary>
/// <inheritdoc cref="KernelChoice{TKernels, T}"/>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes derive from it, which gives them the members.")]
public abstract class NetworkKernelChoice<[DynamicallyAccessedMembers(KernelWarmup.Methods)] TKernels, T>
    where TKernels : struct, INetworkKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc cref="NetworkKernelChoice{TWide, TNarrow, TScalar, T}.Forward"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(ReadOnlySpan<T> x, Span<T> y, int inputs, int outputs, LayerChain<T> layers)
    {
        if (LayerCalls.IsRow(x, y, inputs, outputs))
        {
            TKernels.ForwardRow(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), layers);
        }
        else
        {
            layers.Forward(x, y);
        }
    }

    /// <inheritdoc cref="INetworkKernels{T}.ForwardRow"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ForwardRow(ref T x, ref T y, LayerChain<T> layers) => TKernels.ForwardRow(ref x, ref y, layers);

    /// <summary>Compiles a network's public methods and its fused kernels.</summary>
    /// <param name="network">The network's class.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void Warmup([DynamicallyAccessedMembers(KernelWarmup.Methods)] Type network)
    {
        KernelWarmup.PrepareNetwork<T>(network);
        KernelWarmup.Prepare(typeof(NetworkKernelChoice<TKernels, T>));
        KernelWarmup.Prepare(typeof(TKernels));
        KernelWarmup.Prepare(TKernels.Shared);
    }
}
