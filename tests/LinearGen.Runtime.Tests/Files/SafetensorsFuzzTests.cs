using System.Buffers.Binary;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CsCheck;
using LinearGen.Runtime.Tests.Support;
using LinearGen.Testing;
using Xunit.Abstractions;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>
/// Spoiled files by the thousand: what the plain reader finds right is loaded with every bit, anything else refused with the one kind of
/// exception and the network as it was.
/// </summary>
public class SafetensorsFuzzTests(ITestOutputHelper output)
{
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

    /// <summary>Is taken modulo the number of places that there are.</summary>
    private static readonly Gen<int> Place = Gen.Int[0, 999];

    private static readonly Gen<string> Token = Gen.OneOf(Tokens).Select(token => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(token)));

    private static readonly Gen<Func<string, string>> HeaderEdit = Gen.Frequency(
        (1, Gen.Select(Place, Token, (at, token) => (Func<string, string>)(header => header.Insert(at % (header.Length + 1), token)))),
        (1, Gen.Select(Place, Gen.Int[0, 30], (at, length) => (Func<string, string>)(header => header.Remove(Part(header, at, length).Start.Value) + header[Part(header, at, length).End..]))),
        (1, Gen.Select(Place, Gen.Int[0, 30], Place, (at, length, to) => (Func<string, string>)(header => header.Insert(to % (header.Length + 1), header[Part(header, at, length)])))),
        (1, Gen.Int[0, 8].Select(count => (Func<string, string>)(header => header + new string(' ', count)))),
        (2, Gen.Select(Place, Token, (at, token) => (Func<string, string>)(header => ReplaceToken(header, at, token)))));

    private static readonly Gen<Func<byte[], byte[]>> Edit = Gen.Frequency(
        (1, Gen.Select(Place, Gen.Int[0, 7], FlipBit)),
        (1, Place.Select(at => (Func<byte[], byte[]>)(file => file[..(at % (file.Length + 1))]))),
        (1, Gen.Int[1, 19].Select(count => (Func<byte[], byte[]>)(file => [.. file, .. new byte[count]]))),
        (1, Gen.OneOf(
            Gen.Long[0, long.MaxValue].Select(length => WithLength(_ => length)),
            Gen.Int[-9, 9].Select(more => WithLength(length => length + more)),
            Gen.Int[0, 62].Select(bit => WithLength(_ => 1L << bit)))),
        (4, HeaderEdit.Select(edit => (Func<byte[], byte[]>)(file => WithHeader(file, edit)))));

    /// <summary>Files whose tensors lie where they should or elsewhere: with gaps, over one another, beyond the end.</summary>
    private static readonly Gen<byte[]> Placed = Gen.Select(
        Gen.Frequency((5, -1), (1, 0), (1, 36), (1, 48), (1, 60), (1, 76), (1, 80), (1, 84)).Array[Expected.Length],
        Gen.Bool,
        (starts, isWhole) =>
        {
            List<string> tensors = [];
            int next = 0, end = 0;
            foreach (((string name, long[] shape), int given) in Expected.Zip(starts))
            {
                int bytes = (int)shape.Aggregate(4L, (product, size) => product * size);
                int start = given < 0 ? next : given;
                next += bytes;
                end = Math.Max(end, start + bytes);
                tensors.Add($$"""
                    "{{name}}":{"dtype":"F32","shape":[{{string.Join(',', shape)}}],"data_offsets":[{{start}},{{start + bytes}}]}
                    """);
            }

            return PlainSafetensors.Make($"{{{string.Join(',', tensors)}}}", PlainSafetensors.Floats(Numbers.Draw<float>(new Random(2), (isWhole ? end : next) / 4)));
        });

    private static readonly Gen<(byte[] File, bool IsSeekable)> Spoiled = Gen.Select(
        Gen.Frequency(
            (5, Gen.Select(Gen.OneOf(Seeds), Edit.Array[1, 3], (seed, edits) => edits.Aggregate(seed, (file, edit) => edit(file)))),
            (1, Placed)),
        Gen.Bool);

    [Fact]
    public void Spoiled_files_are_loaded_right_or_refused()
    {
        SmallNetwork untouched = FileNetworks.Small();
        byte[] before = FileNetworks.Bits<float>(untouched);
        int loaded = 0;
        int whole = 0;
        int count = Property.Check(Spoiled, Check, fast: 6_000, full: 100_000, input => $"{(input.IsSeekable ? "" : "not seekable: ")}{Convert.ToBase64String(input.File)}", output.WriteLine);
        output.WriteLine($"{loaded} of {count} were right, {whole} of them as they were.");
        Assert.True(count < 1000 || (loaded - whole > count / 50 && loaded < count / 2), $"{loaded} of {count} were right, {whole} of them as they were: too few or too many to find anything.");

        void Check((byte[] File, bool IsSeekable) input)
        {
            byte[] file = input.File;
            SmallNetwork network = FileNetworks.Small();
            float[][]? expected = Judge(file);
            Stopwatch watch = Stopwatch.StartNew();
            long bytes = GC.GetAllocatedBytesForCurrentThread();
            string? refusal = null;
            try
            {
                Safetensors.Load(input.IsSeekable ? new MemoryStream(file) : new ForwardStream(file), network, TensorNames.Prefixes("fc1", "fc2"));
            }
            catch (InvalidDataException mistake)
            {
                refusal = mistake.Message;
            }

            long taken = GC.GetAllocatedBytesForCurrentThread() - bytes;
            Assert.True(taken < 1_000_000 && watch.ElapsedMilliseconds < 1000, $"The file takes {taken} bytes, {watch.Elapsed}.");
            Assert.True(refusal is null == expected is not null, $"The file is {(refusal is null ? "loaded" : "refused: " + refusal)}; the plain reader thinks otherwise.");
            if (expected is null)
            {
                Assert.True(before.AsSpan().SequenceEqual(FileNetworks.Bits<float>(network)), "The file has changed the network.");
                return;
            }

            untouched.SmallHidden.SetWeights(expected[0], WeightLayout.OutIn);
            untouched.SmallHidden.SetBias(expected[1]);
            untouched.SmallHead.SetWeights(expected[2], WeightLayout.OutIn);
            untouched.SmallHead.SetBias(expected[3]);
            Assert.True(FileNetworks.Bits<float>(untouched).AsSpan().SequenceEqual(FileNetworks.Bits<float>(network)), "The file is loaded wrongly.");
            loaded++;
            whole += Seeds.Any(seed => seed.AsSpan().SequenceEqual(file)) ? 1 : 0;
        }
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

    private static Func<byte[], byte[]> FlipBit(int at, int bit) => file =>
    {
        byte[] flipped = [.. file];
        if (flipped.Length > 0)
        {
            flipped[at % flipped.Length] ^= (byte)(1 << bit);
        }

        return flipped;
    };

    private static Func<byte[], byte[]> WithLength(Func<long, long> change) => file =>
    {
        byte[] changed = [.. file];
        if (changed.Length >= 8)
        {
            BinaryPrimitives.WriteInt64LittleEndian(changed, change(BinaryPrimitives.ReadInt64LittleEndian(file)));
        }

        return changed;
    };

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

    /// <summary>A part of a header that begins at some place.</summary>
    private static Range Part(string header, int at, int length)
    {
        int start = at % (header.Length + 1);
        return start..Math.Min(header.Length, start + length);
    }

    /// <summary>Puts something else in the place of a number or a text.</summary>
    private static string ReplaceToken(string header, int at, string token)
    {
        int start = at % (header.Length + 1);
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
}
