using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>Which tensor goes where, and which way round.</summary>
public class SafetensorsNamesTests
{
    [Fact]
    public void Default_names_count_modules_as_nn_Sequential_does()
    {
        // Tanh, Tanh, nothing, nothing; the third layer has no bias.
        PlainSafetensors file = Save(Initialized());
        Assert.Equal(["0.bias", "0.weight", "2.bias", "2.weight", "4.weight", "5.bias", "5.weight"], file.Tensors.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Each_tensor_goes_to_its_layer_the_right_way_round()
    {
        Squares network = Initialized();
        Squares loaded = new();
        Safetensors.Load(new MemoryStream(Count()), loaded);

        // W[i, j] is value j·In + i of a matrix that PyTorch wrote; each tensor's values begin at another hundred.
        Assert.Equal([1, 4, 7, 2, 5, 8, 3, 6, 9], Weights(loaded.SquareTanh1));
        Assert.Equal([201, 204, 207, 202, 205, 208, 203, 206, 209], Weights(loaded.SquareTanh2));
        Assert.Equal([401, 404, 407, 402, 405, 408, 403, 406, 409], Weights(loaded.SquarePlain));
        Assert.Equal([501, 504, 507, 502, 505, 508, 503, 506, 509], Weights(loaded.SquareBiased));
        Assert.Equal([101, 102, 103], Bias(loaded.SquareTanh1));
        Assert.Equal([301, 302, 303], Bias(loaded.SquareTanh2));
        Assert.Equal([601, 602, 603], Bias(loaded.SquareBiased));

        // The same as if they had been set by hand, in all that is derived from them, and with padding that is 0.
        network.SquareTanh1.SetWeights(Numbers.Count<float>(9), WeightLayout.OutIn);
        network.SquareTanh1.SetBias([101, 102, 103]);
        network.SquareTanh2.SetWeights([.. Numbers.Count<float>(9).Select(value => value + 200)], WeightLayout.OutIn);
        network.SquareTanh2.SetBias([301, 302, 303]);
        network.SquarePlain.SetWeights([.. Numbers.Count<float>(9).Select(value => value + 400)], WeightLayout.OutIn);
        network.SquareBiased.SetWeights([.. Numbers.Count<float>(9).Select(value => value + 500)], WeightLayout.OutIn);
        network.SquareBiased.SetBias([601, 602, 603]);
        Assert.Equal(FileNetworks.Bits<float>(network), FileNetworks.Bits<float>(loaded));
    }

    [Fact]
    public void In_the_other_layout_matrices_lie_as_ours_do()
    {
        Squares loaded = new();
        Safetensors.Load(new MemoryStream(Count()), loaded, layout: WeightLayout.InOut);
        Assert.Equal([1, 2, 3, 4, 5, 6, 7, 8, 9], Weights(loaded.SquareTanh1));
        Assert.Equal([101, 102, 103], Bias(loaded.SquareTanh1));
    }

    [Fact]
    public void A_square_matrix_that_says_how_it_lies_is_not_loaded_the_other_way_round()
    {
        foreach (WeightLayout layout in Enum.GetValues<WeightLayout>())
        {
            WeightLayout other = layout == WeightLayout.InOut ? WeightLayout.OutIn : WeightLayout.InOut;
            Squares network = Initialized();
            using MemoryStream file = new();
            Safetensors.Save(file, network, layout: layout);
            Assert.Equal(layout == WeightLayout.OutIn ? "out_in" : "in_out", PlainSafetensors.Read(file.ToArray()).Metadata["lineargen.layout"]);
            Assert.Equal(layout == WeightLayout.OutIn, PlainSafetensors.Read(file.ToArray()).Metadata.TryGetValue("format", out string? format) && format == "pt");

            Squares loaded = new();
            byte[] before = FileNetworks.Bits<float>(loaded);
            file.Position = 0;
            string message = Assert.Throws<InvalidDataException>(() => Safetensors.Load(file, loaded, layout: other)).Message;
            Assert.Contains($"expected '{(other == WeightLayout.OutIn ? "out_in" : "in_out")}', since WeightLayout.{other} is asked for", message, StringComparison.Ordinal);
            Assert.Equal(before, FileNetworks.Bits<float>(loaded));

            file.Position = 0;
            Safetensors.Load(file, loaded, layout: layout);
            Assert.Equal(FileNetworks.Bits<float>(network), FileNetworks.Bits<float>(loaded));
        }
    }

    [Fact]
    public void A_layout_of_another_name_is_refused() => Refused(
        PlainSafetensors.Make("""{"__metadata__":{"lineargen.layout":"sideways"}}"""), new Linear23(),
        "its weights lie as 'sideways', says its metadata; expected 'out_in', since WeightLayout.OutIn is asked for");

    [Fact]
    public void A_matrix_of_the_other_layout_is_refused_with_a_hint()
    {
        byte[] file = Save([("0.weight", [2, 3]), ("0.bias", [3])]);
        Refused(file, new Linear23(), "tensor '0.weight' is F32 [2, 3]; expected F32, F64, F16 or BF16 of shape [3, 2] for the weights of layer 0, 2→3, of Linear23. That is the shape for WeightLayout.InOut; OutIn is asked for");
        Safetensors.Load(new MemoryStream(file), new Linear23(), layout: WeightLayout.InOut);
    }

    [Fact]
    public void A_layer_alone_is_a_network_of_one_and_may_be_a_Linear_alone()
    {
        Linear23 layer = new();
        layer.Initialize(new Random(1));
        Assert.Equal(["0.bias", "0.weight"], Save(layer).Tensors.Keys.Order(StringComparer.Ordinal));

        foreach (string prefix in new[] { "", "0." })
        {
            byte[] file = Save([(prefix + "weight", [3, 2]), (prefix + "bias", [3])]);
            Linear23 loaded = new();
            Safetensors.Load(new MemoryStream(file), loaded);
            OneLayer network = new();
            Safetensors.Load(new MemoryStream(file), network);
            Assert.Equal(FileNetworks.Bits<float>(loaded)[..(16 * sizeof(float))], FileNetworks.Bits<float>(network)[..(16 * sizeof(float))]);
            Assert.Equal((1, 2), (loaded[0, 0], network.Linear23[1, 0]));
        }

        // Both is more than there are layers, and one half of each is neither.
        Refused(Save([("weight", [3, 2]), ("bias", [3]), ("0.weight", [3, 2]), ("0.bias", [3])]), layer, "no layer's: weight F32 [3, 2], bias F32 [3]");
        Refused(Save([("weight", [3, 2]), ("0.bias", [3])]), layer, "there is no tensor 'bias'");
    }

    [Fact]
    public void Names_may_be_others()
    {
        SmallNetwork network = FileNetworks.Small();
        Check(TensorNames.SequentialIn("net.body"), "net.body.0.weight", "net.body.0.bias", "net.body.2.weight", "net.body.2.bias");
        Check(TensorNames.Prefixes("encoder.fc1", "encoder.fc2"), "encoder.fc1.weight", "encoder.fc1.bias", "encoder.fc2.weight", "encoder.fc2.bias");
        Check(TensorNames.Prefixes("", "größe"), "weight", "bias", "größe.weight", "größe.bias");
        Check(TensorNames.Each(layer => ($"W{layer}", $"b\"{layer}\\")), "W0", "b\"0\\", "W1", "b\"1\\");

        void Check(TensorNames names, params string[] expected)
        {
            using MemoryStream file = new();
            Safetensors.Save(file, network, names);
            Assert.Equal(expected.Order(StringComparer.Ordinal), PlainSafetensors.Read(file.ToArray()).Tensors.Keys.Order(StringComparer.Ordinal));
            SmallNetwork loaded = new();
            file.Position = 0;
            Safetensors.Load(file, loaded, names);
            Assert.Equal(FileNetworks.Bits<float>(network), FileNetworks.Bits<float>(loaded));
        }
    }

    [Fact]
    public void Layers_are_taken_in_the_order_of_their_names_if_that_is_asked_for()
    {
        // Sorted as writers sort them, and as they are to be read.
        byte[] file = Save([("layer10.weight", [2, 3]), ("layer10.bias", [2]), ("layer9.bias", [3]), ("layer9.weight", [3, 4])]);
        SmallNetwork network = new();
        Safetensors.Load(new MemoryStream(file), network, TensorNames.InOrder);
        Assert.Equal((1, 301, 101, 201), (network.SmallHead[0, 0], network.SmallHidden[0, 0], Bias(network.SmallHead)[0], Bias(network.SmallHidden)[0]));

        Refused(Save([("a.weight", [3, 4])]), network, "1 tensors are named '….weight'; expected 2, one for each layer. The file has a.weight F32 [3, 4]", TensorNames.InOrder);
        Assert.Throws<ArgumentException>(() => Safetensors.Save(new MemoryStream(), network, TensorNames.InOrder));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("a2.x", "a10.x")]
    [InlineData("9", "10")]
    [InlineData("a", "a1")]
    [InlineData("1.2", "1.10")]
    [InlineData("a01", "a2")]
    [InlineData("a01", "a1")]
    [InlineData("", "0")]
    [InlineData("12345678901234567890123", "12345678901234567890124")]
    public void Numbers_in_names_count_by_their_value(string first, string second)
    {
        byte[] file = Save([(second + ".weight", [2, 3]), (second + ".bias", [2]), (first + ".weight", [3, 4]), (first + ".bias", [3])]);
        Safetensors.Load(new MemoryStream(file), new SmallNetwork(), TensorNames.InOrder);
    }

    [Fact]
    public void What_is_missing_or_too_much_is_named()
    {
        (string, long[])[] right = [("0.weight", [3, 4]), ("0.bias", [3]), ("2.weight", [2, 3]), ("2.bias", [2])];
        SmallNetwork network = FileNetworks.Small();
        Safetensors.Load(new MemoryStream(Save(right)), FileNetworks.Small());
        Refused(Save(right[1..]), network, "there is no tensor '0.weight'; expected F32, F64, F16 or BF16 of shape [3, 4] for the weights of layer 0, 4→3, of SmallNetwork. The file has 0.bias F32 [3], 2.weight F32 [2, 3], 2.bias F32 [2]. Other names are given with TensorNames");
        Refused(Save(right[..3]), network, "there is no tensor '2.bias'; expected F32, F64, F16 or BF16 of shape [2] for the bias of layer 1, 3→2, of SmallNetwork");
        Refused(Save([.. right, ("running_mean", [3])]), network, "these tensors are no layer's: running_mean F32 [3]; expected 0.weight, 0.bias, 2.weight, 2.bias alone. ignoreOthers: true leaves them out");
        Refused(Save([.. right[..3], ("2.bias", [2, 1])]), network, "tensor '2.bias' is F32 [2, 1]; expected F32, F64, F16 or BF16 of shape [2]");
        Refused(Save([.. right[..3], ("2.bias", [1])]), network, "tensor '2.bias' is F32 [1]; expected");
        Safetensors.Load(new MemoryStream(Save([("a", [2]), .. right, ("running_mean", [3])])), network, ignoreOthers: true);
        Assert.Equal(101, network.SmallHidden[0, 0]);
    }

    [Fact]
    public void A_bias_for_a_layer_without_one_is_refused_even_if_others_are_ignored()
    {
        WithoutBias network = new();
        byte[] file = Save([("0.weight", [6, 3]), ("2.weight", [2, 6]), ("2.bias", [2])]);
        Refused(file, network, "there is a bias 2.bias F32 [2]; expected none, since the layer 1, 6→2, of WithoutBias has none");
        Assert.Throws<InvalidDataException>(() => Safetensors.Load(new MemoryStream(file), network, ignoreOthers: true));
    }

    [Fact]
    public void Others_may_be_of_any_type()
    {
        (string, string, long[], byte[])[] right = [("0.weight", "F32", [3, 2], new byte[24]), ("0.bias", "F32", [3], new byte[12])];
        byte[] file = PlainSafetensors.Make([("steps", "I64", [], new byte[8]), .. right, ("new", "Q3_K", [5], new byte[7]), ("empty", "U8", [3, 0], [])]);
        Linear23 layer = new();
        Safetensors.Load(new ForwardStream(file), layer, ignoreOthers: true);
        Refused(file, layer, "these tensors are no layer's: steps I64 [], new Q3_K [5], empty U8 [3, 0]; expected");
        Refused(PlainSafetensors.Make([right[0], ("0.bias", "Q3_K", [3], new byte[12])]), layer, "tensor '0.bias' is Q3_K [3]; expected F32, F64, F16 or BF16 of shape [3]");
    }

    [Fact]
    public void Mistakes_of_the_caller_are_told_before_the_file_is_looked_at()
    {
        SmallNetwork network = FileNetworks.Small();
        using MemoryStream nothing = new();
        Assert.Throws<ArgumentNullException>("network", () => Safetensors.Load<float>("nowhere", null!));
        Assert.Throws<ArgumentNullException>("network", () => Safetensors.Save<float>("nowhere", null!));
        Assert.Throws<ArgumentNullException>("path", () => Safetensors.Load((string)null!, network));
        Assert.Throws<ArgumentException>("path", () => Safetensors.Load("", network));
        Assert.Throws<ArgumentException>("path", () => Safetensors.Save("", network));
        Assert.Throws<ArgumentNullException>("stream", () => Safetensors.Load((Stream)null!, network));
        Assert.Throws<ArgumentNullException>("stream", () => Safetensors.Save((Stream)null!, network));
        Assert.Throws<ArgumentOutOfRangeException>("layout", () => Safetensors.Load("nowhere", network, layout: (WeightLayout)2));
        Assert.Throws<ArgumentOutOfRangeException>("layout", () => Safetensors.Save(nothing, network, layout: (WeightLayout)2));
        Assert.Throws<ArgumentOutOfRangeException>("type", () => Safetensors.Save(nothing, network, type: (TensorType)9));
        Assert.Throws<ArgumentException>("network", () => Safetensors.Load("nowhere", new PlainLayer<float>()));
        Assert.Throws<FileNotFoundException>(() => Safetensors.Load("nowhere", network));
        Assert.Throws<UnauthorizedAccessException>(() => Safetensors.Load(AppContext.BaseDirectory, network));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(nothing, network, TensorNames.Prefixes("a")));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(nothing, network, TensorNames.Prefixes("a", "a")));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(nothing, network, TensorNames.Each(_ => (null!, "b"))));
        Assert.ThrowsAny<ArgumentException>(() => Safetensors.Save(nothing, network, TensorNames.Prefixes("a", "\ud800")));
        Assert.Throws<ArgumentException>(() => Safetensors.Save(nothing, network, TensorNames.Each(layer => (layer == 0 ? "a" : "__metadata__", $"b{layer}"))));
        Assert.Throws<ArgumentNullException>(() => TensorNames.Prefixes("a", null!));
        Assert.Throws<ArgumentException>(() => TensorNames.SequentialIn(""));
        Assert.Throws<ArgumentNullException>(() => TensorNames.Each(null!));
        Assert.Equal(0, nothing.Length);
    }

    private static Squares Initialized()
    {
        Squares network = new();
        network.Initialize(new Random(1));
        return network;
    }

    /// <summary>A file for <see cref="Squares"/>: its tensors hold 1, 2 …, 101, 102 …, 201 … and so on.</summary>
    private static byte[] Count() => Save(
    [
        ("0.weight", [3, 3]), ("0.bias", [3]), ("2.weight", [3, 3]), ("2.bias", [3]), ("4.weight", [3, 3]), ("5.weight", [3, 3]), ("5.bias", [3]),
    ]);

    private static byte[] Save((string Name, long[] Shape)[] tensors) => PlainSafetensors.Make([.. tensors.Select((tensor, n) => (
        tensor.Name, "F32", tensor.Shape, PlainSafetensors.Floats([.. Numbers.Count<float>((int)tensor.Shape.Aggregate(1L, (a, b) => a * b)).Select(value => value + (100 * n))])))]);

    private static PlainSafetensors Save(INetwork<float> network)
    {
        using MemoryStream stream = new();
        Safetensors.Save(stream, network);
        return PlainSafetensors.Read(stream.ToArray());
    }

    private static void Refused(byte[] file, INetwork<float> network, string message, TensorNames? names = null)
    {
        byte[] before = FileNetworks.Bits(network);
        string actual = Assert.Throws<InvalidDataException>(() => Safetensors.Load(new MemoryStream(file), network, names)).Message;
        Assert.StartsWith("the safetensors stream: ", actual, StringComparison.Ordinal);
        Assert.Contains(message, actual, StringComparison.Ordinal);
        Assert.Equal(before, FileNetworks.Bits(network));
    }

    private static float[] Weights(ILinearLayer<float> layer)
    {
        float[] weights = new float[layer.Shape.In * layer.Shape.Out];
        layer.Layer.GetWeights(weights, WeightLayout.InOut);
        return weights;
    }

    private static float[] Bias(ILinearLayer<float> layer)
    {
        float[] bias = new float[layer.Shape.Out];
        layer.Layer.GetBias(bias);
        return bias;
    }
}
