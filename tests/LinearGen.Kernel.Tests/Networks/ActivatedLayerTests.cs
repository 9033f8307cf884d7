using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>Layers with activations: every function on every way that the emitter goes.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ActivatedLayerTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly (int In, int Out)[] s_onSeveralThreads = [(8, 16), (64, 32), (5, 300), (64, 1)];

    [Fact]
    public void EveryFunctionAndPrecision_IsThere()
    {
        foreach ((int, int) shape in NetworkDeclarations.Shapes)
        {
            Assert.Superset(NetworkDeclarations.ActivationsOf(shape).ToHashSet(), CompiledNetworks.Catalog.Layers<T>(shape).Select(layer => layer.Activation).ToHashSet());
        }

        Assert.Equal(12, ActivationFunctions.All.Count);
        Assert.Contains(CompiledNetworks.Catalog.Layers<T>(), layer => layer is { HasBias: true, Activation: Activation.Tanh });
        Assert.Contains(CompiledNetworks.Catalog.Layers<T>(), layer => layer is { HasBias: false, Activation: Activation.Tanh });
    }

    [Fact]
    public void EveryOperation_IsRight() => Each((layer, tally) => ActivatedValueCheck.Run(layer, ActivatedValueCheck.Normal, tally));

    [Fact]
    public void ARow_HasTheSameBitsAloneAndInEveryBatch() => Each(ActivatedOrderCheck.Run);

    [Fact]
    public void NothingBesideTheSpans_IsTouched() => Each((layer, tally) => ActivatedNeighbourCheck.Run(layer, [1, 3, 8, 9, 33], tally), 1500);

    [Fact]
    public void ZerosNaNsAndInfinities_GiveWhatTheFunctionsGive() => Each(ActivatedSpecialCheck.Run);

    [Fact]
    public void ForwardAndBackward_AllocateNothing() => Each((layer, tally) => ActivatedAllocationCheck.Run(layer, [0, 1, 3, 17, 70], tally));

    [Fact]
    public void WrongSpans_AreRefusedByName()
    {
        ActivatedClass<T>[] layers = [.. CompiledNetworks.Catalog.Layers<T>()];
        Each((layer, tally) => ActivatedRefusalCheck.Run(layer, layers.First(other => other.Type != layer.Type).New().CreateGradients(), tally), 1500);
    }

    [Fact]
    public void SeveralThreads_GetTheBitsOfOne() => Run(tally =>
    {
        foreach (ActivatedClass<T> layer in s_onSeveralThreads.SelectMany(CompiledNetworks.Catalog.Layers<T>))
        {
            ActivatedThreadCheck.Run(layer, 5, 20, tally);
        }
    });

    // A layer of a class that has none has no y to be given, and one that has cannot do without.
    [Fact]
    public void PublicBackward_TakesYIfThereIsAnActivation()
    {
        Type[] spans = [typeof(ReadOnlySpan<T>), typeof(ReadOnlySpan<T>), typeof(Span<T>)];
        foreach (Type layer in CompiledNetworks.Catalog.Layers<T>().Select(layer => layer.Type))
        {
            Assert.NotNull(layer.GetMethod("Backward", [typeof(ReadOnlySpan<T>), .. spans, layer.GetNestedType("Gradients")!]));
            Assert.Single(layer.GetMethods(), method => method.Name == "Backward");
        }

        foreach (Type layer in CompiledNetworks.Catalog.Networks<T>().SelectMany(network => network.LayerTypes).Where(layer => layer.Name.EndsWith("Head", StringComparison.Ordinal)))
        {
            Assert.NotNull(layer.GetMethod("Backward", [.. spans, layer.GetNestedType("Gradients")!]));
            Assert.Single(layer.GetMethods(), method => method.Name == "Backward");
        }
    }

    private void Each(Action<ActivatedClass<T>, Tally> check, int mostWeights = int.MaxValue) => Run(tally =>
    {
        foreach (ActivatedClass<T> layer in CompiledNetworks.Catalog.Layers<T>().Where(layer => layer.In * layer.Out <= mostWeights))
        {
            check(layer, tally);
        }
    });
}

public sealed class SingleActivatedLayerTests(ITestOutputHelper output) : ActivatedLayerTests<float>(output);

public sealed class DoubleActivatedLayerTests(ITestOutputHelper output) : ActivatedLayerTests<double>(output);
