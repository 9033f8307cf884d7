using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="OverlapCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class OverlapTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void OutputsThatOverlapInputs_AreRefused(int rows) => Each(Shapes.Selection, (layer, tally) => OverlapCheck.Run(layer, rows, tally));
}

public sealed class SingleOverlapTests(ITestOutputHelper output) : OverlapTests<float>(output);

public sealed class DoubleOverlapTests(ITestOutputHelper output) : OverlapTests<double>(output);
