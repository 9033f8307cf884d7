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
    public void CallsFromSeveralThreadsAtOnce_GiveTheBitsOfCallsAlone(int rows) => Each(
        Shapes.Handful.Append((65, 64)), (layer, tally) => ThreadCheck.Run(layer, rows, calls: 40, tally));
}

public sealed class SingleThreadTests(ITestOutputHelper output) : ThreadTests<float>(output);

public sealed class DoubleThreadTests(ITestOutputHelper output) : ThreadTests<double>(output);
