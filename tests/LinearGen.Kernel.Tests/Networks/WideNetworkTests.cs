using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Tests;

/// <summary>Layers with activations and networks over vectors of 512 bits, as <see cref="WideVectorTests{T}"/> has them without.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class WideNetworkTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly (int In, int Out)[] s_shapes = [(2, 3), (17, 9), (64, 1), (13, 200)];

    private static readonly Lazy<NetworkCatalog> s_catalog = new(() => NetworkCatalog.Of([Assembly.Load(CompiledLayers.Compile(
        [
            .. from shape in s_shapes
               from activation in NetworkDeclarations.SampledActivations
               select NetworkDeclarations.Layer(shape, activation, Precision, bias: activation != Activation.Tanh),
            NetworkDeclarations.ClassifierAndController.Replace("Bias = true", $"Bias = true, Precision = Precision.{Precision}", StringComparison.Ordinal),
        ],
        vectorBits: "512"))]));

    [Fact]
    public void EveryOperationOfALayer_IsRight() => Layers((layer, tally) => ActivatedValueCheck.Run(layer, ActivatedValueCheck.Normal, tally));

    [Fact]
    public void ARow_HasTheSameBitsAloneAndInEveryBatch() => Layers(ActivatedOrderCheck.Run);

    [Fact]
    public void NothingBesideTheSpans_IsTouched() => Layers((layer, tally) => ActivatedNeighbourCheck.Run(layer, [1, 3, 9], tally));

    [Fact]
    public void Networks_AreTheirLayers() => Run(tally =>
    {
        foreach (NetworkClass<T> network in s_catalog.Value.Networks<T>())
        {
            NetworkForwardCheck.Run(network, tally);
            NetworkBackwardCheck.Run(network, tally);
            NetworkParameterCheck.Run(network, tally);
            NetworkTrainingCheck.Run(network, tally);
        }
    });

    private static Precision Precision => typeof(T) == typeof(float) ? Precision.Single : Precision.Double;

    private void Layers(Action<ActivatedClass<T>, Tally> check) => Run(tally =>
    {
        foreach (ActivatedClass<T> layer in s_catalog.Value.Layers<T>())
        {
            check(layer, tally);
        }
    });
}

public sealed class SingleWideNetworkTests(ITestOutputHelper output) : WideNetworkTests<float>(output);

public sealed class DoubleWideNetworkTests(ITestOutputHelper output) : WideNetworkTests<double>(output);
