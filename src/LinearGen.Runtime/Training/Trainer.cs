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
/// Several trainers may share a loss and an optimiser: what has to be remembered from step to step is the trainer's.
/// </remarks>
public class Trainer<TNetwork, T>
    where TNetwork : class, INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _inputs;
    private readonly int _outputs;
    private readonly Activations<T> _activations;
    private readonly ParameterGradients<T> _gradients;
    private readonly AlignedBlock<T> _dy;
    private readonly AlignedBlock<T> _state;
    private double _learningRate;

    /// <summary>Allocates what steps need.</summary>
    /// <param name="network">The network to be trained; its parameters are changed in place.</param>
    /// <param name="loss">What to make small.</param>
    /// <param name="optimizer">How the parameters move.</param>
    /// <param name="maxBatch">The most rows that a step may have, 1 or more.</param>
    /// <exception cref="ArgumentNullException">An argument is null.</exception>
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
        _activations = network.CreateActivations(maxBatch);
        _gradients = network.CreateGradients();
        _dy = new AlignedBlock<T>(maxBatch * _outputs);
        _state = new AlignedBlock<T>(checked(optimizer.StateBlocks * network.Parameters.Length));
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
    /// The learning rate of the steps to come: the optimiser's own until it is set. It belongs to this trainer, so
    /// that a schedule of one does not change another's.
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

    /// <summary>Trains on one mini-batch with class labels.</summary>
    /// <param name="x">[rows, In], 1 to <see cref="MaxBatch"/> rows.</param>
    /// <param name="labels">[rows]: the right class of each row, 0 … Out − 1.</param>
    /// <returns>The mean loss of the batch, before the parameters are changed.</returns>
    /// <exception cref="ArgumentException">A length does not fit, or a label is no class; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotSupportedException">The loss takes no class labels; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotFiniteNumberException">The loss is infinite or NaN; neither parameters nor trainer have changed.</exception>
    public T Step(ReadOnlySpan<T> x, ReadOnlySpan<int> labels)
    {
        int rows = CheckRows(x);
        CheckLength(labels.Length, rows, 1, nameof(labels));
        Network.Forward(x, _activations);
        Span<T> dy = _dy.Span[..(rows * _outputs)];
        T loss = Loss.Compute(_activations.Output, labels, _outputs, dy);
        Update(x, dy, loss);
        return loss;
    }

    /// <summary>Trains on one mini-batch with targets of the outputs' own form.</summary>
    /// <param name="x">[rows, In], 1 to <see cref="MaxBatch"/> rows.</param>
    /// <param name="targets">[rows, Out]: what the outputs should be.</param>
    /// <returns>The mean loss of the batch, before the parameters are changed.</returns>
    /// <exception cref="ArgumentException">A length does not fit; neither parameters nor trainer have changed.</exception>
    /// <exception cref="NotFiniteNumberException">The loss is infinite or NaN; neither parameters nor trainer have changed.</exception>
    public T Step(ReadOnlySpan<T> x, ReadOnlySpan<T> targets)
    {
        int rows = CheckRows(x);
        CheckLength(targets.Length, rows, _outputs, nameof(targets));
        Network.Forward(x, _activations);
        Span<T> dy = _dy.Span[..(rows * _outputs)];
        T loss = Loss.Compute(_activations.Output, targets, _outputs, dy);
        Update(x, dy, loss);
        return loss;
    }

    private void Update(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, T loss)
    {
        long step = Steps + 1;
        if (!T.IsFinite(loss))
        {
            throw new NotFiniteNumberException(
                string.Create(CultureInfo.InvariantCulture, $"The loss of step {step} is {loss}; no parameter has been changed. Look for NaN or infinity in x, in the targets and in the parameters, or lower the learning rate, which is {_learningRate}."),
                double.CreateTruncating(loss));
        }

        _gradients.Clear();
        Network.Backward(x, _activations, dy, default, _gradients);
        Optimizer.Step(Network.Parameters, _gradients.Values, _state.Span, step, _learningRate);
        Network.ParametersChanged();
        Steps = step;
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
        if (length != rows * columns)
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture, $"{parameter} holds {length} values; expected {rows * columns} = {rows} rows × {columns}, since x holds {rows} rows for a network {Network.Shape}."), parameter);
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
