using LinearGen.Generator.Scheduling;

namespace LinearGen.Generator.Tests.Scheduling;

/// <summary>How dW and db are computed.</summary>
public sealed class UpdateScheduleTests
{
    [Fact]
    public void DW_LiesAsW() => Shapes.ForEachUpdate(update =>
    {
        Gemm forward = new LayerSchedule(update.In, update.Out, update.HasBias, update.Width.ElementBytes).Forward;
        Assert.Equal(forward.Layout.BlockLength, update.Layout.BlockLength);
        Assert.Equal(forward.Layout.BiasStart, update.Layout.BiasStart);
        Assert.Equal(new Schedule(forward, update.Width).Vectors, update.Vectors);
    });

    [Fact]
    public void Lines_AreAsManyAtATimeAsCanBeRead() => Shapes.ForEachUpdate(update =>
    {
        int vectors = Math.Min(update.Vectors, update.Width.PanelVectors);
        Assert.InRange(update.RowLines, 1, update.In);
        Assert.True(update.RowLines == 1 || update.RowLines * vectors <= 4);
        Assert.True(update.RowLines == update.In || (update.RowLines + 1) * vectors > 4);
    });

    [Theory]
    [InlineData(100, 8, 4, false)]
    [InlineData(100, 7, 4, true)]
    [InlineData(100, 16, 4, false)]
    [InlineData(100, 17, 4, true)]
    [InlineData(100, 24, 4, true)]
    [InlineData(100, 240, 4, false)]
    [InlineData(100, 256, 4, true)]
    [InlineData(256, 48, 4, false)]
    [InlineData(100, 768, 4, true)]
    [InlineData(100, 4, 8, false)]
    [InlineData(100, 3, 8, true)]
    [InlineData(100, 12, 8, true)]
    [InlineData(100, 120, 8, false)]
    [InlineData(100, 128, 8, true)]
    public void Copies_AreMadeOfRowsWithPaddingOrThatShareSetsOfTheCache(int inputs, int outputs, int bytes, bool isPacked)
    {
        foreach (int bits in (int[])[256, 512])
        {
            Assert.Equal(isPacked, new UpdateSchedule(inputs, outputs, HasBias: true, new VectorWidth(bytes, bits)).IsPacked);
        }
    }

    [Fact]
    public void PiecesOfTheCopy_AreAsTheRuntimeTakesThem()
    {
        // The runtime has room for so many rows of a panel.
        Assert.Equal(64, Tuning.UpdateRows);
        Assert.Equal(1024, Tuning.AliasedStride);
    }
}
