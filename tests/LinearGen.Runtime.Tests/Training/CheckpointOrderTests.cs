using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>A checkpoint holds weights [In, Out] and biases, and what the optimiser remembers in the same order, however layers are stored.</summary>
public class CheckpointOrderTests
{
    /// <summary>Magic, six integers, three for each of two layers, the optimiser's name with its length and its StateBlocks, four more numbers.</summary>
    private static readonly int Start = 8 + (6 * 8) + (2 * 3 * 8) + 8 + typeof(Recorder).ToString().Length + 8 + (4 * 8);

    [Fact]
    public void Parameters_and_state_lie_in_the_file_without_padding()
    {
        Network5To72To3 network = new();
        network.Initialize(new Random(1));
        float[] parameters = Unpadded(network);
        Assert.Equal((5 * 72) + 72 + (72 * 3), parameters.Length);
        Trainer<Network5To72To3> trainer = new(network, Loss.MeanSquared, new Recorder(), 1);
        float[] x = [1, 2, -3, 4, 0.5f];
        trainer.Step(x, (ReadOnlySpan<float>)[1, -1, 2]);

        byte[] file = Save(trainer);

        Assert.Equal([5, 72, 432, 72, 3, 216], Enumerable.Range(0, 6).Select(k => BitConverter.ToInt64(file, 8 + ((6 + k) * 8))));
        float[] values = [.. Enumerable.Range(0, (file.Length - 32 - Start) / sizeof(float)).Select(k => BitConverter.ToSingle(file, Start + (k * sizeof(float))))];
        Assert.Equal(3 * parameters.Length, values.Length);
        Assert.Equal(parameters.Select(p => 2 * p), values[..parameters.Length]);

        // Of each layer the parameters as they were, then the gradients, those of the weights being x times those of the bias.
        (float[] state0, float[] state1) = (values[parameters.Length..(parameters.Length + 864)], values[(parameters.Length + 864)..]);
        Assert.Equal(parameters[..432], state0[..432]);
        Assert.Equal(parameters[432..], state1[..216]);
        float[] gradients = state0[432..];
        for (int i = 0; i < 5; i++)
        {
            for (int j = 0; j < 72; j++)
            {
                Assert.Equal(x[i] * gradients[(5 * 72) + j], gradients[(i * 72) + j], 1e-5f);
            }
        }

        Assert.All(gradients, gradient => Assert.NotEqual(0, gradient));
    }

    [Fact]
    public void Loading_brings_back_every_number_and_leaves_zeros_in_the_padding()
    {
        Network5To72To3 network = new();
        network.Initialize(new Random(1));
        Trainer<Network5To72To3> trainer = new(network, Loss.MeanSquared, new Adam(), 1);
        trainer.Step([1, 2, -3, 4, 0.5f], (ReadOnlySpan<float>)[1, -1, 2]);
        byte[] file = Save(trainer);

        Network5To72To3 other = new();
        Span<float> stored = ((INetwork<float>)other).Parameters;
        stored.Fill(float.NaN);
        Trainer<Network5To72To3> resumed = new(other, Loss.MeanSquared, new Adam(), 1);
        resumed.LoadCheckpoint(new MemoryStream(file));

        Assert.Equal(((INetwork<float>)network).Parameters, stored);
        Assert.Equal(Unpadded(network), Unpadded(other));
        Assert.Equal(file, Save(resumed));
    }

    [Fact]
    public void A_class_that_passes_everything_on_has_the_files_of_the_network_behind_it()
    {
        Layer5To80 layer = new();
        layer.Initialize(new Random(1));
        Trainer<Layer5To80> trainer = new(layer, Loss.MeanSquared, new Adam(), 1);
        trainer.Step([1, 2, -3, 4, 0.5f], new float[80]);
        byte[] file = Save(trainer);

        Layer5To80 behind = new();
        Trainer<PassingNetwork> passing = new(new PassingNetwork(behind), Loss.MeanSquared, new Adam(), 1);
        passing.LoadCheckpoint(new MemoryStream(file));

        Assert.Equal(((INetwork<float>)layer).Parameters, ((INetwork<float>)behind).Parameters);
        Assert.Equal(file, Save(passing));
    }

    [Fact]
    public void Numbers_as_they_are_stored_and_weights_are_not_taken_for_each_other()
    {
        byte[] stored = Save(new Trainer<PlainLayer<float>>(new(), Loss.MeanSquared, new Sgd(0.1), 1));
        byte[] weights = Save(new Trainer<Layer2To3>(new(), Loss.MeanSquared, new Sgd(0.1), 1));

        Assert.Equal(
            "In of layer 0 in the checkpoint is 0; expected 2.",
            Assert.Throws<InvalidDataException>(() => new Trainer<Layer2To3>(new(), Loss.MeanSquared, new Sgd(0.1), 1).LoadCheckpoint(new MemoryStream(stored))).Message);
        Assert.Equal(
            "In of layer 0 in the checkpoint is 2; expected 0.",
            Assert.Throws<InvalidDataException>(() => new Trainer<PlainLayer<float>>(new(), Loss.MeanSquared, new Sgd(0.1), 1).LoadCheckpoint(new MemoryStream(weights))).Message);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Resumed_training_of_generated_networks_has_the_same_bits(bool frozen)
    {
        Network2To72To3D network = new();
        network.Initialize(new Random(1));
        Trainer<Network2To72To3D, double> trainer = Make(network);
        ((ISequentialNetwork<double>)network).Layers.Layers[0].Frozen = frozen;
        Train(trainer, 3);
        ((ISequentialNetwork<double>)network).Layers.Layers[0].Frozen = false;
        Train(trainer, 2);
        MemoryStream file = new();
        trainer.SaveCheckpoint(file);
        Train(trainer, 5);

        Network2To72To3D other = new();
        Trainer<Network2To72To3D, double> resumed = Make(other);
        file.Position = 0;
        resumed.LoadCheckpoint(file);
        Train(resumed, 5);

        Assert.Equal(((INetwork<double>)network).Parameters, ((INetwork<double>)other).Parameters);

        static Trainer<Network2To72To3D, double> Make(Network2To72To3D network) => new(network, Loss.MeanSquared, new Adam(0.05), 1);

        static void Train(Trainer<Network2To72To3D, double> trainer, int steps)
        {
            for (int step = 0; step < steps; step++)
            {
                trainer.Step([1, 0.1 * trainer.Steps], (ReadOnlySpan<double>)[2, 0, -4]);
            }
        }
    }

    /// <summary>All weights and biases as the layers give them out.</summary>
    private static float[] Unpadded(ISequentialNetwork<float> network)
    {
        List<float> values = [];
        foreach (INetworkStage<float> layer in network.Layers.Layers)
        {
            float[] weights = new float[layer.Shape.In * layer.Shape.Out];
            layer.Layer.GetWeights(weights);
            values.AddRange(weights);
            if (layer.Shape.ParameterCount > weights.Length)
            {
                float[] bias = new float[layer.Shape.Out];
                layer.Layer.GetBias(bias);
                values.AddRange(bias);
            }
        }

        return [.. values];
    }

    private static byte[] Save<TNetwork>(Trainer<TNetwork> trainer)
        where TNetwork : class, INetwork<float>
    {
        MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }

    /// <summary>Doubles every parameter, and remembers what it was and its gradient.</summary>
    private sealed class Recorder() : Optimizer(1)
    {
        public override int StateBlocks => 2;

        protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
        {
            for (int k = 0; k < parameters.Length; k++)
            {
                state[k] = parameters[k];
                state[parameters.Length + k] = gradients[k];
                parameters[k] += parameters[k];
            }
        }
    }
}
