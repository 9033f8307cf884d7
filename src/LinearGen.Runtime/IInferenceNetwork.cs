using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// A network without backward pass. The generator implements it on classes with <c>[Sequential(…, Trainable = false)]</c>, and where no layer can be trained;
/// other code does not need to.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IInferenceNetwork<T> : ISequentialNetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    bool INetwork<T>.IsTrainable => false;

    ParameterGradients<T> INetwork<T>.CreateGradients() => throw Inference.NotTrainable(this);

    Activations<T> INetwork<T>.CreateActivations(int maxRows) => throw Inference.NotTrainable(this);

    void INetwork<T>.Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        throw Inference.NotTrainable(this);
}
