using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="RowOrderCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class RowOrderTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void ARow_HasTheSameBitsAloneAndAtEveryPlaceOfEveryBatch() => Each(
        Shapes.Small.Concat(Shapes.Edges).Concat(Shapes.Narrow).Concat(Shapes.Draw).Concat(Shapes.Golden).Distinct(), RowOrderCheck.Run);

    [Fact]
    public void ARowOfALargeLayer_HasTheSameBitsAloneAndAtEveryPlaceOfEveryBatch() => Each(Shapes.Large.Concat(Shapes.Ways), RowOrderCheck.Run);
}

public sealed class SingleRowOrderTests(ITestOutputHelper output) : RowOrderTests<float>(output);

public sealed class DoubleRowOrderTests(ITestOutputHelper output) : RowOrderTests<double>(output);
