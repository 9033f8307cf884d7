using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Checkpoints of version 1, which held layers as they were stored then, in another order than today.</summary>
public class CheckpointVersion1Tests
{
    private const string Ambiguous =
        "The version in the checkpoint is 1, which does not say whether layers were stored for vectors of 256 or of 512 bits; expected 2, since the weights of this network would be others.";

    [Fact]
    public void A_network_of_an_old_file_goes_on_as_it_did() =>
        GoOn<CheckpointPerceptron, float>("float_20_12_3_adam", new(), new Adam(0.01));

    [Fact]
    public void A_layer_of_an_old_file_that_was_one_wide_panel_goes_on_as_it_did() =>
        GoOn<Layer5To72, float>("float_5_72_momentum", new(), new Sgd(0.1, momentum: 0.9));

    [Fact]
    public void A_layer_of_an_old_file_that_is_as_long_as_today_but_in_another_order_goes_on_as_it_did() =>
        GoOn<Layer5To80, float>("float_5_80_momentum", new(), new Sgd(0.1, momentum: 0.9));

    [Fact]
    public void A_layer_of_an_old_file_in_double_goes_on_as_it_did() =>
        GoOn<Layer3To20D, double>("double_3_20_adam", new(), new Adam(0.01));

    [Fact]
    public void A_layer_that_was_stored_for_vectors_of_512_bits_goes_on_as_it_did() =>
        GoOn<Layer5To72, float>("float_5_72_momentum_512", new(), new Sgd(0.1, momentum: 0.9));

    [Fact]
    public void A_layer_without_a_bias_that_was_stored_for_vectors_of_512_bits_goes_on_as_it_did() =>
        GoOn<Layer3To20, float>("float_3_20_sgd_512", new(), new Sgd(0.1));

    [Fact]
    public void An_old_file_is_written_anew_in_the_order_of_today()
    {
        Trainer<CheckpointPerceptron> trainer = new(new(), Loss.MeanSquared, new Adam(0.01), 4);
        trainer.LoadCheckpoint(new MemoryStream(OldFile("float_20_12_3_adam")));
        byte[] file = Save(trainer);
        Assert.Equal(2, BitConverter.ToInt64(file, 8));

        Trainer<CheckpointPerceptron> other = new(new(), Loss.MeanSquared, new Adam(0.01), 4);
        other.LoadCheckpoint(new MemoryStream(file));
        Assert.Equal(((INetwork<float>)trainer.Network).Parameters, ((INetwork<float>)other.Network).Parameters);
        Assert.Equal(file, Save(other));
    }

    [Fact]
    public void Not_one_byte_of_an_old_file_may_be_missing_another_or_too_many()
    {
        byte[] file = OldFile("float_3_20_sgd_512");
        Layer3To20 layer = new();
        layer.Initialize(new Random(1));
        Trainer<Layer3To20> trainer = new(layer, Loss.MeanSquared, new Sgd(0.1), 1);
        trainer.Step([1, 2, 3], new float[20]);
        byte[] before = Save(trainer);
        for (int k = 0; k < file.Length; k++)
        {
            byte[] damaged = [.. file];
            damaged[k] ^= 0x81;
            Refuse(damaged);
            string message = Refuse(file[..k]);

            // For which vectors it was stored, and so how long it is, stands behind version, bytes, In, Out, ParameterCount and layers.
            if (k >= 8 + (7 * 8))
            {
                Assert.Equal($"The checkpoint ends after {k} bytes; expected {file.Length}.", message);
            }
        }

        Assert.Equal($"The checkpoint goes on after its end; expected {file.Length} bytes.", Refuse([.. file, 0]));

        string Refuse(byte[] bytes)
        {
            string message = Assert.Throws<InvalidDataException>(() => trainer.LoadCheckpoint(new MemoryStream(bytes))).Message;
            Assert.Equal(before, Save(trainer));
            return message;
        }
    }

    [Fact]
    public void Weights_that_may_have_been_in_either_of_two_orders_are_refused()
    {
        float[] weights = Numbers.Count<float>(2 * 128);
        float[] bias = Numbers.Draw<float>(new Random(1), 128);
        foreach (int[] panels in (int[][])[[64, 64], [128]])
        {
            Assert.Equal(Ambiguous, Refuse(new Layer2To128(), OldFile(2, 128, panels, weights, bias)));
        }
    }

