using System.Numerics;
using System.Numerics.Tensors;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// A trainer's records of a network's layers: where their parameters lie, the optimiser's state for each, and
/// how often each has been moved. Frozen layers are left out of everything.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The state of a layer whose parameters begin at s lies at StateBlocks·s, all its blocks together: the state of a
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
    private readonly bool[] _isBypassed;
    private readonly AlignedBlock<T> _state;

    /// <summary>Allocates the state, all 0.</summary>
    /// <exception cref="ArgumentException">The network's ranges do not follow one another through all its parameters, or it has no layers.</exception>
    public LayerSteps(INetwork<T> network, Optimizer optimizer)
    {
        _network = network;
        _optimizer = optimizer;
        int layers = network.LayerCount;
        if (layers < 1)
        {
            throw new ArgumentException(Invariant($"The network has {layers} layers with parameters; expected 1 or more, since there is nothing else to train."), nameof(network));
        }

        _steps = new long[layers];
        _starts = new int[layers + 1];
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

        LayerChain<T>? chain = (network.Undecorated() as ISequentialNetwork<T>)?.Layers;
        _isBypassed = [.. Enumerable.Range(0, layers).Select(layer => chain?.IsBypassed(layer) ?? false)];
        _state = new AlignedBlock<T>(checked(optimizer.StateBlocks * length));
    }

    /// <summary>The number of layers.</summary>
    public int Count => _steps.Length;

    /// <summary>The number of steps that each layer has taken.</summary>
    public Span<long> Steps => _steps;

    /// <summary>The number of elements of a layer's parameters, padding included.</summary>
    public int Length(int layer) => _starts[layer + 1] - _starts[layer];

    /// <summary>The first layer before the last that is trained whose parameters are all 0, or −1. In a residual block they may be: its inputs are passed on beside it.</summary>
    public int FindUninitialised()
    {
        int last = Count - 1;
        while (last > 0 && _network.IsFrozen(last))
        {
            last--;
        }

        for (int layer = 0; layer < last; layer++)
        {
            if (!_isBypassed[layer] && !Slice(_network.Parameters, layer).ContainsAnyExcept(T.Zero))
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

    /// <summary>The optimiser's state for a layer, block after block.</summary>
    public Span<T> StateOf(int layer)
    {
        int blocks = _optimizer.StateBlocks;
        return _state.Span.Slice(blocks * _starts[layer], blocks * Length(layer));
    }

    /// <summary>The part of a block like that of all parameters that is a layer's.</summary>
    public Span<T> Slice(Span<T> block, int layer) => block[_starts[layer].._starts[layer + 1]];
}
