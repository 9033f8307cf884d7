using LinearGen.Runtime.Tests.Files;

namespace LinearGen.Runtime.Tests.Stages;

/// <summary>Networks with stages in safetensors files.</summary>
public sealed class StageFileTests
{
    private static readonly string[] s_names =
    [
        "0.mean", "0.deviation", "1.weight", "1.bias", "3.0.weight", "3.0.bias", "3.1.weight", "3.1.bias", "3.3.weight", "3.3.bias",
        "4.weight", "4.bias", "5.scale", "5.offset", "5.low", "5.high",
    ];

    [Fact]
    public void Names_count_modules_and_blocks_count_their_own()
    {
        PlainSafetensors file = PlainSafetensors.Read(Save(Drawn(1)));
        Assert.Equal(s_names.Order(StringComparer.Ordinal), file.Tensors.Keys.Order(StringComparer.Ordinal));
        Assert.Equal([5], file.Tensors["0.mean"].Shape);
        Assert.Equal([2], file.Tensors["5.high"].Shape);
        Assert.Equal([9, 9], file.Tensors["3.1.weight"].Shape);
        Assert.Equal([float.NegativeInfinity, -3], PlainSafetensors.ToFloats("F32", file.Tensors["5.low"].Bytes)!);
    }

    [Fact]
    public void Every_tensor_comes_back_in_both_precisions()
    {
        Policy policy = Drawn(2);
        Policy other = new();
        Load(Save(policy), other);
        Assert.Equal(Parameters(policy), Parameters(other));
        PolicyD precise = new();
        Load(Save(policy), precise);
        Assert.Equal(Save(policy), Save(precise, type: TensorType.F32));
    }

    [Fact]
    public void A_block_or_a_stage_can_be_the_model()
    {
        Block block = new();
        block.Initialize(new Random(3));
        Assert.Equal(["0.bias", "0.weight", "1.bias", "1.weight", "3.bias", "3.weight"], Names(Save(block)));
        Observation observation = new();
        observation.SetMean([1, 2, 3, 4, 5]);
        Assert.Equal(["0.deviation", "0.mean"], Names(Save(observation)));
        Observation other = new();
        Load(Save(observation), other);
        Assert.Equal(Parameters(observation), Parameters(other));
        other = new();
        Load(Make(("mean", [1, 2, 3, 4, 5]), ("deviation", [1, 1, 1, 1, 1])), other);
        Assert.Equal(Parameters(observation), Parameters(other));
        Assert.Empty(Names(Save(new Rectified())));
    }

    [Fact]
    public void Other_names_find_the_same_tensors()
    {
        Policy policy = Drawn(4);
        foreach (TensorNames names in (TensorNames[])
        [
            TensorNames.SequentialIn("net"),
            TensorNames.Prefixes("obs", "in", "norm", "a", "b", "head", "cmd"),
            TensorNames.Renamed(new Dictionary<string, string> { ["0.mean"] = "obs_mean", ["5.high"] = "limit", ["3.3.bias"] = "last" }),
        ])
        {
            byte[] file = Save(policy, names);
            Policy other = new();
            Load(file, other, names);
            Assert.Equal(Parameters(policy), Parameters(other));
            Assert.Throws<InvalidDataException>(() => Load(file, new Policy()));
        }

        Assert.Contains("net.3.0.weight", Names(Save(policy, TensorNames.SequentialIn("net"))));
        Assert.Contains("cmd.low", Names(Save(policy, TensorNames.Prefixes("obs", "in", "norm", "a", "b", "head", "cmd"))));
        Assert.Contains("limit", Names(Save(policy, TensorNames.Renamed(new Dictionary<string, string> { ["5.high"] = "limit" }))));
    }

