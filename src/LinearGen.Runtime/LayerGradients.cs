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
    private readonly AlignedBlock<T> _scratch;
    private readonly AlignedBlock<T> _dz;

    /// <summary>Makes gradients that are all 0.</summary>
    /// <param name="layer">Parameters of the layer's shape, to hold the gradients.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="hasScratch">Whether the kernels need working memory, which belongs to the gradients as they are one caller's alone.</param>
    /// <param name="hasActivation">Whether the layer has an activation, so that dZ needs a place beside dY.</param>
    /// <exception cref="ArgumentException"><paramref name="layer"/> is of another shape.</exception>
    protected LayerGradients(LayerParameters<T> layer, int inputs, int outputs, bool hasScratch = false, bool hasActivation = false)
        : this(layer, inputs, outputs, hasBias: false, hasScratch, hasActivation)
    {
    }

    /// <summary>Makes gradients that are all 0.</summary>
    private protected LayerGradients(LayerParameters<T> layer, int inputs, int outputs, bool hasBias, bool hasScratch, bool hasActivation, bool mayBePacked = false)
        : base(layer.Block)
    {
        layer.CheckShape(inputs, outputs, hasBias);
        if (layer.HoldsPacked && !mayBePacked)
        {
            throw new ArgumentException("The storage holds weights in bfloat16, two in the place of one; expected storage for gradients, which kernels write as they compute them.", nameof(layer));
        }

        _layer = layer;
        _scratch = new AlignedBlock<T>(hasScratch ? Packing.Length(layer.PanelColumns) : 0);
        _dz = new AlignedBlock<T>(hasActivation ? ActivatedLayers.RowsAtOnce(layer.Shape.Out) * layer.Shape.Out : 0);
    }

    /// <summary>The gradients as the kernels write them: dW in the place of W, db in the place of b.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref readonly LayerParameters<T> Layer => ref _layer;

    /// <summary>The kernels' working memory. Unchecked; only if there is any.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public ref T Scratch => ref _scratch.Reference;

    /// <summary>Working memory for the gradients with respect to the sums before an activation; empty without one.</summary>
    internal Span<T> SumGradients => _dz.Span;

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
    /// <inheritdoc/>
    protected BiasedLayerGradients(LayerParameters<T> layer, int inputs, int outputs, bool hasScratch = false, bool hasActivation = false)
        : base(layer, inputs, outputs, hasBias: true, hasScratch, hasActivation)
    {
    }

    /// <summary>Copies db out.</summary>
    /// <param name="destination">Out values; overwritten.</param>
    /// <exception cref="ArgumentException">Not exactly Out values.</exception>
    public void GetBias(Span<T> destination) => Layer.GetBias(destination);
}
