using LinearGen.Generator.Model;
using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>How a network is computed: where its layers' parameters lie, and whether a single row goes through all layers in one method.</summary>
internal sealed class NetworkSchedule
{
    private readonly NetworkSpec _spec;
    private readonly int _bytes;

    /// <summary>Schedules a network.</summary>
    /// <param name="spec">The network.</param>
    public NetworkSchedule(NetworkSpec spec)
    {
        _spec = spec;
        _bytes = spec.Precision.Bytes();
        Starts = Place(spec.Layers.Select(layer => new PanelLayout(layer.In, layer.Out, _bytes).BlockLength));
        TransposedStarts = Place(spec.Layers.Select(layer => new PanelLayout(layer.Out, layer.In, _bytes).BlockLength));
        HiddenStarts = Place(spec.Layers.Take(spec.Layers.Count - 1).Select(layer => PanelLayout.RoundUp(layer.Out, PanelLayout.Alignment / _bytes)));
    }

    /// <summary>Where each layer's parameters start in the network's block, and where the block ends.</summary>
    public IReadOnlyList<long> Starts { get; }

    /// <summary>Where each layer's transposed weights start in their block, and where it ends.</summary>
    public IReadOnlyList<long> TransposedStarts { get; }

    /// <summary>Where each layer but the last keeps its outputs of a single row, on boundaries of 64 bytes, and where the last of them ends.</summary>
    public IReadOnlyList<long> HiddenStarts { get; }

    /// <summary>Elements of the block of parameters.</summary>
    public long Length => Starts[_spec.Layers.Count];

    /// <summary>Elements of the block of transposed weights.</summary>
    public long TransposedLength => TransposedStarts[_spec.Layers.Count];

    /// <summary>Elements that pass between layers.</summary>
    public long HiddenLength => HiddenStarts[_spec.Layers.Count - 1];

    /// <summary>Whether a single row goes through all layers in one method: what is between them fits onto the stack, and the text is not too long.</summary>
    public bool IsFused => _spec.Layers.Count > 1 && HiddenLength * _bytes <= Tuning.FusedBytes && _spec.Layers.Sum(Operations) <= Tuning.FusedOperations;

    /// <summary>The layer's product.</summary>
    public Gemm Product(int layer) => new(_spec.Layers[layer].In, _spec.Layers[layer].Out, _bytes, _spec.Layers[layer].HasBias);

    /// <summary>Vectors of so many bits.</summary>
    public VectorWidth Width(int bits) => new(_bytes, bits);

    /// <summary>Whether a text for 512 bits gains anything.</summary>
    public bool IsWide => Enumerable.Range(0, _spec.Layers.Count).Any(layer => Product(layer).IsWide);

    /// <summary>
    /// Whether a layer's outputs stay in registers until the next layer has used them: a way through memory is some ten cycles that
    /// everything waits for. If they are few vectors, and the next layer is written without a loop, and for vectors of the same width.
    /// </summary>
    /// <param name="layer">Not the last.</param>
    /// <param name="bits">The width of the text.</param>
    public bool StaysInRegisters(int layer, int bits)
    {
        Schedule product = new(Product(layer), Width(BitsOf(layer, bits)));
        Schedule next = new(Product(layer + 1), Width(BitsOf(layer + 1, bits)));
        bool isAtHand = !_spec.Layers[layer].Activation.IsRowWise()
            && product.Vectors * product.Width.Bits <= Tuning.ActivatedVectors * 256
            && (product.Gemm.IsDot || product.RowVectors >= product.Vectors);
        return isAtHand && (next.Gemm.IsDot || (next is { IsUnrolled: true, Width.HasFours: true } && next.Width == product.Width && next.RowVectors >= next.Vectors));
    }

    /// <summary>The width that a layer is computed with in a text for so many bits.</summary>
    public int BitsOf(int layer, int bits) => Product(layer).IsWide ? bits : 256;

    /// <summary>Vector operations of a layer's text, about, those inside loops counted once.</summary>
    private long Operations(NetworkLayer layer)
    {
        Schedule schedule = new(new Gemm(layer.In, layer.Out, _bytes, layer.HasBias), Width(256));
        int activated = layer.Activation.Operations() * Math.Min(schedule.Vectors, Tuning.ActivatedVectors);
        if (schedule.Gemm.IsDot)
        {
            return ((long)layer.In * layer.Out / schedule.Width.Lanes) + activated;
        }

        long products = schedule.IsUnrolled
            ? (long)layer.In * schedule.Vectors
            : (long)Math.Min(2, (schedule.PanelVectors + schedule.RowVectors - 1) / schedule.RowVectors) * schedule.RowTerms * schedule.RowVectors * schedule.Gemm.Blocks * 2;
        return products + activated;
    }

    private static List<long> Place(IEnumerable<long> lengths)
    {
        List<long> starts = [0];
        foreach (long length in lengths)
        {
            starts.Add(starts[starts.Count - 1] + length);
        }

        return starts;
    }
}
