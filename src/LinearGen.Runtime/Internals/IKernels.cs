using System.ComponentModel;
using System.Numerics;

namespace LinearGen.Internals;

/// <summary>
/// The kernels of one layer for one instruction set, as the generator writes them.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The runtime's methods that the kernels call, to be compiled with them.</summary>
    static abstract IEnumerable<Delegate> Shared { get; }

    /// <summary>Y = X·W (+ b) of a single row. Unchecked.</summary>
    static abstract void ForwardRow(ref T x, ref T y, in LayerParameters<T> layer);

    /// <summary>The same for any number of rows.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    static abstract void ForwardRows(ReadOnlySpan<T> xs, Span<T> ys, in LayerParameters<T> layer);

    /// <summary>
    /// dX = dY·Wᵀ unless <paramref name="dxs"/> is empty, dW += Xᵀ·dY (and db += the column sums of dY) unless
    /// <paramref name="gradients"/> is null, for a layer's public <c>Backward</c>.
    /// </summary>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="dxs"/> overlaps an input.</exception>
    static abstract void Backward(ReadOnlySpan<T> xs, ReadOnlySpan<T> dys, Span<T> dxs, in LayerParameters<T> layer, LayerGradients<T>? gradients);
}

/// <summary>The kernels of a layer with an activation: <see cref="IKernels{T}.ForwardRow"/> applies it, <see cref="IKernels{T}.Backward"/> knows nothing of it.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivatedKernels<T> : IKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>dZ = f′·dY. Unchecked.</summary>
    /// <param name="xs">[rows, In], from which Z is computed again if f′ cannot be told from Y.</param>
    /// <param name="ys">[rows, Out]: f(Z).</param>
    /// <param name="dys">[rows, Out]: ∂C/∂Y.</param>
    /// <param name="dzs">[rows, Out]: ∂C/∂Z, overwritten.</param>
    /// <param name="layer">The layer.</param>
    static abstract void SumGradients(ReadOnlySpan<T> xs, ReadOnlySpan<T> ys, ReadOnlySpan<T> dys, Span<T> dzs, in LayerParameters<T> layer);
}
