using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="PaddingCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class PaddingTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Padding_IsZeroAndStaysZero() => Each(Shapes.Small.Concat(Shapes.Selection).Concat(Shapes.Ways).Append((129, 129)).Distinct(), PaddingCheck.Run);
}

public sealed class SinglePaddingTests(ITestOutputHelper output) : PaddingTests<float>(output);

public sealed class DoublePaddingTests(ITestOutputHelper output) : PaddingTests<double>(output);
