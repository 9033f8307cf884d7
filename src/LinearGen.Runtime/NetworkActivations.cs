using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// The intermediate values of a network's forward pass, kept for the backward pass, and room for the gradients between layers: the
/// base of the class <c>Activations</c> that is generated into every network.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NetworkActivations<T> : Activations<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly ChainSteps<T> _steps;
    private readonly AlignedBlock<T>[] _hidden;
    private readonly AlignedBlock<T>[] _gradients;

    /// <summary>Makes buffers.</summary>
    /// <param name="maxRows">The most rows that one call may have, 1 or more.</param>
    /// <param name="layers">The network's layers.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxRows"/> is less than 1, or a buffer would be larger than an array can be.</exception>
    protected NetworkActivations(int maxRows, LayerChain<T> layers)
        : base(maxRows, (layers ?? throw new ArgumentNullException(nameof(layers))).Shape.Out)
    {
        _steps = layers.Steps;
        _hidden = new AlignedBlock<T>[_steps.Steps.Length - 1];
        int widest = 0;
        for (int n = 0; n < _hidden.Length; n++)
        {
            int width = _steps.Sizes[n + 1];
            ArgumentOutOfRangeException.ThrowIfGreaterThan((long)maxRows * width, Array.MaxLength - PanelLayout.Alignment, nameof(maxRows));
            _hidden[n] = new(maxRows * width);
            widest = Math.Max(widest, width);
        }

        _gradients = new AlignedBlock<T>[_steps.GradientSlots];
        for (int n = 0; n < _gradients.Length; n++)
        {
            _gradients[n] = new(maxRows * widest);
        }
    }

    /// <summary>The outputs of a step that is not the last one, [Rows, its Out].</summary>
    internal Span<T> Hidden(int step) => _hidden[step].Span[..(Rows * _steps.Sizes[step + 1])];

    /// <summary>The value after a number of steps, at most all but the last.</summary>
    /// <param name="steps">The number of steps.</param>
    /// <param name="x">The network's input, the value after no step.</param>
    internal ReadOnlySpan<T> Value(int steps, ReadOnlySpan<T> x) => steps == 0 ? x : Hidden(steps - 1);

    /// <summary>Room for the gradient with respect to the value after a number of steps, as long as that is needed.</summary>
    internal Span<T> HiddenGradient(int steps) => _gradients[_steps.GradientSlot(steps)].Span[..(Rows * _steps.Sizes[steps])];

    /// <summary>Whether these are of a network of the same steps.</summary>
    internal bool IsOf(LayerChain<T> layers) => ReferenceEquals(_steps, layers.Steps) || _steps.AreThoseOf(layers.Steps);
}