    [Fact]
    public void Weights_that_are_the_same_in_either_order_are_loaded()
    {
        float[] weights = Numbers.Count<float>(128);
        float[] bias = Numbers.Draw<float>(new Random(1), 128);
        Layer1To128 layer = new();
        Load(layer, OldFile(1, 128, [64, 64], weights, bias));
        AssertHolds(layer, weights, bias);
    }

    /// <summary>125 columns are padded to 128 for either width; the zeros then lie elsewhere.</summary>
    [Fact]
    public void Padding_tells_the_order_where_the_length_does_not()
    {
        float[] weights = Numbers.Count<float>(2 * 125);
        float[] bias = Numbers.Draw<float>(new Random(1), 125);
        foreach (int[] panels in (int[][])[[64, 64], [128]])
        {
            Layer2To125 layer = new();
            Load(layer, OldFile(2, 125, panels, weights, bias));
            AssertHolds(layer, weights, bias);
        }
    }

    [Fact]
    public void Padding_that_is_not_0_is_refused()
    {
        float[] weights = Numbers.Count<float>(5 * 72);
        float[] stored = Stored(5, 72, [72], weights, new float[72]);
        float[] wide = new float[(5 * 80) + 80];
        wide[72] = 1;
        Layer5To72 layer = new();
        Load(layer, OldFile(5, 72, stored));
        AssertHolds(layer, weights, new float[72]);
        Assert.Equal("The padding in the checkpoint is not 0; expected 0 wherever version 1 stored neither weight nor bias.", Refuse(new Layer5To72(), OldFile(5, 72, wide)));
    }

    [Fact]
    public void A_length_that_the_layer_never_had_is_refused() => Assert.Equal(
        "The storage of layer 0 in the checkpoint is 448; expected 440 or 480, as version 1 stored it for vectors of 256 or 512 bits.",
        Refuse(new Layer5To72(), OldFile(5, 72, new float[448])));

    [Fact]
    public void What_was_never_in_panels_is_loaded_as_it_was_stored()
    {
        float[] stored = Numbers.Count<float>(12);
        PlainLayer<float> layer = new();
        Load(layer, OldFile(2, 3, stored));
        Assert.Equal(stored, layer.Parameters);
        Assert.Equal("The storage of layer 0 in the checkpoint is 16; expected 12.", Refuse(layer, OldFile(2, 3, new float[16])));
    }

    /// <summary>Loads an old file and trains on: the weights are those that version had, the losses too but for roundings.</summary>
    private static void GoOn<TNetwork, T>(string name, TNetwork network, Optimizer optimizer)
        where TNetwork : class, INetwork<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        JsonElement golden = Golden.Checkpoints.Cases[name];
        Trainer<TNetwork, T> trainer = new(network, Loss.MeanSquared, optimizer, 4);
        network.Parameters.Fill(T.One);

        trainer.LoadCheckpoint(new MemoryStream(OldFile(name)));

