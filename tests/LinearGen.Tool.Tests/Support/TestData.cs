using System.Buffers.Binary;
using System.Text.Json;

namespace LinearGen.Tool.Tests.Support;

/// <summary>A model that other software has computed: a file, inputs and the outputs in double.</summary>
/// <param name="File">Its name below Data/Models.</param>
/// <param name="Activations">One for each layer.</param>
/// <param name="Tolerance">How far an output may be off.</param>
/// <param name="X">[rows, In].</param>
/// <param name="Y">[rows, Out].</param>
public sealed record ModelCase(string File, IReadOnlyList<Activation> Activations, double Tolerance, double[] X, double[] Y)
{
    public string Path => TestData.Path("Models", File);

    public override string ToString() => File;
}

/// <summary>The files beside the tests.</summary>
internal static class TestData
{
    /// <summary>Models of others with what they compute.</summary>
    public static IReadOnlyList<ModelCase> Models { get; } = Load();

    /// <summary>Models that are damaged in one way each.</summary>
    public static IReadOnlyList<string> Damaged { get; } = [.. Directory.GetFiles(Path("Damaged")).Select(file => System.IO.Path.GetFileName(file)).Where(file => !file.StartsWith("ox_ok", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    public static string Path(params string[] parts) => System.IO.Path.Combine([AppContext.BaseDirectory, "Data", .. parts]);

    private static ModelCase[] Load()
    {
        byte[] data = File.ReadAllBytes(Path("models.bin"));
        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllBytes(Path("models.json")));
        return
        [
            .. manifest.RootElement.GetProperty("cases").EnumerateArray().Select(item => new ModelCase(
                item.GetProperty("file").GetString()!,
                [.. item.GetProperty("activations").EnumerateArray().Select(name => Enum.Parse<Activation>(name.GetString()!, ignoreCase: true))],
                item.GetProperty("tolerance").GetDouble(),
                Numbers(item.GetProperty("x"), data),
                Numbers(item.GetProperty("y"), data))),
        ];
    }

    private static double[] Numbers(JsonElement tensor, byte[] data)
    {
        int count = tensor.GetProperty("shape").EnumerateArray().Aggregate(1, (product, size) => product * size.GetInt32());
        ReadOnlySpan<byte> bytes = data.AsSpan(tensor.GetProperty("offset").GetInt32());
        bool isDouble = tensor.GetProperty("dtype").GetString() == "f64";
        double[] numbers = new double[count];
        for (int n = 0; n < count; n++)
        {
            numbers[n] = isDouble ? BinaryPrimitives.ReadDoubleLittleEndian(bytes[(n * 8)..]) : BinaryPrimitives.ReadSingleLittleEndian(bytes[(n * 4)..]);
        }

        return numbers;
    }
}
