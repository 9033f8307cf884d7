using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

// Generated layers whose storage differs from their unpadded order, each in another way.

[LinearLayer(In = 20, Out = 12, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class CheckpointHidden;

[LinearLayer(In = 12, Out = 3, Bias = true)]
internal sealed partial class CheckpointHead;

[Sequential(typeof(CheckpointHidden), typeof(CheckpointHead))]
internal sealed partial class CheckpointPerceptron;

/// <summary>One panel and a narrow one.</summary>
[LinearLayer(In = 5, Out = 72, Bias = true)]
internal sealed partial class Layer5To72;

/// <summary>The same, in as many numbers as in version 1 of checkpoints.</summary>
[LinearLayer(In = 5, Out = 80, Bias = true)]
internal sealed partial class Layer5To80;

[LinearLayer(In = 3, Out = 20, Bias = true, Precision = Precision.Double)]
internal sealed partial class Layer3To20D;

/// <summary>2→3, of the sizes of <see cref="PlainLayer{T}"/>.</summary>
[LinearLayer(In = 2, Out = 3, Bias = true)]
internal sealed partial class Layer2To3;

[LinearLayer(In = 72, Out = 3)]
internal sealed partial class Layer72To3;

/// <summary>5-72-3, the head without a bias.</summary>
[Sequential(typeof(Layer5To72), typeof(Layer72To3))]
internal sealed partial class Network5To72To3;

[LinearLayer(In = 2, Out = 72, Bias = true, Activation = Activation.Tanh, Precision = Precision.Double)]
internal sealed partial class Layer2To72D;

[LinearLayer(In = 72, Out = 3, Bias = true, Precision = Precision.Double)]
internal sealed partial class Layer72To3D;

/// <summary>2-72(tanh)-3 in double.</summary>
[Sequential(typeof(Layer2To72D), typeof(Layer72To3D))]
internal sealed partial class Network2To72To3D;

/// <summary>Passes everything on to another network.</summary>
internal sealed class PassingNetwork(INetwork<float> inner) : INetwork<float>
{
    public NetworkShape Shape => inner.Shape;

    public Span<float> Parameters => inner.Parameters;

    public int LayerCount => inner.LayerCount;

    public void Forward(ReadOnlySpan<float> x, Span<float> y) => inner.Forward(x, y);

    public void Forward(ReadOnlySpan<float> x, Activations<float> activations) => inner.Forward(x, activations);

    public void Backward(ReadOnlySpan<float> x, Activations<float> activations, ReadOnlySpan<float> dy, Span<float> dx, ParameterGradients<float>? gradients) =>
        inner.Backward(x, activations, dy, dx, gradients);

    public Activations<float> CreateActivations(int maxRows) => inner.CreateActivations(maxRows);

    public ParameterGradients<float> CreateGradients() => inner.CreateGradients();

    public void Initialize(Random random) => inner.Initialize(random);

    public void ParametersChanged() => inner.ParametersChanged();

    public Range ParameterRange(int layer) => inner.ParameterRange(layer);

    public bool IsFrozen(int layer) => inner.IsFrozen(layer);
}
