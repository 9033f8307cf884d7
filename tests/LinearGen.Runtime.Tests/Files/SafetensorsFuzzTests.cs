using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using LinearGen.Runtime.Tests.Support;
using Xunit.Abstractions;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>
/// Spoiled files by the thousand: what the plain reader finds right is loaded with every bit, anything else refused with the one kind of
/// exception and the network as it was. The normal run is the same every time; other ones are asked for with the environment
/// variables LINEARGEN_FUZZ_SEED and LINEARGEN_FUZZ_COUNT.
/// </summary>
public class SafetensorsFuzzTests(ITestOutputHelper output)
{
    private static readonly int Seed = Variable("LINEARGEN_FUZZ_SEED", 20260101);
    private static readonly int Count = Variable("LINEARGEN_FUZZ_COUNT", 6_000);

    private static readonly (string Name, long[] Shape)[] Expected =
        [("fc1.weight", [3, 4]), ("fc1.bias", [3]), ("fc2.weight", [2, 3]), ("fc2.bias", [2])];

    /// <summary>Words and numbers that mean something in a header, and some that nearly do.</summary>
    private static readonly string[] Tokens =
    [
        "0", "1", "2", "3", "4", "6", "8", "12", "24", "48", "60", "92", "-1", "-0", "1.0", "1e2", "4294967296", "9223372036854775807", "18446744073709551615", "99999999999999999999",
        "{", "}", "[", "]", ",", ":", "\"", "\\", " ", "null", "true", "\"\"", "{}", "[]", "\\u0000", "\\ud800", "\"F32\"", "\"F64\"", "\"F16\"", "\"BF16\"", "\"I8\"", "\"F99\"",
        "\"dtype\"", "\"shape\"", "\"data_offsets\"", "\"__metadata__\"", "\"__metadata__\":{},", "\"lineargen.layout\":\"in_out\"", "\"fc1.bias\"", "fc1.weight", "fc2.bias", "é", "\uFFFF",
    ];

    private static readonly byte[][] Seeds =
    [
        Make("F32"), Make("F64"), Make("F16"), Make("BF16"),
        PlainSafetensors.Make(
            """{"__metadata__":{"format":"pt","lineargen.layout":"out_in"},"fc2.bias":{"dtype":"F32","shape":[2],"data_offsets":[84,92]},"fc1.weight":{"data_offsets":[0,48],"shape":[3,4],"dtype":"F32"},"fc1.bias":{"dtype":"F32","shape":[3],"data_offsets":[48,60]},"fc2.weight":{"dtype":"F32","shape":[2,3],"data_offsets":[60,84],"x":[]}}  """,
            PlainSafetensors.Floats(Numbers.Draw<float>(new Random(1), 23))),
    ];

    [Fact]
    public void Spoiled_files_are_loaded_right_or_refused()
    {
        output.WriteLine($"LINEARGEN_FUZZ_SEED={Seed} LINEARGEN_FUZZ_COUNT={Count}");
        SmallNetwork untouched = FileNetworks.Small();
        byte[] before = FileNetworks.Bits<float>(untouched);
        int loaded = 0;
        int whole = 0;
        for (int number = 0; number < Count; number++)
        {
            byte[] file = Spoil(number);
            SmallNetwork network = FileNetworks.Small();
            float[][]? expected = Judge(file);
            Stopwatch watch = Stopwatch.StartNew();
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            string? refusal = null;
            try
            {
                Safetensors.Load(number % 2 == 0 ? new MemoryStream(file) : new ForwardStream(file), network, TensorNames.Prefixes("fc1", "fc2"));
            }
            catch (InvalidDataException mistake)
            {
                refusal = mistake.Message;
            }
            catch (Exception other)
            {
                Assert.Fail($"{Describe(number, file)} gives {other}");
            }

            long taken = GC.GetAllocatedBytesForCurrentThread() - bytes;
            Assert.True(taken < 1_000_000 && watch.ElapsedMilliseconds < 1000, $"{Describe(number, file)} takes {taken} bytes, {watch.Elapsed}");
            Assert.True(refusal is null == expected is not null, $"{Describe(number, file)} is {(refusal is null ? "loaded" : "refused: " + refusal)}; the plain reader thinks otherwise");
            if (expected is null)
            {
                Assert.True(before.AsSpan().SequenceEqual(FileNetworks.Bits<float>(network)), $"{Describe(number, file)} has changed the network");
                continue;
            }

            untouched.SmallHidden.SetWeights(expected[0], WeightLayout.OutIn);
            untouched.SmallHidden.SetBias(expected[1]);
            untouched.SmallHead.SetWeights(expected[2], WeightLayout.OutIn);
            untouched.SmallHead.SetBias(expected[3]);
            Assert.True(FileNetworks.Bits<float>(untouched).AsSpan().SequenceEqual(FileNetworks.Bits<float>(network)), $"{Describe(number, file)} is loaded wrongly");
            loaded++;
            whole += Seeds.Any(seed => seed.AsSpan().SequenceEqual(file)) ? 1 : 0;
        }

        output.WriteLine($"{loaded} of {Count} were right, {whole} of them as they were.");
        Assert.True(Count < 1000 || (loaded - whole > Count / 50 && loaded < Count / 2), $"{loaded} of {Count} were right, {whole} of them as they were: too few or too many to find anything.");
    }

