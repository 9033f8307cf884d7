using System.ComponentModel;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// The weights and biases of one layer as the kernels read them, and the way to and from the plain order that users
/// see. A layer's parameters and its gradients have the same form.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Columns are padded with zeros to whole 32-byte vectors and cut into panels of <see cref="PanelVectors"/> vectors.
/// Panel after panel, each holds its part of row 0, then of row 1 …, so that a kernel which walks down a panel reads
/// memory from one end to the other. The last panel is as narrow as its columns. Behind the last panel, on the next
/// 64-byte boundary, lies the bias, padded likewise; a layer without one keeps zeros there, from which its sums start.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct LayerParameters<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Vectors side by side in a panel: as many as a one-row kernel has accumulators.</summary>
    public const int PanelVectors = 8;

    private const int VectorBytes = 32;

    private readonly int _inputs;
    private readonly int _outputs;
    private readonly int _biasStart;
    private readonly bool _hasBias;

    /// <summary>Allocates the storage of a layer, all zeros.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    public LayerParameters(int inputs, int outputs, bool hasBias)
    {
        int padded = RoundUp(outputs, Lanes);
        _inputs = inputs;
        _outputs = outputs;
        _hasBias = hasBias;
        _biasStart = RoundUp(checked(inputs * padded), AlignedBlock<T>.Alignment / Unsafe.SizeOf<T>());
        Block = new AlignedBlock<T>(checked(_biasStart + padded));
    }

    /// <summary>The memory itself.</summary>
    public AlignedBlock<T> Block { get; }

    /// <summary>The first weight. Unchecked.</summary>
    public ref T Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Block.Reference;
    }

    /// <summary>The layer's sizes.</summary>
    public NetworkShape Shape => new(_inputs, _outputs, (_inputs * _outputs) + (_hasBias ? _outputs : 0));

    /// <summary>Columns of a full panel.</summary>
    private static int PanelColumns => PanelVectors * Lanes;

    private static int Lanes => VectorBytes / Unsafe.SizeOf<T>();

    private Span<T> Bias => Block.Span.Slice(_biasStart, _outputs);

    /// <summary>W[i, j].</summary>
    /// <param name="i">The input, 0 … In − 1.</param>
    /// <param name="j">The output, 0 … Out − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of its range.</exception>
    public ref T Weight(int i, int j)
    {
        if ((uint)i >= (uint)_inputs)
        {
            throw new ArgumentOutOfRangeException(nameof(i), i, Invariant($"Expected an input index from 0 to {_inputs - 1}; weights are [{_inputs}, {_outputs}]."));
        }

        if ((uint)j >= (uint)_outputs)
        {
            throw new ArgumentOutOfRangeException(nameof(j), j, Invariant($"Expected an output index from 0 to {_outputs - 1}; weights are [{_inputs}, {_outputs}]."));
        }

        return ref Block.Span[RowStart(i, j - (j % PanelColumns), out _) + (j % PanelColumns)];
    }

    /// <summary>Replaces all weights.</summary>
    /// <param name="weights">In·Out values.</param>
    /// <param name="layout">Their order.</param>
    /// <exception cref="ArgumentException">Not exactly In·Out values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    public void SetWeights(ReadOnlySpan<T> weights, WeightLayout layout)
    {
        CheckWeights(weights.Length, layout, nameof(weights));
        Span<T> block = Block.Span;
        for (int i = 0; i < _inputs; i++)
        {
            for (int first = 0; first < _outputs; first += PanelColumns)
            {
                Span<T> row = block.Slice(RowStart(i, first, out int count), count);
                if (layout == WeightLayout.InOut)
                {
                    weights.Slice((i * _outputs) + first, count).CopyTo(row);
                    continue;
                }

                for (int j = 0; j < count; j++)
                {
                    row[j] = weights[((first + j) * _inputs) + i];
                }
            }
        }
    }

    /// <summary>Copies all weights out.</summary>
    /// <param name="destination">In·Out values; overwritten.</param>
    /// <param name="layout">The order wanted.</param>
    /// <exception cref="ArgumentException">Not exactly In·Out values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    public void GetWeights(Span<T> destination, WeightLayout layout)
    {
        CheckWeights(destination.Length, layout, nameof(destination));
        ReadOnlySpan<T> block = Block.Span;
        for (int i = 0; i < _inputs; i++)
        {
            for (int first = 0; first < _outputs; first += PanelColumns)
            {
                ReadOnlySpan<T> row = block.Slice(RowStart(i, first, out int count), count);
                if (layout == WeightLayout.InOut)
                {
                    row.CopyTo(destination.Slice((i * _outputs) + first, count));
                    continue;
                }

                for (int j = 0; j < count; j++)
                {
                    destination[((first + j) * _inputs) + i] = row[j];
                }
            }
        }
    }

    /// <summary>Replaces the bias.</summary>
    /// <param name="bias">Out values.</param>
    /// <exception cref="ArgumentException">Not exactly Out values.</exception>
    public void SetBias(ReadOnlySpan<T> bias)
    {
        CheckBias(bias.Length, nameof(bias));
        bias.CopyTo(Bias);
    }

    /// <summary>Copies the bias out.</summary>
    /// <param name="destination">Out values; overwritten.</param>
    /// <exception cref="ArgumentException">Not exactly Out values.</exception>
    public void GetBias(Span<T> destination)
    {
        CheckBias(destination.Length, nameof(destination));
        Bias.CopyTo(destination);
    }

    /// <summary>Copies weights and bias from a layer of the same class.</summary>
    /// <param name="other">The other layer's parameters, or null for no layer.</param>
    /// <exception cref="ArgumentNullException">There is no other layer.</exception>
    public void CopyFrom(LayerParameters<T>? other)
    {
        if (other is not { } source)
        {
            throw new ArgumentNullException(nameof(other));
        }

        source.Block.Span.CopyTo(Block.Span);
    }

    /// <summary>Draws every weight, row by row, and then every bias from U(−1/√In, 1/√In), as PyTorch's <c>nn.Linear</c> does.</summary>
    /// <param name="random">The source of the draws.</param>
    public void Initialize(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double bound = 1 / Math.Sqrt(_inputs);
        Span<T> block = Block.Span;
        block.Clear();
        for (int i = 0; i < _inputs; i++)
        {
            for (int first = 0; first < _outputs; first += PanelColumns)
            {
                Draw(block.Slice(RowStart(i, first, out int count), count), random, bound);
            }
        }

        if (_hasBias)
        {
            Draw(Bias, random, bound);
        }
    }

    private static void Draw(Span<T> values, Random random, double bound)
    {
        foreach (ref T value in values)
        {
            value = T.CreateChecked(((2 * random.NextDouble()) - 1) * bound);
        }
    }

    private static int RoundUp(int value, int multiple) => checked(value + multiple - 1) / multiple * multiple;

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    /// <summary>The padded columns of the panel that starts at a column.</summary>
    private int PanelWidth(int first) => Math.Min(PanelColumns, RoundUp(_outputs, Lanes) - first);

    /// <summary>Where in the block row i of the panel starts whose first column is given, and how many real columns it has.</summary>
    private int RowStart(int i, int first, out int count)
    {
        int width = PanelWidth(first);
        count = Math.Min(width, _outputs - first);
        return (first * _inputs) + (i * width);
    }

    private void CheckWeights(int length, WeightLayout layout, string parameter)
    {
        if (layout is not (WeightLayout.InOut or WeightLayout.OutIn))
        {
            throw new ArgumentOutOfRangeException(nameof(layout), layout, "Expected WeightLayout.InOut or WeightLayout.OutIn.");
        }

        if (length != (long)_inputs * _outputs)
        {
            throw new ArgumentException(Invariant($"{parameter} holds {length} values; expected {(long)_inputs * _outputs}, In·Out of a {_inputs}→{_outputs} layer."), parameter);
        }
    }

    private void CheckBias(int length, string parameter)
    {
        if (length != _outputs)
        {
            throw new ArgumentException(Invariant($"{parameter} holds {length} values; expected {_outputs}, Out of a {_inputs}→{_outputs} layer."), parameter);
        }
    }
}
