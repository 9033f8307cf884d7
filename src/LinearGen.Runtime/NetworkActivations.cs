using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// What a network's forward call leaves for the backward call after it, and room for what that passes from layer to layer: the
/// base of the class <c>Activations</c> that is generated into every network.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NetworkActivations<T> : Activations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _widths;
    private readonly AlignedBlock<T>[] _hidden;
    private readonly AlignedBlock<T>[] _gradients = new AlignedBlock<T>[2];

    /// <summary>Makes buffers.</summary>
    /// <param name="maxRows">The most rows that one call may have, 1 or more.</param>
    /// <param name="layers">The network's layers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxRows"/> is less than 1, or a buffer would be larger than an array can be.</exception>
    protected NetworkActivations(int maxRows, LayerChain<T> layers)
        : base(maxRows, (layers ?? throw new ArgumentNullException(nameof(layers)))[layers.Count - 1].Layer.Shape.Out)
    {
        _widths = new int[layers.Count];
        _hidden = new AlignedBlock<T>[layers.Count - 1];
        int widest = 0;
        for (int n = 0; n < _widths.Length; n++)
        {
            _widths[n] = layers[n].Layer.Shape.Out;
            if (n < _hidden.Length)
            {
                ArgumentOutOfRangeException.ThrowIfGreaterThan((long)maxRows * _widths[n], Array.MaxLength - AlignedBlock<T>.Alignment, nameof(maxRows));
                _hidden[n] = new(maxRows * _widths[n]);
                widest = Math.Max(widest, _widths[n]);
            }
        }

        for (int n = 0; n < Math.Min(_gradients.Length, _hidden.Length); n++)
        {
            _gradients[n] = new(maxRows * widest);
        }
    }

    /// <summary>The outputs of a layer that is not the last one, [Rows, Out of that layer].</summary>
    internal Span<T> Hidden(int layer) => _hidden[layer].Span[..(Rows * _widths[layer])];

    /// <summary>Room for the gradients of such outputs; by turns in one of two places.</summary>
    internal Span<T> HiddenGradient(int layer) => _gradients[layer % 2].Span[..(Rows * _widths[layer])];

    /// <summary>Whether these are of a network of the same layers.</summary>
    internal bool IsOf(LayerChain<T> layers)
    {
        bool isOf = _widths.Length == layers.Count;
        for (int n = 0; isOf && n < _widths.Length; n++)
        {
            isOf = _widths[n] == layers[n].Layer.Shape.Out;
        }

        return isOf;
    }
}
