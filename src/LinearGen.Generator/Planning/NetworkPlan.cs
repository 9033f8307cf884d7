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

    /// <summary>Whether the outputs of each layer but the last stay in registers until the next layer has used them.</summary>
    public required EquatableArray<bool> InRegisters { get; init; }

    /// <summary>Where each layer but the last keeps its outputs of a single row, in whole vectors, if not in registers.</summary>
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
        bool[] inRegisters = [.. Enumerable.Range(0, count - 1).Select(n => StaysInRegisters(layers[n], spec.Layers[n].Activation, layers[n + 1], width))];
        (long[] hiddenStarts, long hiddenLength) = Place(Enumerable.Range(0, count - 1).Select(n => inRegisters[n] ? 0 : (long)layers[n].Storage.Vectors * layers[n].Storage.Lanes));
        NetworkPlan plan = new()
        {
            Layers = new(layers),
            Starts = new(starts),
            TransposedStarts = new(transposedStarts),
            Length = length,
            TransposedLength = transposedLength,
            InRegisters = new(inRegisters),
            HiddenStarts = new([.. hiddenStarts.Select(static start => (int)Math.Min(start, int.MaxValue))]),
            HiddenLength = (int)Math.Min(hiddenLength, int.MaxValue),
            IsFused = false,
        };
        long operations = 0;
        for (int n = 0; n < count; n++)
        {
            bool isActivatedInPlace = !layers[n].HasSeveralPanels && layers[n].Storage.Vectors <= CodeBudget.ActivatedVectors;
            operations += plan.InNetwork(n).Operations + (isActivatedInPlace ? layers[n].Storage.Vectors * spec.Layers[n].Activation.Operations() : 0);
        }

        return plan with
        {
            IsFused = count > 1 && hiddenLength * width.ElementBytes <= CodeBudget.FusedBytes && operations <= CodeBudget.FusedOperations,
        };
    }

    /// <summary>A layer's product as it is written into the network's method.</summary>
    /// <param name="layer">Which.</param>
    public ProductPlan InNetwork(int layer)
    {
        ProductPlan plan = Layers[layer];
        bool comesInRegisters = layer > 0 && InRegisters[layer - 1];

        // One row does not pay for a matrix in registers. And as one layer waits for the other, spreading pairs takes longer than
        // the loads that it saves.
        return plan with
        {
            IsResident = false,
            IsStraightLine = plan.IsStraightLine || comesInRegisters,
            UsesPairs = plan.UsesPairs && plan.Storage.Vectors > CodeBudget.StraightLineVectors,
        };
    }

    /// <summary>
    /// Whether a row goes from one layer to the next without a way through memory: if it is short, and the next layer is so small that
    /// all of its terms are written out and leave it the registers.
    /// </summary>
    private static bool StaysInRegisters(ProductPlan layer, Activation activation, ProductPlan next, Width width)
    {
        int vectors = layer.Storage.Vectors;
        bool isAtHand = !layer.HasSeveralPanels && !activation.IsRowWise() && vectors <= CodeBudget.ActivatedVectors;
        return isAtHand && width.HasHalves && (next.Dot is not null
            ? next.Dot.Columns * next.Dot.Chains + vectors + 1 <= CodeBudget.Registers
            : !next.HasSeveralPanels
                && next.MultiplyAdds <= CodeBudget.UnrolledMultiplyAdds
                && (next.Panels[0].Chains * next.Panels[0].Vectors) + vectors + 3 <= CodeBudget.Registers);
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
