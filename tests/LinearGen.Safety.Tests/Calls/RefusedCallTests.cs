using LinearGen.Safety.Tests.Support;

namespace LinearGen.Safety.Tests.Calls;

/// <summary>Calls that the adversary has found to be refused too late, or not at all, each by itself.</summary>
public sealed class RefusedCallTests
{
    /// <summary>The last layer's gradients are of the same class in both networks: they must not be added before the first layer's are refused.</summary>
    [Fact]
    public void Gradients_of_another_network_of_the_same_lengths_are_refused_unchanged()
    {
        INetwork<float> chain = Initialized(new Chain());
        ParameterGradients<float> foreign = new OtherChain().CreateGradients();
        Activations<float> activations = chain.CreateActivations(2);
        float[] x = [1, 2, 3, 4, 5, 6, 7, 8];
        chain.Forward(x, activations);

        Assert.Throws<ArgumentException>(() => chain.Backward(x, activations, [1, 2, 3, 4], [], foreign));

        Assert.False(foreign.Values.ContainsAnyExcept(0f));
    }

    [Fact]
    public void A_backward_call_of_a_network_whose_dx_overlaps_x_changes_no_gradients()
    {
        INetwork<float> chain = Initialized(new Chain());
        ParameterGradients<float> gradients = chain.CreateGradients();
        Activations<float> activations = chain.CreateActivations(2);
        float[] memory = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
        chain.Forward(memory.AsSpan(0, 8), activations);

        Assert.Throws<ArgumentException>("dx", () => chain.Backward(memory.AsSpan(0, 8), activations, [1, 2, 3, 4], memory.AsSpan(3, 8), gradients));

        Assert.False(gradients.Values.ContainsAnyExcept(0f));
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11], memory);
    }

    [Fact]
    public void Activations_are_not_their_own_input()
    {
        INetwork<float> chain = Initialized(new Chain());
        Activations<float> activations = chain.CreateActivations(4);
        chain.Forward(new float[16], activations);

        Assert.Throws<ArgumentException>("x", () => chain.Forward(activations.Output[..4], activations));

        Assert.Equal(4, activations.Rows);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(-15)]
    [InlineData(int.MinValue)]
    public void Gradients_of_negative_length_are_refused(int length) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new OwnGradients(length));

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void Rows_of_a_type_of_their_own_are_made_of_exactly_so_many_values(int count) =>
        Assert.Throws<ArgumentException>(() => new Plain3x20.Input(new float[count]));

    [Fact]
    public void Rows_of_a_type_of_their_own_give_what_spans_give()
    {
        Plain3x20 layer = new();
        layer.Initialize(new Random(5));
        float[] y = new float[20];
        layer.Forward([1, -2, 3], y);

        layer.Forward(new Plain3x20.Input([1, -2, 3]), out Plain3x20.Output output);

        Assert.Equal(y, ((ReadOnlySpan<float>)output).ToArray());
    }

    private static TNetwork Initialized<TNetwork>(TNetwork network)
        where TNetwork : INetwork<float>
    {
        network.Initialize(new Random(3));
        return network;
    }

    private sealed class OwnGradients(int length) : ParameterGradients<float>(length);
}
