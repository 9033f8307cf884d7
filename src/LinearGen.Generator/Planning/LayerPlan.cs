using LinearGen.Generator.Model;

namespace LinearGen.Generator.Planning;

/// <summary>How a layer of a certain shape is computed: pure arithmetic, from the shape to tiles, loops and the order of sums.</summary>
internal sealed record LayerPlan
{
    /// <summary>In.</summary>
    public required int In { get; init; }

    /// <summary>Out.</summary>
    public required int Out { get; init; }

    /// <summary>Where the parameters lie.</summary>
    public required StoragePlan Storage { get; init; }

    /// <summary>The columns of W: panels of full width, if there are any, and one narrower panel, if columns remain.</summary>
    public required EquatableArray<PanelPlan> Panels { get; init; }

    /// <summary>Whether the one-row forward kernel is written without loops.</summary>
    public required bool IsStraightLine { get; init; }

    /// <summary>Inputs whose gradients one dX tile computes for a single row.</summary>
    public required int DotInputs { get; init; }

    /// <summary>Inputs whose gradients one dX tile computes for two rows at once, or 0 if rows are taken one by one.</summary>
    public required int PairedDotInputs { get; init; }

    /// <summary>Plans a layer.</summary>
    /// <param name="spec">The layer.</param>
    public static LayerPlan Create(LayerSpec spec)
    {
        StoragePlan storage = new(spec.In, spec.Out, spec.Precision);
        bool isStraightLine = storage.Vectors <= CodeBudget.StraightLineVectors
            && (long)spec.In * storage.Vectors <= CodeBudget.StraightLineMultiplyAdds;
        return new LayerPlan
        {
            In = spec.In,
            Out = spec.Out,
            Storage = storage,
            Panels = PlanPanels(spec.In, spec.Out, storage),
            IsStraightLine = isStraightLine,
            DotInputs = Math.Min(spec.In, CodeBudget.DotInputs),

            // A layer as small as a straight-line one does without the second tile: its code would be most of the file.
            PairedDotInputs = isStraightLine || spec.In < CodeBudget.PairedDotInputs ? 0 : CodeBudget.PairedDotInputs,
        };
    }

    private static EquatableArray<PanelPlan> PlanPanels(int inputs, int outputs, StoragePlan storage)
    {
        int panelColumns = StoragePlan.PanelVectors * storage.Lanes;
        int full = outputs / panelColumns;
        int rest = outputs - (full * panelColumns);
        List<PanelPlan> panels = [];
        if (full > 0)
        {
            panels.Add(PlanPanel(inputs, 0, full, panelColumns, storage.Lanes, CodeBudget.AccumulatorsAtMost));
        }

        if (rest > 0)
        {
            int accumulators = full == 0 ? CodeBudget.AccumulatorsAtMost : CodeBudget.AccumulatorsWanted;
            panels.Add(PlanPanel(inputs, full * panelColumns, 1, rest, storage.Lanes, accumulators));
        }

        return new([.. panels]);
    }

    private static PanelPlan PlanPanel(int inputs, int firstColumn, int count, int columns, int lanes, int accumulators)
    {
        int vectors = (columns + lanes - 1) / lanes;
        int chains = PlanChains(inputs, vectors, accumulators);
        return new PanelPlan
        {
            FirstColumn = firstColumn,
            Count = count,
            Vectors = vectors,
            Width = vectors * lanes,
            Tail = columns % lanes,
            Chains = chains,
            ChainLength = inputs / chains,
            TileRows = vectors == 1 ? CodeBudget.SingleVectorTileRows : CodeBudget.TileRows,
            TileVectors = vectors == 1 ? 1 : CodeBudget.TileVectors,
        };
    }

    private static int PlanChains(int inputs, int vectors, int accumulators)
    {
        int chains = 1;
        while (chains * vectors < CodeBudget.AccumulatorsWanted
            && chains < CodeBudget.ChainsAtMost
            && chains * 2 * vectors <= accumulators
            && inputs / (chains * 2) >= CodeBudget.TermsPerChain)
        {
            chains *= 2;
        }

        return chains;
    }
}
