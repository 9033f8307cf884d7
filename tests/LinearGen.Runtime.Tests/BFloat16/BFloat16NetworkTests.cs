using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.BFloat16;

/// <summary>Networks of layers with and without weights in bfloat16: files, training, and the bits of networks of floats with the same weights, rounded.</summary>
public sealed class BFloat16NetworkTests
{
    [Fact]
    public void Mixed_networks_compute_as_those_of_floats()
    {
        Check(new MixedFloat(), new Mixed());
        Check(new MixedFloat(), new MixedFixed());
        Check(new DeepFloat(), new Deep());
        Check(new DeepFloat(), new DeepFixed());
        Mixed.Warmup();
        DeepFixed.Warmup();
    }

    [Fact]
    public void Copies_compute_the_same()
    {
        Deep first = new(), second = new();
        first.Initialize(new Random(1));
        second.CopyFrom(first);
        float[] x = BFloat16LayerTests.Draw(new Random(2), 3 * Deep.In), expected = new float[3 * Deep.Out], y = new float[expected.Length];
        first.Forward(x, expected);
        second.Forward(x, y);

        BFloat16LayerTests.AssertBits(expected, y);
    }

    [Theory]
    [InlineData(TensorType.F32)]
    [InlineData(TensorType.F64)]
    [InlineData(TensorType.F16)]
    [InlineData(TensorType.BF16)]
    public void Files_of_every_type_are_loaded_and_rounded(TensorType type)
    {
        Float157x84 full = new();
        full.Initialize(new Random(7));
        Fixed157x84 fix = new();
        Half157x84 half = new();
        byte[] bytes = Save(full, type);
        Safetensors.Load(new MemoryStream(bytes), fix);
        Safetensors.Load(new MemoryStream(bytes), half);
        Safetensors.Load(new MemoryStream(bytes), full);
        float[] weights = new float[157 * 84], expected = new float[weights.Length];
        full.GetWeights(expected);
        half.GetWeights(weights);
        BFloat16LayerTests.AssertBits(expected, weights);
        fix.GetWeights(weights);
        BFloat16LayerTests.AssertBits(BFloat16LayerTests.Rounded(expected), weights);
        full.SetWeights(weights);
        float[] x = BFloat16LayerTests.Draw(new Random(3), 5 * 157), y = new float[5 * 84], z = new float[y.Length];
        full.Forward(x, y);
        half.Forward(x, z);
        BFloat16LayerTests.AssertBits(y, z);
        fix.Forward(x, z);
        BFloat16LayerTests.AssertBits(y, z);
    }

    [Fact]
    public void A_file_in_bfloat16_is_the_same_after_loading_and_saving()
    {
        DeepFixed first = new();
        first.Initialize(new Random(7));
        byte[] bytes = Save(first, type: null);
        DeepFixed second = new();
        Safetensors.Load(new MemoryStream(bytes), second);
        using SafetensorsFile file = SafetensorsFile.Open(new MemoryStream(bytes));

        Assert.Equal(bytes, Save(second, type: null));
        Assert.All(file.Tensors, tensor => Assert.Equal(tensor.Name.EndsWith("weight", StringComparison.Ordinal) ? TensorType.BF16 : TensorType.F32, tensor.Type));
        Assert.All(SafetensorsFile.Open(new MemoryStream(Save(first, TensorType.F64))).Tensors, tensor => Assert.Equal(TensorType.F64, tensor.Type));
    }

    [Fact]
    public void Training_moves_floats_and_forward_reads_them_rounded()
    {
        Digits network = new();
        network.Initialize(new Random(1));
        Trainer<Digits> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(learningRate: 1e-3), maxBatch: 32);
        Random random = new(2);
        float[] centres = BFloat16LayerTests.Draw(random, 10 * 64), x = new float[32 * 64];
        int[] labels = new int[32];
        float first = 0, last = 0;
        for (int step = 0; step < 200; step++)
        {
            for (int row = 0; row < labels.Length; row++)
            {
                labels[row] = random.Next(10);
                for (int k = 0; k < 64; k++)
                {
                    x[(row * 64) + k] = centres[(labels[row] * 64) + k] + random.NextSingle() - 0.5f;
                }
            }

            last = trainer.Step(x, labels);
            first = step == 0 ? last : first;
        }

        Assert.True(last < first / 20, $"The loss went from {first} to {last}.");
        Assert.True(trainer.Evaluate(x, labels).Accuracy > 0.99);
        float[] weights = new float[64 * 256];
        network.Hidden.GetWeights(weights);
        Assert.NotEqual(BFloat16LayerTests.Rounded(weights), weights);

        // A network that is given the rounded weights computes the same.
        Digits rounded = new();
        rounded.CopyFrom(network);
        rounded.Hidden.SetWeights(BFloat16LayerTests.Rounded(weights));
        float[] expected = new float[32 * 10], y = new float[expected.Length];
        rounded.Forward(x, expected);
        network.Forward(x, y);
        BFloat16LayerTests.AssertBits(expected, y);
    }

    private static byte[] Save(INetwork<float> network, TensorType? type)
    {
        using MemoryStream stream = new();
        Safetensors.Save(stream, network, type: type);
        return stream.ToArray();
    }

    private static void Check(ISequentialNetwork<float> full, INetwork<float> half)
    {
        Random random = new(4);
        IReadOnlyList<INetworkStage<float>> layers = full.Layers.Layers, others = ((ISequentialNetwork<float>)half).Layers.Layers;
        for (int n = 0; n < layers.Count; n++)
        {
            (int inputs, int outputs, _) = layers[n].Shape;
            float[] weights = BFloat16LayerTests.Draw(random, inputs * outputs);
            others[n].Layer.SetWeights(weights);
            layers[n].Layer.SetWeights(others[n].Layer.IsRounded ? BFloat16LayerTests.Rounded(weights) : weights);
            if (layers[n].Layer.HasBias)
            {
                float[] bias = BFloat16LayerTests.Draw(random, outputs);
                layers[n].Layer.SetBias(bias);
                others[n].Layer.SetBias(bias);
            }
        }

        for (int rows = 1; rows < 20; rows++)
        {
            float[] x = BFloat16LayerTests.Draw(random, rows * full.Shape.In), expected = new float[rows * full.Shape.Out], y = new float[expected.Length];
            full.Forward(x, expected);
            half.Forward(x, y);
            BFloat16LayerTests.AssertBits(expected, y);
        }
    }
}
