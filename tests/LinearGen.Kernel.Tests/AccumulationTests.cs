using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="AccumulationCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class AccumulationTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(9)]
    [InlineData(40)]
    public void Gradients_AddUpUntilTheyAreCleared(int rows) => Each(
        Shapes.Selection.Concat([(200, 300), (256, 64), (33, 4), (97, 9), (67, 20)]), (layer, tally) => AccumulationCheck.Run(layer, rows, tally));
}

public sealed class SingleAccumulationTests(ITestOutputHelper output) : AccumulationTests<float>(output);

public sealed class DoubleAccumulationTests(ITestOutputHelper output) : AccumulationTests<double>(output);
