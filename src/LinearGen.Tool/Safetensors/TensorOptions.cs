namespace LinearGen.Tool.Safetensors;

/// <summary>What a safetensors file does not say of a network.</summary>
/// <param name="Layout">How weights lie; null for what the file says of itself, or else [Out, In] as PyTorch has them.</param>
/// <param name="Names">What precedes ".weight" and ".bias", in the order of application; null for all there are, in the order of their names.</param>
/// <param name="Activations">One for each layer, or one for all but the last; null for none.</param>
internal sealed record TensorOptions(WeightLayout? Layout = null, IReadOnlyList<string>? Names = null, IReadOnlyList<Activation>? Activations = null)
{
    /// <summary>Whether the user has said anything.</summary>
    public bool IsEmpty => Layout is null && Names is null && Activations is null;

    /// <summary>Reads the value of --layout.</summary>
    /// <exception cref="ImportException">It is none.</exception>
    public static WeightLayout ParseLayout(string text) => Plain(text) switch
    {
        "outin" => WeightLayout.OutIn,
        "inout" => WeightLayout.InOut,
        _ => throw new ImportException($"--layout {Quoted.Name(text)}: expected out-in, as PyTorch keeps weights, or in-out."),
    };

    /// <summary>Reads the value of --names.</summary>
    /// <exception cref="ImportException">It is empty, or names a layer twice.</exception>
    public static IReadOnlyList<string> ParseNames(string text)
    {
        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(name => name.EndsWith(".weight", StringComparison.Ordinal) ? name[..^".weight".Length] : name)];
        return names.Contains("") || names.Distinct(StringComparer.Ordinal).Count() != names.Length
            ? throw new ImportException($"--names {Quoted.Name(text)}: expected different names, separated by commas, of what precedes .weight and .bias in the file: fc1,fc2.")
            : names;
    }

    /// <summary>Reads the value of --activations.</summary>
    /// <exception cref="ImportException">A name is not known.</exception>
    public static IReadOnlyList<Activation> ParseActivations(string text) =>
    [
        .. text.Split(',').Select(name => Enum.GetValues<Activation>().Where(activation => Plain(activation.ToString()) == Plain(name)).Select(activation => (Activation?)activation).FirstOrDefault()
            ?? throw new ImportException($"--activations {Quoted.Name(text)}: {Quoted.Name(name.Trim())} is not known; expected {string.Join(", ", Enum.GetNames<Activation>())}.")),
    ];

    /// <summary>LeakyRelu, leaky_relu and leaky-relu are the same.</summary>
    private static string Plain(string text) => text.Trim().Replace("_", "", StringComparison.Ordinal).Replace("-", "", StringComparison.Ordinal).ToLowerInvariant();
}
