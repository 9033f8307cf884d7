using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>A network 1→1 that computes nothing and counts its calls: what threads do between two calls is then all there is.</summary>
internal sealed class IdleNetwork : INetwork<float>
{
    private readonly float[] _parameters = [1];
    private int _calls;

    public static int In => 1;

    public static int Out => 1;

    public static int ParameterCount => 1;

    /// <summary>How many forward calls there were.</summary>
    public int Calls => _calls;

    public NetworkShape Shape => new(In, Out, ParameterCount);

    public Span<float> Parameters => _parameters;

    public int LayerCount => 1;

    public Range ParameterRange(int layer) => Range.All;

    public bool IsFrozen(int layer) => false;

    public void ParametersChanged()
    {
    }

    public void Forward(ReadOnlySpan<float> x, Span<float> y) => y.Clear();

    public void Forward(ReadOnlySpan<float> x, Activations<float> activations)
    {
        Interlocked.Increment(ref _calls);
        activations.Begin(x, In, Out);
    }

    public void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients)
    {
    }

    public void Initialize(Random random)
    {
    }

    public ParameterGradients<float> CreateGradients() => new IdleGradients();

    public Activations<float> CreateActivations(int maxRows) => new(maxRows, Out);

    private sealed class IdleGradients() : ParameterGradients<float>(new AlignedBlock<float>(1));
}
