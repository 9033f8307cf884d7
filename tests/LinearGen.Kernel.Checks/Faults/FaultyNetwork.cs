using System.Numerics;
using System.Runtime.InteropServices;
using LinearGen.Internals;

namespace LinearGen.Kernel.Checks;

/// <summary>A sound network of several layers, and a fault around its calls.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class FaultyNetwork<T>(ISequentialNetwork<T> sound, Fault fault) : ISequentialNetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly FaultyCalls<T> _calls = new(fault, sound.Shape.In, sound.Shape.Out);

    /// <summary>The network without the fault.</summary>
    public ISequentialNetwork<T> Sound => sound;

    /// <inheritdoc/>
    public LayerChain<T> Layers => sound.Layers;

    /// <inheritdoc/>
    public void Initialize(Random random) => _calls.Initialize(sound, random);

    /// <inheritdoc/>
    public ParameterGradients<T> CreateGradients() => sound.CreateGradients();

    /// <inheritdoc/>
    public Activations<T> CreateActivations(int maxRows) => sound.CreateActivations(maxRows);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<T> x, Span<T> y) => _calls.Forward(sound, x, y);

    /// <inheritdoc/>
    public void Forward(ReadOnlySpan<T> x, Activations<T> activations)
    {
        sound.Forward(x, activations);
        if (fault == Fault.KeepsOtherBits && !activations.Output.IsEmpty)
        {
            ref T first = ref MemoryMarshal.GetReference(activations.Output);
            first = T.BitIncrement(first);
        }
    }

    /// <inheritdoc/>
    public void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        Span<T> wanted = dx;
        ParameterGradients<T>? own = fault == Fault.AcceptsOtherGradients ? sound.CreateGradients() : null;
        if (_calls.SkipsBackward(x, dy, ref wanted, ref gradients, own))
        {
            return;
        }

        T[] before = fault == Fault.AddsToInputGradient ? dx.ToArray() : [];
        bool[] frozen = fault == Fault.IgnoresFrozen ? [.. Enumerable.Range(0, sound.LayerCount).Select(sound.IsFrozen)] : [];
        for (int n = 0; n < frozen.Length; n++)
        {
            sound.Layers.Layers[n].Frozen = false;
        }

        try
        {
            sound.Backward(x, activations, dy, wanted, gradients);
        }
        catch (ArgumentException exception) when (_calls.IsVague)
        {
            throw _calls.Vague(exception);
        }
        finally
        {
            for (int n = 0; n < frozen.Length; n++)
            {
                sound.Layers.Layers[n].Frozen = frozen[n];
            }
        }

        _calls.AfterBackward(dy, wanted, before, gradients);
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
