using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// The stages of a network, their parameters in one block of memory: the code that networks of all shapes share. A
/// generated class adds the fused kernels.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class LayerChain<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Values between layers that a call keeps on the stack: 16 KB of floats, half of the nearest cache.</summary>
    private const int OnStack = 4096;

    /// <summary>The least number of rows that go through all layers together, if the batch has as many: each weight is then read once for all of them.</summary>
    private const int FewestRows = 16;

    private readonly INetwork<T>[] _stages;
    private readonly ChainSteps<T> _steps;
    private readonly INetworkStage<T>[] _layers;
    private readonly int[] _starts;

    /// <summary>The inputs per row, then each step's outputs. Kept here, since asking the layers takes longer than short batches have.</summary>
    private readonly int[] _sizes;

    private readonly int _widest;

    /// <summary>Rows that go through all steps together. Kept here: a batch of 8 rows of 64→32→10 would spend a hundredth of its time on two divisions.</summary>
    private readonly int _rowsAtOnce;

    /// <summary>Whether gradients pass through all layers.</summary>
    private readonly bool _givesInputGradients;

    private AlignedBlock<T> _block;
    private AlignedBlock<T> _transposed;

    /// <summary>Takes over the stages of a network: their parameters move into one block.</summary>
    /// <param name="parameters">Elements of the block, as the generated code computes them.</param>
    /// <param name="transposes">Elements of the transposed weights' block, likewise.</param>
    /// <param name="stages">Layers and other stages, in the order of application.</param>
    /// <exception cref="ArgumentException">There is no stage, one does not fit the one before, or one belongs to a network already.</exception>
    /// <exception cref="InvalidOperationException">A stage is stored in another way than the generated code expects.</exception>
    public LayerChain(int parameters, int transposes, params INetwork<T>[] stages)
        : this(isResidual: false, isTrainable: true, parameters, transposes, stages)
    {
    }

    /// <summary>Takes over the stages of a network, or of a residual block y = x + f(x): their parameters move into one block.</summary>
    /// <inheritdoc cref="LayerChain{T}(int, int, INetwork{T}[])"/>
    /// <param name="isResidual">Whether it is a residual block.</param>
    /// <param name="isTrainable">Whether there is a backward pass; if not, the weights' transposes are given up.</param>
    /// <param name="parameters">Elements of the block, as the generated code computes them.</param>
    /// <param name="transposes">Elements of the transposed weights' block, likewise.</param>
    /// <param name="stages">Layers and other stages, in the order of application.</param>
    public LayerChain(bool isResidual, bool isTrainable, int parameters, int transposes, params INetwork<T>[] stages)
    {
        ArgumentNullException.ThrowIfNull(stages);
        if (stages.Length == 0)
        {
            throw new ArgumentException("There are no stages; expected 1 or more.", nameof(stages));
        }

        IsTrainable = isTrainable;
        _stages = [.. stages];
        _steps = new(_stages, isResidual);
        _sizes = _steps.Sizes;
        _widest = _sizes.Length > 2 ? _sizes[1..^1].Max() : 0;
        _rowsAtOnce = Math.Max(OnStack / _steps.ValueSlots / Math.Max(_widest, 1), FewestRows);
        _layers = _steps.Layers;
        _givesInputGradients = !_steps.Steps.Any(step => step.IsFixed);
        _starts = new int[_layers.Length + 1];
        int[] transposedStarts = new int[_layers.Length + 1];
        int count = 0;
        for (int n = 0; n < _layers.Length; n++)
        {
            _starts[n + 1] = _starts[n] + InWholeLines(_layers[n].Layer.Block.Length);
            transposedStarts[n + 1] = transposedStarts[n] + InWholeLines(TransposedLength(_layers[n]));
            count += _layers[n].Shape.ParameterCount;
        }

        if (_starts[^1] != parameters || transposedStarts[^1] != transposes)
        {
            throw new InvalidOperationException(Invariant(
                $"The layers take {_starts[^1]} + {transposedStarts[^1]} elements of memory where the network expects {parameters} + {transposes}: they were generated with another version of LinearGen than the network."));
        }

        Shape = new(In, Out, count);
        (_block, _transposed) = (new(parameters), new(transposes));
        for (int n = 0; n < _layers.Length; n++)
        {
            ref readonly LayerParameters<T> layer = ref _layers[n].Layer;
            _layers[n].Adopt(layer.MovedTo(_block.Slice(_starts[n], layer.Block.Length), _transposed.Slice(transposedStarts[n], TransposedLength(_layers[n]))));
        }

        // Blocks inside have been moved layer by layer; their references to memory follow.
        int first = 0;
        foreach (INetwork<T> stage in _stages)
        {
            if (stage is ISequentialNetwork<T> { Layers: var inner })
            {
                int start = transposedStarts[first];
                inner.IsInside = true;
                inner.IsTrainable &= isTrainable;
                inner._block = _block.Slice(_starts[first], inner._block.Length);
                inner._transposed = _transposed.Slice(start, transposedStarts[first + stage.LayerCount] - start);
            }

            first += stage.LayerCount;
        }
    }

    /// <summary>Elements of what a stage derives from its weights that are kept.</summary>
    private int TransposedLength(INetworkStage<T> layer) => IsTrainable ? layer.Layer.Transposed.Length : layer.Layer.ForwardLength;

    /// <summary>Takes memory for a fused kernel alone, which asks no layer.</summary>
    /// <param name="parameters">Elements of the parameters.</param>
    /// <param name="transposes">Elements of the transposed weights.</param>
    internal LayerChain(int parameters, int transposes)
    {
        _steps = new([], isResidual: false);
        (_stages, _layers, _starts, _sizes) = ([], [], [], []);
        (_block, _transposed) = (new(parameters), new(transposes));
    }

    /// <summary>The steps of the network, in the order of application.</summary>
    internal ChainSteps<T> Steps => _steps;

    /// <summary>Whether this is a block inside of another network, whose memory it shares.</summary>
    internal bool IsInside { get; private set; }

    /// <summary>Whether there is a backward pass: not if this network, or one that it is a block of, is declared with <c>Trainable = false</c>.</summary>
    internal bool IsTrainable { get; private set; }

    /// <summary>The number of stages with parameters.</summary>
    internal int Count => _layers.Length;

    /// <summary>The network's sizes.</summary>
    internal NetworkShape Shape { get; }

    /// <summary>The network's own stages, in the order of application.</summary>
    internal IReadOnlyList<INetwork<T>> Stages => _stages;

    /// <summary>Stages with parameters, those inside of blocks too, in the order of application.</summary>
    internal IReadOnlyList<INetworkStage<T>> Layers => _layers;

    /// <summary>The start of each such stage's parameters in the block, and the end of the last one's.</summary>
    internal ReadOnlySpan<int> Starts => _starts;

    /// <summary>All parameters, padding included.</summary>
    internal AlignedBlock<T> Block => _block;

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

    /// <summary>One of the network's own stages, with or without parameters.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such stage.</exception>
    public INetwork<T> this[int stage] => (uint)stage < (uint)_stages.Length ? _stages[stage] : throw NoSuchLayer(nameof(stage), stage, _stages.Length);

    /// <summary>Whether a stage's parameters stay as they are.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such stage with parameters.</exception>
    internal bool IsFrozen(int layer) => (uint)layer < (uint)_layers.Length ? !IsTrainable || _steps.Steps[_steps.StepOf(layer)].IsFrozen : throw NoSuchLayer(nameof(layer), layer, _layers.Length);

    /// <summary>Whether the input of a stage also reaches later stages directly, as the input of a residual block does.</summary>
    internal bool IsBypassed(int layer)
    {
        int step = _steps.StepOf(layer);
        return Array.FindIndex(_steps.Steps, step + 1, one => one.Stage is null && one.Source <= step) >= 0;
    }

    /// <summary>The range of a stage's parameters in the block.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    internal Range RangeOf(int layer) => (uint)layer < (uint)_layers.Length ? _starts[layer].._starts[layer + 1] : throw NoSuchLayer(nameof(layer), layer, _layers.Length);

    /// <summary>Updates the data that layers derive from their parameters.</summary>
    internal void ParametersChanged()
    {
        foreach (INetworkStage<T> layer in _layers)
        {
            layer.ParametersChanged();
        }
    }

    /// <summary>Draws all parameters, layer after layer.</summary>
    public void Initialize(Random random)
    {
        ArgumentNullException.ThrowIfNull(random);
        foreach (INetworkStage<T> layer in _layers)
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

    /// <summary>Computes one row by a fused kernel, several layer after layer.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="y">[rows, outputs].</param>
    /// <param name="inputs">Inputs per row, which the caller knows as a constant.</param>
    /// <param name="outputs">Outputs per row.</param>
    /// <typeparam name="TKernels">The network's kernel.</typeparam>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    [MethodImpl(KernelOptions.Inline)]
    public void Forward<TKernels>(ReadOnlySpan<T> x, Span<T> y, int inputs, int outputs)
        where TKernels : struct, INetworkKernels<T>
    {
        if (LayerCalls.IsRow(x, y, inputs, outputs))
        {
            TKernels.ForwardRow(ref MemoryMarshal.GetReference(x), ref MemoryMarshal.GetReference(y), ref Reference, ref TransposedReference);
        }
        else
        {
            Forward(x, y);
        }
    }

    /// <summary>Computes any number of rows, so many at a time that the values between layers stay in the nearest cache.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or the spans overlap.</exception>
    /// <remarks>The values between layers are kept on the stack, or, if 16 rows do not find room there, in an array of the shared pool, which allocates it when a thread first asks.</remarks>
    [SkipLocalsInit]
    [MethodImpl(KernelOptions.Kernel)]
    public void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        int inputs = In;
        int outputs = Out;
        int rows = LayerCalls.CheckForward(x, y, inputs, outputs);
        ChainStep<T>[] steps = _steps.Steps;
        if (steps.Length == 1)
        {
            steps[0].Stage!.Forward(x, y);
            return;
        }

        // On a cache line, since vectors that straddle two are slow; and each part close behind the one before: at a distance
        // of whole pages, processors take loads from the one for loads of what was just stored to the other.
        T[]? rented = null;
        Span<T> stack = stackalloc T[OnStack + AlignedBlock<T>.ElementsPerLine];
        Span<T> between = MemoryMarshal.CreateSpan(ref LayerCalls.Aligned(ref MemoryMarshal.GetReference(stack)), OnStack);
        int parts = _steps.ValueSlots;
        int atOnce = Math.Min(rows, _rowsAtOnce);
        int part = InWholeLines(checked(atOnce * _widest));
        if ((long)part * parts > OnStack)
        {
            between = rented = ArrayPool<T>.Shared.Rent(checked(part * parts));
        }

        for (int row = 0; row < rows; row += atOnce)
        {
            int count = Math.Min(atOnce, rows - row);
            scoped ReadOnlySpan<T> first = x.Slice(row * inputs, count * inputs);
            scoped ReadOnlySpan<T> from = first;
            for (int n = 0; n < steps.Length; n++)
            {
                Span<T> to = n == steps.Length - 1
                    ? y.Slice(row * outputs, count * outputs)
                    : between.Slice(steps[n].Slot * part, count * _sizes[n + 1]);
                if (steps[n].Stage is { } stage)
                {
                    stage.Forward(from, to);
                }
                else
                {
                    int source = steps[n].Source;
                    TensorPrimitives.Add(from, source == 0 ? first : between.Slice(steps[source - 1].Slot * part, count * _sizes[source]), to);
                }

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

    /// <summary>Computes the outputs and keeps the intermediate values that <see cref="Backward"/> needs.</summary>
    /// <exception cref="ArgumentException">A length does not fit, or the activations are another network's.</exception>
    public void Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        NetworkActivations<T> own = Check(activations);
        Span<T> y = own.Begin(x, In, Out);
        ChainStep<T>[] steps = _steps.Steps;
        for (int n = 0; n < steps.Length; n++)
        {
            Span<T> to = n == steps.Length - 1 ? y : own.Hidden(n);
            ReadOnlySpan<T> from = own.Value(n, x);
            if (steps[n].Stage is { } stage)
            {
                stage.Forward(from, to);
            }
            else
            {
                TensorPrimitives.Add(from, own.Value(steps[n].Source, x), to);
            }
        }
    }

    /// <summary>Adds the parameters' gradients, frozen layers left out, and computes those of the inputs.</summary>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an object is another network's.</exception>
    public void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        NetworkActivations<T> own = Check(activations);
        if (!IsTrainable)
        {
            throw Inference.NoTransposed(Shape);
        }

        own.CheckIsOf(x, In, Out);
        CheckLength(dy.Length, own.Rows, Out, nameof(dy));
        CheckLength(dx.IsEmpty ? own.Rows * In : dx.Length, own.Rows, In, nameof(dx));
        LayerCalls.CheckSeparate(x, dx, nameof(x), nameof(dx));
        if (_steps.ReadsOutputGradientLast)
        {
            LayerCalls.CheckSeparate(dy, dx, nameof(dy), nameof(dx));
        }

        if (!dx.IsEmpty && !_givesInputGradients)
        {
            throw Inference.NoInputGradient(Shape);
        }

        NetworkGradients<T>? sums = gradients switch
        {
            null => null,
            NetworkGradients<T> network when network.IsOf(this) => network,
            _ => throw new ArgumentException($"gradients is of type {gradients.GetType()}; expected the result of CreateGradients() of this network.", nameof(gradients)),
        };

        // Below the first stage that learns, gradients are computed only if those of the inputs are requested.
        ChainStep<T>[] steps = _steps.Steps;
        int first = dx.IsEmpty ? FirstLearning(sums) : 0;
        for (int n = steps.Length - 1; n >= first; n--)
        {
            if (steps[n].Stage is not { } stage)
            {
                // A sum hands its gradient on as it is, to both of its terms.
                continue;
            }

            Span<T> to = n > first ? own.HiddenGradient(n) : n == 0 ? dx : default;
            ParameterGradients<T>? layer = sums is null || steps[n].Layer < 0 || steps[n].IsFrozen ? null : sums[steps[n].Layer];
            stage.Backward(own.Value(n, x), n == steps.Length - 1 ? own.Output : own.Hidden(n), Gradient(n + 1, dy), to, layer);
            for (int sum = n + 1; sum < steps.Length && !to.IsEmpty; sum++)
            {
                if (steps[sum].Stage is null && steps[sum].Source == n)
                {
                    TensorPrimitives.Add(to, Gradient(sum + 1, dy), to);
                }
            }
        }

        // The gradient with respect to the outputs after this number of steps.
        ReadOnlySpan<T> Gradient(int value, ReadOnlySpan<T> dy) => _steps.GradientOf(value) is var root && root == steps.Length ? dy : own.HiddenGradient(root);
    }

    /// <summary>A number of elements rounded up to whole cache lines, so that the next block is aligned.</summary>
    internal static int InWholeLines(int length) => (int)PanelLayout.RoundUp(length, AlignedBlock<T>.ElementsPerLine);

    private static ArgumentOutOfRangeException NoSuchLayer(string parameter, int layer, int count) => new(
        parameter, layer, Invariant($"Expected a number from 0 to {count - 1}."));

    private int FirstLearning(NetworkGradients<T>? gradients)
    {
        ChainStep<T>[] steps = _steps.Steps;
        int first = 0;
        while (first < steps.Length && (gradients is null || steps[first].Layer < 0 || steps[first].IsFrozen))
        {
            first++;
        }

        return first;
    }

    private NetworkActivations<T> Check(Activations<T> activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        return activations is NetworkActivations<T> own && own.IsOf(this) ? own : throw new ArgumentException(
            $"activations is of type {activations.GetType()} and of other sizes; expected the result of CreateActivations() of this network.", nameof(activations));
    }

    private void CheckLength(int length, int rows, int columns, string parameter)
    {
        if (length != (long)rows * columns)
        {
            throw new ArgumentException(Invariant(
                $"{parameter} holds {length} values; expected {(long)rows * columns} = {rows} rows × {columns}, since the activations are of {rows} rows for a network {Shape}."), parameter);
        }
    }
}
