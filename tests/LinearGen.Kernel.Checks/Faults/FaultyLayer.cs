using System.Numerics;
using LinearGen.Internals;

namespace LinearGen.Kernel.Checks;

/// <summary>A sound layer, and a fault around its calls.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class FaultyLayer<T>(ILinearLayer<T> sound, Fault fault) : ILinearLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly FaultyCalls<T> _calls = new(fault, sound.Layer.Shape.In, sound.Layer.Shape.Out);

    /// <summary>The layer without the fault.</summary>
    public ILinearLayer<T> Sound => sound;

    /// <inheritdoc/>
    public ref readonly LayerParameters<T> Layer => ref sound.Layer;

    /// <inheritdoc/>
    public void Adopt(LayerParameters<T> storage) => sound.Adopt(storage);

    /// <inheritdoc/>
    public Activation Activation => sound.Activation;

    /// <inheritdoc/>
    public bool Frozen
    {
        get => sound.Frozen;
        set => sound.Frozen = value;
    }

    /// <inheritdoc/>
    public ParameterGradients<T> CreateGradients(LayerParameters<T> storage) => sound.CreateGradients(storage);

    /// <inheritdoc/>
    public void Initialize(Random random) => _calls.Initialize(sound, random);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<T> x, Span<T> y) => _calls.Forward(sound, x, y);

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        Span<T> wanted = dx;
        ParameterGradients<T>? own = fault == Fault.AcceptsOtherGradients ? ((INetwork<T>)sound).CreateGradients() : null;
        if (_calls.SkipsBackward(x, dy, ref wanted, ref gradients, own))
        {
            return;
        }

        T[] before = fault == Fault.AddsToInputGradient ? dx.ToArray() : [];
        (int inputs, int outputs, _) = sound.Layer.Shape;
        int rows = dy.Length / outputs;
        int gradientRows = _calls.GradientRows(rows);
        try
        {
            if (gradientRows == rows)
            {
                sound.Backward(x, y, dy, wanted, gradients);
            }
            else
            {
                sound.Backward(x[..(gradientRows * inputs)], y[..Math.Min(y.Length, gradientRows * outputs)], dy[..(gradientRows * outputs)], [], gradients);
                sound.Backward(x, y, dy, wanted, null);
            }
        }
        catch (ArgumentException exception) when (_calls.IsVague)
        {
            throw _calls.Vague(exception);
        }

        _calls.AfterBackward(dy, wanted, before, gradients);
    }

    void INetwork<T>.Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        Span<T> y = activations.Begin(x, sound.Layer.Shape.In, sound.Layer.Shape.Out);
        Forward(x, y);
        if (fault == Fault.KeepsOtherBits && !y.IsEmpty)
        {
            y[0] = T.BitIncrement(y[0]);
        }
    }

    void INetwork<T>.ParametersChanged()
    {
        if (fault != Fault.ParametersChangedDoesNothing)
        {
            sound.ParametersChanged();
        }
    }

    /// <inheritdoc/>
    public override string ToString() => sound.ToString()!;
}
