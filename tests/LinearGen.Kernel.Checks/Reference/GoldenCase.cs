using System.Buffers.Binary;
using System.Text.Json;

namespace LinearGen.Kernel.Checks;

/// <summary>One case of the golden set: inputs and what other software made of them.</summary>
public sealed class GoldenCase
{
    private readonly JsonElement _tensors;
    private readonly byte[] _bytes;

    private GoldenCase(JsonElement element, byte[] bytes)
    {
        Name = element.GetProperty("name").GetString()!;
        Kind = element.GetProperty("kind").GetString()!;
        In = element.GetProperty("in").GetInt32();
        Out = element.GetProperty("out").GetInt32();
        Rows = element.GetProperty("batch").GetInt32();
        HasBias = element.GetProperty("bias").GetBoolean();
        _tensors = element.GetProperty("tensors");
        _bytes = bytes;
    }

    /// <summary>For example "n_17x33_b3_bias".</summary>
    public string Name { get; }

    /// <summary>normal, int, wide or nonfinite.</summary>
    public string Kind { get; }

    /// <summary>Inputs per row.</summary>
    public int In { get; }

    /// <summary>Outputs per row.</summary>
    public int Out { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Whether there are b and db.</summary>
    public bool HasBias { get; }

    /// <summary>Reads all cases of a manifest.</summary>
    public static IReadOnlyList<GoldenCase> Load(string manifest)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(manifest));
        JsonElement root = document.RootElement.Clone();
        byte[] bytes = File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(manifest)!, root.GetProperty("bin").GetString()!));
        return [.. root.GetProperty("cases").EnumerateArray().Select(element => new GoldenCase(element, bytes))];
    }

    /// <summary>Whether a tensor is stored as float, so that its values are rounded.</summary>
    public bool IsRounded(string tensor) => _tensors.GetProperty(tensor).GetProperty("dtype").GetString() == "f32";

    /// <summary>One tensor, row-major.</summary>
    public double[] Get(string tensor)
    {
        JsonElement element = _tensors.GetProperty(tensor);
        int count = 1;
        foreach (JsonElement dimension in element.GetProperty("shape").EnumerateArray())
        {
            count *= dimension.GetInt32();
        }

        ReadOnlySpan<byte> bytes = _bytes.AsSpan(element.GetProperty("offset").GetInt32());
        string type = element.GetProperty("dtype").GetString()!;
        double[] values = new double[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = type switch
            {
                "f32" => BinaryPrimitives.ReadSingleLittleEndian(bytes[(4 * k)..]),
                "f64" => BinaryPrimitives.ReadDoubleLittleEndian(bytes[(8 * k)..]),
                "i8" => (sbyte)bytes[k],
                _ => throw new InvalidDataException($"{Name}: {tensor} is {type}."),
            };
        }

        return values;
    }
}
