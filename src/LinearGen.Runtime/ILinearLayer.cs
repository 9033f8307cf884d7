using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// A single linear layer, how it serves as a network of one, and how a network takes it in. The generator implements it on
/// every class with <see cref="LinearLayerAttribute"/>; nobody else needs to.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ILinearLayer<T> : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>
    /// Weights and bias as the kernels read them. A network replaces them by others over its own memory, so that all of its
    /// parameters are one block.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ref LayerParameters<T> Layer { get; }

    /// <summary>What the layer applies to X·W + b.</summary>
    Activation Activation { get; }

    /// <summary>Whether trainers leave this layer's parameters as they are, and networks do not compute their gradients.</summary>
    bool Frozen { get; set; }

    /// <summary>Gradients of this layer's parameters over given memory.</summary>
    /// <param name="storage">From <see cref="LayerParameters{T}.CreateGradients"/>, perhaps moved.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    ParameterGradients<T> CreateGradients(LayerParameters<T> storage);

    /// <summary>dZ = f′·dY for the layer's activation f, dX = dZ·Wᵀ, dW += Xᵀ·dZ and, with a bias, db += the column sums of dZ.</summary>
    /// <param name="x">[rows, In], as given to <c>Forward</c>.</param>
    /// <param name="y">[rows, Out], what <c>Forward</c> made of it; not looked at if the layer has no activation.</param>
    /// <param name="dy">[rows, Out]: ∂C/∂Y of a scalar cost C.</param>
    /// <param name="dx">[rows, In]: ∂C/∂X, overwritten; or empty if it is not wanted.</param>
    /// <param name="gradients">What dW and db are added to; or null if they are not wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit, <paramref name="dx"/> overlaps an input, or the gradients are another layer's.</exception>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients);

    NetworkShape INetwork<T>.Shape => Layer.Shape;

    Span<T> INetwork<T>.Parameters => Layer.Block.Span;

    int INetwork<T>.LayerCount => 1;

    Range INetwork<T>.ParameterRange(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(layer, 0);
        return Range.All;
    }

    bool INetwork<T>.IsFrozen(int layer)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(layer, 0);
        return Frozen;
    }

    void INetwork<T>.ParametersChanged() => Layer.ParametersChanged();

    ParameterGradients<T> INetwork<T>.CreateGradients() => CreateGradients(Layer.CreateGradients());

    Activations<T> INetwork<T>.CreateActivations(int maxRows) => new(maxRows, Layer.Shape.Out);

    void INetwork<T>.Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        (int inputs, int outputs, _) = Layer.Shape;
        Forward(x, activations.Begin(x, inputs, outputs));
    }

    void INetwork<T>.Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        ArgumentNullException.ThrowIfNull(activations);
        (int inputs, int outputs, _) = Layer.Shape;
        activations.CheckIsOf(x, inputs, outputs);
        Backward(x, activations.Output, dy, dx, gradients);
    }
}

/// <summary>A linear layer with the class of its gradients.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TGradients">The layer's nested class of gradients.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ILinearLayer<T, TGradients> : ILinearLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TGradients : ParameterGradients<T>
{
    /// <inheritdoc cref="ILinearLayer{T}.CreateGradients(LayerParameters{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    new TGradients CreateGradients(LayerParameters<T> storage);

    /// <inheritdoc cref="ILinearLayer{T}.Backward(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, ParameterGradients{T})"/>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, TGradients? gradients);

    ParameterGradients<T> ILinearLayer<T>.CreateGradients(LayerParameters<T> storage) => CreateGradients(storage);

    void ILinearLayer<T>.Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        Backward(x, y, dy, dx, gradients switch
        {
            null => null,
            TGradients own => own,
            _ => throw new ArgumentException(
                $"gradients is a {gradients.GetType()}; expected a {typeof(TGradients)}, as CreateGradients() of this layer makes it.", nameof(gradients)),
        });
}

/// <summary>A linear layer without activation, whose backward pass does not look at its outputs.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TGradients">The layer's nested class of gradients.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IPlainLinearLayer<T, TGradients> : ILinearLayer<T, TGradients>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TGradients : ParameterGradients<T>
{
    Activation ILinearLayer<T>.Activation => Activation.None;

    /// <summary>dX = dY·Wᵀ, dW += Xᵀ·dY and, with a bias, db += the column sums of dY.</summary>
    /// <inheritdoc cref="ILinearLayer{T}.Backward(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, ParameterGradients{T})"/>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, TGradients? gradients);

    void ILinearLayer<T, TGradients>.Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, TGradients? gradients) =>
        Backward(x, dy, dx, gradients);
}
