using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// The layers of a network, their parameters in one block of memory: what all networks do alike, whatever their shapes. A
/// generated class adds what is fused.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerChain<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Values between layers that a call keeps on the stack: 16 KB of floats, half of the nearest cache.</summary>
    private const int OnStack = 4096;

    /// <summary>Rows that go through all layers together at least, where a batch has so many: each weight is then read once for all of them.</summary>
    private const int FewestRows = 16;

    private readonly ILinearLayer<T>[] _layers;
    private readonly int[] _starts;

    /// <summary>The inputs per row, then each layer's outputs. Kept here, since asking the layers takes longer than short batches have.</summary>
    private readonly int[] _sizes;

    private readonly AlignedBlock<T> _block;
    private readonly AlignedBlock<T> _transposed;
    private readonly int _widest;

    /// <summary>Takes over layers: their parameters move into one block.</summary>
    /// <param name="parameters">Elements of the block, as the generated code reckons.</param>
    /// <param name="transposes">Elements of the transposed weights' block, likewise.</param>
    /// <param name="layers">The layers in the order of application.</param>
    /// <exception cref="InvalidOperationException">A layer is stored in another way than the generated code reckons.</exception>
    public LayerChain(int parameters, int transposes, params ILinearLayer<T>[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        _layers = layers;
        _starts = new int[layers.Length + 1];
        _sizes = new int[layers.Length + 1];
        int[] transposedStarts = new int[layers.Length + 1];
        for (int n = 0; n < layers.Length; n++)
        {
            _starts[n + 1] = _starts[n] + InWholeLines(layers[n].Layer.Block.Length);
            transposedStarts[n + 1] = transposedStarts[n] + InWholeLines(layers[n].Layer.Transposed.Length);
            (_sizes[n], _sizes[n + 1], _) = layers[n].Layer.Shape;
            _widest = n < layers.Length - 1 ? Math.Max(_widest, _sizes[n + 1]) : _widest;
        }

        if (_starts[^1] != parameters || transposedStarts[^1] != transposes)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"The layers take {_starts[^1]} + {transposedStarts[^1]} elements of memory where the network expects {parameters} + {transposes}: they were generated with another version of LinearGen than the network."));
        }

        _block = new(parameters);
        _transposed = new(transposes);
        for (int n = 0; n < layers.Length; n++)
        {
            ref LayerParameters<T> layer = ref layers[n].Layer;
            layer = layer.MovedTo(_block.Slice(_starts[n], layer.Block.Length), _transposed.Slice(transposedStarts[n], layer.Transposed.Length));
        }
    }

    /// <summary>How many layers.</summary>
    public int Count => _layers.Length;

    /// <summary>The network's sizes.</summary>
    public NetworkShape Shape
    {
        get
        {
            int parameters = 0;
            foreach (ILinearLayer<T> layer in _layers)
            {
                parameters += layer.Layer.Shape.ParameterCount;
            }

            return new(In, Out, parameters);
        }
    }

    /// <summary>All parameters, padding included.</summary>
    public AlignedBlock<T> Block => _block;

    /// <summary>The first parameter. Unchecked.</summary>
    public ref T Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _block.Reference;
    }

    /// <summary>The first element of the transposed weights. Unchecked.</summary>
    public ref T TransposedReference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref _transposed.Reference;
    }

    private int In => _sizes[0];

    private int Out => _sizes[^1];

    /// <summary>One layer.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public ILinearLayer<T> this[int layer] => (uint)layer < (uint)_layers.Length ? _layers[layer] : throw NoSuchLayer(layer);

    /// <summary>All layers, in the order of application.</summary>
    public ILinearLayer<T>[] ToArray() => [.. _layers];

    /// <summary>Where a layer's parameters lie in the block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    public Range RangeOf(int layer) => (uint)layer < (uint)_layers.Length ? _starts[layer].._starts[layer + 1] : throw NoSuchLayer(layer);

    /// <summary>Brings up to date what layers derive from their parameters.</summary>
    public void ParametersChanged()
    {
        foreach (ILinearLayer<T> layer in _layers)
        {
            layer.ParametersChanged();
        }
    }

    /// <summary>Draws all parameters, layer after layer.</summary>
    public void Initialize(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (ILinearLayer<T> layer in _layers)
        {
            layer.Initialize(random);
        }
    }

    /// <summary>Copies all parameters from a network of the same class.</summary>
    public void CopyFrom([NotNull] LayerChain<T>? other)
    {
        ArgumentNullException.ThrowIfNull(other);
        other._block.Span.CopyTo(_block.Span);
        ParametersChanged();
    }

    /// <summary>Computes any number of rows, so many at a time that what passes between layers stays in the nearest cache.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <remarks>What passes between layers is kept on the stack, or, if 16 rows do not find room there, in an array of the shared pool, which allocates it when a thread first asks.</remarks>
    [SkipLocalsInit]
    [MethodImpl(KernelOptions.Kernel)]
    public void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        int inputs = In;
        int outputs = Out;
        int rows = LayerCalls.CheckForward(x, y, inputs, outputs);
        if (_layers.Length == 1)
        {
            _layers[0].Forward(x, y);
            return;
        }

        // On a cache line, since vectors that straddle two are slow; and the second half close behind the first: at a distance
        // of whole pages, processors take loads from the one for loads of what was just stored to the other.
        T[]? rented = null;
        Span<T> stack = stackalloc T[OnStack + AlignedBlock<T>.ElementsPerLine];
        Span<T> between = MemoryMarshal.CreateSpan(ref LayerCalls.Aligned(ref MemoryMarshal.GetReference(stack)), OnStack);
        int atOnce = Math.Min(rows, Math.Max(OnStack / 2 / _widest, FewestRows));
        int half = InWholeLines(checked(atOnce * _widest));
        if (half > OnStack / 2)
        {
            between = rented = ArrayPool<T>.Shared.Rent(checked(half * 2));
        }

        for (int row = 0; row < rows; row += atOnce)
        {
            int count = Math.Min(atOnce, rows - row);
            scoped ReadOnlySpan<T> from = x.Slice(row * inputs, count * inputs);
            for (int n = 0; n < _layers.Length; n++)
            {
                // By turns in one half and in the other.
                Span<T> to = n == _layers.Length - 1
                    ? y.Slice(row * outputs, count * outputs)
                    : between.Slice(n % 2 * half, count * _sizes[n + 1]);
                _layers[n].Forward(from, to);
                from = to;
            }
        }

        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }

    /// <summary>Computes one row. Unchecked.</summary>
    public void ForwardRow(ref T x, ref T y) => Forward(MemoryMarshal.CreateReadOnlySpan(ref x, In), MemoryMarshal.CreateSpan(ref y, Out));

    /// <summary>Computes the outputs and keeps what <see cref="Backward"/> needs.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or the activations are another network's.</exception>
    public void Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        NetworkActivations<T> own = Check(activations);
        Span<T> y = own.Begin(x, In, Out);
        ReadOnlySpan<T> from = x;
        for (int n = 0; n < _layers.Length; n++)
        {
            Span<T> to = n == _layers.Length - 1 ? y : own.Hidden(n);
            _layers[n].Forward(from, to);
            from = to;
        }
    }

    /// <summary>Adds the parameters' gradients, frozen layers left out, and computes those of the inputs.</summary>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an object is another network's.</exception>
    public void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        NetworkActivations<T> own = Check(activations);
        own.CheckIsOf(x, In, Out);
        CheckLength(dy.Length, own.Rows, Out, nameof(dy));
        CheckLength(dx.IsEmpty ? own.Rows * In : dx.Length, own.Rows, In, nameof(dx));
        NetworkGradients<T>? sums = gradients switch
        {
            null => null,
            NetworkGradients<T> network when network.IsOf(this) => network,
            _ => throw new ArgumentException($"gradients is a {gradients.GetType()}; expected what CreateGradients() of this network makes.", nameof(gradients)),
        };

        // Below the first layer that learns, nobody asks for gradients, unless for those of the inputs.
        int first = dx.IsEmpty ? FirstLearning(sums) : 0;
        ReadOnlySpan<T> from = dy;
        for (int n = _layers.Length - 1; n >= first; n--)
        {
            Span<T> to = n > first ? own.HiddenGradient(n - 1) : n == 0 ? dx : default;
            ParameterGradients<T>? layer = sums is null || _layers[n].Frozen ? null : sums[n];
            _layers[n].Backward(n == 0 ? x : own.Hidden(n - 1), n == _layers.Length - 1 ? own.Output : own.Hidden(n), from, to, layer);
            from = to;
        }
    }

    /// <summary>Elements that so many take in whole cache lines, so that what follows is aligned.</summary>
    internal static int InWholeLines(int length) => (int)PanelLayout.RoundUp(length, AlignedBlock<T>.ElementsPerLine);

    private ArgumentOutOfRangeException NoSuchLayer(int layer) => new(
        nameof(layer), layer, string.Create(CultureInfo.InvariantCulture, $"Expected a layer from 0 to {_layers.Length - 1}."));

    private int FirstLearning(NetworkGradients<T>? gradients)
    {
        int first = 0;
        while (first < _layers.Length && (gradients is null || _layers[first].Frozen))
        {
            first++;
        }

        return first;
    }

    private NetworkActivations<T> Check(Activations<T> activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        return activations is NetworkActivations<T> own && own.IsOf(this) ? own : throw new ArgumentException(
            $"activations is a {activations.GetType()} of other sizes; expected what CreateActivations() of this network makes.", nameof(activations));
    }

    private void CheckLength(int length, int rows, int columns, string parameter)
    {
        if (length != (long)rows * columns)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{parameter} holds {length} values; expected {(long)rows * columns} = {rows} rows × {columns}, since the activations are of {rows} rows for a network {Shape}."), parameter);
        }
    }
}
