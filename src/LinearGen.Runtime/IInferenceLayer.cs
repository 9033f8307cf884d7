using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// A linear layer without backward pass. The generator implements it on classes with <c>[LinearLayer(Trainable = false)]</c>; other code does not need to.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IInferenceLayer<T> : ILinearLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    Activation ILinearLayer<T>.Activation => Activation.None;

    bool INetwork<T>.IsTrainable => false;

    bool INetworkStage<T>.Frozen
    {
        get => true;
        set
        {
            if (!value)
            {
                throw Inference.NotTrainable(this);
            }
        }
    }

    ParameterGradients<T> INetworkStage<T>.CreateGradients(LayerParameters<T> storage) => throw Inference.NotTrainable(this);

    void INetworkStage<T>.Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        throw Inference.NotTrainable(this);

    void INetwork<T>.Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        throw Inference.NotTrainable(this);
}
