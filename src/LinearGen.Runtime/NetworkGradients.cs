using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>The gradients of a network's parameters, all in one block: the base of the class <c>Gradients</c> that is generated into every network.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NetworkGradients<T> : ParameterGradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ChainSteps<T> _steps;
    private readonly ParameterGradients<T>[] _layers;

    /// <summary>Makes gradients that are all 0.</summary>
    /// <param name="layers">The network's layers.</param>
    protected NetworkGradients(LayerChain<T> layers)
        : base((layers ?? throw new ArgumentNullException(nameof(layers))).Block.Length)
    {
        _steps = layers.Steps;
        _layers = new ParameterGradients<T>[layers.Count];
        for (int n = 0; n < _layers.Length; n++)
        {
            LayerParameters<T> storage = layers.Layers[n].Layer.CreateGradients();
            LayerParameters<T> own = storage.MovedTo(Block.Slice(layers.Starts[n], storage.Block.Length), default);
            _layers[n] = layers.Layers[n].IsTrainable ? layers.Layers[n].CreateGradients(own) : new FixedGradients<T>(own);
        }
    }

    /// <summary>The gradients of one stage with parameters, over the same memory.</summary>
    /// <param name="layer">Which, 0 … LayerCount − 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such layer.</exception>
    public ParameterGradients<T> this[int layer] => _layers[layer];

    /// <summary>The number of layers.</summary>
    internal int Count => _layers.Length;

    /// <summary>Whether these are of a network of the same steps.</summary>
    internal bool IsOf(LayerChain<T> layers) => ReferenceEquals(_steps, layers.Steps) || _steps.AreThoseOf(layers.Steps);
}
