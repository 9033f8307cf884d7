using LinearGen.Runtime.Tests.Files;

namespace LinearGen.Runtime.Tests.Interfaces;

/// <summary>Functions in a network's place: rules, and stubs of unit tests.</summary>
public class FunctionNetworkTests
{
    private static readonly FunctionNetwork<float> SumAndDifference = new(2, 2, (x, y) =>
    {
        Assert.Equal((2, 2), (x.Length, y.Length));
        y[0] = x[0] + x[1];
        y[1] = x[0] - x[1];
    });

    [Fact]
    public void The_function_is_called_for_each_row()
    {
        float[] y = new float[6];
        SumAndDifference.Forward([1, 2, 3, 4, 5, 6], y);
        Assert.Equal([3, -1, 7, -1, 11, -1], y);
        SumAndDifference.Forward([], []);

        Activations<float> activations = SumAndDifference.CreateActivations(4);
        SumAndDifference.Forward([5, 1, 6, 1], activations);
        Assert.Equal([6, 4, 7, 5], activations.Output);
    }

    [Fact]
    public void Lengths_are_checked_before_the_function_is_called()
    {
        bool called = false;
        FunctionNetwork<double> network = new(2, 3, (_, _) => called = true);
        double[] memory = new double[9];

        Assert.Throws<ArgumentException>("x", () => network.Forward(new double[5], new double[9]));
        ArgumentException thrown = Assert.Throws<ArgumentException>("y", () => network.Forward(new double[6], new double[5]));
        Assert.Contains("y holds 5 values; expected 9 = 3 rows × 3", thrown.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("y", () => network.Forward(memory.AsSpan(0, 2), memory.AsSpan(1, 3)));
        Assert.Throws<ArgumentException>("x", () => network.Forward(new double[6], network.CreateActivations(2)));
        Assert.Throws<ArgumentException>("activations", () => network.Forward(new double[2], new Activations<double>(1, 2)));
        Assert.Throws<ArgumentNullException>("activations", () => network.Forward(new double[2], (Activations<double>)null!));
        Assert.False(called);
    }

    [Fact]
    public void It_has_no_parameters_and_no_derivative()
    {
        INetwork<float> network = SumAndDifference;
        network.Initialize(new Random(1));
        network.ParametersChanged();

        Assert.Equal(new NetworkShape(2, 2, 0), network.Shape);
        Assert.True(network.Parameters.IsEmpty);
        Assert.Equal(0, network.LayerCount);
        Assert.True(network.CreateGradients().Values.IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => network.ParameterRange(0));
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => network.IsFrozen(0));
        Assert.Throws<NotSupportedException>(() => network.Backward([], network.CreateActivations(1), [], [], null));
        Assert.Equal("FunctionNetwork 2→2", network.ToString());
    }

    [Fact]
    public void It_can_be_neither_trained_nor_saved()
    {
        ArgumentException trained = Assert.Throws<ArgumentException>("network", () => new Trainer<INetwork<float>>(SumAndDifference, Loss.L1, new Sgd(0.1), 1));
        ArgumentException saved = Assert.Throws<ArgumentException>("network", () => Safetensors.Save(new MemoryStream(), SumAndDifference));

        Assert.Contains("FunctionNetwork 2→2 has no backward pass", trained.Message, StringComparison.Ordinal);
        Assert.Contains("FunctionNetwork", saved.Message, StringComparison.Ordinal);
        Assert.Contains("expected a class with [LinearLayer] or [Sequential], or a DelegatingNetwork around one", saved.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bad_arguments_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("inputs", () => new FunctionNetwork<float>(0, 1, (_, _) => { }));
        Assert.Throws<ArgumentOutOfRangeException>("outputs", () => new FunctionNetwork<float>(1, -1, (_, _) => { }));
        Assert.Throws<ArgumentNullException>("function", () => new FunctionNetwork<float>(1, 1, null!));
    }

    /// <summary>The stub takes the network's place in the code under test, and says what it was asked.</summary>
    [Fact]
    public void A_stub_stands_for_a_network_in_a_unit_test()
    {
        List<float[]> asked = [];
        FunctionNetwork<float> stub = new(Iris.In, Iris.Out, (x, y) =>
        {
            asked.Add(x.ToArray());
            y.Clear();
            y[2] = 1;
        });

        Assert.Equal("virginica", Flowers.Species(stub, [5, 3, 1, 0]));
        Assert.Equal([5, 3, 1, 0], Assert.Single(asked));
    }
}

/// <summary>The code under test of a user, who knows the interface alone.</summary>
internal static class Flowers
{
    public static string Species(INetwork<float> network, ReadOnlySpan<float> flower)
    {
        float[] scores = new float[network.Shape.Out];
        network.Forward(flower, scores);
        return ((string[])["setosa", "versicolor", "virginica"])[Array.IndexOf(scores, scores.Max())];
    }
}
