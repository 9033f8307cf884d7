using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <inheritdoc cref="ActivatedGoldenCheck"/>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ActivatedGoldenTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void EveryCaseOfTheGoldenSet_IsWithinItsLimits() => Run(tally =>
    {
        Assert.Equal(
            from shape in new[] { (3, 5), (8, 8) } from activation in ActivationFunctions.All select (shape, activation),
            GoldenSet.Fused.Select(golden => ((golden.In, golden.Out), golden.Activation)).Order());
        foreach (GoldenCase golden in GoldenSet.Fused)
        {
            ActivatedGoldenCheck.Run(golden, CompiledNetworks.Catalog.Layers<T>((golden.In, golden.Out)).First(layer => layer.HasBias && layer.Activation == golden.Activation), tally);
        }
    });
}

public sealed class SingleActivatedGoldenTests(ITestOutputHelper output) : ActivatedGoldenTests<float>(output);

public sealed class DoubleActivatedGoldenTests(ITestOutputHelper output) : ActivatedGoldenTests<double>(output);
