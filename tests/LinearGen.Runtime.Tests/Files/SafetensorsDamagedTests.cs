using System.Diagnostics;
using System.Text;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>Files that are damaged or for something else: one kind of exception that says what is wrong, soon, without memory for it, and the network as it was.</summary>
public class SafetensorsDamagedTests
{
    private const long MostBytes = 64 << 20;

    /// <summary>What a file lies about would take hours to read; refusing it takes milliseconds, a header of the greatest length seconds, on a busy machine more.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly Golden Files = Golden.SafetensorsDamaged;
    private static readonly TensorNames Names = TensorNames.Prefixes("fc1", "fc2");
    private static readonly byte[] Right = ReadFile("ok.safetensors");

    public static TheoryData<string> FileNames => [.. Files.Cases.Keys];

    /// <summary>Headers of files without data, and what the message must speak of.</summary>
    public static TheoryData<string, string> Headers => new()
    {
        { "", "does not begin with '{'" },
        { " {}", "does not begin with '{'" },
        { "[]", "does not begin with '{'" },
        { "{", "JSON" },
        { "{}}", "JSON" },
        { "{}//", "JSON" },
        { "{\"a\":1}", "tensor 'a' is a JSON Number; expected StartObject" },
        { "{\"a\":null}", "tensor 'a' is a JSON Null; expected StartObject" },
        { "{\"a\":{}}", "tensor 'a' lacks dtype" },
        { "{\"a\":{\"dtype\":\"F32\"}}", "tensor 'a' lacks shape" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[]}}", "tensor 'a' lacks data_offsets" },
        { "{\"a\":{\"dtype\":32,\"shape\":[0],\"data_offsets\":[0,0]}}", "dtype of tensor 'a' is a JSON Number; expected String" },
        { "{\"a\":{\"dtype\":\"F32\",\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}}", "dtype of tensor 'a' is there twice" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"shape\":[0],\"data_offsets\":[0,0]}}", "shape of tensor 'a' is there twice" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0],\"data_offsets\":[0,0]}}", "data_offsets of tensor 'a' is there twice" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":0,\"data_offsets\":[0,0]}}", "shape of tensor 'a' is a JSON Number; expected StartArray" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,0]}}", "shape of tensor 'a' is not an array of integers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[0.5],\"data_offsets\":[0,0]}}", "shape of tensor 'a' is not an array of integers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[\"0\"],\"data_offsets\":[0,0]}}", "shape of tensor 'a' is not an array of integers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[[0]],\"data_offsets\":[0,0]}}", "shape of tensor 'a' is not an array of integers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775808],\"data_offsets\":[0,0]}}", "shape of tensor 'a' is not an array of integers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,0]}}", "tensor 'a' has the shape [4611686018427387904, 4]: more elements than there can be" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904],\"data_offsets\":[0,0]}}", "tensor 'a' has 0 bytes; expected 18446744073709551616" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0]}}", "data_offsets of tensor 'a' are [0]; expected two numbers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0,0]}}", "data_offsets of tensor 'a' are [0, 0, 0]; expected two numbers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,0]}}", "data_offsets of tensor 'a' are [4, 0]; expected two numbers" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[4,4]}}", "tensor 'a' begins at byte 4 of the data; expected 0" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", "0 bytes of data follow the header; expected 4" },
        { "{\"a\":{\"dtype\":\"F4\",\"shape\":[3],\"data_offsets\":[0,1]}}", "tensor 'a' has 1 bytes; expected 2" },
        { "{\"a\":{\"dtype\":\"X\",\"shape\":[9223372036854775807],\"data_offsets\":[0,9223372036854775807]}}", "0 bytes of data follow the header; expected 9223372036854775807" },
        { "{\"a\":{\"dtype\":\"X\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]},\"b\":{\"dtype\":\"X\",\"shape\":[1],\"data_offsets\":[9223372036854775807,9223372036854775807]}}", "expected 9223372036854775807" },
        { "{\"a\":{\"dtype\":\"F32\",\"shape\":[" + string.Join(',', Enumerable.Repeat(0, 65)) + "],\"data_offsets\":[0,0]}}", "shape of tensor 'a' has more than 64 numbers" },
        { "{\"__metadata__\":[]}", "__metadata__ is a JSON StartArray; expected StartObject" },
        { "{\"__metadata__\":{\"a\":1}}", "a value of __metadata__ is a JSON Number; expected String" },
        { "{\"__metadata__\":{\"a\":\"\",\"a\":\"\"}}", "'a' of __metadata__ is there twice" },
        { "{\"__metadata__\":{},\"__metadata__\":{}}", "__metadata__ is there twice" },
        { "{\"\\ud800\":{}}", "not Unicode" },
        { "{\"a\":{\"dtype\":\"\\udc00\"}}", "not Unicode" },
        { "{\"a\":{\"dty\\ud800pe\":\"F32\"}}", "not Unicode" },
        { "{\"\u001b[31m\":{}}", "JSON" },
        { "{\"\\u001b[31m\":{}}", "tensor '\uFFFD[31m' lacks dtype" },
        { "{}", "there is no tensor 'fc1.weight'; expected F32, F64, F16 or BF16 of shape [3, 4] for the weights of layer 0, 4→3, of SmallNetwork. The file has no tensors" },
    };

    [Theory]
    [MemberData(nameof(FileNames))]
    public void A_damaged_file_is_refused_and_leaves_the_network_as_it_was(string name)
    {
        JsonElement about = Files.Cases[name];
        byte[] file = ReadFile(name);
        if (about.GetProperty("expect").GetString() == "accept")
        {
            foreach (SmallNetwork network in LoadEveryWay(name, file))
            {
                JsonElement tensors = Files.Manifest.GetProperty("tensors");
                float[] y = FileNetworks.Forward(network, Numbers.To<float>(Files.Read(tensors.GetProperty("x"))));
                Numbers.AssertClose(Files.Read(tensors.GetProperty("y")), Numbers.ToDoubles<float>(y), 1e-6, name);
            }
        }
        else if (about.GetProperty("expect").GetString() == "either_nan")
        {
            // As PyTorch does: what is not finite is loaded.
            foreach (SmallNetwork network in LoadEveryWay(name, file))
            {
                Assert.Contains(((INetwork<float>)network).Parameters.ToArray(), float.IsNaN);
            }
        }
        else
        {
            Assert.Equal("reject", about.GetProperty("expect").GetString());
            AssertRefused(file, PathOf(name));
        }
    }

    [Theory]
    [MemberData(nameof(Headers))]
    public void A_header_that_is_not_right_is_refused_saying_why(string header, string message) =>
        Assert.Contains(message, AssertRefused(PlainSafetensors.Make(header)), StringComparison.Ordinal);

    [Fact]
    public void A_length_is_not_believed()
    {
        foreach (ulong length in new ulong[] { 9, 1 << 20, 100_000_000, 100_000_001, int.MaxValue, uint.MaxValue, long.MaxValue, 1UL << 63, ulong.MaxValue, ulong.MaxValue - 7 })
        {
            byte[] file = [.. BitConverter.GetBytes(length), .. "{}"u8];
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Contains(length.ToString(System.Globalization.CultureInfo.InvariantCulture), AssertRefused(file), StringComparison.Ordinal);
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 4_000_000);
        }
    }

    [Fact]
    public void Not_one_byte_may_be_missing_or_follow()
    {
        for (int length = 0; length < Right.Length; length++)
        {
            AssertRefused(Right[..length]);
        }

        AssertRefused([.. Right, 0]);
    }

    [Fact]
    public void A_header_of_the_greatest_length_takes_no_more_memory_than_is_allowed()
    {
        // The densest there can be: nothing but tensors with the shortest entries.
        StringBuilder header = new("{");
        for (int n = 0; header.Length < SafetensorsFileLimit - 100; n++)
        {
            header.Append(n == 0 ? "" : ",").Append('"').Append(n.ToString("x", System.Globalization.CultureInfo.InvariantCulture))
                .Append("\":{\"dtype\":\"U8\",\"shape\":[],\"data_offsets\":[").Append(n).Append(',').Append(n + 1).Append("]}");
        }

        string[] headers =
        [
            header.Append('}').ToString(),
            "{" + new string(' ', SafetensorsFileLimit - 2) + "}",
            "{\"a\":{\"shape\":[" + string.Join(',', Enumerable.Repeat(0, 4_000_000)) + "]}}",
            "{\"" + new string('a', 8_000_000) + "\":{}}",
            "{\"a\":" + new string('[', 8_000_000),
            "{\"a\":{\"dtype\":\"" + new string('a', 8_000_000) + "\"}}",
            "{\"__metadata__\":{\"a\":\"" + new string('a', 8_000_000) + "\"}}",
        ];

        // A fifth of a second on a quiet machine, for the first of them.
        Assert.All(headers, text => AssertRefused(PlainSafetensors.Make(text)));
    }

    [Fact]
    public void Longer_headers_than_the_limit_are_refused() => Assert.Contains(
        "expected at most 8388608", AssertRefused(PlainSafetensors.Make("{" + new string(' ', SafetensorsFileLimit - 1) + "}")), StringComparison.Ordinal);

    [Fact]
    public void A_read_that_fails_anywhere_leaves_the_network_as_it_was()
    {
        SmallNetwork network = FileNetworks.Small();
        byte[] before = FileNetworks.Bits(network);
        for (int readable = 0; readable < Right.Length; readable++)
        {
            Assert.Throws<IOException>(() => Safetensors.Load(new FailingStream(Right, readable), network, Names));
            Assert.Equal(before, FileNetworks.Bits(network));
        }

        Safetensors.Load(new FailingStream(Right, Right.Length), network, Names);
        Assert.NotEqual(before, FileNetworks.Bits(network));
    }

    /// <summary>The documented limit of a header.</summary>
    private const int SafetensorsFileLimit = 8 << 20;

    private static byte[] ReadFile(string name) => File.ReadAllBytes(PathOf(name));

    private static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "Golden", "Safetensors", "Damaged", name);

    private static IEnumerable<SmallNetwork> LoadEveryWay(string name, byte[] file)
    {
        foreach (Action<SmallNetwork> load in Ways(file, PathOf(name)))
        {
            SmallNetwork network = FileNetworks.Small();
            load(network);
            yield return network;
        }
    }

    private static IEnumerable<Action<SmallNetwork>> Ways(byte[] file, string? path)
    {
        if (path is not null)
        {
            yield return network => Safetensors.Load(path, network, Names);
        }

        yield return network => Safetensors.Load(new ForwardStream(file), network, Names);
        yield return network => Safetensors.Load(new MemoryStream(file), network, Names);
    }

    /// <summary>The message for a stream that can seek.</summary>
    private static string AssertRefused(byte[] file, string? path = null)
    {
        string message = "";
        foreach (Action<SmallNetwork> load in Ways(file, path))
        {
            SmallNetwork network = FileNetworks.Small();
            byte[] before = FileNetworks.Bits(network);
            Stopwatch watch = Stopwatch.StartNew();
            long bytes = GC.GetAllocatedBytesForCurrentThread();

            message = Assert.Throws<InvalidDataException>(() => load(network)).Message;

            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - bytes, 0, MostBytes);
            Assert.InRange(watch.Elapsed, TimeSpan.Zero, Patience);
            Assert.Equal(before, FileNetworks.Bits(network));
            Assert.InRange(message.Length, 10, 2000);
        }

        return message;
    }
}
