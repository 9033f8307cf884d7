using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// One layer's numbers on their way between memory and a checkpoint: stored in panels and padded here, the weights [In, Out]
/// row-major and then the bias there. Parameters of other networks are held as they are stored.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class CheckpointLayer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly LayerParameters<T> _form;

    private CheckpointLayer(int stored, LayerGradients<T>? gradients)
    {
        Stored = stored;
        Count = stored;
        if (gradients is not null && gradients.Values.Length <= stored)
        {
            IsPanels = true;
            _form = gradients.Layer;
            (In, Out, Count) = _form.Shape;
        }
    }

    /// <summary>Whether the layer is stored in panels, as generated ones are.</summary>
    private bool IsPanels { get; }

    /// <summary>Rows of the weights; 0 if the numbers are held as stored.</summary>
    public int In { get; }

    /// <summary>Columns of the weights; 0 if the numbers are held as stored.</summary>
    public int Out { get; }

    private bool HasBias => IsPanels && _form.HasBias;

    /// <summary>The number of elements that a file holds of the parameters, and of each block of the optimiser's state.</summary>
    public int Count { get; }

    /// <summary>The number of elements stored, padding included.</summary>
    private int Stored { get; }

    /// <summary>The layers of a network.</summary>
    /// <remarks>
    /// The gradients know the form, since they are stored in the same order as the parameters; and a class that passes all calls on to
    /// another network gives that network's.
    /// </remarks>
    public static CheckpointLayer<T>[] Of(INetwork<T> network, LayerSteps<T> steps)
    {
        ParameterGradients<T> gradients = network.NewGradients();
        NetworkGradients<T>? sequence = gradients as NetworkGradients<T>;
        bool fits = steps.Count == (sequence?.Count ?? 1);
        return
        [
            .. Enumerable.Range(0, steps.Count).Select(n => new CheckpointLayer<T>(
                steps.Length(n), !fits ? null : (sequence?[n] ?? gradients) as LayerGradients<T>)),
        ];
    }

    /// <summary>Takes numbers out of their stored order.</summary>
    /// <param name="stored">Any number of blocks of <see cref="Stored"/> numbers.</param>
    /// <returns>As many blocks of <see cref="Count"/> numbers.</returns>
    public T[] Unpack(ReadOnlySpan<T> stored)
    {
        if (!IsPanels)
        {
            return stored.ToArray();
        }

        T[] values = new T[stored.Length / Stored * Count];
        for (Span<T> rest = values; !rest.IsEmpty; rest = rest[Count..], stored = stored[Stored..])
        {
            stored[.._form.Block.Length].CopyTo(_form.Block.Span);
            _form.GetWeights(rest[..(In * Out)]);
            if (HasBias)
            {
                _form.GetBias(rest[(In * Out)..Count]);
            }
        }

        return values;
    }

    /// <summary>Brings numbers into their stored order; the padding becomes 0.</summary>
    /// <param name="values">Any number of blocks of <see cref="Count"/> numbers.</param>
    /// <param name="stored">As many blocks of <see cref="Stored"/> numbers; overwritten.</param>
    public void Pack(ReadOnlySpan<T> values, Span<T> stored)
    {
        if (!IsPanels)
        {
            values.CopyTo(stored);
            return;
        }

        stored.Clear();
        _form.Block.Span.Clear();
        for (; !values.IsEmpty; values = values[Count..], stored = stored[Stored..])
        {
            _form.SetWeights(values[..(In * Out)]);
            if (HasBias)
            {
                _form.SetBias(values[(In * Out)..Count]);
            }

            _form.Block.Span.CopyTo(stored);
        }
    }
}