    [Fact]
    public void Two_names_for_each_stage_do_unless_one_has_four_tensors()
    {
        Pairs network = new();
        network.Initialize(new Random(1));
        TensorNames names = TensorNames.Each(n => ($"w{n}", $"b{n}"));
        byte[] file = Save(network, names);
        Assert.Equal(["b0", "b1", "b2", "b3", "w0", "w1", "w2", "w3"], Names(file));
        Pairs other = new();
        Load(file, other, names);
        Assert.Equal(Parameters(network), Parameters(other));
        Assert.Contains("Renamed", Assert.Throws<ArgumentException>(() => Save(Drawn(1), names)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Weights_in_order_are_found_unless_a_stage_has_none()
    {
        Weighted network = new();
        network.Initialize(new Random(1));
        Weighted other = new();
        Load(Save(network), other, TensorNames.InOrder);
        Assert.Equal(Parameters(network), Parameters(other));
        ArgumentException exception = Assert.Throws<ArgumentException>(() => Load(Save(Drawn(1)), new Policy(), TensorNames.InOrder));
        Assert.Contains("mean, deviation", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_names_are_refused()
    {
        Policy policy = Drawn(1);
        Assert.Contains("expected 7", Assert.Throws<ArgumentException>(() => Save(policy, TensorNames.Prefixes("a", "b"))).Message, StringComparison.Ordinal);
        Assert.Contains("'6.weight'", Assert.Throws<ArgumentException>(() => Save(policy, TensorNames.Renamed(new Dictionary<string, string> { ["6.weight"] = "a" }))).Message, StringComparison.Ordinal);
        Assert.Contains("'1.bias'", Assert.Throws<ArgumentException>(() => Save(policy, TensorNames.Renamed(new Dictionary<string, string> { ["0.mean"] = "1.bias" }))).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.deviation", 0)]
    [InlineData("0.deviation", -1)]
    [InlineData("0.deviation", float.NaN)]
    [InlineData("0.deviation", float.PositiveInfinity)]
    [InlineData("0.mean", float.NaN)]
    [InlineData("5.scale", float.NegativeInfinity)]
    [InlineData("5.offset", float.NaN)]
    [InlineData("5.low", float.NaN)]
    [InlineData("5.high", float.NaN)]
    [InlineData("5.high", float.NegativeInfinity)]
    public void What_a_stage_would_not_accept_is_refused_and_nothing_changes(string tensor, float value)
    {
        PlainSafetensors file = PlainSafetensors.Read(Save(Drawn(5)));
        byte[] bytes = file.Tensors[tensor].Bytes;
        BitConverter.TryWriteBytes(bytes.AsSpan(4), value);
        byte[] spoiled = PlainSafetensors.Make([.. file.Tensors.Select(one => (one.Key, one.Value.Type, one.Value.Shape, one.Value.Bytes))]);
        Policy policy = Drawn(6);
        float[] before = Parameters(policy);
        InvalidDataException exception = Assert.Throws<InvalidDataException>(() => Load(spoiled, policy));
        Assert.Contains(" of stage ", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", exception.Message, StringComparison.Ordinal);
        Assert.Equal(before, Parameters(policy));
    }

    [Fact]
    public void Each_missing_or_mishaped_tensor_is_named_and_nothing_changes()
    {
        PlainSafetensors file = PlainSafetensors.Read(Save(Drawn(5)));
        foreach (string name in s_names)
        {
            Policy policy = Drawn(6);
            float[] before = Parameters(policy);
            byte[] missing = PlainSafetensors.Make([.. file.Tensors.Where(one => one.Key != name).Select(one => (one.Key, one.Value.Type, one.Value.Shape, one.Value.Bytes))]);
            Assert.Contains($"'{name}'", Assert.Throws<InvalidDataException>(() => Load(missing, policy)).Message, StringComparison.Ordinal);
            byte[] mishaped = PlainSafetensors.Make([.. file.Tensors.Select(one => (one.Key, one.Value.Type, one.Key == name ? [1, .. one.Value.Shape] : one.Value.Shape, one.Value.Bytes))]);
            Assert.Contains($"'{name}'", Assert.Throws<InvalidDataException>(() => Load(mishaped, policy)).Message, StringComparison.Ordinal);
            Assert.Equal(before, Parameters(policy));
        }
    }

    [Fact]
    public void A_tensor_that_is_no_stages_is_refused_unless_it_is_to_be_ignored()
    {
        byte[] file = Make(("0.mean", [1, 2, 3, 4, 5]), ("0.deviation", [1, 1, 1, 1, 1]), ("0.count", [7]));
        Assert.Contains("0.count", Assert.Throws<InvalidDataException>(() => Load(file, new Observation())).Message, StringComparison.Ordinal);
        Observation observation = new();
        Safetensors.Load(new MemoryStream(file), observation, ignoreOthers: true);
        float[] mean = new float[5];
        observation.GetMean(mean);
        Assert.Equal([1, 2, 3, 4, 5], mean);
    }

    private static Policy Drawn(int seed)
    {
        Policy policy = new();
        policy.Initialize(new Random(seed));
        policy.Observation.SetMean([seed, -1, 2, 0.5f, 3]);
        policy.Observation.SetDeviation([seed, 1, 2, 0.5f, 3]);
        policy.Block.Norm.SetGain([1, 2, 3, 4, 5, 6, 7, 8, seed]);
        policy.Block.Norm.SetBias([-1, 2, -3, 4, -5, 6, -7, 8, seed]);
        policy.Command.SetScale([seed, 2]);
        policy.Command.SetOffset([3, seed]);
        policy.Command.SetRange([float.NegativeInfinity, -3], [4, float.PositiveInfinity]);
        return policy;
    }

    private static float[] Parameters(INetwork<float> network) => network.Parameters.ToArray();

    private static byte[] Make(params (string Name, float[] Values)[] tensors) =>
        PlainSafetensors.Make([.. tensors.Select(tensor => (tensor.Name, "F32", (long[])[tensor.Values.Length], PlainSafetensors.Floats(tensor.Values)))]);

    private static string[] Names(byte[] file) => [.. PlainSafetensors.Read(file).Tensors.Keys.Order(StringComparer.Ordinal)];

    private static byte[] Save<T>(INetwork<T> network, TensorNames? names = null, TensorType? type = null)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        MemoryStream file = new();
        Safetensors.Save(file, network, names, type: type);
        return file.ToArray();
    }

    private static void Load<T>(byte[] file, INetwork<T> network, TensorNames? names = null)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T> => Safetensors.Load(new MemoryStream(file), network, names);
}
