using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="ThreadCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ThreadTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(37)]
    [InlineData(66)]
    public void CallsFromSeveralThreadsAtOnce_GiveTheBitsOfCallsAlone(int rows) => Each(
        Shapes.Handful.Concat([(65, 64), (256, 64), (97, 9), (3, 5)]), (layer, tally) => ThreadCheck.Run(layer, rows, calls: 40, tally));
}

public sealed class SingleThreadTests(ITestOutputHelper output) : ThreadTests<float>(output);

public sealed class DoubleThreadTests(ITestOutputHelper output) : ThreadTests<double>(output);
