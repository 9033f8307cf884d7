using System.Numerics;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>
/// A network in the plainest loops: linear layers with biases, tanh or ReLU between them. It stands for a generated class
/// where training is tested, and no part of it is shared with one. Behind each layer's weights and biases lie a few
/// numbers of padding.
/// </summary>
internal abstract class PlainNetwork<T> : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public const int Padding = 3;

    private readonly bool _relu;
    private readonly int[] _sizes;
    private readonly int[] _starts;
    private readonly T[] _parameters;

    protected PlainNetwork(bool relu, params int[] sizes)
    {
        _relu = relu;
        Frozen = new bool[sizes.Length - 1];
        _sizes = sizes;
        _starts = new int[sizes.Length];
        for (int layer = 0; layer < Layers; layer++)
        {
            _starts[layer + 1] = _starts[layer] + ((sizes[layer] + 1) * sizes[layer + 1]) + Padding;
        }

        _parameters = new T[_starts[^1]];
    }

    /// <summary>Called by every forward call.</summary>
    public Action? OnForward { get; set; }

    /// <summary>Called whenever somebody says that parameters were written to.</summary>
    public Action? OnParametersChanged { get; set; }

    /// <summary>Which layers the trainer must leave alone. Backward computes their gradients all the same.</summary>
    public bool[] Frozen { get; }

    /// <summary>What to give for the layers' ranges instead of what is right.</summary>
    public Range[]? Ranges { get; set; }

    public int LayerCount => Layers;

    public int Layers => _sizes.Length - 1;

    public NetworkShape Shape => new(_sizes[0], _sizes[^1], _parameters.Length - (Padding * Layers));

    public Span<T> Parameters => _parameters;

    /// <summary>Every number of the storage that is no parameter.</summary>
    public T[] PaddingValues => [.. Enumerable.Range(1, Layers).SelectMany(layer => _parameters[(_starts[layer] - Padding).._starts[layer]])];

    /// <summary>[in, out], row-major.</summary>
    public Span<T> Weights(int layer) => _parameters.AsSpan(_starts[layer], _sizes[layer] * _sizes[layer + 1]);

    public Span<T> Bias(int layer) => _parameters.AsSpan(_starts[layer] + (_sizes[layer] * _sizes[layer + 1]), _sizes[layer + 1]);

    public Range ParameterRange(int layer) => Ranges?[layer] ?? _starts[layer].._starts[layer + 1];

    public bool IsFrozen(int layer) => Frozen[layer];

    public void ParametersChanged() => OnParametersChanged?.Invoke();

    public void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        Activations<T> activations = CreateActivations(Math.Max(1, x.Length / _sizes[0]));
        Forward(x, activations);
        activations.Output.CopyTo(y);
    }

    public void Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        OnForward?.Invoke();
        PlainActivations own = (PlainActivations)activations;
        Span<T> y = own.Begin(x, _sizes[0], _sizes[^1]);
        for (int layer = 0; layer < Layers; layer++)
        {
            bool last = layer == Layers - 1;
            ReadOnlySpan<T> input = layer == 0 ? x : own.Values[layer];
            Span<T> output = last ? y : own.Values[layer + 1];
            (int inputs, int outputs) = (_sizes[layer], _sizes[layer + 1]);
            ReadOnlySpan<T> weights = Weights(layer);
            ReadOnlySpan<T> bias = Bias(layer);
            for (int row = 0; row < own.Rows; row++)
            {
                for (int j = 0; j < outputs; j++)
                {
                    T sum = bias[j];
                    for (int i = 0; i < inputs; i++)
                    {
                        sum += input[(row * inputs) + i] * weights[(i * outputs) + j];
                    }

                    output[(row * outputs) + j] = last ? sum : _relu ? T.Max(sum, T.Zero) : T.Tanh(sum);
                }
            }
        }
    }

    public void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        PlainActivations own = (PlainActivations)activations;
        if (x.Length != own.Rows * _sizes[0] || dy.Length != own.Rows * _sizes[^1] || (!dx.IsEmpty && dx.Length != x.Length))
        {
            throw new ArgumentException("A length does not fit.");
        }

        for (int layer = Layers - 1; layer >= 0; layer--)
        {
            (int inputs, int outputs) = (_sizes[layer], _sizes[layer + 1]);
            ReadOnlySpan<T> input = layer == 0 ? x : own.Values[layer];
            ReadOnlySpan<T> delta = layer == Layers - 1 ? dy : own.Deltas[layer + 1];
            Span<T> inputDelta = layer == 0 ? dx : own.Deltas[layer];
            ReadOnlySpan<T> weights = Weights(layer);
            Span<T> gradient = gradients is null ? default : gradients.Values[_starts[layer]..];
            for (int row = 0; row < own.Rows; row++)
            {
                for (int i = 0; i < inputs; i++)
                {
                    T value = input[(row * inputs) + i];
                    T sum = T.Zero;
                    for (int j = 0; j < outputs; j++)
                    {
                        T d = delta[(row * outputs) + j];
                        sum += d * weights[(i * outputs) + j];
                        if (gradients is not null)
                        {
                            gradient[(i * outputs) + j] += value * d;
                        }
                    }

                    if (!inputDelta.IsEmpty)
                    {
                        inputDelta[(row * inputs) + i] = layer == 0 ? sum : sum * Slope(value);
                    }
                }

                for (int j = 0; j < outputs && gradients is not null; j++)
                {
                    gradient[(inputs * outputs) + j] += delta[(row * outputs) + j];
                }
            }
        }
    }

    public void Initialize(Random random)
    {
        for (int layer = 0; layer < Layers; layer++)
        {
            double bound = 1 / Math.Sqrt(_sizes[layer]);
            Numbers.Draw<T>(random, Weights(layer).Length, bound).CopyTo(Weights(layer));
            Numbers.Draw<T>(random, Bias(layer).Length, bound).CopyTo(Bias(layer));
        }
    }

    public ParameterGradients<T> CreateGradients() => new PlainGradients(_parameters.Length);

    public Activations<T> CreateActivations(int maxRows) => new PlainActivations(maxRows, _sizes);

    /// <summary>The activation's derivative, from its result.</summary>
    private T Slope(T value) => !_relu ? T.One - (value * value) : value > T.Zero ? T.One : T.Zero;

    private sealed class PlainGradients(int length) : ParameterGradients<T>(length);

    private sealed class PlainActivations(int maxRows, int[] sizes) : Activations<T>(maxRows, sizes[^1])
    {
        public T[][] Values { get; } = [.. sizes.Select(size => new T[maxRows * size])];

        public T[][] Deltas { get; } = [.. sizes.Select(size => new T[maxRows * size])];
    }
}

/// <summary>One layer, 2→3.</summary>
internal sealed class PlainLayer<T>() : PlainNetwork<T>(false, 2, 3)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>10-8(tanh)-1, a network of the golden runs.</summary>
internal sealed class PlainPerceptron<T>() : PlainNetwork<T>(false, 10, 8, 1)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>64-32(relu)-10, a network of the golden runs.</summary>
internal sealed class PlainClassifier<T>() : PlainNetwork<T>(true, 64, 32, 10)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>2-5(tanh)-4(tanh)-3: layers before, behind and between others.</summary>
internal sealed class PlainDeepNetwork<T>() : PlainNetwork<T>(false, 2, 5, 4, 3)
    where T : unmanaged, IFloatingPointIeee754<T>;

/// <summary>200→100: more than any buffer that its parameters might pass through.</summary>
internal sealed class PlainWideLayer<T>() : PlainNetwork<T>(false, 200, 100)
    where T : unmanaged, IFloatingPointIeee754<T>;
