using System.ComponentModel;
using System.Numerics;

namespace LinearGen.Internals;

/// <summary>
/// The kernels of one layer's forward pass, as the generator writes them: they choose among instruction sets. None checks anything:
/// <see cref="KernelCalls{TKernels, T}"/> does, once for a call.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IForwardKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Inputs per row.</summary>
    static abstract int In { get; }

    /// <summary>Outputs per row.</summary>
    static abstract int Out { get; }

    /// <summary>Y = X·W (+ b) of a single row, with the layer's activation.</summary>
    static abstract void ForwardRow(ref T x, ref T y, in LayerParameters<T> layer);

    /// <summary>Y = X·W (+ b) of any number of rows, with the layer's activation.</summary>
    static abstract void ForwardRows(ref T x, ref T y, nint rows, in LayerParameters<T> layer);
}

/// <summary>The kernels of a layer that can be trained. They know nothing of an activation.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IKernels<T> : IForwardKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>dX = dY·Wᵀ of a single row.</summary>
    static abstract void InputGradientRow(ref T dy, ref T dx, in LayerParameters<T> layer);

    /// <summary>dX = dY·Wᵀ of any number of rows.</summary>
    static abstract void InputGradientRows(ref T dy, ref T dx, nint rows, in LayerParameters<T> layer);

    /// <summary>dW += Xᵀ·dY (and db += the column sums of dY) of a single row.</summary>
    static abstract void WeightGradientRow(ref T x, ref T dy, LayerGradients<T> gradients);

    /// <summary>dW += Xᵀ·dY (and db += the column sums of dY) of any number of rows.</summary>
    static abstract void WeightGradientRows(ref T x, ref T dy, nint rows, LayerGradients<T> gradients);
}

/// <summary>The kernels of a layer with an activation that can be trained.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivatedKernels<T> : IKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>dZ = f′·dY.</summary>
    /// <param name="x">[rows, In], from which Z is computed again if f′ cannot be told from Y.</param>
    /// <param name="y">[rows, Out], f(Z).</param>
    /// <param name="dy">[rows, Out], ∂C/∂Y.</param>
    /// <param name="dz">[rows, Out]: ∂C/∂Z, overwritten.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="layer">The layer.</param>
    static abstract void SumGradients(ref T x, ref T y, ref T dy, ref T dz, nint rows, in LayerParameters<T> layer);
}

/// <summary>The fused kernel of one network, as the generator writes it. It checks nothing.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface INetworkKernels<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>All layers for one row.</summary>
    static abstract void ForwardRow(ref T x, ref T y, ref T parameters, ref T transposes);
}
