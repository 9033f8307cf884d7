using System.Numerics.Tensors;

namespace LinearGen.Runtime.Tests.Interfaces;

// Decorators as users write them.

/// <summary>Passes everything on and changes nothing.</summary>
internal sealed class PassedOn(INetwork<float> inner) : DelegatingNetwork<float>(inner);

/// <summary>Counts calls, and notes when parameters were written to.</summary>
internal sealed class CountedNetwork(INetwork<float> inner) : DelegatingNetwork<float>(inner)
{
    private int _calls;

    public int Calls => _calls;

    public int Changes { get; private set; }

    public override void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        Interlocked.Increment(ref _calls);
        base.Forward(x, y);
    }

    public override void Forward(ReadOnlySpan<float> x, Activations<float> activations)
    {
        Interlocked.Increment(ref _calls);
        base.Forward(x, activations);
    }

    public override void ParametersChanged()
    {
        base.ParametersChanged();
        Changes++;
    }
}

/// <summary>Another function than the network inside, with its gradients: y = factor·f(x).</summary>
internal sealed class ScaledNetwork(INetwork<float> inner, float factor) : DelegatingNetwork<float>(inner)
{
    public override void Forward(ReadOnlySpan<float> x, Span<float> y)
    {
        base.Forward(x, y);
        TensorPrimitives.Multiply(y, factor, y);
    }

    public override Activations<float> CreateActivations(int maxRows) => new ScaledActivations(base.CreateActivations(maxRows), Shape.Out);

    public override void Forward(ReadOnlySpan<float> x, Activations<float> activations)
    {
        ScaledActivations own = (ScaledActivations)activations;
        base.Forward(x, own.Inner);
        TensorPrimitives.Multiply(own.Inner.Output, factor, own.Begin(x, Shape.In, Shape.Out));
    }

    public override void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients)
    {
        ScaledActivations own = (ScaledActivations)activations;
        Span<float> scaled = own.Dy.AsSpan(0, dy.Length);
        TensorPrimitives.Multiply(dy, factor, scaled);
        base.Backward(x, own.Inner, scaled, dx, gradients);
    }

    private sealed class ScaledActivations(Activations<float> inner, int outputs) : Activations<float>(inner.MaxRows, outputs)
    {
        public Activations<float> Inner => inner;

        public float[] Dy { get; } = new float[inner.MaxRows * outputs];
    }
}

/// <summary>A network that is exchanged while others call it.</summary>
internal sealed class SwappableNetwork(INetwork<float> first) : DelegatingNetwork<float>(first)
{
    private INetwork<float> _current = first;

    public override INetwork<float> Inner => Volatile.Read(ref _current);

    public void Publish(INetwork<float> next)
    {
        if (next.Shape != Shape)
        {
            throw new ArgumentException($"next is {next.Shape}; expected {Shape}.", nameof(next));
        }

        Volatile.Write(ref _current, next);
    }
}

/// <summary>Says something else than the network inside does, in one of its answers.</summary>
internal sealed class LyingNetwork(INetwork<float> inner) : INetwork<float>
{
    public NetworkShape? OtherShape { get; init; }

    public int? OtherLayerCount { get; init; }

    public bool CopiesParameters { get; init; }

    public Action<ReadOnlySpan<float>, Activations<float>>? OtherForward { get; set; }

    public Func<int, Activations<float>?>? OtherActivations { get; init; }

    public Func<ParameterGradients<float>?>? OtherGradients { get; init; }

    public NetworkShape Shape => OtherShape ?? inner.Shape;

    public Span<float> Parameters => CopiesParameters ? inner.Parameters.ToArray() : inner.Parameters;

    public int LayerCount => OtherLayerCount ?? inner.LayerCount;

    public Range ParameterRange(int layer) => inner.ParameterRange(layer);

    public bool IsFrozen(int layer) => inner.IsFrozen(layer);

    public void ParametersChanged() => inner.ParametersChanged();

    public void Forward(ReadOnlySpan<float> x, Span<float> y) => inner.Forward(x, y);

    public void Forward(ReadOnlySpan<float> x, Activations<float> activations)
    {
        if (OtherForward is { } forward)
        {
            forward(x, activations);
        }
        else
        {
            inner.Forward(x, activations);
        }
    }

    public void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients) =>
        inner.Backward(x, activations, dy, dx, gradients);

    public void Initialize(Random random) => inner.Initialize(random);

    public ParameterGradients<float> CreateGradients() => OtherGradients is { } create ? create()! : inner.CreateGradients();

    public Activations<float> CreateActivations(int maxRows) => OtherActivations is { } create ? create(maxRows)! : inner.CreateActivations(maxRows);
}
