using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="AllocationCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class AllocationTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void ForwardAndBackward_AllocateNothing() => Each(
        Shapes.Selection.Concat([(200, 300), (256, 64), (33, 4), (97, 9), (67, 20)]), (layer, tally) => AllocationCheck.Run(layer, [0, 1, 3, 8, 17], tally));
}

public sealed class SingleAllocationTests(ITestOutputHelper output) : AllocationTests<float>(output);

public sealed class DoubleAllocationTests(ITestOutputHelper output) : AllocationTests<double>(output);
