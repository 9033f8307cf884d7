using LinearGen.Safety.Tests.Support;

namespace LinearGen.Safety.Tests.Training;

/// <summary>
/// A network of the adversary's own, 3→2, that answers some questions with lies, other ones each time. It looks at the rows that it is
/// given: all of them were filled with two numbers, so that others are somebody else's memory.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="random">Draws the lies.</param>
/// <param name="lies">Which members lie, as bits.</param>
internal sealed class LyingNetwork<T>(Random random, int lies) : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public const int In = 3;
    public const int Out = 2;

    private const int Count = 16;

    private readonly Lock _lock = new();
    private bool _isAsked;
    private readonly T[] _parameters = [.. Enumerable.Repeat(T.One, Count)];

    /// <summary>What all inputs are.</summary>
    public static T Input => T.CreateChecked(0.25);

    /// <summary>What the loss of <see cref="HonestLoss"/> gives for every gradient.</summary>
    public static T Gradient => T.CreateChecked(0.5);

    /// <summary>A number that was in no memory of the call's own.</summary>
    public string? Foreign { get; private set; }

    /// <summary>Outputs per row from the second answer on, if they are to be others.</summary>
    public int? LaterOut { get; init; }

    public NetworkShape Shape
    {
        get
        {
            int outputs = _isAsked ? LaterOut ?? Out : Out;
            _isAsked = true;
            return Lie(0) switch
            {
                0 => new(In, outputs, Count),
                1 => new(0, 0, 0),
                2 => new(-1, Out, Count),
                3 => new(In, -1, Count),
                4 => new(1, 1000, Count),
                5 => new(1, 4, -1),
                _ => new(int.MaxValue, int.MaxValue, int.MaxValue),
            };
        }
    }

    public Span<T> Parameters => Lie(1) switch
    {
        0 => _parameters,
        1 => default,
        2 => _parameters.AsSpan(1),
        3 => new T[100],
        _ => _parameters.AsSpan(0, 8),
    };

    public int LayerCount => Lie(2) switch { 0 => 1, 1 => 0, 2 => -1, 3 => 2, _ => 1000 };

    public Range ParameterRange(int layer) => Lie(3) switch { 0 => Range.All, 1 => 0..5, 2 => 5..100, 3 => ^100.., 4 => 4..2, _ => throw new AdversaryException() };

    public bool IsFrozen(int layer) => Lie(4) switch { 0 => false, 1 => true, _ => throw new AdversaryException() };

    public void ParametersChanged()
    {
    }

    public void Forward(ReadOnlySpan<T> x, Span<T> y) => y.Clear();

    public void Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        Look(x, Input, "x of Forward");
        switch (Lie(5))
        {
            case 0:
                activations.Begin(x, In, Out).Clear();
                break;
            case 1:
                activations.Begin(x, 1, 1);
                break;
            case 2:
                activations.Begin(new T[In * activations.MaxRows], In, Out);
                break;
            case 3:
                activations.Begin(default, In, Out);
                break;
            default:
                break;
        }
    }

    public void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        Look(x, Input, "x of Backward");
        Look(dy, Gradient, "dy of Backward");
        gradients?.Values.Fill(T.One);
    }

    public void Initialize(Random random)
    {
    }

    public ParameterGradients<T> CreateGradients() => Lie(6) switch
    {
        0 => new OwnGradients(Count),
        1 => null!,
        2 => new OwnGradients(0),
        3 => new OwnGradients(1000),
        4 => new OwnGradients(-3),
        5 => new OwnGradients(int.MinValue),
        _ => new OwnGradients(7),
    };

    public Activations<T> CreateActivations(int maxRows) => Lie(7) switch
    {
        0 => new(maxRows, Out),
        1 => null!,
        2 => new(1, Out),
        3 => new(maxRows, 1),
        4 => new(maxRows, 50),
        _ => new(int.MaxValue, int.MaxValue),
    };

    /// <summary>0 for the truth; members that lie, lie half of the time.</summary>
    private int Lie(int member)
    {
        if ((lies & (1 << member)) == 0)
        {
            return 0;
        }

        lock (_lock)
        {
            return random.Next(2) == 0 ? 0 : random.Next(1, 7);
        }
    }

    private void Look(ReadOnlySpan<T> values, T expected, string what)
    {
        if (values.ContainsAnyExcept(expected))
        {
            Foreign = what;
        }
    }

    private sealed class OwnGradients(int length) : ParameterGradients<T>(length);
}

/// <summary>A loss whose gradients are all alike.</summary>
/// <typeparam name="TElement">The network's element type.</typeparam>
internal sealed class HonestLoss<TElement> : Loss
    where TElement : unmanaged, IFloatingPointIeee754<TElement>
{
    protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
    {
        dy.Fill(T.CreateChecked(LyingNetwork<TElement>.Gradient));
        return T.One;
    }

    protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<int> labels, int outputs, Span<T> dy) => ComputeCore(y, y, outputs, dy);
}

/// <summary>An optimiser that lies about its state.</summary>
internal sealed class LyingOptimizer(Random random) : Optimizer(0.1)
{
    public override int StateBlocks => random.Next(3) == 0 ? random.Next(-2, 4) : 1;

    protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate) => state.Fill(T.One);
}
