using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>The gradients of a network's parameters, all in one block: the base of the class <c>Gradients</c> that is generated into every network.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NetworkGradients<T> : ParameterGradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ParameterGradients<T>[] _layers;

    /// <summary>Makes gradients that are all 0.</summary>
    /// <param name="layers">The network's layers.</param>
    protected NetworkGradients(LayerChain<T> layers)
        : this(layers, new AlignedBlock<T>((layers ?? throw new ArgumentNullException(nameof(layers))).Block.Length))
    {
    }

    private NetworkGradients(LayerChain<T> layers, AlignedBlock<T> block)
        : base(block)
    {
        _layers = new ParameterGradients<T>[layers.Count];
        for (int n = 0; n < _layers.Length; n++)
        {
            LayerParameters<T> storage = layers[n].Layer.CreateGradients();
            _layers[n] = layers[n].CreateGradients(storage.MovedTo(block.Slice(layers.RangeOf(n).Start.Value, storage.Block.Length), default));
        }
    }

    /// <summary>The gradients of one layer, over the same memory.</summary>
    /// <param name="layer">Which, 0 … layers − 1.</param>
    /// <exception cref="IndexOutOfRangeException">There is no such layer.</exception>
    public ParameterGradients<T> this[int layer] => _layers[layer];

    /// <summary>How many layers.</summary>
    internal int Count => _layers.Length;

    /// <summary>Whether these are of a network of the same layers.</summary>
    internal bool IsOf(LayerChain<T> layers)
    {
        bool isOf = _layers.Length == layers.Count && Values.Length == layers.Block.Length;
        for (int n = 0; isOf && n < _layers.Length; n++)
        {
            isOf = layers.RangeOf(n).End.Value - layers.RangeOf(n).Start.Value == LayerChain<T>.InWholeLines(_layers[n].Values.Length);
        }

        return isOf;
    }
}
