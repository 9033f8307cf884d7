using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="ParameterCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ParameterTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Parameters_ComeOutAsTheyWentIn() => Each(Shapes.Selection.Concat(Shapes.Edges).Append((200, 300)).Distinct(), ParameterCheck.Run);
}

public sealed class SingleParameterTests(ITestOutputHelper output) : ParameterTests<float>(output);

public sealed class DoubleParameterTests(ITestOutputHelper output) : ParameterTests<double>(output);
