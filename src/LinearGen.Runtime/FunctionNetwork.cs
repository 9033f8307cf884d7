using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>A network computed by a function, without parameters: a rule in the place of a trained network, or a stub in a unit test.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>It has no derivative, so that <see cref="Backward"/> throws and trainers refuse it. Calls allocate nothing but what the function allocates.</remarks>
public sealed class FunctionNetwork<T> : INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Action<ReadOnlySpan<T>, Span<T>> _function;

    /// <summary>Makes a network of a function.</summary>
    /// <param name="inputs">Inputs per row, 1 or more.</param>
    /// <param name="outputs">Outputs per row, 1 or more.</param>
    /// <param name="function">Called once for each row, with its inputs, [In], and the place for its outputs, [Out], all of which it writes. Calls on several threads call it on several threads.</param>
    /// <exception cref="ArgumentOutOfRangeException">A size is less than 1.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    public FunctionNetwork(int inputs, int outputs, Action<ReadOnlySpan<T>, Span<T>> function)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(inputs, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(outputs, 1);
        ArgumentNullException.ThrowIfNull(function);
        Shape = new(inputs, outputs, ParameterCount: 0);
        _function = function;
    }

    /// <inheritdoc/>
    public NetworkShape Shape { get; }

    /// <summary>Empty: there are no parameters.</summary>
    public Span<T> Parameters => default;

    /// <summary>0: there are no layers with parameters.</summary>
    public int LayerCount => 0;

    /// <summary>Throws: there is no layer.</summary>
    /// <param name="layer">Any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    public Range ParameterRange(int layer) => throw NoLayer(layer);

    /// <summary>Throws: there is no layer.</summary>
    /// <param name="layer">Any number.</param>
    /// <exception cref="ArgumentOutOfRangeException">Always.</exception>
    public bool IsFrozen(int layer) => throw NoLayer(layer);

    /// <summary>False: there are no parameters, and no derivative.</summary>
    public bool IsTrainable => false;

    /// <summary>Does nothing: there are no parameters.</summary>
    public void ParametersChanged()
    {
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<T> x, Span<T> y)
    {
        (int inputs, int outputs, _) = Shape;
        int rows = LayerCalls.CheckForward(x, y, inputs, outputs);
        for (int row = 0; row < rows; row++)
        {
            _function(x.Slice(row * inputs, inputs), y.Slice(row * outputs, outputs));
        }
    }

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        ArgumentNullException.ThrowIfNull(activations);
        (int inputs, int outputs, _) = Shape;
        Forward(x, activations.Begin(x, inputs, outputs));
    }

    /// <summary>Throws: the function's derivative is not known.</summary>
    /// <param name="x">Not read.</param>
    /// <param name="activations">Not read.</param>
    /// <param name="dy">Not read.</param>
    /// <param name="dx">Not written.</param>
    /// <param name="gradients">Not changed.</param>
    /// <exception cref="NotSupportedException">Always.</exception>
    public void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        throw new NotSupportedException("A FunctionNetwork has no derivative; expected a layer, a network or another class whose Backward computes gradients.");

    /// <summary>Does nothing: there are no parameters.</summary>
    /// <param name="random">Not read.</param>
    public void Initialize(Random random)
    {
    }

    /// <inheritdoc/>
    public ParameterGradients<T> CreateGradients() => new NoGradients();

    /// <inheritdoc/>
    public Activations<T> CreateActivations(int maxRows) => new(maxRows, Shape.Out);

    /// <summary>For example "FunctionNetwork 2→1".</summary>
    public override string ToString() => Invariant($"FunctionNetwork {Shape.In}→{Shape.Out}");

    private static ArgumentOutOfRangeException NoLayer(int layer) =>
        new(nameof(layer), layer, "A FunctionNetwork has no layers with parameters.");

    private sealed class NoGradients() : ParameterGradients<T>(0);
}
