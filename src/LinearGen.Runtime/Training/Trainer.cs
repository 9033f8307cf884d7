using System.Globalization;
using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// Trains a network or a single layer on mini-batches: forward, loss, backward and one step of the optimiser per
/// call. Everything it needs is allocated when it is made; steps allocate nothing.
/// </summary>
/// <typeparam name="TNetwork">The network's class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the network's element type.</typeparam>
/// <remarks>
/// Initialise or load the network first. One step at a time, and none while another thread uses the network.
/// Several trainers may share a loss, an optimiser and a schedule: what has to be remembered from step to step is the
/// trainer's. Layers that the network calls frozen keep every bit, also of what the optimiser remembers of them.
/// </remarks>
public partial class Trainer<TNetwork, T>
    where TNetwork : class, INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly RowBlocks<T> _blocks;
    private readonly AlignedBlock<T> _dy;
    private readonly LayerSteps<T> _layers;
    private double _learningRate;
    private double? _maxGradientNorm;
    private LearningRateSchedule _schedule = LearningRateSchedule.Constant;
    private bool _initialised;

    /// <summary>Allocates what steps need.</summary>
    /// <param name="network">The network to be trained; its parameters are changed in place.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="optimizer">How the parameters move.</param>
    /// <param name="maxBatch">The most rows that a step may have, 1 or more.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
    /// <exception cref="ArgumentException">The network's layers do not divide its parameters among themselves as <see cref="INetwork{T}.ParameterRange"/> says.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxBatch"/> is less than 1, or so large that maxBatch·Out values do not fit into an array.</exception>
    public Trainer(TNetwork network, Loss loss, Optimizer optimizer, int maxBatch)
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(optimizer);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxBatch, 1);
        (_inputs, _outputs, _) = network.Shape;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(maxBatch, Array.MaxLength / _outputs);

        Network = network;
        Loss = loss;
        Optimizer = optimizer;
        MaxBatch = maxBatch;
        _learningRate = optimizer.LearningRate;
        _blocks = new RowBlocks<T>(network, maxBatch);
        _dy = new AlignedBlock<T>(maxBatch * _outputs);
        _layers = new LayerSteps<T>(network, optimizer);
    }

    /// <summary>The network that is trained.</summary>
    public TNetwork Network { get; }

    /// <summary>What is made small.</summary>
    public Loss Loss { get; }

    /// <summary>How the parameters move.</summary>
    public Optimizer Optimizer { get; }

    /// <summary>The most rows that a step may have.</summary>
    public int MaxBatch { get; }

    /// <summary>How many steps have been completed.</summary>
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
            Optimizer.CheckNotNegative(value, nameof(LearningRate));
            _learningRate = value;
        }
    }

    /// <summary>How the learning rate changes from step to step: not at all until it is set.</summary>
    /// <exception cref="ArgumentNullException">Set to null.</exception>
    public LearningRateSchedule Schedule
    {
        get => _schedule;
        set
        {
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
    /// none is computed, and gradients are not looked at.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Set to a number that is 0 or less, infinite or NaN.</exception>
    public double? MaxGradientNorm
    {
        get => _maxGradientNorm;
        set
        {
            if (value is { } norm && !(double.IsFinite(norm) && norm > 0))
            {
                throw new ArgumentOutOfRangeException(nameof(MaxGradientNorm), value, string.Create(
                    CultureInfo.InvariantCulture, $"MaxGradientNorm is {norm}; expected a finite number above 0, or null for none."));
            }

            _maxGradientNorm = value;
        }
    }

    /// <summary>
    /// Threads that a step uses at most, the calling one and others of the thread pool; 1 until it is set. A batch is shared out in
    /// blocks of 64 rows, so smaller ones are left to the calling thread.
    /// </summary>
    /// <remarks>
    /// The blocks' gradients are added up in the order of the blocks, whatever thread computed them: the number of threads changes
    /// no bit of the result. Each thread has gradients of its own, which are allocated when this is set.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException">Set to less than 1.</exception>
    public int Threads
    {
        get => _blocks.Threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, nameof(Threads));
            _blocks.Threads = value;
        }
    }

    /// <summary>Trains on one mini-batch with class labels.</summary>
    /// <param name="x">[rows, In], 1 to <see cref="MaxBatch"/> rows.</param>
    /// <param name="labels">[rows]: the right class of each row, 0 … Out − 1.</param>
    /// <returns>The mean loss of the batch, before the parameters are changed.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a label is no class; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotSupportedException">The loss takes no class labels; neither parameters nor trainer have changed.</exception>
    /// <exception cref="InvalidOperationException">All parameters of a layer before the last are 0: the network was never initialised; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or the norm of the gradients if <see cref="MaxGradientNorm"/> is set, is infinite or NaN; neither parameters nor trainer have changed.</exception>
    public T Step(ReadOnlySpan<T> x, ReadOnlySpan<int> labels)
    {
        int rows = CheckRows(x);
        CheckLength(labels.Length, rows, 1, nameof(labels));
        CheckInitialised();
        ReadOnlySpan<T> y = _blocks.Forward(x);
        Span<T> dy = Dy(rows);
        T loss = Loss.Compute(y, labels, _outputs, dy);
        Update(x, dy, loss);
        return loss;
    }

    /// <summary>Trains on one mini-batch with targets of the outputs' own form.</summary>
    /// <param name="x">[rows, In], 1 to <see cref="MaxBatch"/> rows.</param>
    /// <param name="targets">[rows, Out]: what the outputs should be.</param>
    /// <returns>The mean loss of the batch, before the parameters are changed.</returns>
    /// <exception cref="ArgumentException">A length does not fit; neither parameters nor trainer have changed.</exception>
    /// <exception cref="InvalidOperationException">All parameters of a layer before the last are 0: the network was never initialised; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotFiniteNumberException">The loss, or the norm of the gradients if <see cref="MaxGradientNorm"/> is set, is infinite or NaN; neither parameters nor trainer have changed.</exception>
    public T Step(ReadOnlySpan<T> x, ReadOnlySpan<T> targets)
    {
        int rows = CheckRows(x);
        CheckLength(targets.Length, rows, _outputs, nameof(targets));
        CheckInitialised();
        ReadOnlySpan<T> y = _blocks.Forward(x);
        Span<T> dy = Dy(rows);
        T loss = Loss.Compute(y, targets, _outputs, dy);
        Update(x, dy, loss);
        return loss;
    }

    private Span<T> Dy(int rows) => _dy.Span[..(rows * _outputs)];

    private void Update(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, T loss)
    {
        double rate = ScheduledLearningRate;
        CheckFinite(double.CreateTruncating(loss), "loss", rate);
        Span<T> gradients = _blocks.Backward(x, dy).Values;
        if (_maxGradientNorm is { } greatest)
        {
            double norm = _layers.Norm(gradients);
            CheckFinite(norm, "gradients' norm", rate);
            double factor = greatest / (norm + 1e-6);
            if (factor < 1)
            {
                _layers.Scale(gradients, T.CreateTruncating(factor));
            }
        }

        _layers.Move(gradients, rate);
        Network.ParametersChanged();
        Steps++;
    }

    private void CheckFinite(double value, string what, double rate)
    {
        if (!double.IsFinite(value))
        {
            throw new NotFiniteNumberException(
                string.Create(CultureInfo.InvariantCulture, $"The {what} of step {Steps + 1} is {value}; no parameter has been changed. Look for NaN or infinity in x, in the targets and in the parameters, or lower the learning rate, which is {rate}."),
                value);
        }
    }

    /// <summary>
    /// A hidden layer of zeros gives the layers before it no gradient and, its outputs being all alike, gets none that
    /// tells them apart: training would stall in silence. Looked at until it is right once.
    /// </summary>
    private void CheckInitialised()
    {
        if (!_initialised && _layers.FindUninitialised() is >= 0 and int layer)
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture, $"All parameters of layer {layer} (of 0 to {_layers.Count - 1}) are 0; expected a network that has been initialised: call Initialize, or load its parameters, before the first step."));
        }

        _initialised = true;
    }

    private int CheckRows(ReadOnlySpan<T> x)
    {
        (int rows, int rest) = Math.DivRem(x.Length, _inputs);
        if (rest != 0 || rows < 1 || rows > MaxBatch)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"x holds {x.Length} values; expected a multiple of {_inputs} (rows × In), from 1 to {MaxBatch} rows, for a network {Network.Shape}."), nameof(x));
        }

        return rows;
    }

    private void CheckLength(int length, int rows, int columns, string parameter)
    {
        if (length != (long)rows * columns)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{parameter} holds {length} values; expected {(long)rows * columns} = {rows} rows × {columns}, since x holds {rows} rows for a network {Network.Shape}."), parameter);
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
