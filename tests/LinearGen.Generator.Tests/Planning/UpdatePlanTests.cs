using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Tests.Planning;

/// <summary>What must hold of every plan of dW and db.</summary>
public sealed class UpdatePlanTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void TilesAndRemainingLines_CoverEveryElementOnce(bool isDouble) => PlanGrid.ForEachPlan(isDouble, (layer, spec) =>
    {
        UpdatePlan plan = layer.WeightGradient;
        Assert.Equal((spec.In, spec.Out, spec.HasBias), (plan.Inputs, plan.Outputs, plan.HasBias));
        ProductPlanTests.AssertCovers(plan.Panels, plan.Outputs, layer.Forward.Storage.Lanes);
        foreach (PanelPlan panel in plan.Panels)
        {
            // dW is written where W is read, so the panels must be the forward pass's.
            Assert.Contains(layer.Forward.Panels, other => (other.FirstColumn, other.Count, other.Width, other.Tail) == (panel.FirstColumn, panel.Count, panel.Width, panel.Tail));
            ProductPlanTests.AssertTilesCover(panel);
            int tiled = plan.TiledInputs(panel);
            Assert.Equal(0, tiled % panel.TileRows);
            Assert.InRange(tiled, 0, plan.Inputs);

            // What tiles leave is less than one of them; it and db go line by line.
            Assert.True(plan.IsResident ? tiled == 0 : plan.Inputs - tiled < panel.TileRows);
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void ResidentUpdate_HasEveryLineAndDbOnce(bool isDouble)
    {
        int resident = 0;
        PlanGrid.ForEachPlan(isDouble, (layer, spec) =>
        {
            UpdatePlan plan = layer.WeightGradient;
            if (!plan.IsResident)
            {
                return;
            }

            resident++;
            PanelPlan panel = Assert.Single(plan.Panels);
            Assert.Equal(1, panel.Count);
            UpdateBlock block = plan.Resident(panel);
            Assert.Equal((0, spec.In + (spec.HasBias ? 1 : 0)), (block.First, block.Lines));
            Assert.InRange(block.Chains, 1, CodeBudget.ChainsAtMost);
            Assert.InRange(block.Lines * panel.Vectors * block.Chains, 1, CodeBudget.AccumulatorsAtMost);
        });
        Assert.InRange(resident, 100, 2 * PlanGrid.Shapes.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Copies_AreMadeOfFullPanelsWhoseRowsShareSetsOfTheCache(bool isDouble)
    {
        int packed = 0;
        PlanGrid.ForEachPlan(isDouble, (layer, spec) =>
        {
            UpdatePlan plan = layer.WeightGradient;
            int bytes = isDouble ? sizeof(double) : sizeof(float);
            bool isAliased = spec.In * bytes % 1024 == 0 || spec.Out * bytes % 1024 == 0;
            bool hasTiles = plan.Panels[0].Vectors == StoragePlan.PanelVectors && plan.TiledInputs(plan.Panels[0]) > 0;
            Assert.Equal(isAliased && hasTiles, plan.IsPacked);

            // The runtime copies pieces of 4 lines at least, in tiles of 4 × 2 over the panel's 8 vectors.
            Assert.True(!plan.IsPacked || plan.TiledInputs(plan.Panels[0]) % 4 == 0);
            packed += plan.IsPacked ? 1 : 0;
        });
        Assert.InRange(packed, 20, 2 * PlanGrid.Shapes.Count);
    }
}
