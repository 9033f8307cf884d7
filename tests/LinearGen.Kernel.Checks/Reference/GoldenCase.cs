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
        Activation = element.TryGetProperty("activation", out JsonElement activation) ? ToActivation(activation.GetString()!) : Activation.None;
        _tensors = element.GetProperty("tensors");
        _bytes = bytes;
    }

    /// <summary>For example "n_17x33_b3_bias".</summary>
    public string Name { get; }

    /// <summary>normal, int, wide, nonfinite or fused.</summary>
    public string Kind { get; }

    /// <summary>Inputs per row.</summary>
    public int In { get; }

    /// <summary>Outputs per row.</summary>
    public int Out { get; }

    /// <summary>The number of rows.</summary>
    public int Rows { get; }

    /// <summary>Whether there are b and db.</summary>
    public bool HasBias { get; }

    /// <summary>The function behind the sums.</summary>
    public Activation Activation { get; }

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
    public double[] Get(string tensor) => GoldenTensor.Read(_tensors.GetProperty(tensor), _bytes);

    private static Activation ToActivation(string name) => name switch
    {
        "leaky_relu_0.01" => Activation.LeakyRelu,
        "elu_1" => Activation.Elu,
        "gelu_erf" => Activation.Gelu,
        _ => Enum.Parse<Activation>(name.Replace("_", "", StringComparison.Ordinal), ignoreCase: true),
    };
}
