using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Tests.Scheduling;

/// <summary>The order of sums, and the form that a product has.</summary>
public sealed class GemmTests
{
    [Theory]
    [InlineData(1, 1, 4, 1, 1)]
    [InlineData(7, 15, 4, 7, 1)]
    [InlineData(8, 16, 4, 4, 2)]
    [InlineData(15, 15, 4, 7, 2)]
    [InlineData(15, 17, 4, 15, 1)]
    [InlineData(16, 16, 4, 8, 2)]
    [InlineData(17, 16, 4, 8, 2)]
    [InlineData(63, 10, 4, 31, 2)]
    [InlineData(64, 10, 4, 16, 4)]
    [InlineData(127, 16, 4, 31, 4)]
    [InlineData(128, 16, 4, 16, 8)]
    [InlineData(200, 10, 4, 25, 8)]
    [InlineData(1000, 16, 4, 125, 8)]
    [InlineData(128, 17, 4, 32, 4)]
    [InlineData(127, 32, 4, 63, 2)]
    [InlineData(128, 32, 4, 32, 4)]
    [InlineData(130, 32, 4, 32, 4)]
    [InlineData(64, 64, 4, 32, 2)]
    [InlineData(1000, 127, 4, 500, 2)]
    [InlineData(128, 128, 4, 64, 2)]
    [InlineData(129, 128, 4, 129, 1)]
    [InlineData(128, 255, 4, 64, 2)]
    [InlineData(128, 256, 4, 128, 1)]
    [InlineData(64, 511, 4, 32, 2)]
    [InlineData(64, 512, 4, 64, 1)]
    [InlineData(784, 1024, 4, 784, 1)]
    [InlineData(64, 8, 8, 16, 4)]
    [InlineData(128, 9, 8, 32, 4)]
    [InlineData(129, 64, 8, 129, 1)]
    public void Terms_AreCutIntoBlocks(int terms, int columns, int bytes, int block, int blocks)
    {
        Gemm gemm = new(terms, columns, bytes, HasStart: true);
        Assert.Equal((block, blocks), (gemm.Block, gemm.Blocks));
    }

    [Fact]
    public void Blocks_AreAlikeButForTheLast() => Shapes.ForEachGemm(gemm =>
    {
        Assert.Contains(gemm.Blocks, new[] { 1, 2, 4, 8 });
        Assert.Equal(gemm.Blocks == 1, gemm.Block == gemm.K);

        // The last takes what is left: as many terms as the others or a few more, not another block's.
        int last = gemm.K - ((gemm.Blocks - 1) * gemm.Block);
        Assert.InRange(last, gemm.Block, gemm.Block + gemm.Blocks - 1);
    });

    [Fact]
    public void OrderOfSums_DependsOnTheShapeAlone() => Shapes.ForEachGemm(gemm =>
    {
        // Neither on a start nor on whose product it is: dX of 10→20 is summed as the forward pass of 20→10.
        Gemm other = gemm with { HasStart = !gemm.HasStart };
        Gemm turned = new LayerSchedule(gemm.N, gemm.K, HasBias: true, gemm.ElementBytes).InputGradient;
        Assert.Equal((gemm.Block, gemm.Blocks, gemm.IsDot), (other.Block, other.Blocks, other.IsDot));
        Assert.Equal((gemm.Block, gemm.Blocks, gemm.IsDot), (turned.Block, turned.Blocks, turned.IsDot));
    });

    [Theory]
    [InlineData(15, 1, 4, false)]
    [InlineData(16, 1, 4, true)]
    [InlineData(31, 2, 4, false)]
    [InlineData(32, 2, 4, true)]
    [InlineData(32, 4, 4, true)]
    [InlineData(1000, 5, 4, false)]
    [InlineData(7, 1, 8, false)]
    [InlineData(8, 1, 8, true)]
    [InlineData(15, 2, 8, false)]
    [InlineData(16, 2, 8, true)]
    [InlineData(1000, 3, 8, false)]
    public void ManyTermsAndFewColumns_TakeTheDotForm(int terms, int columns, int bytes, bool isDot) =>
        Assert.Equal(isDot, new Gemm(terms, columns, bytes, HasStart: false).IsDot);

    [Theory]
    [InlineData(8, 8, 4, false)]
    [InlineData(8, 9, 4, true)]
    [InlineData(1024, 8, 4, false)]
    [InlineData(8, 4, 8, false)]
    [InlineData(8, 5, 8, true)]
    [InlineData(64, 1, 4, false)]
    [InlineData(1, int.MaxValue, 8, true)]
    public void MoreThanOneVectorOf256Bits_GainsByWiderOnes(int terms, int columns, int bytes, bool isWide) =>
        Assert.Equal(isWide, new Gemm(terms, columns, bytes, HasStart: false).IsWide);

    [Theory]
    [InlineData(int.MaxValue, 1, 268435455, 8)]
    [InlineData(1, int.MaxValue, 1, 1)]
    [InlineData(128, int.MaxValue, 128, 1)]
    public void LargestSizes_DoNotOverflow(int terms, int columns, int block, int blocks)
    {
        foreach (int bytes in Shapes.ElementBytes)
        {
            Gemm gemm = new(terms, columns, bytes, HasStart: true);
            Assert.Equal((block, blocks), (gemm.Block, gemm.Blocks));
        }
    }
}
