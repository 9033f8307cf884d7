using LinearGen.Onnx.Models;
using LinearGen.Onnx.Reading;
using LinearGen.Onnx.Tests.Layers.Chains;
using LinearGen.Onnx.Tests.Support;
using LinearGen.Tool.Models;

namespace LinearGen.Onnx.Tests;

/// <summary>Classes that an import writes of a written file give the outputs of the network that was written, to the last bit.</summary>
public sealed class ForwardTests
{
    private const int MostInFastSuite = 12;

    [Fact]
    public void ImportedClasses_GiveTheSameBits()
    {
        // Of the many small ones some, and all chains.
        Type[] all = [.. DrawnNetworks.Declared.Where(type => Suite.IsFull || DrawnNetworks.ParameterCount(type) <= 3_000)];
        Type[] chains = [.. all.Where(type => type.Namespace == typeof(Policy).Namespace)];
        Type[] others = [.. all.Except(chains)];
        Type[] chosen = [.. chains, .. Suite.IsFull ? others : others.Where((_, n) => n % (others.Length / MostInFastSuite) == 0)];
        Hold<float>([.. chosen.Where(type => typeof(INetwork<float>).IsAssignableFrom(type))]);
        Hold<double>([.. chosen.Where(type => typeof(INetwork<double>).IsAssignableFrom(type))]);
    }

    [Fact]
    public void WeightsOfBFloat16_AreWrittenAsTheFloatsThatAreRead()
    {
        float[] weights = DrawnNetworks.Values<float>(new Random(1), Packed.In * Packed.Out, -1, 1);
        Packed packed = new();
        packed.SetWeights(weights);
        Rounded rounded = new();
        rounded.SetWeights(weights);
        byte[] expected = [.. weights.SelectMany(weight => BitConverter.GetBytes((float)BFloat16Model.Round(weight)))];

        Assert.Equal(expected, Weights(packed));
        Assert.Equal(expected, Weights(rounded));
        Assert.NotEqual(weights[0], BitConverter.ToSingle(expected));
    }

    [OracleFact]
    public void PackedNetworks_AreComputedByOnnxRuntime()
    {
        INetwork<float> network = DrawnNetworks.Of<float>(typeof(PackedNetwork), 1);

        OnnxRuntimeCheck.Hold(network, Written.Bytes(network));
    }

    private static byte[] Weights(INetwork<float> layer) => ModelBytes.Parse(Written.Bytes(layer)).Graph.Initializer.Single(tensor => tensor.Name == "0.weight").RawData.ToByteArray();

    private static void Hold<T>(Type[] types)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Assert.NotEmpty(types);
        INetwork<T>[] networks = [.. types.Select((type, n) => DrawnNetworks.Of<T>(type, seed: n))];
        ImportedModel[] models = [.. networks.Select(network => Written.Imported(Written.Bytes(network)))];
        object[] classes = CompiledModels.Of(models);
        Random random = new(3);
        for (int n = 0; n < types.Length; n++)
        {
            INetwork<T> again = (INetwork<T>)classes[n];
            Assert.Equal((networks[n].Shape.In, networks[n].Shape.Out), (again.Shape.In, again.Shape.Out));
            foreach (double size in new[] { 1e-3, 1, 20 })
            {
                T[] x = DrawnNetworks.Values<T>(random, 7 * again.Shape.In, -size, size);
                Assert.True(Written.Forward(networks[n], x).SequenceEqual(Written.Forward(again, x)), $"{types[n]}: other outputs.");
            }
        }
    }
}
