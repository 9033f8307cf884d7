using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="GoldenCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class GoldenTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void EveryCaseOfTheGoldenSet_IsWithinItsLimits() => Run(tally =>
    {
        foreach (GoldenCase golden in GoldenSet.Cases)
        {
            GoldenCheck.Run(golden, CompiledLayers.Catalog.Get<T>(golden.In, golden.Out, golden.HasBias), tally);
        }
    });
}

public sealed class SingleGoldenTests(ITestOutputHelper output) : GoldenTests<float>(output);

public sealed class DoubleGoldenTests(ITestOutputHelper output) : GoldenTests<double>(output);
