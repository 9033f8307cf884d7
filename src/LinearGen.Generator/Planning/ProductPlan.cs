using LinearGen.Generator.Model;

namespace LinearGen.Generator.Planning;

/// <summary>
/// How C[rows, Columns] = start + A[rows, Terms]·B[Terms, Columns] is computed, with B packed in panels and the columns along
/// the lanes: the forward pass over W, and dX over Wᵀ. The order of every sum depends on nothing but what stands here.
/// </summary>
internal sealed record ProductPlan
{
    /// <summary>What one sum adds up: In of the forward pass, Out of dX.</summary>
    public required int Terms { get; init; }

    /// <summary>Columns of the result.</summary>
    public required int Columns { get; init; }

    /// <summary>Where B lies.</summary>
    public required StoragePlan Storage { get; init; }

    /// <summary>The columns: panels of full width, if there are any, and one narrower panel, if columns remain.</summary>
    public required EquatableArray<PanelPlan> Panels { get; init; }

    /// <summary>
    /// Whether the terms lie along the lanes, over the transpose of B: where there are many terms and few columns, whose
    /// vectors would be mostly padding. Null otherwise.
    /// </summary>
    public required DotPlan? Dot { get; init; }

    /// <summary>Whether the one-row kernel is written without loops.</summary>
    public required bool IsStraightLine { get; init; }

    /// <summary>Whether all of B stays in registers while the rows of a batch pass by, one after another.</summary>
    public required bool IsResident { get; init; }

    /// <summary>Whether elements of A are loaded in pairs and spread by shuffles, rather than one by one.</summary>
    public required bool UsesPairs { get; init; }

    /// <summary>Whether the columns are more than one panel.</summary>
    public bool HasSeveralPanels => Panels.Count > 1 || Panels[0].Count > 1;

    /// <summary>Rows of a batch tile.</summary>
    public int TileRows => Panels[0].TileRows;

    /// <summary>
    /// Rows, this one included, that must follow for a row's last vector to be stored in whole: what it writes behind the row
    /// is overwritten by the rows that come after.
    /// </summary>
    public int RowsPerStore => RowsSpanned(Panels[0], Columns, Storage.Lanes);

    /// <summary>Rows that one turn of the loop over a batch takes if <see cref="IsResident"/>: the fewer instructions a row has, the more.</summary>
    public int RowsPerTurn => MultiplyAdds <= CodeBudget.MultiplyAddsPerTurn / 4 ? 4 : MultiplyAdds <= CodeBudget.MultiplyAddsPerTurn / 2 ? 2 : 1;

    /// <summary>Vector multiply-adds of one row.</summary>
    public long MultiplyAdds => (long)Terms * Storage.Vectors;

    /// <summary>Vector operations that the text of a single row has, about, those inside loops counted once.</summary>
    public long Operations
    {
        get
        {
            PanelPlan panel = Panels[0];
            int ends = panel.Vectors * (panel.Chains + 2);
            int loop = 2 * CodeBudget.TermsPerTurn * panel.Chains;
            return Dot is not null ? MultiplyAdds + Terms + Columns
                : IsStraightLine ? MultiplyAdds + Terms + ends
                : HasSeveralPanels ? Panels.Count
                : (loop * (panel.Vectors + 1)) + ends;
        }
    }

    /// <summary>Plans a product.</summary>
    /// <param name="terms">What one sum adds up.</param>
    /// <param name="columns">Columns of the result.</param>
    /// <param name="width">The element type and the vectors.</param>
    public static ProductPlan Create(int terms, int columns, Width width)
    {
        StoragePlan storage = new(terms, columns, width);
        long multiplyAdds = (long)terms * storage.Vectors;
        bool isStraightLine = storage.Vectors <= CodeBudget.StraightLineVectors && multiplyAdds <= CodeBudget.StraightLineMultiplyAdds;
        EquatableArray<PanelPlan> panels = PlanPanels(terms, columns, storage, isStraightLine);
        int accumulators = panels[0].Vectors * panels[0].Chains;

        // Beside B and the sums: the bias and one element of A.
        bool isResident = isStraightLine && multiplyAdds + accumulators + panels[0].Vectors + 1 <= CodeBudget.Registers;
        return new ProductPlan
        {
            Terms = terms,
            Columns = columns,
            Storage = storage,
            Panels = panels,
            Dot = width.HasDot && !isResident ? DotPlan.Create(terms, columns, width.Lanes) : null,
            IsStraightLine = isStraightLine,
            IsResident = isResident,
            UsesPairs = width.HasPairs && terms > 1 && multiplyAdds > CodeBudget.BroadcastMultiplyAdds,
        };
    }

    /// <summary>Rows that the vectors of one row reach into, when the last is rounded up to what one instruction moves.</summary>
    /// <param name="panel">The columns.</param>
    /// <param name="columns">Columns of a row in memory.</param>
    /// <param name="lanes">Elements of a vector.</param>
    public static int RowsSpanned(PanelPlan panel, int columns, int lanes) =>
        (((panel.Vectors - 1) * lanes) + panel.SpilledLanes(lanes) + columns - 1) / columns;

    private static EquatableArray<PanelPlan> PlanPanels(int terms, int columns, StoragePlan storage, bool isStraightLine)
    {
        List<PanelPlan> panels = [];
        foreach (PanelPlan panel in PanelPlan.Cut(columns, storage.Lanes))
        {
            int accumulators = panels.Count == 0 ? CodeBudget.AccumulatorsAtMost : CodeBudget.AccumulatorsWanted;
            panels.Add(panel with { Blocks = PlanBlocks(terms, panel.Vectors, accumulators, isStraightLine) });
        }

        return new([.. panels]);
    }

    private static EquatableArray<TermBlock> PlanBlocks(int terms, int vectors, int accumulators, bool isStraightLine)
    {
        int unit = isStraightLine ? 1 : CodeBudget.TermsPerTurn;
        if (isStraightLine)
        {
            accumulators = CodeBudget.StraightLineAccumulators;
        }

        int chains = 1;
        while (chains * vectors < CodeBudget.AccumulatorsWanted
            && chains < CodeBudget.ChainsAtMost
            && chains * 2 * vectors <= accumulators
            && (chains * 2 * (vectors + 1)) + 1 <= CodeBudget.Registers
            && terms / unit / (chains * 2) >= Math.Max(1, CodeBudget.TermsPerChain / unit))
        {
            chains *= 2;
        }

        // Blocks of equal length, in whole units; the last one takes what remains, be it less or more: whichever differs less.
        int units = (terms + unit - 1) / unit;
        int length = (units + chains - 1) / chains * unit;
        int shorter = terms / unit / chains * unit;
        int count = (terms + length - 1) / length;
        if (shorter > 0 && terms - (chains * shorter) < (count * length) - terms)
        {
            (length, count) = (shorter, chains);
        }

        TermBlock[] blocks = new TermBlock[count];
        for (int n = 0; n < blocks.Length; n++)
        {
            int start = n * length;
            blocks[n] = new TermBlock(start, n == count - 1 ? terms - start : length);
        }

        return new(blocks);
    }
}

/// <summary>Consecutive terms of a sum that make up one partial sum.</summary>
/// <param name="Start">The first term.</param>
/// <param name="Length">How many.</param>
internal readonly record struct TermBlock(int Start, int Length);
