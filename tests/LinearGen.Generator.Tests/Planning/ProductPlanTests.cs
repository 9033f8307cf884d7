using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Tests.Planning;

/// <summary>What must hold of every plan of a forward pass and of dX.</summary>
public sealed class ProductPlanTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Panels_CoverEveryColumnOnce(bool isDouble) => PlanGrid.ForEachProduct(isDouble, plan =>
    {
        AssertCovers(plan.Panels, plan.Columns, plan.Storage.Lanes);
        Assert.Equal(plan.Storage.Vectors, plan.Panels.Sum(panel => panel.Count * panel.Vectors));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tiles_CoverEveryColumnOfAPanelOnce(bool isDouble) => PlanGrid.ForEachProduct(isDouble, plan =>
    {
        foreach (PanelPlan panel in plan.Panels)
        {
            AssertTilesCover(panel);
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TiledRows_AreWholeTilesOfEveryPanel(bool isDouble) => PlanGrid.ForEachProduct(isDouble, plan =>
    {
        // All panels walk over the same rows. Most take 4 at a time, one of a single vector 8: given 4 rows, it would write to
        // 4 more behind the end.
        foreach (PanelPlan panel in plan.Panels)
        {
            Assert.True(plan.TileRows % panel.TileRows == 0, $"Rows come in multiples of {plan.TileRows}; the panel from column {panel.FirstColumn} takes {panel.TileRows} at a time.");
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Blocks_AddUpEveryTermOnce(bool isDouble) => PlanGrid.ForEachProduct(isDouble, plan =>
    {
        foreach (PanelPlan panel in plan.Panels)
        {
            int next = 0;
            foreach (TermBlock block in panel.Blocks)
            {
                Assert.Equal(next, block.Start);
                Assert.InRange(block.Length, 1, plan.Terms);
                next += block.Length;
            }

            Assert.Equal(plan.Terms, next);
            Assert.InRange(panel.Chains, 1, CodeBudget.ChainsAtMost);

            // Tiles cut the terms themselves, by the length of the first block and the start of the last one, which alone may
            // be shorter or longer: it must come to the same blocks.
            Assert.All(panel.Blocks.Take(panel.Chains - 1), block => Assert.Equal(panel.Blocks[0].Length, block.Length));
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OrderOfSums_DependsOnTheShapeAlone(bool isDouble) => PlanGrid.ForEachPlan(isDouble, (plan, spec) =>
    {
        // Neither the class's name nor whether there is a bias, and not on the layer of which it is one direction: dX of
        // 10→20 is summed as the forward pass of 20→10.
        LayerPlan other = LayerPlan.Create(PlanGrid.Spec(spec.In, spec.Out, !spec.HasBias, isDouble, "Other"));
        LayerPlan turned = LayerPlan.Create(PlanGrid.Spec(spec.Out, spec.In, spec.HasBias, isDouble));
        Assert.Equal(Order(plan.Forward), Order(other.Forward));
        Assert.Equal(Order(plan.InputGradient), Order(other.InputGradient));
        Assert.Equal(Order(plan.Forward), Order(turned.InputGradient));

        static (int Lanes, DotPlan? Dot, EquatableArray<PanelPlan> Panels) Order(ProductPlan product) => (product.Storage.Lanes, product.Dot, product.Panels);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OneRow_KeepsTheUnitsBusyWhereTheShapeAllows(bool isDouble) => PlanGrid.ForEachProduct(isDouble, plan =>
    {
        int unit = plan.IsStraightLine ? 1 : CodeBudget.TermsPerTurn;
        for (int index = 0; index < plan.Panels.Count; index++)
        {
            // Twice as many partial sums must be ruled out by something: enough of them, too many, or blocks too short.
            PanelPlan panel = plan.Panels[index];
            int most = plan.IsStraightLine ? CodeBudget.StraightLineAccumulators : index == 0 ? CodeBudget.AccumulatorsAtMost : CodeBudget.AccumulatorsWanted;
            int shortest = Math.Max(unit, CodeBudget.TermsPerChain);
            Assert.True(
                panel.Vectors * panel.Chains >= CodeBudget.AccumulatorsWanted
                || panel.Chains >= CodeBudget.ChainsAtMost
                || panel.Vectors * panel.Chains * 2 > most
                || plan.Terms < panel.Chains * 2 * shortest
                || (panel.Chains * 2 * (panel.Vectors + 1)) + 1 > CodeBudget.Registers

                // Blocks are rounded up to whole turns, so that four may come to three.
                || (panel.Chains == 3 && panel.Blocks[2].Start + (2 * panel.Blocks[0].Length) > plan.Terms),
                $"{panel.Vectors} vectors in {panel.Chains} partial sums.");
            Assert.True(panel.Chains == 1 || panel.Vectors * panel.Chains <= most);
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StraightLineCode_StaysWithinItsBudget(bool isDouble)
    {
        int straight = 0;
        PlanGrid.ForEachProduct(isDouble, plan =>
        {
            bool fits = (long)plan.Terms * plan.Storage.Vectors <= CodeBudget.StraightLineMultiplyAdds && plan.Storage.Vectors <= CodeBudget.StraightLineVectors;
            Assert.Equal(fits, plan.IsStraightLine);
            straight += fits ? 1 : 0;

            // What stays in registers is straight-line code over a single panel, and no dot product has a matrix to keep.
            Assert.True(!plan.IsResident || (plan.IsStraightLine && plan.Panels.Count == 1 && plan.Dot is null));
            Assert.True(!plan.IsStraightLine || plan.Panels.Count == 1);
        });
        Assert.InRange(straight, 100, PlanGrid.Shapes.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ResidentMatrix_FitsTheRegistersWithEverythingBesideIt(bool isDouble)
    {
        int resident = 0;
        PlanGrid.ForEachProduct(isDouble, plan =>
        {
            if (plan.IsResident)
            {
                resident++;
                PanelPlan panel = plan.Panels[0];
                Assert.InRange((plan.Terms * panel.Vectors) + (panel.Vectors * panel.Chains) + panel.Vectors + 1, 1, CodeBudget.Registers);

                // As many rows as a whole store reaches into must be there, and none but those.
                Assert.InRange(plan.RowsPerStore, 1, plan.Storage.Lanes);
                Assert.True(plan.RowsPerStore * plan.Columns >= ((panel.Vectors - 1) * plan.Storage.Lanes) + panel.SpilledLanes(plan.Storage.Lanes));
                Assert.True((plan.RowsPerStore - 1) * plan.Columns < ((panel.Vectors - 1) * plan.Storage.Lanes) + panel.SpilledLanes(plan.Storage.Lanes));
            }
        });
        Assert.InRange(resident, 20, PlanGrid.Shapes.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void DotForm_CoversEveryTermOfEveryColumnOnceAndFitsTheRegisters(bool isDouble)
    {
        int dots = 0;
        PlanGrid.ForEachProduct(isDouble, plan =>
        {
            if (plan.Dot is not { } dot)
            {
                return;
            }

            dots++;
            int lanes = plan.Storage.Lanes;
            Assert.Equal(plan.Columns, dot.Columns);
            Assert.InRange(dot.Columns, 1, lanes / 2);
            Assert.Equal(plan.Terms, ((dot.Vectors - (dot.Tail > 0 ? 1 : 0)) * lanes) + dot.Tail);
            Assert.InRange(dot.Tail, 0, lanes - 1);

            // The emitter walks over the panels of the transpose, whose rows are the columns here.
            AssertCovers(PanelPlan.Cut(plan.Terms, lanes), plan.Terms, lanes);

            // The vectors of a panel go to the partial sums in turn, the next panel's beginning with the first again: only if
            // they divide a full panel is that the order that is stated.
            Assert.InRange(dot.Chains, 1, dot.Vectors);
            Assert.True(dot.Vectors <= StoragePlan.WidestPanelVectors || StoragePlan.PanelVectors % dot.Chains == 0, $"{dot.Vectors} vectors in {dot.Chains} partial sums.");

            // The sums and one vector of A; B is read from memory.
            Assert.InRange((dot.Columns * dot.Chains) + 1, 2, CodeBudget.Registers);
        });
        Assert.InRange(dots, 20, PlanGrid.Shapes.Count);
    }

    /// <summary>Panels side by side from column 0 on, the last one padded.</summary>
    internal static void AssertCovers(IEnumerable<PanelPlan> panels, int columns, int lanes)
    {
        int column = 0;
        foreach (PanelPlan panel in panels)
        {
            Assert.Equal(column, panel.FirstColumn);
            Assert.Equal(panel.Width, panel.Vectors * lanes);
            Assert.InRange(panel.Vectors, 1, StoragePlan.WidestPanelVectors);
            Assert.InRange(panel.Tail, 0, lanes - 1);

            // More than one only if all are full: a kernel's loop over them takes them for alike.
            Assert.True(panel.Count == 1 || (panel.Vectors == StoragePlan.PanelVectors && !panel.HasTail));
            column += (panel.Count * panel.Width) - (panel.HasTail ? lanes - panel.Tail : 0);
        }

        Assert.Equal(columns, column);
    }

    /// <summary>Each vector in a tile of full size or in the one at the end, which alone may be cut off, and all tiles of kinds that the runtime has.</summary>
    internal static void AssertTilesCover(PanelPlan panel)
    {
        Assert.Equal(panel.Vectors, panel.TiledVectors + panel.RestVectors);
        Assert.Equal(0, panel.TiledVectors % panel.TileVectors);
        Assert.True(panel.RestVectors > 0 || !panel.HasTail);
        foreach (int vectors in new[] { panel.TiledVectors > 0 ? panel.TileVectors : 0, panel.RestVectors }.Where(vectors => vectors > 0))
        {
            Assert.Contains((panel.TileRows, vectors), new[] { (4, 2), (4, 3), (8, 1) });

            // A tile holds its sums, one vector of B for each of its columns and one broadcast element of A.
            Assert.InRange((panel.TileRows * vectors) + vectors + 1, 1, CodeBudget.Registers);
        }
    }
}
