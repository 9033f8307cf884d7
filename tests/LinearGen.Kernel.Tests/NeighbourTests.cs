using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="NeighbourCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NeighbourTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void MemoryAroundTheSpans_IsNeitherUsedNorChanged() => Each(
        Shapes.Small.Concat(Shapes.Selection).Concat(Shapes.Narrow).Distinct(), (layer, tally) => NeighbourCheck.Run(layer, [1, 2, 3, 4, 5, 8, 13], tally));

    // Also what a whole vector reaches into, with every remainder, and updates over several blocks: the bits of a call repeated.
    [Fact]
    public void MemoryAroundTheSpans_IsNeitherUsedNorChangedOnAnyWay() => Each(
        Shapes.Ways, (layer, tally) => NeighbourCheck.Run(layer, layer.ParameterCount <= 100 ? Batches.Every : Batches.Blocks, tally));
}

public sealed class SingleNeighbourTests(ITestOutputHelper output) : NeighbourTests<float>(output);

public sealed class DoubleNeighbourTests(ITestOutputHelper output) : NeighbourTests<double>(output);
