using System.Buffers.Binary;
using System.Text;
using System.Text.Json;

namespace LinearGen.Runtime.Tests.Files;

/// <summary>
/// The format once more, in the plainest way and without anything of the library's: files to read and to write in tests, and
/// a second opinion on spoiled ones.
/// </summary>
internal sealed class PlainSafetensors
{
    private static readonly Dictionary<string, int> Sizes = new()
    {
        ["BOOL"] = 1, ["U8"] = 1, ["I8"] = 1, ["F8_E5M2"] = 1, ["F8_E4M3"] = 1, ["F8_E8M0"] = 1, ["I16"] = 2, ["U16"] = 2, ["F16"] = 2,
        ["BF16"] = 2, ["I32"] = 4, ["U32"] = 4, ["F32"] = 4, ["F64"] = 8, ["I64"] = 8, ["U64"] = 8, ["C64"] = 8,
    };

    public Dictionary<string, (string Type, long[] Shape, byte[] Bytes)> Tensors { get; } = [];

    public Dictionary<string, string> Metadata { get; } = [];

    /// <summary>Any header before any data.</summary>
    public static byte[] Make(string header, params byte[] data) => Make(Encoding.UTF8.GetBytes(header), data);

    public static byte[] Make(byte[] header, byte[] data)
    {
        byte[] length = new byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        return [.. length, .. header, .. data];
    }

    /// <summary>A right file of tensors one behind the other.</summary>
    public static byte[] Make(params (string Name, string Type, long[] Shape, byte[] Bytes)[] tensors)
    {
        List<string> entries = [];
        long start = 0;
        foreach ((string name, string type, long[] shape, byte[] bytes) in tensors)
        {
            entries.Add($$"""{{JsonSerializer.Serialize(name)}}:{"dtype":"{{type}}","shape":[{{string.Join(',', shape)}}],"data_offsets":[{{start}},{{start + bytes.Length}}]}""");
            start += bytes.Length;
        }

        return Make("{" + string.Join(',', entries) + "}", [.. tensors.SelectMany(tensor => tensor.Bytes)]);
    }

    public static byte[] Floats(params float[] values) => [.. values.SelectMany(BitConverter.GetBytes)];

    /// <exception cref="InvalidDataException">The file is not right.</exception>
    /// <exception cref="JsonException">Nor is its header.</exception>
    /// <exception cref="ArgumentException">Nor is its text.</exception>
    public static PlainSafetensors Read(byte[] file)
    {
        Demand(file.Length >= 8);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(file);
        Demand(length > 0 && length <= (ulong)(file.Length - 8));
        byte[] header = file[8..(8 + (int)length)];
        Demand(header[0] == '{');
        _ = new UTF8Encoding(false, true).GetString(header);
        byte[] data = file[(8 + (int)length)..];

        PlainSafetensors result = new();
        List<(long Start, long End)> places = [];
        using JsonDocument document = JsonDocument.Parse(header);
        HashSet<string> names = [];
        foreach (JsonProperty property in document.RootElement.EnumerateObject())
        {
            string name = Name(property);
            Demand(names.Add(name));
            if (name == "__metadata__")
            {
                Demand(property.Value.ValueKind == JsonValueKind.Object);
                foreach (JsonProperty text in property.Value.EnumerateObject())
                {
                    Demand(text.Value.ValueKind == JsonValueKind.String);
                    result.Metadata.Add(Name(text), Text(text.Value));
                }

                continue;
            }

            Demand(property.Value.ValueKind == JsonValueKind.Object);
            foreach (string key in new[] { "dtype", "shape", "data_offsets" })
            {
                Demand(property.Value.EnumerateObject().Count(field => Name(field) == key) == 1);
            }

            JsonElement type = property.Value.GetProperty("dtype");
            Demand(type.ValueKind == JsonValueKind.String);
            long[] shape = Numbers(property.Value.GetProperty("shape"));
            long[] offsets = Numbers(property.Value.GetProperty("data_offsets"));
            Demand(offsets.Length == 2 && offsets[0] <= offsets[1] && offsets[1] <= data.Length);
            if (Sizes.TryGetValue(Text(type), out int size))
            {
                System.Numerics.BigInteger bytes = shape.Aggregate((System.Numerics.BigInteger)size, (product, number) => product * number);
                Demand(bytes == offsets[1] - offsets[0]);
            }

            result.Tensors.Add(name, (Text(type), shape, data[(int)offsets[0]..(int)offsets[1]]));
            places.Add((offsets[0], offsets[1]));
        }

        places.Sort();
        long end = 0;
        foreach ((long start, long stop) in places)
        {
            Demand(start == end);
            end = stop;
        }

        Demand(end == data.Length);
        return result;
    }

    /// <summary>A tensor's numbers as floats, or null if they are none.</summary>
    public static float[]? ToFloats(string type, byte[] bytes) => type switch
    {
        "F32" => Convert(bytes, 4, k => BitConverter.ToSingle(bytes, k)),
        "F64" => Convert(bytes, 8, k => (float)BitConverter.ToDouble(bytes, k)),
        "F16" => Convert(bytes, 2, k => (float)BitConverter.ToHalf(bytes, k)),
        "BF16" => Convert(bytes, 2, k => BitConverter.Int32BitsToSingle(BitConverter.ToInt16(bytes, k) << 16)),
        _ => null,
    };

    private static float[] Convert(byte[] bytes, int size, Func<int, float> convert) =>
        [.. Enumerable.Range(0, bytes.Length / size).Select(k => convert(k * size))];

    private static string Name(JsonProperty property) => Try(() => property.Name);

    private static string Text(JsonElement element) => Try(() => element.GetString()!);

    private static string Try(Func<string> text)
    {
        try
        {
            return text();
        }
        catch (InvalidOperationException mistake)
        {
            throw new InvalidDataException("Not Unicode.", mistake);
        }
    }

    private static long[] Numbers(JsonElement array)
    {
        Demand(array.ValueKind == JsonValueKind.Array);
        return [.. array.EnumerateArray().Select(number =>
        {
            Demand(number.ValueKind == JsonValueKind.Number);
            Demand(number.TryGetInt64(out long value) && value >= 0);
            return number.GetInt64();
        })];
    }

    private static void Demand(bool condition)
    {
        if (!condition)
        {
            throw new InvalidDataException("The file is not right.");
        }
    }
}
