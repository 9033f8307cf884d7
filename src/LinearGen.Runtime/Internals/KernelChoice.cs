using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// What stands between a layer's public methods and its kernels: the choice of the machine's instruction set. The
/// conditions are constants to the JIT, and all of it is inlined into the caller, so that nothing is left of it.
/// </summary>
/// <typeparam name="TWide">The layer's kernels for <see cref="Fma256"/>.</typeparam>
/// <typeparam name="TNarrow">The layer's kernels for <see cref="Paired128"/>.</typeparam>
/// <typeparam name="TScalar">The layer's kernels for <see cref="ScalarLanes"/>.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes derive from it, which gives them the members.")]
public abstract class KernelChoice<
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TWide,
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TNarrow,
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TScalar,
    T>
    where TWide : struct, IKernels<T>
    where TNarrow : struct, IKernels<T>
    where TScalar : struct, IKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <inheritdoc cref="KernelCalls{TKernels, T}.Forward"/>
    [MethodImpl(Inline)]
    public static void Forward(ReadOnlySpan<T> x, Span<T> y, in LayerParameters<T> layer)
    {
        if (Fma256.IsSupported)
        {
            KernelCalls<TWide, T>.Forward(x, y, in layer);
        }
        else if (Paired128.IsSupported)
        {
            KernelCalls<TNarrow, T>.Forward(x, y, in layer);
        }
        else
        {
            KernelCalls<TScalar, T>.Forward(x, y, in layer);
        }
    }

    /// <inheritdoc cref="IKernels{T}.ForwardRow"/>
    [MethodImpl(Inline)]
    public static void ForwardRow(ref T x, ref T y, in LayerParameters<T> layer)
    {
        if (Fma256.IsSupported)
        {
            TWide.ForwardRow(ref x, ref y, in layer);
        }
        else if (Paired128.IsSupported)
        {
            TNarrow.ForwardRow(ref x, ref y, in layer);
        }
        else
        {
            TScalar.ForwardRow(ref x, ref y, in layer);
        }
    }

    /// <inheritdoc cref="KernelCalls{TKernels, T}.Backward"/>
    [MethodImpl(Inline)]
    public static void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients)
    {
        if (Fma256.IsSupported)
        {
            KernelCalls<TWide, T>.Backward(x, dy, dx, in layer, gradients);
        }
        else if (Paired128.IsSupported)
        {
            KernelCalls<TNarrow, T>.Backward(x, dy, dx, in layer, gradients);
        }
        else
        {
            KernelCalls<TScalar, T>.Backward(x, dy, dx, in layer, gradients);
        }
    }

    /// <summary>Compiles a layer's public methods and the kernels for this machine.</summary>
    /// <param name="layer">The layer's class.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void Warmup([DynamicallyAccessedMembers(KernelWarmup.Methods)] Type layer)
    {
        KernelWarmup.Prepare(layer);
        KernelWarmup.Prepare(typeof(KernelChoice<TWide, TNarrow, TScalar, T>));
        if (Fma256.IsSupported)
        {
            KernelWarmup.PrepareKernels<TWide, T>();
        }
        else if (Paired128.IsSupported)
        {
            KernelWarmup.PrepareKernels<TNarrow, T>();
        }
        else
        {
            KernelWarmup.PrepareKernels<TScalar, T>();
        }
    }
}

/// <summary>The same for a layer with an activation.</summary>
/// <inheritdoc/>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes derive from it, which gives them the members.")]
public abstract class ActivatedKernelChoice<
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TWide,
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TNarrow,
    [DynamicallyAccessedMembers(KernelWarmup.Methods)] TScalar,
    T> : KernelChoice<TWide, TNarrow, TScalar, T>
    where TWide : struct, IActivatedKernels<T>
    where TNarrow : struct, IActivatedKernels<T>
    where TScalar : struct, IActivatedKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc cref="ActivatedLayers.Backward"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients)
    {
        if (Fma256.IsSupported)
        {
            ActivatedLayers.Backward<TWide, T>(x, y, dy, dx, in layer, gradients);
        }
        else if (Paired128.IsSupported)
        {
            ActivatedLayers.Backward<TNarrow, T>(x, y, dy, dx, in layer, gradients);
        }
        else
        {
            ActivatedLayers.Backward<TScalar, T>(x, y, dy, dx, in layer, gradients);
        }
    }
}

/// <summary>The same for a layer with kernels for one instruction set alone, which every machine can run in some way.</summary>
/// <typeparam name="TKernels">The layer's kernels.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes derive from it, which gives them the members.")]
public abstract class KernelChoice<[DynamicallyAccessedMembers(KernelWarmup.Methods)] TKernels, T>
    where TKernels : struct, IKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc cref="KernelCalls{TKernels, T}.Forward"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Forward(ReadOnlySpan<T> x, Span<T> y, in LayerParameters<T> layer) => KernelCalls<TKernels, T>.Forward(x, y, in layer);

    /// <inheritdoc cref="IKernels{T}.ForwardRow"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ForwardRow(ref T x, ref T y, in LayerParameters<T> layer) => TKernels.ForwardRow(ref x, ref y, in layer);

    /// <inheritdoc cref="KernelCalls{TKernels, T}.Backward"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients) =>
        KernelCalls<TKernels, T>.Backward(x, dy, dx, in layer, gradients);

    /// <summary>Compiles a layer's public methods and its kernels.</summary>
    /// <param name="layer">The layer's class.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Methods are compiled ahead here; none is called by reflection.")]
    public static void Warmup([DynamicallyAccessedMembers(KernelWarmup.Methods)] Type layer)
    {
        KernelWarmup.Prepare(layer);
        KernelWarmup.Prepare(typeof(KernelChoice<TKernels, T>));
        KernelWarmup.PrepareKernels<TKernels, T>();
    }
}

/// <summary>The same for a layer with an activation.</summary>
/// <inheritdoc/>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated classes derive from it, which gives them the members.")]
public abstract class ActivatedKernelChoice<[DynamicallyAccessedMembers(KernelWarmup.Methods)] TKernels, T> : KernelChoice<TKernels, T>
    where TKernels : struct, IActivatedKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc cref="ActivatedLayers.Backward"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients) =>
        ActivatedLayers.Backward<TKernels, T>(x, y, dy, dx, in layer, gradients);
}
