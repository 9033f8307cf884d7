using System.ComponentModel;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>The gradients of a layer's weights: the base of the class <c>Gradients</c> that is generated into every layer.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class LayerGradients<T> : ParameterGradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LayerParameters<T> _layer;

    /// <summary>Makes gradients that are all 0.</summary>
    /// <param name="layer">Parameters of the layer's shape, to hold the gradients.</param>
    protected LayerGradients(LayerParameters<T> layer)
        : base(layer.Block) => _layer = layer;

    /// <summary>The gradients as the kernels write them: dW in the place of W, db in the place of b.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref readonly LayerParameters<T> Layer => ref _layer;

    /// <summary>Copies dW out.</summary>
    /// <param name="destination">In·Out values, [In, Out] row-major; overwritten.</param>
    /// <exception cref="ArgumentException">Not exactly In·Out values.</exception>
    public void GetWeights(Span<T> destination) => Layer.GetWeights(destination, WeightLayout.InOut);
}

/// <summary>The gradients of a layer with a bias.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class BiasedLayerGradients<T> : LayerGradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Makes gradients that are all 0.</summary>
    /// <param name="layer">Parameters of the layer's shape, to hold the gradients.</param>
    protected BiasedLayerGradients(LayerParameters<T> layer)
        : base(layer)
    {
    }

    /// <summary>Copies db out.</summary>
    /// <param name="destination">Out values; overwritten.</param>
    /// <exception cref="ArgumentException">Not exactly Out values.</exception>
    public void GetBias(Span<T> destination) => Layer.GetBias(destination);
}
