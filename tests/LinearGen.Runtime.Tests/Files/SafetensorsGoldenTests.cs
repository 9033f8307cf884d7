using System.Numerics;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>Files of models that PyTorch has trained, and the outputs that it computed.</summary>
public class SafetensorsGoldenTests
{
    private static readonly Golden Models = Golden.SafetensorsModels;

    public static TheoryData<string> Names => [.. Models.Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_in_float_gives_its_outputs(string name)
    {
        JsonElement model = Models.Cases[name];
        double tolerance = Math.Max(8 * model.GetProperty("torch32_maxabs").GetDouble(), 1e-6 * Math.Max(1, model.GetProperty("y_absmax").GetDouble()));
        Check<float>(name, tolerance);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_in_double_gives_its_outputs_to_the_last_digits(string name) =>
        Check<double>(name, 1e-13 * Math.Max(1, Models.Cases[name].GetProperty("y_absmax").GetDouble()));

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_loaded_and_saved_has_the_tensors_of_the_file(string name)
    {
        byte[] original = File.ReadAllBytes(PathOf(name));
        INetwork<float> network = FileNetworks.Golden<float>(name);
        Safetensors.Load(new MemoryStream(original), network, NamesOf(name));
        using MemoryStream saved = new();
        Safetensors.Save(saved, network, NamesOf(name), type: name == "named_f16" ? TensorType.F16 : TensorType.F32);

        PlainSafetensors expected = PlainSafetensors.Read(original);
        PlainSafetensors actual = PlainSafetensors.Read(saved.ToArray());
        Assert.Equal(expected.Tensors.Keys.Order(StringComparer.Ordinal), actual.Tensors.Keys.Order(StringComparer.Ordinal));
        foreach ((string tensor, (string type, long[] shape, byte[] bytes)) in expected.Tensors)
        {
            Assert.Equal(type, actual.Tensors[tensor].Type);
            Assert.Equal(shape, actual.Tensors[tensor].Shape);
            Assert.Equal(bytes, actual.Tensors[tensor].Bytes);
        }
    }

    private static void Check<T>(string name, double tolerance)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        JsonElement tensors = Models.Cases[name].GetProperty("tensors");
        double[] x = Models.Read(tensors.GetProperty("x"));
        double[] y = Models.Read(tensors.GetProperty("y"));
        INetwork<T> network = FileNetworks.Golden<T>(name);
        network.Initialize(new Random(1));

        Safetensors.Load(PathOf(name), network, NamesOf(name));

        Numbers.AssertClose(y, Numbers.ToDoubles<T>(FileNetworks.Forward(network, Numbers.To<T>(x))), tolerance, name);
    }

    private static TensorNames? NamesOf(string name) => name == "named_f16" ? TensorNames.Prefixes("fc1", "fc2") : null;

    private static string PathOf(string name) =>
        Path.Combine(AppContext.BaseDirectory, "Golden", "Safetensors", Models.Cases[name].GetProperty("file").GetString()!);
}
