using System.Globalization;

namespace LinearGen.Tool.Safetensors;

/// <summary>The properties of a network that a safetensors file does not contain.</summary>
/// <param name="Layout">The layout of weights; null for the layout that the file names, or else [Out, In] as in PyTorch.</param>
/// <param name="Names">The prefixes of ".weight" and ".bias", in the order of application; null for all in the file, in the order of their names.</param>
/// <param name="Activations">One for each layer, or one for all but the last; null for none.</param>
/// <param name="Epsilon">The number that normalisations add to variances; null for the default of the framework whose names they have.</param>
internal sealed record TensorOptions(WeightLayout? Layout = null, IReadOnlyList<string>? Names = null, IReadOnlyList<Activation>? Activations = null, double? Epsilon = null)
{
    private static readonly string[] MatrixEnds = [".weight", ".kernel", "/kernel"];

    /// <summary>Whether the user has said anything.</summary>
    public bool IsEmpty => Layout is null && Names is null && Activations is null && Epsilon is null;

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
        string[] names = [.. text.Split(',', StringSplitOptions.TrimEntries).Select(WithoutEnd)];
        return names.Contains("") || names.Distinct(StringComparer.Ordinal).Count() != names.Length
            ? throw new ImportException($"--names {Quoted.Name(text)}: expected different names, separated by commas, of what precedes .weight and .bias in the file: fc1,fc2.")
            : names;
    }

    /// <summary>Reads the value of --epsilon.</summary>
    /// <exception cref="ImportException">It is no number that a normalisation could add.</exception>
    public static double ParseEpsilon(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && value >= 0 && double.IsFinite(value)
        ? value
        : throw new ImportException($"--epsilon {Quoted.Name(text)}: expected a number, 0 or more, such as 1e-5.");

    private static string WithoutEnd(string name) =>
        MatrixEnds.FirstOrDefault(end => name.EndsWith(end, StringComparison.Ordinal)) is { } end ? name[..^end.Length] : name;

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
