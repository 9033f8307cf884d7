using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// A single linear layer, and how it serves as a network of one. The generator implements it on every class with
/// <see cref="LinearLayerAttribute"/>; nobody else needs to.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <typeparam name="TGradients">The layer's nested class of gradients.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ILinearLayer<T, TGradients> : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
    where TGradients : ParameterGradients<T>
{
    /// <summary>Weights and bias as the kernels read them.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    LayerParameters<T> Layer { get; }

    /// <summary>Gradients of this layer's parameters, all 0.</summary>
    new TGradients CreateGradients();

    /// <summary>dX = dY·Wᵀ, dW += Xᵀ·dY and, with a bias, db += the column sums of dY.</summary>
    /// <param name="x">[rows, In], as given to <c>Forward</c>.</param>
    /// <param name="dy">[rows, Out]: ∂C/∂Y of a scalar cost C.</param>
    /// <param name="dx">[rows, In]: ∂C/∂X, overwritten; or empty if it is not wanted.</param>
    /// <param name="gradients">What dW and db are added to; or null if they are not wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit, or <paramref name="dx"/> overlaps an input.</exception>
    void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, TGradients? gradients);

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
        return false;
    }

    void INetwork<T>.ParametersChanged() => Layer.ParametersChanged();

    ParameterGradients<T> INetwork<T>.CreateGradients() => CreateGradients();

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
        Backward(x, dy, dx, gradients switch
        {
            null => null,
            TGradients own => own,
            _ => throw new ArgumentException(
                $"gradients is a {gradients.GetType()}; expected a {typeof(TGradients)}, as CreateGradients() of this layer makes it.", nameof(gradients)),
        });
    }
}
