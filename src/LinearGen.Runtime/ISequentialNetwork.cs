using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>A network of stages one after another. The generator implements it on every class with <see cref="SequentialAttribute"/> or <see cref="ResidualAttribute"/>; other code does not need to.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface ISequentialNetwork<T> : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The stages.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    LayerChain<T> Layers { get; }

    NetworkShape INetwork<T>.Shape => Layers.Shape;

    int INetwork<T>.LayerCount => Layers.Count;

    Range INetwork<T>.ParameterRange(int layer) => Layers.RangeOf(layer);

    bool INetwork<T>.IsFrozen(int layer) => Layers.IsFrozen(layer);

    Span<T> INetwork<T>.Parameters => Layers.Block.Span;

    void INetwork<T>.ParametersChanged() => Layers.ParametersChanged();

    void INetwork<T>.Forward(ReadOnlySpan<T> x, Activations<T> activations) => Layers.Forward(x, activations);

    void INetwork<T>.Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        Layers.Backward(x, activations, dy, dx, gradients);
}
