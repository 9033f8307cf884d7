using System.Numerics;
using System.Numerics.Tensors;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// What a trainer knows of a network's layers: where their parameters lie, what the optimiser remembers of them and
/// how often each has been moved. Frozen layers are left out of everything.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The state of a layer whose parameters begin at s lies at StateBlocks·s, all its blocks together: what belongs to a
/// layer is one slice, and a layer by itself looks to the optimiser like a network of one. Each layer counts its own
/// steps, as PyTorch's optimisers count them for each parameter: one that was frozen begins with the bias corrections
/// of its own first step.
/// </remarks>
internal sealed class LayerSteps<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly INetwork<T> _network;
    private readonly Optimizer _optimizer;
    private readonly int[] _starts;
    private readonly long[] _steps;
    private readonly AlignedBlock<T> _state;

    /// <summary>Allocates the state, all 0.</summary>
    /// <exception cref="ArgumentException">The network's ranges do not follow one another through all its parameters.</exception>
    public LayerSteps(INetwork<T> network, Optimizer optimizer)
    {
        _network = network;
        _optimizer = optimizer;
        _steps = new long[network.LayerCount];
        _starts = new int[network.LayerCount + 1];
        int length = network.Parameters.Length;
        for (int layer = 0; layer < _steps.Length; layer++)
        {
            (int start, int count) = network.ParameterRange(layer).GetOffsetAndLength(length);
            _starts[layer + 1] = start + count;
            if (start != _starts[layer])
            {
                throw new ArgumentException($"The parameters of layer {layer} of the network start at {start}; expected {_starts[layer]}, behind those of the layer before.", nameof(network));
            }
        }

        if (_starts[^1] != length)
        {
            throw new ArgumentException($"The layers of the network hold {_starts[^1]} parameters; expected all {length}, padding included.", nameof(network));
        }

        _state = new AlignedBlock<T>(checked(optimizer.StateBlocks * length));
    }

    /// <summary>How many layers there are.</summary>
    public int Count => _steps.Length;

    /// <summary>How often each layer has been moved.</summary>
    public Span<long> Steps => _steps;

    /// <summary>How many numbers a layer's parameters take, padding included.</summary>
    public int Length(int layer) => _starts[layer + 1] - _starts[layer];

    /// <summary>The first layer before the last whose parameters are all 0, or −1.</summary>
    public int FindUninitialised()
    {
        for (int layer = 0; layer < Count - 1; layer++)
        {
            if (!Slice(_network.Parameters, layer).ContainsAnyExcept(T.Zero))
            {
                return layer;
            }
        }

        return -1;
    }

    /// <summary>The Euclidean norm of the gradients of all layers that are not frozen.</summary>
    public double Norm(Span<T> gradients)
    {
        double norm = 0;
        for (int layer = 0; layer < Count; layer++)
        {
            if (!_network.IsFrozen(layer))
            {
                norm = double.Hypot(norm, EuclideanNorm.Of<T>(Slice(gradients, layer)));
            }
        }

        return norm;
    }

    /// <summary>Multiplies the gradients of all layers that are not frozen.</summary>
    public void Scale(Span<T> gradients, T factor)
    {
        for (int layer = 0; layer < Count; layer++)
        {
            if (!_network.IsFrozen(layer))
            {
                Span<T> slice = Slice(gradients, layer);
                TensorPrimitives.Multiply(slice, factor, slice);
            }
        }
    }

    /// <summary>Moves the parameters of all layers that are not frozen.</summary>
    public void Move(Span<T> gradients, double learningRate)
    {
        Span<T> parameters = _network.Parameters;
        for (int layer = 0; layer < Count; layer++)
        {
            if (!_network.IsFrozen(layer))
            {
                _optimizer.Step(Slice(parameters, layer), Slice(gradients, layer), StateOf(layer), _steps[layer] + 1, learningRate);
                _steps[layer]++;
            }
        }
    }

    /// <summary>What the optimiser remembers of a layer, block after block.</summary>
    public Span<T> StateOf(int layer)
    {
        int blocks = _optimizer.StateBlocks;
        return _state.Span.Slice(blocks * _starts[layer], blocks * Length(layer));
    }

    /// <summary>The part of a block like that of all parameters that is a layer's.</summary>
    public Span<T> Slice(Span<T> block, int layer) => block[_starts[layer].._starts[layer + 1]];
}
