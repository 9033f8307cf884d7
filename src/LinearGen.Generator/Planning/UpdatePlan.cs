using LinearGen.Generator.Model;

namespace LinearGen.Generator.Planning;

/// <summary>
/// How dW[In, Out] += Xᵀ·dY is computed, with Out along the lanes and the sum over rows, whose number is known only at run
/// time; db is one more line of it, with 1 in the place of every x.
/// </summary>
internal sealed record UpdatePlan
{
    /// <summary>In: the lines of dW.</summary>
    public required int Inputs { get; init; }

    /// <summary>Out.</summary>
    public required int Outputs { get; init; }

    /// <summary>Whether db is computed.</summary>
    public required bool HasBias { get; init; }

    /// <summary>The columns of dW.</summary>
    public required EquatableArray<PanelPlan> Panels { get; init; }

    /// <summary>Whether all of dW and db stays in registers while the rows pass by.</summary>
    public required bool IsResident { get; init; }

    /// <summary>Whether the update by a single row is written without loops.</summary>
    public bool IsStraightLine => Panels.Count == 1 && Panels[0].Count == 1 && Panels[0].Vectors <= CodeBudget.StraightLineVectors
        && Inputs * Panels[0].Vectors <= CodeBudget.StraightLineMultiplyAdds;

    /// <summary>
    /// Whether batches work on copies of pieces of X and dY: rows a multiple of 1 KB apart share a few sets of the nearest cache.
    /// </summary>
    public required bool IsPacked { get; init; }

    /// <summary>Plans it.</summary>
    /// <param name="inputs">In.</param>
    /// <param name="outputs">Out.</param>
    /// <param name="hasBias">Whether db is computed.</param>
    /// <param name="width">The element type and the vectors.</param>
    public static UpdatePlan Create(int inputs, int outputs, bool hasBias, Width width)
    {
        int lanes = width.Lanes;
        EquatableArray<PanelPlan> panels = new([.. PanelPlan.Cut(outputs, lanes)]);
        PanelPlan first = panels[0];
        bool isResident = panels.Count == 1 && first.Count == 1 && Fits((inputs + (hasBias ? 1 : 0)) * first.Vectors, first.Vectors);
        bool isPacked = first.Vectors == StoragePlan.PanelVectors && inputs >= first.TileRows
            && (inputs * (long)width.ElementBytes % CodeBudget.AliasedStride == 0 || outputs * (long)width.ElementBytes % CodeBudget.AliasedStride == 0);
        return new UpdatePlan { Inputs = inputs, Outputs = outputs, HasBias = hasBias, Panels = panels, IsResident = isResident, IsPacked = isPacked };
    }

    /// <summary>The lines that batch tiles cover.</summary>
    public int TiledInputs(PanelPlan panel) => IsResident ? 0 : Inputs / panel.TileRows * panel.TileRows;

    /// <summary>All lines at once; line In is db. Only if <see cref="IsResident"/>.</summary>
    public UpdateBlock Resident(PanelPlan panel)
    {
        int lines = Inputs + (HasBias ? 1 : 0);
        int chains = 1;
        while (chains * lines * panel.Vectors < CodeBudget.AccumulatorsWanted
            && Fits(chains * 2 * lines * panel.Vectors, panel.Vectors)
            && chains < CodeBudget.ChainsAtMost)
        {
            chains *= 2;
        }

        return new UpdateBlock(0, lines, chains);
    }

    /// <summary>Whether so many sums leave registers for a row of dY and an element of X.</summary>
    private static bool Fits(int sums, int vectors) => sums <= CodeBudget.AccumulatorsAtMost && sums + vectors + 1 <= CodeBudget.Registers;
}

/// <summary>Some lines of dW that one walk over the rows adds to.</summary>
/// <param name="First">The first line.</param>
/// <param name="Lines">How many.</param>
/// <param name="Chains">Partial sums of each: so many rows at once go into sums of their own.</param>
internal readonly record struct UpdateBlock(int First, int Lines, int Chains);
