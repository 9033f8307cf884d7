using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// A single linear layer. The generator implements it on every class with <see cref="LinearLayerAttribute"/>; other code does not need to.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ILinearLayer<T> : INetworkStage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The activation function that the layer applies to X·W + b.</summary>
    Activation Activation { get; }
}

/// <summary>A linear layer with the class of its gradients.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TGradients">The layer's nested class of gradients.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ILinearLayer<T, TGradients> : ILinearLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TGradients : ParameterGradients<T>
{
    /// <inheritdoc cref="INetworkStage{T}.CreateGradients(LayerParameters{T})"/>
    [EditorBrowsable(EditorBrowsableState.Never)]
    new TGradients CreateGradients(LayerParameters<T> storage);

    /// <inheritdoc cref="INetworkStage{T}.Backward(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, ParameterGradients{T})"/>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, TGradients? gradients);

    ParameterGradients<T> INetworkStage<T>.CreateGradients(LayerParameters<T> storage) => CreateGradients(storage);

    void INetworkStage<T>.Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        Backward(x, y, dy, dx, gradients switch
        {
            null => null,
            TGradients own => own,
            _ => throw new ArgumentException(
                $"gradients is of type {gradients.GetType()}; expected {typeof(TGradients)}, the result of CreateGradients() of this layer.", nameof(gradients)),
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
    /// <inheritdoc cref="INetworkStage{T}.Backward(ReadOnlySpan{T}, ReadOnlySpan{T}, ReadOnlySpan{T}, Span{T}, ParameterGradients{T})"/>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, TGradients? gradients);

    void ILinearLayer<T, TGradients>.Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, TGradients? gradients) =>
        Backward(x, dy, dx, gradients);
}
