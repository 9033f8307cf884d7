using System.Buffers.Binary;
using System.Text.Json;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>One file of golden numbers; Golden/README.md describes the format.</summary>
internal sealed class Golden
{
    private readonly byte[] _bytes;

    private Golden(JsonElement manifest, byte[] bytes)
    {
        Manifest = manifest;
        Cases = manifest.GetProperty("cases").EnumerateArray().ToDictionary(c => c.GetProperty("name").GetString()!);
        _bytes = bytes;
    }

    public static Golden Activations { get; } = Load("activations");

    public static Golden Losses { get; } = Load("losses");

    public static Golden Optimizers { get; } = Load("optimizers");

    public static Golden RealData { get; } = Load("realdata");

    public static Golden Stages { get; } = Load("stages");

    public static Golden Checkpoints { get; } = Load("Checkpoints/version1");

    public static Golden SafetensorsModels { get; } = Load("Safetensors/models");

    public static Golden SafetensorsDamaged { get; } = Load("Safetensors/damaged");

    public JsonElement Manifest { get; }

    public IReadOnlyDictionary<string, JsonElement> Cases { get; }

    /// <summary>The values of a tensor of any type, row-major.</summary>
    public double[] Read(JsonElement tensor)
    {
        int count = 1;
        foreach (JsonElement size in tensor.GetProperty("shape").EnumerateArray())
        {
            count *= size.GetInt32();
        }

        string dtype = tensor.GetProperty("dtype").GetString()!;
        ReadOnlySpan<byte> bytes = _bytes.AsSpan(tensor.GetProperty("offset").GetInt32());
        double[] values = new double[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = dtype switch
            {
                "f32" => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * k)..]),
                "f64" => BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * k)..]),
                "i32" => BinaryPrimitives.ReadInt32LittleEndian(bytes[(4 * k)..]),
                "u16" => BinaryPrimitives.ReadUInt16LittleEndian(bytes[(2 * k)..]),
                "u8" => bytes[k],
                _ => throw new InvalidDataException(dtype),
            };
        }

        return values;
    }

    private static Golden Load(string name)
    {
        string path = Path.Combine(AppContext.BaseDirectory, "Golden", name + ".json");
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(path));
        JsonElement manifest = document.RootElement.Clone();
        return new Golden(manifest, File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(path)!, manifest.GetProperty("bin").GetString()!)));
    }
}
