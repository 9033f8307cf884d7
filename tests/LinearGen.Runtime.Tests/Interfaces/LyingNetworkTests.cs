using LinearGen.Runtime.Tests.Files;

namespace LinearGen.Runtime.Tests.Interfaces;

/// <summary>Networks of users' classes that say one thing and do another: a trainer says so, and names the class.</summary>
public class LyingNetworkTests
{
    private readonly Iris _inner = new();

    public LyingNetworkTests() => _inner.Initialize(new Random(1));

    [Fact]
    public void A_truthful_decorator_is_trained() => Train(new LyingNetwork(_inner));

    [Fact]
    public void A_copy_of_the_parameters_is_refused_since_nothing_would_be_learned() =>
        Refused<InvalidOperationException>("Parameters of", new LyingNetwork(_inner) { CopiesParameters = true });

    [Fact]
    public void Gradients_of_another_length_are_refused()
    {
        Refused<InvalidOperationException>("CreateGradients of", new LyingNetwork(_inner) { OtherGradients = () => new Linear23().CreateGradients() });
        Refused<InvalidOperationException>("gave null; expected", new LyingNetwork(_inner) { OtherGradients = () => null });
    }

    /// <summary>More threads need more gradients: where they cannot be had, the trainer goes on as before.</summary>
    [Fact]
    public void Threads_stay_as_they_are_if_the_network_makes_no_more_gradients()
    {
        for (int made = 0; made < 9; made++)
        {
            int left = int.MaxValue;
            LyingNetwork network = new(_inner) { OtherGradients = () => left-- > 0 ? _inner.CreateGradients() : null };
            Trainer<LyingNetwork> trainer = new(network, Loss.MeanSquared, new Sgd(0.1), 512);
            left = made;
            Assert.Throws<InvalidOperationException>(() => trainer.Threads = 4);
            Assert.Equal(1, trainer.Threads);
            Assert.Throws<InvalidOperationException>(() => trainer.RowsPerBlock = 32);
            Assert.Equal(64, trainer.RowsPerBlock);
            trainer.Step(new float[512 * 4], new float[512 * 3]);
            Assert.Equal(1, trainer.Steps);
        }
    }

    [Fact]
    public void Activations_for_fewer_rows_or_none_are_refused()
    {
        Refused<InvalidOperationException>("gave room for 1 rows; expected room for 2", new LyingNetwork(_inner) { OtherActivations = _ => _inner.CreateActivations(1) });
        Refused<InvalidOperationException>("gave null; expected room for 2", new LyingNetwork(_inner) { OtherActivations = _ => null });
    }

    [Fact]
    public void Activations_for_other_outputs_are_refused() =>
        Refused<ArgumentException>("The activations are for 2 outputs per row; expected 3, the network's.", new LyingNetwork(_inner)
        {
            OtherActivations = rows => new Activations<float>(rows, 2),
            OtherForward = (x, activations) => activations.Begin(x, 4, 3),
        });

    [Fact]
    public void Layers_that_leave_parameters_out_are_refused()
    {
        Refused<ArgumentException>("expected all", new LyingNetwork(_inner) { OtherLayerCount = 1 });
        Refused<ArgumentException>("has 0 layers with parameters", new LyingNetwork(_inner) { OtherLayerCount = 0 });
    }

    [Fact]
    public void A_shape_without_inputs_or_outputs_is_refused()
    {
        Refused<ArgumentException>("expected inputs and outputs of 1 or more", new LyingNetwork(_inner) { OtherShape = new(0, 3, 67) });
        Refused<ArgumentException>("expected inputs and outputs of 1 or more", new LyingNetwork(_inner) { OtherShape = new(4, -1, 67) });
    }

    /// <summary>A forward call that does not write to what Begin gives would leave the outputs of the batch before.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(70)]
    public void A_forward_call_without_outputs_is_refused(int rows)
    {
        LyingNetwork network = new(_inner);
        Trainer<INetwork<float>> trainer = new(network, Loss.SoftmaxCrossEntropy, new Sgd(0.1), maxBatch: 70);
        trainer.Step(new float[rows * 4], new int[rows]);
        float[] before = ((INetwork<float>)_inner).Parameters.ToArray();

        network.OtherForward = (x, activations) => activations.Begin(x[4..], 4, 3);
        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => trainer.Step(new float[rows * 4], new int[rows]));
        Assert.Throws<InvalidOperationException>(() => trainer.Evaluate(new float[rows * 4], new int[rows]));
        Assert.Throws<InvalidOperationException>(() => trainer.Predict(new float[rows * 4], new int[rows]));

        Assert.Contains($"Forward of {typeof(LyingNetwork)} left ", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("(rows × Out), written to what activations.Begin gives.", thrown.Message, StringComparison.Ordinal);
        Assert.Equal(before, ((INetwork<float>)_inner).Parameters);
        Assert.Equal(1, trainer.Steps);
    }

    [Fact]
    public void A_hand_written_decorator_is_refused_by_files_with_the_class_to_derive_from()
    {
        ArgumentException thrown = Assert.Throws<ArgumentException>("network", () => Safetensors.Save(new MemoryStream(), new LyingNetwork(_inner)));

        Assert.Contains($"network is of type {typeof(LyingNetwork)}; expected a class with [LinearLayer] or [Sequential], or a DelegatingNetwork around one.", thrown.Message, StringComparison.Ordinal);
    }

    private static void Refused<TException>(string message, INetwork<float> network)
        where TException : Exception =>
        Assert.Contains(message, Assert.Throws<TException>(() => Train(network)).Message, StringComparison.Ordinal);

    private static void Train(INetwork<float> network) =>
        new Trainer<INetwork<float>>(network, Loss.SoftmaxCrossEntropy, new Sgd(0.1), maxBatch: 2).Step([1, 2, 3, 4, 5, 6, 7, 8], (ReadOnlySpan<int>)[0, 2]);
}
