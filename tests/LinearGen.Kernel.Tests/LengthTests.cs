using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="LengthCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class LengthTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void LengthsThatDoNotFit_AreRefusedByName() => Each(Shapes.Selection.Concat([(200, 300), (256, 64), (33, 4), (97, 9), (67, 20)]), LengthCheck.Run);
}

public sealed class SingleLengthTests(ITestOutputHelper output) : LengthTests<float>(output);

public sealed class DoubleLengthTests(ITestOutputHelper output) : LengthTests<double>(output);
