using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// The weights and biases of one layer as the kernels read them, and the way to and from the plain order that users
/// see. A layer's parameters and its gradients have the same form.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// W lies in panels (<see cref="PanelLayout"/>); behind them, on the next 64-byte boundary, lies the bias, padded likewise; a
/// layer without one keeps zeros there, from which its sums start. A layer also keeps Wᵀ in the same form, with zeros in the
/// place of the bias, so that dX is the same product as the forward pass; every setter updates both copies
/// before it returns, and code that writes to <see cref="Block"/> calls <see cref="ParametersChanged"/>. Gradients have no
/// transposed copy, nor have layers that are not trained, unless the forward pass reads it.
/// <para>
/// A layer with <see cref="WeightFormat.BFloat16"/> that is not trained holds its weights rounded, in packed form if that is faster (<see cref="WeightStorage"/>).
/// One that is trained holds them as they are, for the optimiser, and beside Wᵀ, in front of it, an image of W and bias that the forward pass reads, with rounded weights;
/// Wᵀ is rounded too.
/// </para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct LayerParameters<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly PanelLayout _layout;
    private readonly PanelLayout _transposedLayout;
    private readonly WeightStorage _weights;
    private readonly bool _isTrainable;

    /// <summary>Elements of the image that the forward pass reads, if it is another memory than <see cref="Block"/>.</summary>
    private readonly int _imageLength;

    /// <summary>Allocates the storage of a layer, all zeros.</summary>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <param name="hasBias">Whether there is a bias.</param>
    /// <param name="isTrainable">Whether dX is computed, which reads Wᵀ. Not of a stage whose parameters are vectors, the rows of W.</param>
    /// <param name="isDot">Whether the forward pass reads Wᵀ. Its weights are not packed.</param>
    /// <param name="weights">How the weights are stored that the forward pass reads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="NotSupportedException">Weights of <see cref="double"/> are to be rounded.</exception>
    /// <exception cref="OverflowException">The parameters do not fit into an array.</exception>
    public LayerParameters(int inputs, int outputs, bool hasBias, bool isTrainable = true, bool isDot = false, WeightStorage weights = WeightStorage.Full)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        _layout = new PanelLayout(inputs, outputs, Unsafe.SizeOf<T>());
        _transposedLayout = new PanelLayout(outputs, inputs, Unsafe.SizeOf<T>());
        HasBias = hasBias;
        IsDot = isDot;
        _weights = weights;
        _isTrainable = isTrainable;
        if (weights != WeightStorage.Full && typeof(T) != typeof(float))
        {
            throw new NotSupportedException($"The weights are of type {typeof(T)} and to be rounded to bfloat16; expected float.");
        }

        long image = weights == WeightStorage.Packed ? Packed.BlockLength : _layout.BlockLength;
        _imageLength = weights != WeightStorage.Full && isTrainable && !isDot ? checked((int)image) : 0;
        Block = new AlignedBlock<T>(checked((int)(HoldsPacked ? image : _layout.BlockLength)));
        long transposed = _imageLength + (isTrainable || isDot ? _transposedLayout.BlockLength : 0);
        Transposed = transposed > 0 ? new AlignedBlock<T>(checked((int)transposed)) : default;
    }

    private LayerParameters(in LayerParameters<T> shape, AlignedBlock<T> block, AlignedBlock<T> transposed, bool isMoved)
    {
        this = shape;
        IsMoved = isMoved;
        Block = block;
        Transposed = transposed;
    }

    /// <summary>The memory itself: W and the bias.</summary>
    internal AlignedBlock<T> Block { get; }

    /// <summary>What is derived from it: the image that the forward pass reads, if it reads another memory than <see cref="Block"/>, and Wᵀ, if anything reads that.</summary>
    internal AlignedBlock<T> Transposed { get; }

    /// <summary>Elements of <see cref="Transposed"/> that the forward pass reads, so that it cannot be given up.</summary>
    internal int ForwardLength => IsDot ? Transposed.Length : _imageLength;

    /// <summary>Whether the forward pass reads weights that are rounded to bfloat16.</summary>
    internal bool IsRounded => _weights != WeightStorage.Full;

    /// <summary>Whether the memory itself holds packed weights.</summary>
    internal bool HoldsPacked => _weights == WeightStorage.Packed && !_isTrainable;

    /// <summary>Whether <see cref="Transposed"/> has Wᵀ.</summary>
    private bool HasTransposed => Transposed.Length > _imageLength;

    private PackedLayout Packed => new(Inputs, Outputs);

    /// <summary>The first weight. Unchecked.</summary>
    public ref T Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Block.Reference;
    }

    /// <summary>The first element of <see cref="Transposed"/>. Unchecked; only for a layer.</summary>
    public ref T TransposedReference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Transposed.Reference;
    }

    /// <summary>Whether there is a bias.</summary>
    internal bool HasBias { get; }

    /// <summary>Whether the forward pass reads Wᵀ.</summary>
    internal bool IsDot { get; }

    /// <summary>Whether this is storage of gradients.</summary>
    private bool IsGradients { get; init; }

    /// <summary>Whether parameters have just been moved here, and no layer has taken them over yet.</summary>
    private bool IsMoved { get; }

    /// <summary>Whether this is part of a network's memory, as a layer's is that a network has taken in.</summary>
    internal bool IsAdopted { get; private init; }

    /// <summary>Columns of a full panel.</summary>
    internal int PanelColumns => _layout.PanelColumns;

    /// <summary>The layer's sizes.</summary>
    internal NetworkShape Shape => new(Inputs, Outputs, (Inputs * Outputs) + (HasBias ? Outputs : 0));

    /// <summary>Storage of the same form for the layer's gradients, all zeros.</summary>
    public LayerParameters<T> CreateGradients() => new(this, new AlignedBlock<T>(Block.Length), default, isMoved: false) { IsGradients = true };

    /// <summary>Whether weights are rounded when they are set: not gradients, which are of the same form.</summary>
    private bool Rounds => IsRounded && !IsGradients;

    /// <summary>The layer's parameters moved to other memory.</summary>
    /// <param name="block">As long as <see cref="Block"/>; it takes its values.</param>
    /// <param name="transposed">As long as <see cref="Transposed"/>; it takes its values. Or empty, if the forward pass does not read it.</param>
    /// <exception cref="ArgumentException">A length does not fit.</exception>
    internal LayerParameters<T> MovedTo(AlignedBlock<T> block, AlignedBlock<T> transposed)
    {
        if (block.Length != Block.Length || !IsTransposed(transposed.Length))
        {
            throw new ArgumentException(Invariant($"The memory is of {block.Length} and {transposed.Length} values; expected {Block.Length} and {Transposed.Length} for a {Inputs}→{Outputs} layer."));
        }

        Block.Span.CopyTo(block.Span);
        Transposed.Span[..transposed.Length].CopyTo(transposed.Span);
        return new(this, block, transposed, isMoved: true);
    }

    /// <summary>Other storage, if it may take the place of this one: kernels read as much of it as this one has.</summary>
    /// <param name="other">Storage of the same shape that a network has moved parameters to.</param>
    /// <remarks>Networks do so while they are made. At any other time, a call on another thread could read one storage by the bounds of the other.</remarks>
    /// <exception cref="ArgumentException">It is of another shape, or not a network's.</exception>
    public LayerParameters<T> ReplacedBy(LayerParameters<T> other)
    {
        other.CheckShape(Inputs, Outputs, HasBias);
        if (other.IsGradients || !IsTransposed(other.Transposed.Length) || other._weights != _weights || other.Block.Length != Block.Length)
        {
            throw new ArgumentException($"The storage is that of gradients, or of a layer with other weights; expected that of a layer {Shape}.", nameof(other));
        }

        return other.IsMoved
            ? new(other, other.Block, other.Transposed, isMoved: false) { IsAdopted = true }
            : throw new ArgumentException("The storage is not of a network; expected the storage that a network gives the layer while the network is made.", nameof(other));
    }

    /// <summary>Whether <see cref="Transposed"/> may be of a length: what the forward pass does not read may be given up.</summary>
    private bool IsTransposed(int length) => length == Transposed.Length || length == ForwardLength;

    /// <summary>Throws unless there is Wᵀ, from which dX is computed.</summary>
    /// <exception cref="NotSupportedException">A network with <c>Trainable = false</c> has given it up.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void CheckTransposed()
    {
        if (!HasTransposed)
        {
            ThrowNoTransposed();
        }
    }

    private void ThrowNoTransposed() => throw Inference.NoTransposed(Shape);

    /// <summary>Throws unless this is storage of such a layer, or of its gradients.</summary>
    internal void CheckShape(int inputs, int outputs, bool hasBias)
    {
        if (Inputs != inputs || Outputs != outputs || HasBias != hasBias)
        {
            throw new ArgumentException(Invariant(
                $"The storage is of a {Inputs}→{Outputs} layer with{(HasBias ? "" : "out")} bias; expected that of a {inputs}→{outputs} layer with{(hasBias ? "" : "out")} bias."));
        }
    }

    private int Inputs => _layout.Rows;

    private int Outputs => _layout.Columns;

    private Span<T> Bias => Block.Span.Slice((int)(HoldsPacked ? Packed.BiasStart : _layout.BiasStart), Outputs);

    /// <summary>W[i, j].</summary>
    /// <param name="i">The input, 0 … In − 1.</param>
    /// <param name="j">The output, 0 … Out − 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of its range.</exception>
    public T GetWeight(int i, int j)
    {
        CheckIndices(i, j);
        return HoldsPacked ? GetPacked(i, j) : Block.Span[_layout.Index(i, j)];
    }

    /// <summary>Sets W[i, j].</summary>
    /// <param name="i">The input, 0 … In − 1.</param>
    /// <param name="j">The output, 0 … Out − 1.</param>
    /// <param name="value">The weight.</param>
    /// <exception cref="ArgumentOutOfRangeException">An index is out of its range.</exception>
    public void SetWeight(int i, int j, T value)
    {
        CheckIndices(i, j);
        if (HoldsPacked)
        {
            SetPacked(i, j, value);
            return;
        }

        T rounded = Rounds ? Rounded(value) : value;
        Block.Span[_layout.Index(i, j)] = _isTrainable ? value : rounded;
        if (HasTransposed)
        {
            Transposed.Span[_imageLength + _transposedLayout.Index(j, i)] = rounded;
        }

        if (_imageLength > 0 && Rounds)
        {
            SetImage(i, j, rounded);
        }
    }

    /// <summary>Brings what is derived from <see cref="Block"/> up to date after it was written to, and rounds its weights if it holds those of <see cref="WeightStorage.Rounded"/>.</summary>
    internal void ParametersChanged()
    {
        if (Rounds)
        {
            RoundWeights();
        }

        if (HasTransposed)
        {
            Span<T> transposed = Transposed.Span[_imageLength..];
            Transposition.Transpose(Block.Span, _layout, transposed, _transposedLayout);
            if (Rounds)
            {
                BFloat16Weights.Round(Floats(transposed));
            }
        }
    }

    /// <summary>Replaces all weights.</summary>
    /// <param name="weights">In·Out values.</param>
    /// <param name="layout">Their order.</param>
    /// <exception cref="ArgumentException">Not exactly In·Out values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    public void SetWeights(ReadOnlySpan<T> weights, WeightLayout layout = WeightLayout.InOut)
    {
        CheckWeights(weights.Length, layout, nameof(weights));
        if (HoldsPacked)
        {
            SetPacked(weights, layout);
            return;
        }

        for (int i = 0; i < Inputs; i++)
        {
            for (int first = 0; first < Outputs; first += _layout.PanelWidth(first))
            {
                Span<T> row = Row(i, first);
                if (layout == WeightLayout.InOut)
                {
                    weights.Slice((i * Outputs) + first, row.Length).CopyTo(row);
                    continue;
                }

                for (int j = 0; j < row.Length; j++)
                {
                    row[j] = weights[((first + j) * Inputs) + i];
                }
            }
        }

        ParametersChanged();
    }

    /// <summary>Copies all weights out.</summary>
    /// <param name="destination">In·Out values; overwritten.</param>
    /// <param name="layout">The order wanted.</param>
    /// <exception cref="ArgumentException">Not exactly In·Out values.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    public void GetWeights(Span<T> destination, WeightLayout layout = WeightLayout.InOut)
    {
        CheckWeights(destination.Length, layout, nameof(destination));
        if (HoldsPacked)
        {
            GetPacked(destination, layout);
            return;
        }

        for (int i = 0; i < Inputs; i++)
        {
            for (int first = 0; first < Outputs; first += _layout.PanelWidth(first))
            {
                Span<T> row = Row(i, first);
                if (layout == WeightLayout.InOut)
                {
                    row.CopyTo(destination.Slice((i * Outputs) + first, row.Length));
                    continue;
                }

                for (int j = 0; j < row.Length; j++)
                {
                    destination[((first + j) * Inputs) + i] = row[j];
                }
            }
        }
    }

    /// <summary>Replaces a row of W, a vector of a stage's parameters.</summary>
    /// <exception cref="ArgumentException">Not exactly Out values.</exception>
    internal void SetRow(int i, ReadOnlySpan<T> values, string parameter)
    {
        CheckRow(values.Length, parameter);
        for (int first = 0; first < Outputs; first += _layout.PanelWidth(first))
        {
            Span<T> row = Row(i, first);
            values.Slice(first, row.Length).CopyTo(row);
        }
    }

    /// <summary>Copies a row of W out.</summary>
    /// <exception cref="ArgumentException">Not exactly Out values.</exception>
    internal void GetRow(int i, Span<T> destination, string parameter)
    {
        CheckRow(destination.Length, parameter);
        for (int first = 0; first < Outputs; first += _layout.PanelWidth(first))
        {
            Span<T> row = Row(i, first);
            row.CopyTo(destination.Slice(first, row.Length));
        }
    }

    /// <summary>Replaces the bias.</summary>
    /// <param name="bias">Out values.</param>
    /// <exception cref="ArgumentException">Not exactly Out values.</exception>
    public void SetBias(ReadOnlySpan<T> bias)
    {
        CheckBias(bias.Length, nameof(bias));
        bias.CopyTo(Bias);
        if (_imageLength > 0 && Rounds)
        {
            bias.CopyTo(ImageBias);
        }
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
        LayerParameters<T> source = other ?? throw new ArgumentNullException(nameof(other));
        source.Block.Span.CopyTo(Block.Span);
        ParametersChanged();
    }

    /// <summary>Draws every weight, row by row, and then every bias from U(−1/√In, 1/√In), as PyTorch's <c>nn.Linear</c> does.</summary>
    /// <param name="random">The source of the draws.</param>
    public void Initialize(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        double bound = 1 / Math.Sqrt(Inputs);
        Block.Span.Clear();
        for (int i = 0; i < Inputs; i++)
        {
            for (int first = 0; first < Outputs && !HoldsPacked; first += _layout.PanelWidth(first))
            {
                Draw(Row(i, first), random, bound);
            }

            for (int j = 0; j < Outputs && HoldsPacked; j++)
            {
                SetPacked(i, j, Draw(random, bound));
            }
        }

        if (HasBias)
        {
            Draw(Bias, random, bound);
        }

        ParametersChanged();
    }

    /// <summary>Checks the length of a row of W.</summary>
    /// <exception cref="ArgumentException">Not exactly Out values.</exception>
    internal void CheckRow(int length, string parameter)
    {
        if (length != Outputs)
        {
            throw new ArgumentException(Invariant($"{parameter} holds {length} values; expected {Outputs}, Size of the stage."), parameter);
        }
    }

    /// <summary>The weights of an input to the outputs of one panel.</summary>
    private Span<T> Row(int i, int first) => Block.Span.Slice(_layout.RowStart(i, first, out int count), count);

    private static void Draw(Span<T> values, Random random, double bound)
    {
        foreach (ref T value in values)
        {
            value = Draw(random, bound);
        }
    }

    private static T Draw(Random random, double bound) => T.CreateChecked(((2 * random.NextDouble()) - 1) * bound);

    private void CheckIndices(int i, int j)
    {
        if ((uint)i >= (uint)Inputs)
        {
            throw new ArgumentOutOfRangeException(nameof(i), i, Invariant($"Expected an input index from 0 to {Inputs - 1}; weights are [{Inputs}, {Outputs}]."));
        }

        if ((uint)j >= (uint)Outputs)
        {
            throw new ArgumentOutOfRangeException(nameof(j), j, Invariant($"Expected an output index from 0 to {Outputs - 1}; weights are [{Inputs}, {Outputs}]."));
        }
    }

    private void CheckWeights(int length, WeightLayout layout, string parameter)
    {
        if (layout is not (WeightLayout.InOut or WeightLayout.OutIn))
        {
            throw new ArgumentOutOfRangeException(nameof(layout), layout, "Expected WeightLayout.InOut or WeightLayout.OutIn.");
        }

        if (length != (long)Inputs * Outputs)
        {
            throw new ArgumentException(Invariant($"{parameter} holds {length} values; expected {(long)Inputs * Outputs}, In·Out of a {Inputs}→{Outputs} layer."), parameter);
        }
    }

    private void CheckBias(int length, string parameter)
    {
        if (length != Outputs)
        {
            throw new ArgumentException(Invariant($"{parameter} holds {length} values; expected {Outputs}, Out of a {Inputs}→{Outputs} layer."), parameter);
        }
    }
}
