using LinearGen.Generator.Model;
using LinearGen.Generator.Parsing;
using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>The schedule of a network: the offsets of its layers' parameters, and whether a single row goes through all layers in one method.</summary>
internal sealed class NetworkSchedule
{
    private readonly int _bytes;

    /// <summary>Schedules a network.</summary>
    /// <param name="spec">The network.</param>
    public NetworkSchedule(NetworkSpec spec)
    {
        _bytes = spec.Precision.Bytes();
        Steps = spec.Steps();
        Starts = Place(Steps.Select(step => StorageSize.BlockLength(step, _bytes)));
        TransposedStarts = Place(Steps.Select(step => StorageSize.TransposedLength(step, _bytes, spec.IsTrainable)));
        HiddenStarts = Place(Steps.Take(Steps.Count - 1).Select(step => PanelLayout.RoundUp(step.Out, PanelLayout.Alignment / _bytes)));
    }

    /// <summary>The steps in the order of computation, residual blocks laid out flat.</summary>
    public IReadOnlyList<NetworkStep> Steps { get; }

    /// <summary>The start of each step's parameters in the network's block, and the end of the block.</summary>
    public IReadOnlyList<long> Starts { get; }

    /// <summary>The start of each step's transposed weights in their block, and its end.</summary>
    public IReadOnlyList<long> TransposedStarts { get; }

    /// <summary>The start of each step's outputs of a single row, but for the last step, on boundaries of 64 bytes, and the end of the last of them.</summary>
    public IReadOnlyList<long> HiddenStarts { get; }

    /// <summary>Elements of the block of parameters.</summary>
    public long Length => Starts[Steps.Count];

    /// <summary>Elements of the block of transposed weights.</summary>
    public long TransposedLength => TransposedStarts[Steps.Count];

    /// <summary>Elements that pass between layers.</summary>
    public long HiddenLength => HiddenStarts[Steps.Count - 1];

    /// <summary>Whether a single row goes through all layers in one method: the values between them fit onto the stack, and the text is not too long.</summary>
    public bool IsFused => Steps.Count > 1 && HiddenLength * _bytes <= Tuning.FusedBytes && Steps.Sum(Operations) <= Tuning.FusedOperations;

    /// <summary>The product of a step that is a layer.</summary>
    public Gemm Product(int step) => Product(Steps[step]);

    private Gemm Product(NetworkStep step) => new(step.In, step.Out, _bytes, step.Layer!.HasBias)
    {
        IsPacked = WeightStorages.Of(step.Layer.Weights, step.In, step.Out) == WeightStorage.Packed,
    };

    /// <summary>Whether the forward pass of a step that is a layer reads an image of its rounded weights, which lies in front of its transposed weights.</summary>
    public bool HasImage(int step) => StorageSize.ImageLength(Steps[step].In, Steps[step].Out, Steps[step].Layer!.KeepsParameters, Steps[step].Layer!.Weights) > 0;

    /// <summary>Returns the vectors of a width in bits.</summary>
    public VectorWidth Width(int bits) => new(_bytes, bits);

    /// <summary>Whether a text for 512 bits gains anything.</summary>
    public bool IsWide => Enumerable.Range(0, Steps.Count).Any(step => Steps[step].IsLinear ? Product(step).IsWide : Steps[step].Layer?.Kind == StageKind.ActivationLayer);

    /// <summary>
    /// Whether a layer's outputs stay in registers until the next layer has used them: a way through memory is some ten cycles that
    /// everything waits for. If they are few vectors, and the next layer is written without a loop, and for vectors of the same width.
    /// </summary>
    /// <param name="layer">Not the last.</param>
    /// <param name="bits">The width of the text.</param>
    public bool StaysInRegisters(int layer, int bits)
    {
        if (!Steps[layer].IsLinear || !Steps[layer + 1].IsLinear || Steps.Any(step => step.Source == layer + 1))
        {
            return false;
        }

        Schedule product = new(Product(layer), Width(BitsOf(layer, bits)));
        Schedule next = new(Product(layer + 1), Width(BitsOf(layer + 1, bits)));
        bool isAtHand = !Steps[layer].Layer!.Activation.IsRowWise()
            && product.IsActivatedInRegisters
            && (product.Gemm.IsDot || product.RowVectors >= product.Vectors);
        return isAtHand && (next.Gemm.IsDot || (next is { IsUnrolled: true, Width.HasFours: true } && next.Width == product.Width && next.RowVectors >= next.Vectors));
    }

    /// <summary>The width of vectors that a layer is computed with in a text for a number of bits.</summary>
    public int BitsOf(int layer, int bits) => !Steps[layer].IsLinear || Product(layer).IsWide ? bits : 256;

    /// <summary>Vector operations of a step's text, about, those inside loops counted once.</summary>
    private long Operations(NetworkStep step)
    {
        if (step.Layer is not { Kind: StageKind.Linear } layer)
        {
            // A call.
            return 10;
        }

        Schedule schedule = new(Product(step), Width(256));
        int activated = layer.Activation.Operations() * Math.Min(schedule.Vectors, Tuning.ActivatedVectors);
        if (schedule.Gemm.IsDot)
        {
            return ((long)layer.In * layer.Out / schedule.Width.Lanes) + activated;
        }

        long products = schedule.IsUnrolled
            ? (long)layer.In * schedule.Vectors
            : (long)Math.Min(2, (schedule.PanelVectors + schedule.RowVectors - 1) / schedule.RowVectors) * schedule.RowTerms(schedule.RowVectors) * schedule.RowVectors * schedule.Gemm.Blocks * 2;
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
