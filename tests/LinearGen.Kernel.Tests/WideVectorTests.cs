using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Tests;

/// <summary>
/// Kernels of 512 bits, which a project chooses: right on any machine, by narrower instructions where there is no AVX-512. Shapes
/// around vectors of 16 and 8 lanes, long sums, copies, leftovers.
/// </summary>
public abstract class WideVectorTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly (int In, int Out)[] s_shapes =
        [(1, 1), (2, 3), (5, 6), (8, 8), (16, 16), (17, 9), (33, 65), (64, 10), (64, 1), (1, 64), (100, 3), (13, 200), (130, 33), (256, 64), (200, 120)];

    private static readonly Lazy<LayerCatalog> s_catalog = new(() =>
        LayerCatalog.Of([Assembly.Load(CompiledLayers.Compile(s_shapes.SelectMany(Declarations.Half), vectorBits: "512"))]));

    [Fact]
    public void EveryOperation_IsRight() => Each((layer, tally) => ValueCheck.Run(layer, Batches.Normal, tally));

    [Fact]
    public void ARow_HasTheSameBitsAloneAndInEveryBatch() => Each(RowOrderCheck.Run);

    [Fact]
    public void Padding_StaysZero() => Each(PaddingCheck.Run);

    [Fact]
    public void NothingBesideTheSpans_IsTouched() => Each((layer, tally) => NeighbourCheck.Run(layer, Batches.Normal, tally));

    private void Each(Action<LayerClass<T>, Tally> check) => Run(tally =>
    {
        foreach (LayerClass<T> layer in s_catalog.Value.Of<T>(s_shapes))
        {
            check(layer, tally);
        }
    });
}

public sealed class SingleWideVectorTests(ITestOutputHelper output) : WideVectorTests<float>(output);

public sealed class DoubleWideVectorTests(ITestOutputHelper output) : WideVectorTests<double>(output);
