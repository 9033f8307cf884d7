using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="ValueCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ValueTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void EveryShapeUpToNineByNine_IsRight() => Each(Shapes.Small, Normal);

    [Fact]
    public void ShapesAroundTileWidths_AreRight() => Each(Shapes.Edges, Normal);

    [Fact]
    public void LongAndNarrowShapes_AreRight() => Each(Shapes.Narrow, Normal);

    [Fact]
    public void LargeShapes_AreRight() => Each(Shapes.Large, Normal);

    [Fact]
    public void DrawnShapes_AreRight() => Each(Shapes.Draw, Normal);

    [Fact]
    public void ValuesOfManyMagnitudes_AreWithinTheLimits() => Each(
        Shapes.Selection, (layer, tally) => ValueCheck.Run(layer, Batches.Normal, Distribution.Wide, tally));

    [Fact]
    public void BatchesAroundTheBlocksOfBackward_AreRight() => Each(
        Shapes.Handful, (layer, tally) => ValueCheck.Run(layer, Batches.Large, tally));

    [Fact]
    public void LayersInRegisters_AreRightWithEveryRemainderOfRows() => Each(Shapes.Residents, Every);

    [Fact]
    public void DotForms_AreRightWithEveryRemainderOfRows() => Each(Shapes.Dots, Every);

    [Fact]
    public void LongSums_AreRight() => Each(Shapes.LongSums, (layer, tally) => ValueCheck.Run(layer, [1, 4, 7, .. Batches.Blocks], tally));

    [Fact]
    public void LinesAndRowsLeftOver_AreRight() => Each(Shapes.Leftovers, Every);

    [Fact]
    public void UpdatesOverCopies_AreRight() => Each(Shapes.Packed, (layer, tally) => ValueCheck.Run(layer, Batches.Blocks, tally));

    private static void Every(LayerClass<T> layer, Tally tally) => ValueCheck.Run(layer, Batches.Every, tally);

    private static void Normal(LayerClass<T> layer, Tally tally) => ValueCheck.Run(layer, Batches.Normal, tally);
}

public sealed class SingleValueTests(ITestOutputHelper output) : ValueTests<float>(output);

public sealed class DoubleValueTests(ITestOutputHelper output) : ValueTests<double>(output);
