using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// What stands between a layer's public methods and its kernels: lengths are checked, then the kernels of the machine's
/// instruction set are called. The conditions are constants to the JIT, so that of the choice nothing is left, and of the
/// checks a few comparisons.
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

    /// <summary>A layer's public <c>Forward</c>.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="y">[rows, outputs].</param>
    /// <param name="layer">The layer's parameters.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    [MethodImpl(Inline)]
    public static void Forward(ReadOnlySpan<T> x, Span<T> y, in LayerParameters<T> layer, int inputs, int outputs)
    {
        int rows = LayerCalls.CheckForward(x, y, inputs, outputs);
        ref T from = ref MemoryMarshal.GetReference(x);
        ref T to = ref MemoryMarshal.GetReference(y);
        if (Fma256.IsSupported)
        {
            TWide.Forward(ref from, ref layer.Reference, ref to, rows);
        }
        else if (Paired128.IsSupported)
        {
            TNarrow.Forward(ref from, ref layer.Reference, ref to, rows);
        }
        else
        {
            TScalar.Forward(ref from, ref layer.Reference, ref to, rows);
        }
    }

    /// <summary>A layer's public <c>Backward</c>.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="dy">[rows, outputs].</param>
    /// <param name="dx">[rows, inputs], or empty.</param>
    /// <param name="layer">The layer's parameters.</param>
    /// <param name="gradients">What dW and db are added to, or null.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="dx"/> overlaps an input.</exception>
    /// <remarks>
    /// A method of its own, since all of it is more than the JIT inlines into a method as short as the layer's: beside a
    /// backward pass the call is nothing.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    public static void Backward(
        ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients, int inputs, int outputs)
    {
        int rows = LayerCalls.CheckBackward(x, dy, dx, inputs, outputs);
        ref T output = ref MemoryMarshal.GetReference(dy);
        if (!dx.IsEmpty)
        {
            InputGradient(ref output, ref layer.Reference, ref MemoryMarshal.GetReference(dx), rows);
        }

        if (gradients is not null)
        {
            WeightGradient(ref MemoryMarshal.GetReference(x), ref output, ref gradients.Layer.Reference, rows);
        }
    }

    /// <summary>Compiles a layer's public methods and the kernels for this machine.</summary>
    /// <param name="layer">The layer's class.</param>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "Of this class's own methods only Backward is compiled ahead; none is called by reflection.")]
    public static void Warmup([DynamicallyAccessedMembers(KernelWarmup.Methods)] Type layer)
    {
        KernelWarmup.Prepare(layer);
        KernelWarmup.Prepare(typeof(KernelChoice<TWide, TNarrow, TScalar, T>));
        if (Fma256.IsSupported)
        {
            KernelWarmup.Prepare(typeof(TWide));
        }
        else if (Paired128.IsSupported)
        {
            KernelWarmup.Prepare(typeof(TNarrow));
        }
        else
        {
            KernelWarmup.Prepare(typeof(TScalar));
        }
    }

    [MethodImpl(Inline)]
    private static void InputGradient(ref T dy, ref T w, ref T dx, nint rows)
    {
        if (Fma256.IsSupported)
        {
            TWide.InputGradient(ref dy, ref w, ref dx, rows);
        }
        else if (Paired128.IsSupported)
        {
            TNarrow.InputGradient(ref dy, ref w, ref dx, rows);
        }
        else
        {
            TScalar.InputGradient(ref dy, ref w, ref dx, rows);
        }
    }

    [MethodImpl(Inline)]
    private static void WeightGradient(ref T x, ref T dy, ref T dw, nint rows)
    {
        if (Fma256.IsSupported)
        {
            TWide.WeightGradient(ref x, ref dy, ref dw, rows);
        }
        else if (Paired128.IsSupported)
        {
            TNarrow.WeightGradient(ref x, ref dy, ref dw, rows);
        }
        else
        {
            TScalar.WeightGradient(ref x, ref dy, ref dw, rows);
        }
    }
}
