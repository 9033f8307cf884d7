using System.Numerics;

namespace LinearGen;

/// <summary>
/// The base of decorators: a network that passes every call on to another one. A derived class overrides the members that it changes, for example
/// <see cref="Forward(ReadOnlySpan{T}, Span{T})"/> to measure, to log or to limit outputs.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Trainers, checkpoints and safetensors files work on a decorator as on the network inside. Trainers, which measure too, call
/// <see cref="Forward(ReadOnlySpan{T}, Activations{T})"/> and <see cref="Backward"/>: a decorator that computes another function than <see cref="Inner"/> and is to be
/// trained overrides all three. The parameters are those of <see cref="Inner"/>, and cannot be replaced by a derived class.
/// </remarks>
public abstract class DelegatingNetwork<T> : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly INetwork<T> _inner;

    /// <summary>Wraps a network.</summary>
    /// <param name="inner">The network that calls are passed on to.</param>
    /// <exception cref="ArgumentNullException"><paramref name="inner"/> is null.</exception>
    protected DelegatingNetwork(INetwork<T> inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        _inner = inner;
    }

    /// <summary>
    /// The network that calls are passed on to: the constructor's argument. It is read once in each call; a derived class that exchanges networks in use
    /// overrides it with a volatile read, and exchanges networks of the same <see cref="Shape"/> only.
    /// </summary>
    public virtual INetwork<T> Inner => _inner;

    /// <inheritdoc/>
    public NetworkShape Shape => Inner.Shape;

    /// <inheritdoc/>
    public Span<T> Parameters => Inner.Parameters;

    /// <inheritdoc/>
    public int LayerCount => Inner.LayerCount;

    /// <inheritdoc/>
    public Range ParameterRange(int layer) => Inner.ParameterRange(layer);

    /// <inheritdoc/>
    public virtual bool IsFrozen(int layer) => Inner.IsFrozen(layer);

    /// <inheritdoc/>
    public bool IsTrainable => Inner.IsTrainable;

    /// <inheritdoc/>
    /// <remarks>
    /// Trainers, checkpoints and safetensors files call it. The setters of the class inside (<c>SetWeights</c>, <c>Initialize</c> …) do not know of a decorator
    /// and do not.
    /// </remarks>
    public virtual void ParametersChanged() => Inner.ParametersChanged();

    /// <inheritdoc/>
    public virtual void Forward(ReadOnlySpan<T> x, Span<T> y) => Inner.Forward(x, y);

    /// <inheritdoc/>
    public virtual void Forward(ReadOnlySpan<T> x, Activations<T> activations) => Inner.Forward(x, activations);

    /// <inheritdoc/>
    public virtual void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        Inner.Backward(x, activations, dy, dx, gradients);

    /// <inheritdoc/>
    public virtual void Initialize(Random random) => Inner.Initialize(random);

    /// <inheritdoc/>
    public virtual ParameterGradients<T> CreateGradients() => Inner.CreateGradients();

    /// <inheritdoc/>
    public virtual Activations<T> CreateActivations(int maxRows) => Inner.CreateActivations(maxRows);

    /// <summary>For example "TimedNetwork of Classifier 64→32→10, 2410 parameters".</summary>
    public override string ToString() => $"{GetType().Name} of {Inner}";
}
