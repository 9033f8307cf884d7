using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>A class of a stage other than a layer. The generator implements it on classes with <see cref="NormalizationAttribute"/> and similar attributes; other code does not need to.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Advanced)]
public interface IStage<T> : INetworkStage<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The runtime's implementation of the stage.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    Stage<T> Stage { get; }

    NetworkShape INetwork<T>.Shape => ((INetwork<T>)Stage).Shape;

    bool INetworkStage<T>.Frozen
    {
        get => ((INetworkStage<T>)Stage).Frozen;
        set => ((INetworkStage<T>)Stage).Frozen = value;
    }

    void INetworkStage<T>.Adopt(LayerParameters<T> storage) => ((INetworkStage<T>)Stage).Adopt(storage);

    ParameterGradients<T> INetworkStage<T>.CreateGradients(LayerParameters<T> storage) => Stage.CreateGradients(storage);

    void INetwork<T>.Initialize(Random random) => ((INetwork<T>)Stage).Initialize(random);

    void INetworkStage<T>.Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        Stage.Backward(x, y, dy, dx, gradients);
}
