using System.Numerics;

namespace LinearGen.Kernel.Tests;

/// <summary>Generated networks, fused and not.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NetworkTests<T>(ITestOutputHelper output) : KernelTests<T>(output)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Fact]
    public void Forward_HasTheBitsOfTheLayersOneAfterAnother() => Each(NetworkForwardCheck.Run);

    [Fact]
    public void Backward_HasTheBitsOfTheLayersOneAfterAnother() => Each(NetworkBackwardCheck.Run);

    [Fact]
    public void Parameters_AreOneBlockAndTheLayersOwn() => Each(NetworkParameterCheck.Run);

    [Fact]
    public void WhatDoesNotFit_IsRefusedByName()
    {
        NetworkClass<T>[] networks = [.. CompiledNetworks.Catalog.Networks<T>()];
        Each((network, tally) => NetworkRefusalCheck.Run(network, networks.First(other => other.Shape != network.Shape).New(), tally));
    }

    [Fact]
    public void CallsAndSteps_AllocateNothing() => Each((network, tally) => NetworkAllocationCheck.Run(network, network.Shape.ParameterCount < 5000 ? 1000 : 20, tally));

    [Fact]
    public void SeveralThreads_GetTheBitsOfOne() => Each((network, tally) => NetworkThreadCheck.Run(network, 5, network.Shape.ParameterCount < 5000 ? 200 : 10, tally));

    [Fact]
    public void Training_LeavesPaddingAndFrozenLayersAsTheyAre() => Each(NetworkTrainingCheck.Run);

    private void Each(Action<NetworkClass<T>, Tally> check) => Run(tally =>
    {
        foreach (NetworkClass<T> network in CompiledNetworks.Catalog.Networks<T>())
        {
            check(network, tally);
        }
    });
}

public sealed class SingleNetworkTests(ITestOutputHelper output) : NetworkTests<float>(output);

public sealed class DoubleNetworkTests(ITestOutputHelper output) : NetworkTests<double>(output)
{
    [Fact]
    public void Gradients_AreWhatCentralDifferencesGive() => Run(tally =>
    {
        // Not those with a ReLU, which has a kink.
        foreach (NetworkClass<double> network in CompiledNetworks.Catalog.Networks<double>().Where(network => network.Name != "PreciseClassifier"))
        {
            NetworkDifferenceCheck.Run(network, tally);
        }
    });
}
