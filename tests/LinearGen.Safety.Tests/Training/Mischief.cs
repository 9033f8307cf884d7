using LinearGen.Safety.Tests.Support;

namespace LinearGen.Safety.Tests.Training;

/// <summary>What the adversary's callbacks do beside their work: nothing mostly; else one thing, once.</summary>
internal sealed class Mischief
{
    private Action? _next;
    private int _delay;

    /// <summary>Whether the callback that it was meant for has come.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Prepares something for one of the coming callbacks.</summary>
    /// <param name="delay">How many callbacks are left alone before.</param>
    /// <param name="action">What to do; null for nothing.</param>
    public void Prepare(int delay, Action? action) => (_delay, _next, IsDone) = (delay, action, false);

    /// <summary>Called by every callback, on any thread.</summary>
    public void Call()
    {
        if (Volatile.Read(ref _next) is not null && Interlocked.Decrement(ref _delay) == -1 && Interlocked.Exchange(ref _next, null) is { } action)
        {
            IsDone = true;
            action();
        }
    }
}

/// <summary>Mean squared error or cross entropy with mischief.</summary>
internal sealed class MischievousLoss(Mischief mischief) : Loss
{
    protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
    {
        mischief.Call();
        return MeanSquared.Compute(y, targets, outputs, dy);
    }

    protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy)
    {
        mischief.Call();
        return SoftmaxCrossEntropy.Compute(y, labels, outputs, dy);
    }
}

/// <summary>Gradient descent with mischief before and behind each step.</summary>
internal sealed class MischievousOptimizer(Mischief mischief) : Optimizer(0.01)
{
    private readonly Sgd _sgd = new(0.01, 0.9);

    public override int StateBlocks => _sgd.StateBlocks;

    protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
    {
        mischief.Call();
        _sgd.Step(parameters, gradients, state, step, learningRate);
        mischief.Call();
    }
}

/// <summary>A constant rate with mischief.</summary>
internal sealed class MischievousSchedule(Mischief mischief) : LearningRateSchedule
{
    protected override double FactorCore(long completedSteps)
    {
        mischief.Call();
        return 1;
    }
}

/// <summary>A stream with mischief in every read and write.</summary>
internal sealed class MischievousStream(Mischief mischief, byte[] content) : MemoryStream
{
    private int _position;

    public override int Read(Span<byte> buffer)
    {
        mischief.Call();
        int count = Math.Min(buffer.Length, content.Length - _position);
        content.AsSpan(_position, count).CopyTo(buffer);
        _position += count;
        return count;
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int ReadByte()
    {
        Span<byte> one = stackalloc byte[1];
        return Read(one) == 0 ? -1 : one[0];
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Write(buffer.ToArray(), 0, buffer.Length);

    public override void Write(byte[] buffer, int offset, int count)
    {
        mischief.Call();
        base.Write(buffer, offset, count);
    }
}

/// <summary>A generated network behind calls with mischief.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class MischievousNetwork<T>(INetwork<T> inner, Mischief mischief) : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public INetwork<T> Inner => inner;

    public NetworkShape Shape => inner.Shape;

    public Span<T> Parameters => inner.Parameters;

    public int LayerCount => inner.LayerCount;

    public Range ParameterRange(int layer) => inner.ParameterRange(layer);

    public bool IsFrozen(int layer) => inner.IsFrozen(layer);

    public void ParametersChanged() => inner.ParametersChanged();

    public void Forward(ReadOnlySpan<T> x, Span<T> y) => inner.Forward(x, y);

    public void Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        mischief.Call();
        inner.Forward(x, activations);
    }

    public void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        mischief.Call();
        inner.Backward(x, activations, dy, dx, gradients);
    }

    public void Initialize(Random random) => inner.Initialize(random);

    public ParameterGradients<T> CreateGradients() => inner.CreateGradients();

    public Activations<T> CreateActivations(int maxRows) => inner.CreateActivations(maxRows);
}
