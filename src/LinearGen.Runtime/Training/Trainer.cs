using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// Trains a network or a single layer on mini-batches: forward, loss, backward and one step of the optimiser per
/// call. Everything it needs is allocated when it is made: the calling thread allocates nothing in a step of one thread.
/// </summary>
/// <typeparam name="TNetwork">The network's class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the network's element type.</typeparam>
/// <remarks>
/// Initialise or load the network first. One call at a time, and none while another thread uses the network: a member that is called during
/// another call of the same trainer, by another thread or a callback, throws <see cref="InvalidOperationException"/> at once.
/// If a step throws, the network is as it was; only if the optimiser throws, layers before the one that it threw at have been moved, that one
/// perhaps in parts, and what the network derives from its parameters agrees with them.
/// Several trainers may share a loss, an optimiser and a schedule: the state from step to step is the
/// trainer's. Layers that the network calls frozen keep every bit, also of the optimiser's state for them.
/// </remarks>
public partial class Trainer<TNetwork, T>
    where TNetwork : class, INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly AlignedBlock<T> _dy;
    private readonly LayerSteps<T> _layers;
    private readonly CallGuard _calls = new();
    private RowBlocks<T> _blocks;
    private RankMeetings<T>? _ranks;
    private double _learningRate;
    private double? _maxGradientNorm;
    private LearningRateSchedule _schedule = LearningRateSchedule.Constant;
    private bool _initialised;

    /// <summary>Allocates the buffers that steps need.</summary>
    /// <param name="network">The network to be trained; its parameters are changed in place.</param>
    /// <param name="loss">The loss to minimise.</param>
    /// <param name="optimizer">The optimiser, which updates the parameters.</param>
    /// <param name="maxBatch">The most rows that a step may have, 1 or more.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The network is declared with <c>Trainable = false</c>, has no inputs or no outputs, its layers do not divide its parameters among themselves as <see cref="INetwork{T}.ParameterRange"/> says, or the loss takes logits but the network ends in a softmax or sigmoid, or in a single output for a choice of classes.</exception>
    /// <exception cref="InvalidOperationException">The network makes no gradients of its parameters' length, or no activations, or gives copies of its parameters.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1, or so large that maxBatch·Out values do not fit into an array.</exception>
    public Trainer(TNetwork network, Loss loss, Optimizer optimizer, int maxBatch)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        if (!network.IsTrainable)
        {
            throw new ArgumentException($"{network} has no backward pass; expected a network that can be trained: without Trainable = false, and with a layer whose class does not say so either.", nameof(network));
        }

        NetworkShape shape = network.Shape;
        (_inputs, _outputs, _) = shape;
        if (_inputs < 1 || _outputs < 1)
        {
            throw new ArgumentException(Invariant($"The network's shape is {shape}; expected inputs and outputs of 1 or more."), nameof(network));
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBatch, Array.MaxLength / _outputs);
        LastActivation.Check(network, loss, _outputs);
        network.CheckParameters();

        Network = network;
        Loss = loss;
        Optimizer = optimizer;
        MaxBatch = maxBatch;
        _learningRate = optimizer.LearningRate;
        _blocks = new RowBlocks<T>(network, _inputs, _outputs, maxBatch, RowBlocks<T>.DefaultRowsPerBlock);
        _dy = new AlignedBlock<T>(maxBatch * _outputs);
        _layers = new LayerSteps<T>(network, optimizer);
    }

    /// <summary>The network that is trained.</summary>
    public TNetwork Network { get; }

    /// <summary>The loss that training minimises.</summary>
    public Loss Loss { get; }

    /// <summary>The optimiser, which updates the parameters.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The most rows that a step may have.</summary>
    public int MaxBatch { get; }

    /// <summary>The number of completed steps.</summary>
    public long Steps { get; private set; }

    /// <summary>
    /// The learning rate of the steps to come, before the <see cref="Schedule"/>: the optimiser's own until it is set.
    /// It belongs to this trainer, so that setting it does not change another's.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that is negative, infinite or NaN.</exception>
    public double LearningRate
    {
        get => _learningRate;
        set
        {
            using CallGuard.Call call = _calls.Enter(nameof(LearningRate));
            Optimizer.CheckNotNegative(value, nameof(LearningRate));
            _learningRate = value;
        }
    }

    /// <summary>The schedule of the learning rate: constant until it is set.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    public LearningRateSchedule Schedule
    {
        get => _schedule;
        set
        {
            using CallGuard.Call call = _calls.Enter(nameof(Schedule));
            ArgumentNullException.ThrowIfNull(value, nameof(Schedule));
            _schedule = value;
        }
    }

    /// <summary>The learning rate of the next step: <see cref="LearningRate"/> times the schedule's factor.</summary>
    public double ScheduledLearningRate => _learningRate * _schedule.Factor(Steps);

    /// <summary>
    /// The greatest Euclidean norm that the gradients of all layers together, without the frozen ones, may have in a
    /// step; null, as at the beginning, for any.
    /// </summary>
    /// <remarks>
    /// With n the norm, gradients are multiplied by MaxGradientNorm / (n + 1e-6) if that is below 1, as by PyTorch's
    /// <c>clip_grad_norm_</c>. A step whose norm is infinite or NaN throws and changes nothing. Without a greatest norm
    /// none is computed, and gradients are not checked.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that is 0 or less, infinite or NaN.</exception>
    public double? MaxGradientNorm
    {
        get => _maxGradientNorm;
        set
        {
            using CallGuard.Call call = _calls.Enter(nameof(MaxGradientNorm));
            _maxGradientNorm = value is { } norm
                ? Number.Check(double.IsFinite(norm) && norm > 0, norm, nameof(MaxGradientNorm), "a finite number above 0, or null for none")
                : null;
        }
    }

    /// <summary>
    /// Threads that a step uses at most, the calling one and others of the thread pool; 1 until it is set. A batch is shared out in
    /// blocks of <see cref="RowsPerBlock"/> rows, so smaller ones are left to the calling thread.
    /// </summary>
    /// <remarks>
    /// The blocks' gradients are added up in the shape of one binary tree over their numbers, whichever threads computed them: the number of threads changes
    /// no bit of the result. Each thread, and each level of the tree, has gradients of its own, which are allocated ahead; more threads than
    /// <see cref="MaxBatch"/> has blocks cost nothing.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 1.</exception>
    public int Threads
    {
        get => _blocks.Threads;
        set
        {
            using CallGuard.Call call = _calls.Enter(nameof(Threads));
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Threads));
            _blocks.Threads = value;
        }
    }

    /// <summary>
    /// Rows of a block, which one thread computes and sums by itself: 64 until it is set. Setting it allocates the buffers of steps anew.
    /// </summary>
    /// <remarks>
    /// Another number gives other sums, in their last bits. Fewer rows let more threads and processes share a batch; each block costs one addition of all
    /// gradients.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 1.</exception>
    public int RowsPerBlock
    {
        get => _blocks.RowsPerBlock;
        set
        {
            using CallGuard.Call call = _calls.Enter(nameof(RowsPerBlock));
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(RowsPerBlock));
            if (value != _blocks.RowsPerBlock)
            {
                _blocks = new RowBlocks<T>(Network, _inputs, _outputs, MaxBatch, value) { Threads = _blocks.Threads };
            }
        }
    }

    private Span<T> Dy(int rows) => _dy.Span[..(rows * _outputs)];

    private void CheckFinite(double value, string what, double rate)
    {
        if (!double.IsFinite(value))
        {
            throw new NotFiniteNumberException(
                Invariant($"The {what} of step {Steps + 1} is {value}; no parameter has been changed. Look for NaN or infinity in x, in the targets and in the parameters, or lower the learning rate, which is {rate}."),
                value);
        }
    }

    /// <summary>
    /// A hidden layer of zeros gives the layers before it no gradient and, its outputs being all alike, gets none that
    /// tells them apart: training would stall in silence. Checked until it is right once.
    /// </summary>
    private void CheckInitialised()
    {
        if (!_initialised && _layers.FindUninitialised() is >= 0 and int layer)
        {
            throw new InvalidOperationException(Invariant(
                $"All parameters of layer {layer} (of 0 to {_layers.Count - 1}) are 0; expected a network that has been initialised: call Initialize, or load its parameters, before the first step."));
        }

        _initialised = true;
    }

    private int CheckRows(ReadOnlySpan<T> x, int least, int most)
    {
        (int rows, int rest) = Math.DivRem(x.Length, _inputs);
        if (rest != 0 || rows < least || rows > most)
        {
            string range = most == int.MaxValue ? Invariant($"{least} rows or more") : Invariant($"from {least} to {most} rows");
            throw new ArgumentException(Invariant($"x holds {x.Length} values; expected a multiple of {_inputs} (rows × In), {range}, for a network {Network.Shape}."), nameof(x));
        }

        return rows;
    }

    private void CheckLength(int length, int rows, int columns, string parameter)
    {
        if (length != (long)rows * columns)
        {
            throw new ArgumentException(Invariant(
                $"{parameter} holds {length} values; expected {(long)rows * columns} = {rows} rows × {columns}, since x holds {rows} rows for a network {Network.Shape}."), parameter);
        }
    }
}

/// <summary>A <see cref="Trainer{TNetwork, T}"/> for networks of <see cref="float"/>.</summary>
/// <typeparam name="TNetwork">The network's class.</typeparam>
public sealed class Trainer<TNetwork> : Trainer<TNetwork, float>
    where TNetwork : class, INetwork<float>
{
    /// <inheritdoc/>
    public Trainer(TNetwork network, Loss loss, Optimizer optimizer, int maxBatch)
        : base(network, loss, optimizer, maxBatch)
    {
    }
}
