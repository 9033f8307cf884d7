using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// A single step of a network, how it serves as a network of one, and how a network takes it in. Generated classes and the runtime
/// implement it; other code does not need to.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface INetworkStage<T> : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Parameters as the kernels read them: weights and bias of a layer.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ref readonly LayerParameters<T> Layer { get; }

    /// <summary>Puts other storage in the place of <see cref="Layer"/>: a network's, so that all of its parameters are one block.</summary>
    /// <param name="storage">Storage of the stage's shape, from the network that takes the stage in.</param>
    /// <exception cref="ArgumentException">It is of another shape, or not from a network that is being made; the stage keeps its own.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void Adopt(LayerParameters<T> storage);

    /// <summary>Whether trainers leave this stage's parameters as they are, and networks do not compute their gradients. Those that no optimiser moves are frozen for good.</summary>
    bool Frozen { get; set; }

    /// <summary>Gradients of this stage's parameters over given memory.</summary>
    /// <param name="storage">From <see cref="LayerParameters{T}.CreateGradients"/>, perhaps moved.</param>
    /// <exception cref="ArgumentException">It is of another shape than the stage's.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ParameterGradients<T> CreateGradients(LayerParameters<T> storage);

    /// <summary>
    /// Computes dX and adds the parameters' gradients. Of a layer with the activation f: dZ = f′·dY, dX = dZ·Wᵀ, dW += Xᵀ·dZ and, with a bias, db += the
    /// column sums of dZ.
    /// </summary>
    /// <param name="x">[rows, In], as given to <c>Forward</c>.</param>
    /// <param name="y">[rows, Out], the result of <c>Forward</c>; not read if there is no activation.</param>
    /// <param name="dy">[rows, Out]: ∂C/∂Y of a scalar cost C.</param>
    /// <param name="dx">[rows, In]: ∂C/∂X, overwritten; or empty if it is not wanted.</param>
    /// <param name="gradients">The sums that the parameters' gradients are added to; or null if they are not wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit, <paramref name="dx"/> overlaps an input, or the gradients are another stage's.</exception>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients);

    NetworkShape INetwork<T>.Shape => Layer.Shape;

    Span<T> INetwork<T>.Parameters => Layer.Block.Span;

    int INetwork<T>.LayerCount => Layer.Block.IsEmpty ? 0 : 1;

    Range INetwork<T>.ParameterRange(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)LayerCount, nameof(layer));
        return Range.All;
    }

    bool INetwork<T>.IsFrozen(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual((uint)layer, (uint)LayerCount, nameof(layer));
        return Frozen;
    }

    void INetwork<T>.ParametersChanged() => Layer.ParametersChanged();

    ParameterGradients<T> INetwork<T>.CreateGradients() => CreateGradients(Layer.CreateGradients());

    Activations<T> INetwork<T>.CreateActivations(int maxRows) => new(maxRows, Shape.Out);

    void INetwork<T>.Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        (int inputs, int outputs, _) = Shape;
        Forward(x, activations.Begin(x, inputs, outputs));
    }

    void INetwork<T>.Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        ArgumentNullException.ThrowIfNull(activations);
        (int inputs, int outputs, _) = Shape;
        activations.CheckIsOf(x, inputs, outputs);
        Backward(x, activations.Output, dy, dx, gradients);
    }
}
