using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;
using LinearGen.Internals;

namespace LinearGen.Generator.Tests.Planning;

/// <summary>What must hold of every plan, over a grid of shapes.</summary>
public sealed class LayerPlanTests
{
    private const int Registers = 16;

    private static readonly int[] Sizes = [.. Enumerable.Range(1, 140), 200, 255, 256, 257, 511, 512, 513, 784, 1000, 1024];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Panels_CoverEveryColumnOnce(bool isDouble) => ForEachPlan(isDouble, plan =>
    {
        int column = 0;
        foreach (PanelPlan panel in plan.Panels)
        {
            Assert.Equal(column, panel.FirstColumn);
            Assert.Equal(panel.Width, panel.Vectors * plan.Storage.Lanes);
            Assert.Equal(panel.Vectors, panel.TiledVectors + panel.RestVectors);
            Assert.Equal(0, panel.TiledVectors % panel.TileVectors);
            Assert.True(panel.Count == 1 || !panel.HasTail);
            column += (panel.Count * panel.Width) - (panel.HasTail ? plan.Storage.Lanes - panel.Tail : 0);
        }

        Assert.Equal(plan.Out, column);
        Assert.Equal(plan.Storage.Vectors, plan.Panels.Sum(panel => panel.Count * panel.Vectors));
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void PartialSums_CoverEveryInputOnce(bool isDouble) => ForEachPlan(isDouble, plan =>
    {
        foreach (PanelPlan panel in plan.Panels)
        {
            int lastBlock = plan.In - ((panel.Chains - 1) * panel.ChainLength);
            Assert.InRange(panel.ChainLength, 1, plan.In);
            Assert.InRange(lastBlock, panel.ChainLength, panel.ChainLength + panel.Chains - 1);
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Tiles_FitTheRegisters(bool isDouble) => ForEachPlan(isDouble, plan =>
    {
        foreach (PanelPlan panel in plan.Panels)
        {
            // A tile holds its sums, one vector of B for each of its columns and one broadcast element of A.
            int widest = Math.Max(panel.TiledVectors > 0 ? panel.TileVectors : 0, panel.RestVectors);
            Assert.InRange((panel.TileRows * widest) + widest + 1, 1, Registers);

            // A single row reads B from memory.
            Assert.InRange((panel.Vectors * panel.Chains) + 1, 1, Registers);
        }

        Assert.InRange(plan.DotInputs, 1, Math.Min(8, plan.In));
        Assert.True(plan.PairedDotInputs == 0 || (2 * plan.PairedDotInputs) + 3 <= Registers);
        Assert.True(plan.PairedDotInputs <= plan.In);
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void OneRow_KeepsTheUnitsBusyWhereTheShapeAllows(bool isDouble) => ForEachPlan(isDouble, plan =>
    {
        foreach (PanelPlan panel in plan.Panels)
        {
            // Doubling the partial sums must be ruled out by something: enough of them, too many, or blocks too short.
            Assert.True(
                panel.Vectors * panel.Chains >= CodeBudget.AccumulatorsWanted
                || panel.Chains == 4
                || panel.Vectors * panel.Chains * 2 > CodeBudget.AccumulatorsWanted
                || plan.In / (panel.Chains * 2) < CodeBudget.TermsPerChain);
        }
    });

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(7, 13)]
    [InlineData(3, 64)]
    [InlineData(5, 65)]
    [InlineData(9, 130)]
    public void Storage_LiesWhereTheRuntimePutsIt(int inputs, int outputs)
    {
        LayerParameters<float> single = new(inputs, outputs, hasBias: true);
        single.SetBias(Enumerable.Repeat(1f, outputs).ToArray());
        LayerParameters<double> real = new(inputs, outputs, hasBias: true);
        real.SetBias(Enumerable.Repeat(1d, outputs).ToArray());

        Assert.Equal(single.Block.Span.IndexOf(1f), new StoragePlan(inputs, outputs, Model.Precision.Single).BiasStart);
        Assert.Equal(real.Block.Span.IndexOf(1d), new StoragePlan(inputs, outputs, Model.Precision.Double).BiasStart);
        Assert.Equal(StoragePlan.PanelVectors, LayerParameters<float>.PanelVectors);
    }

    private static void ForEachPlan(bool isDouble, Action<LayerPlan> check)
    {
        foreach (int inputs in Sizes)
        {
            foreach (int outputs in Sizes)
            {
                check(LayerPlan.Create(new LayerSpec
                {
                    Hierarchy = new HierarchyInfo { Namespace = "", Types = new([]), HintName = "" },
                    In = inputs,
                    Out = outputs,
                    HasBias = false,
                    Precision = isDouble ? Model.Precision.Double : Model.Precision.Single,
                }));
            }
        }
    }
}