        AssertLayers(golden.GetProperty("layers"), network, tolerance: 0);
        Assert.Equal((6, optimizer.LearningRate / 2), (trainer.Steps, trainer.LearningRate));
        double tolerance = 64 * Numbers.Rounding<T>();
        T[] x = Numbers.To<T>(Enumerable.Range(0, 4 * network.Shape.In).Select(k => ((k * 7 % 11) - 5) / 8.0));
        T[] targets = Numbers.To<T>(Enumerable.Range(0, 4 * network.Shape.Out).Select(k => ((k * 5 % 7) - 3) / 4.0));
        double[] losses = [.. Enumerable.Range(0, 5).Select(_ => double.CreateChecked(trainer.Step(x, (ReadOnlySpan<T>)targets)))];
        Numbers.AssertClose(Golden.Checkpoints.Read(golden.GetProperty("losses")), losses, tolerance, "loss");
        AssertLayers(golden.GetProperty("layers_after"), network, tolerance);
    }

    private static void AssertLayers<T>(JsonElement expected, INetwork<T> network, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ILinearLayer<T>[] layers = network is ISequentialNetwork<T> sequence ? sequence.Layers.ToArray() : [(ILinearLayer<T>)network];
        Assert.Equal(expected.GetArrayLength(), layers.Length);
        foreach ((JsonElement golden, ILinearLayer<T> layer) in expected.EnumerateArray().Zip(layers))
        {
            T[] weights = new T[layer.Shape.In * layer.Shape.Out];
            layer.Layer.GetWeights(weights);
            Numbers.AssertClose(Golden.Checkpoints.Read(golden.GetProperty("w")), Numbers.ToDoubles<T>(weights), tolerance, "W");
            Assert.Equal(layer.Shape.ParameterCount > weights.Length, golden.TryGetProperty("b", out JsonElement b));
            if (b.ValueKind != JsonValueKind.Undefined)
            {
                T[] bias = new T[layer.Shape.Out];
                layer.Layer.GetBias(bias);
                Numbers.AssertClose(Golden.Checkpoints.Read(b), Numbers.ToDoubles<T>(bias), tolerance, "b");
            }
        }
    }

    private static void AssertHolds(ILinearLayer<float> layer, float[] weights, float[] bias)
    {
        float[] actual = new float[weights.Length];
        layer.Layer.GetWeights(actual);
        Assert.Equal(weights, actual);
        actual = new float[bias.Length];
        layer.Layer.GetBias(actual);
        Assert.Equal(bias, actual);
    }

    private static byte[] OldFile(string name) =>
        [.. Golden.Checkpoints.Read(Golden.Checkpoints.Cases[name].GetProperty("checkpoint")).Select(value => (byte)value)];

    private static byte[] OldFile(int inputs, int outputs, int[] panels, float[] weights, float[] bias) =>
        OldFile(inputs, outputs, Stored(inputs, outputs, panels, weights, bias));

    /// <summary>A layer with a bias as it was stored in panels of these padded widths.</summary>
    private static float[] Stored(int inputs, int outputs, int[] panels, float[] weights, float[] bias)
    {
        List<float> stored = [];
        int first = 0;
        foreach (int width in panels)
        {
            for (int row = 0; row < inputs; row++)
            {
                stored.AddRange(Enumerable.Range(first, width).Select(column => column < outputs ? weights[(row * outputs) + column] : 0));
            }

            first += width;
        }

        stored.AddRange(new float[(16 - (stored.Count % 16)) % 16]);
        stored.AddRange(bias);
        stored.AddRange(new float[first - outputs]);
        return [.. stored];
    }

    /// <summary>A file of version 1 after no step of an SGD that remembers nothing, with these numbers for a layer with a bias.</summary>
    private static byte[] OldFile(int inputs, int outputs, float[] stored)
    {
        MemoryStream stream = new();
        using BinaryWriter writer = new(stream);
        writer.Write("LGTRAIN\n"u8);
        byte[] name = Encoding.UTF8.GetBytes(typeof(Sgd).FullName!);
        foreach (long value in (long[])[1, sizeof(float), inputs, outputs, (inputs + 1) * outputs, 1, stored.Length, name.Length])
        {
            writer.Write(value);
        }

        writer.Write(name);
        foreach (long value in (long[])[0, 0, 0])
        {
            writer.Write(value);
        }

        writer.Write(0.1);
        foreach (float value in stored)
        {
            writer.Write(value);
        }

        writer.Write(SHA256.HashData(stream.ToArray()));
        return stream.ToArray();
    }

    private static void Load<TNetwork>(TNetwork network, byte[] file)
        where TNetwork : class, INetwork<float> =>
        new Trainer<TNetwork, float>(network, Loss.MeanSquared, new Sgd(0.1), 1).LoadCheckpoint(new MemoryStream(file));

    private static string Refuse<TNetwork>(TNetwork network, byte[] file)
        where TNetwork : class, INetwork<float>
    {
        float[] before = network.Parameters.ToArray();
        string message = Assert.Throws<InvalidDataException>(() => Load(network, file)).Message;
        Assert.Equal(before, network.Parameters);
        return message;
    }

    private static byte[] Save<TNetwork>(Trainer<TNetwork> trainer)
        where TNetwork : class, INetwork<float>
    {
        MemoryStream stream = new();
        trainer.SaveCheckpoint(stream);
        return stream.ToArray();
    }
}