    /// <summary>The tensors that a file should give, or null if it should be refused.</summary>
    private static float[][]? Judge(byte[] file)
    {
        try
        {
            PlainSafetensors plain = PlainSafetensors.Read(file);
            if (plain.Tensors.Count != Expected.Length || (plain.Metadata.TryGetValue("lineargen.layout", out string? layout) && layout != "out_in"))
            {
                return null;
            }

            List<float[]> values = [];
            foreach ((string name, long[] shape) in Expected)
            {
                if (!plain.Tensors.TryGetValue(name, out (string Type, long[] Shape, byte[] Bytes) tensor)
                    || !tensor.Shape.SequenceEqual(shape)
                    || PlainSafetensors.ToFloats(tensor.Type, tensor.Bytes) is not { } floats
                    || (tensor.Type == "F64" && floats.Where((value, k) => float.IsInfinity(value) && double.IsFinite(BitConverter.ToDouble(tensor.Bytes, 8 * k))).Any()))
                {
                    return null;
                }

                values.Add(floats);
            }

            return [.. values];
        }
        catch (Exception mistake) when (mistake is InvalidDataException or JsonException or ArgumentException)
        {
            return null;
        }
    }

    private static byte[] Spoil(int number)
    {
        Random random = new(HashCode(number));
        byte[] file = [.. Seeds[random.Next(Seeds.Length)]];
        for (int change = random.Next(1, 4); change > 0; change--)
        {
            file = random.Next(8) switch
            {
                0 => FlipBit(file, random),
                1 => file[..random.Next(file.Length + 1)],
                2 => [.. file, .. new byte[random.Next(1, 20)]],
                3 => WithLength(file, random),
                _ => WithHeader(file, header => Edit(header, random)),
            };
        }

        return file;
    }

    /// <summary>A number of its own for each input of a seed.</summary>
    private static int HashCode(int number) => unchecked((Seed * 486187739) + (number * 16777619));

    private static byte[] FlipBit(byte[] file, Random random)
    {
        if (file.Length > 0)
        {
            file[random.Next(file.Length)] ^= (byte)(1 << random.Next(8));
        }

        return file;
    }

    private static byte[] WithLength(byte[] file, Random random)
    {
        if (file.Length >= 8)
        {
            long length = BinaryPrimitives.ReadInt64LittleEndian(file);
            BinaryPrimitives.WriteInt64LittleEndian(file, random.Next(3) switch { 0 => random.NextInt64(), 1 => length + random.Next(-9, 10), _ => 1L << random.Next(63) });
        }

        return file;
    }

    /// <summary>Changes the header's text, the length before it too, so that the text is looked at.</summary>
    private static byte[] WithHeader(byte[] file, Func<string, string> edit)
    {
        if (file.Length < 8 || BinaryPrimitives.ReadUInt64LittleEndian(file) > (ulong)(file.Length - 8))
        {
            return file;
        }

        int end = 8 + (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        return PlainSafetensors.Make(Encoding.Latin1.GetBytes(edit(Encoding.Latin1.GetString(file[8..end]))), file[end..]);
    }

    private static string Edit(string header, Random random)
    {
        int start = random.Next(header.Length + 1);
        int end = random.Next(start, Math.Min(header.Length, start + 30) + 1);
        string token = Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Tokens[random.Next(Tokens.Length)]));
        return random.Next(6) switch
        {
            0 => header.Insert(start, token),
            1 => header.Remove(start, end - start),
            2 => header.Insert(random.Next(header.Length + 1), header[start..end]),
            3 => header.Insert(header.Length, new string(' ', random.Next(9))),
            _ => ReplaceToken(header, token, random),
        };
    }

    /// <summary>Puts something else in the place of a number or a text.</summary>
    private static string ReplaceToken(string header, string token, Random random)
    {
        int start = random.Next(header.Length + 1);
        while (start < header.Length && !char.IsAsciiDigit(header[start]) && header[start] != '"')
        {
            start++;
        }

        int end = start;
        while (end < header.Length && header[end] != ',' && header[end] != ']' && header[end] != '}' && header[end] != ':')
        {
            end++;
        }

        return header[..start] + token + header[end..];
    }

    private static byte[] Make(string type)
    {
        SafetensorsWriter writer = new();
        Random random = new(type.Length);
        foreach ((string name, long[] shape) in Expected)
        {
            int count = (int)shape.Aggregate(1L, (a, b) => a * b);
            writer.Add(name, shape, Numbers.Draw<float>(random, count), Enum.Parse<TensorType>(type));
        }

        using MemoryStream stream = new();
        writer.Save(stream);
        return stream.ToArray();
    }

    private static string Describe(int number, byte[] file) =>
        $"Input {number} of LINEARGEN_FUZZ_SEED={Seed}, {Convert.ToBase64String(file)},";

    private static int Variable(string name, int otherwise) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
