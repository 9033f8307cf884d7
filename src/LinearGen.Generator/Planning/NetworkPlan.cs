using LinearGen.Generator.Model;

namespace LinearGen.Generator.Planning;

/// <summary>How a network is computed: where its layers' parameters lie, and whether a single row goes through all layers in one method.</summary>
internal sealed record NetworkPlan
{
    /// <summary>Each layer's forward product.</summary>
    public required EquatableArray<ProductPlan> Layers { get; init; }

    /// <summary>Where each layer's parameters start in the network's block.</summary>
    public required EquatableArray<long> Starts { get; init; }

    /// <summary>Where each layer's transposed weights start in their block.</summary>
    public required EquatableArray<long> TransposedStarts { get; init; }

    /// <summary>Elements of the block.</summary>
    public required long Length { get; init; }

    /// <summary>Elements of the block of transposed weights.</summary>
    public required long TransposedLength { get; init; }

    /// <summary>Where each layer but the last keeps its outputs of a single row, in whole vectors.</summary>
    public required EquatableArray<int> HiddenStarts { get; init; }

    /// <summary>Elements that these outputs take together.</summary>
    public required int HiddenLength { get; init; }

    /// <summary>Whether a single row goes through all layers in one method.</summary>
    public required bool IsFused { get; init; }

    /// <summary>Plans a network.</summary>
    /// <param name="spec">The network.</param>
    public static NetworkPlan Create(NetworkSpec spec)
    {
        Width width = spec.Width;
        int count = spec.Layers.Count;
        ProductPlan[] layers = [.. spec.Layers.Select(layer => ProductPlan.Create(layer.In, layer.Out, width))];
        (long[] starts, long length) = Place(layers.Select(static layer => layer.Storage.BlockLength));
        (long[] transposedStarts, long transposedLength) = Place(spec.Layers.Select(layer => new StoragePlan(layer.Out, layer.In, width).BlockLength));
        (long[] hiddenStarts, long hiddenLength) = Place(layers.Take(count - 1).Select(static layer => (long)layer.Storage.Vectors * layer.Storage.Lanes));
        return new NetworkPlan
        {
            Layers = new(layers),
            Starts = new(starts),
            TransposedStarts = new(transposedStarts),
            Length = length,
            TransposedLength = transposedLength,
            HiddenStarts = new([.. hiddenStarts.Select(static start => (int)Math.Min(start, int.MaxValue))]),
            HiddenLength = (int)Math.Min(hiddenLength, int.MaxValue),
            IsFused = count > 1
                && hiddenLength * width.ElementBytes <= CodeBudget.FusedBytes
                && layers.Sum(static layer => layer.WrittenMultiplyAdds) <= CodeBudget.FusedMultiplyAdds,
        };
    }

    private static (long[] Starts, long End) Place(IEnumerable<long> lengths)
    {
        List<long> starts = [];
        long end = 0;
        foreach (long length in lengths)
        {
            starts.Add(end);
            end += length;
        }

        return ([.. starts], end);
    }
}
