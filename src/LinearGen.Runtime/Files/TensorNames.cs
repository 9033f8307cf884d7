using System.Globalization;

namespace LinearGen;

/// <summary>Which tensors of a safetensors file are the weights and the bias of which layer.</summary>
/// <remarks>
/// PyTorch names a tensor by the way to it through modules: the weight of a <c>nn.Linear</c> that is the attribute <c>fc1</c> is
/// "fc1.weight", its bias "fc1.bias".
/// </remarks>
public sealed class TensorNames
{
    private const string Weight = "weight";
    private const string Bias = "bias";

    private readonly Func<IReadOnlyList<Activation>, SafetensorsFile?, (string Weight, string Bias)[]> _names;

    /// <param name="names">From the layers' activations and the file, or no file if one is to be written, the names of each layer.</param>
    private TensorNames(Func<IReadOnlyList<Activation>, SafetensorsFile?, (string Weight, string Bias)[]> names) => _names = names;

    /// <summary>
    /// The names in a <c>nn.Sequential</c> of the same modules, which counts them from 0: each layer is one, and its activation, if it has
    /// one, another. 64→32 with ReLU, then 32→10, are "0.weight", "0.bias", "2.weight", "2.bias".
    /// </summary>
    /// <remarks>
    /// For other modules between layers (<c>nn.Dropout</c>, <c>nn.Flatten</c>) give the numbers: <c>TensorNames.Prefixes("1", "4")</c>. A single
    /// layer is saved as "0.weight" and "0.bias" too, and is loaded from "weight" and "bias", the names of a <c>nn.Linear</c>
    /// by itself, where a file has no "0.weight".
    /// </remarks>
    public static TensorNames Sequential { get; } = new((activations, file) => InSequence("", activations, file));

    /// <summary>
    /// For loading only: the tensors "….weight" of a file in the order of their names, numbers in names by their value ("layer2"
    /// before "layer10"), are the layers' weights one after another, and "….bias" what belongs to them.
    /// </summary>
    /// <remarks>
    /// A guess, which may be wrong without being noticed where layers have the same shape: "decoder" comes before "encoder". The order of the
    /// data in a file says less, since writers sort by name, "10" before "2".
    /// </remarks>
    public static TensorNames InOrder { get; } = new(SortedByName);

    /// <summary>Like <see cref="Sequential"/>, where the <c>nn.Sequential</c> is a module's attribute: "net.0.weight" for the prefix "net".</summary>
    /// <param name="prefix">The way to it, without the last dot.</param>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> is null or empty.</exception>
    public static TensorNames SequentialIn(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new((activations, file) => InSequence(prefix + ".", activations, file));
    }

    /// <summary>The names of modules: <c>TensorNames.Prefixes("fc1", "fc2")</c> stands for "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias".</summary>
    /// <param name="prefixes">One for each layer, without the last dot; "" stands for "weight" and "bias".</param>
    /// <exception cref="ArgumentNullException">A prefix is null.</exception>
    public static TensorNames Prefixes(params string[] prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        (string, string)[] names = [.. prefixes.Select(prefix => WithPrefix(prefix is "" ? "" : (prefix ?? throw new ArgumentNullException(nameof(prefixes), "A prefix is null.")) + "."))];
        return new((activations, _) => activations.Count == names.Length ? names : throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture, $"{names.Length} prefixes are given; expected {activations.Count}, one for each layer.")));
    }

    /// <summary>Names of any kind.</summary>
    /// <param name="names">From a layer, 0, 1 … in the order of application, the names of its weights and its bias. That of the bias does not matter for a layer without one.</param>
    public static TensorNames Each(Func<int, (string Weight, string Bias)> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new((activations, _) => [.. activations.Select((_, layer) => names(layer))]);
    }

    /// <summary>The names of each layer of a network.</summary>
    /// <param name="activations">The layers' activations.</param>
    /// <param name="file">The file to load from; null to save.</param>
    /// <exception cref="ArgumentException">There is no name for each layer, or one for two.</exception>
    /// <exception cref="InvalidDataException">The file does not have what is to be put in order.</exception>
    internal (string Weight, string Bias)[] Of(IReadOnlyList<Activation> activations, SafetensorsFile? file)
    {
        (string Weight, string Bias)[] names = _names(activations, file);
        HashSet<string> all = new(StringComparer.Ordinal);
        foreach ((string weight, string bias) in names)
        {
            foreach (string name in (ReadOnlySpan<string>)[weight, bias])
            {
                if (name is null || !all.Add(name))
                {
                    throw new ArgumentException(name is null ? "A tensor's name is null." : $"Two tensors are named '{name}'.");
                }
            }
        }

        return names;
    }

    private static (string Weight, string Bias) WithPrefix(string prefix) => (prefix + Weight, prefix + Bias);

    private static (string Weight, string Bias)[] InSequence(string prefix, IReadOnlyList<Activation> activations, SafetensorsFile? file)
    {
        (string Weight, string Bias)[] names = new (string, string)[activations.Count];
        int module = 0;
        for (int layer = 0; layer < names.Length; layer++)
        {
            names[layer] = WithPrefix(string.Create(CultureInfo.InvariantCulture, $"{prefix}{module}."));
            module += activations[layer] == Activation.None ? 1 : 2;
        }

        bool isLinearAlone = names.Length == 1 && file is not null && !file.TryGetTensor(names[0].Weight, out _) && file.TryGetTensor(prefix + Weight, out _);
        return isLinearAlone ? [WithPrefix(prefix)] : names;
    }

    private static (string Weight, string Bias)[] SortedByName(IReadOnlyList<Activation> activations, SafetensorsFile? file)
    {
        if (file is null)
        {
            throw new ArgumentException("TensorNames.InOrder finds names in a file to load; to save, give names.");
        }

        string[] prefixes =
        [
            .. file.Tensors
                .Select(tensor => tensor.Name)
                .Where(name => name == Weight || name.EndsWith("." + Weight, StringComparison.Ordinal))
                .Select(name => name[..^Weight.Length])
                .Order(NaturalOrder.Instance),
        ];
        return prefixes.Length == activations.Count ? [.. prefixes.Select(WithPrefix)] : throw file.Mistake(string.Create(
            CultureInfo.InvariantCulture, $"{prefixes.Length} tensors are named '….weight'; expected {activations.Count}, one for each layer. The file has {SafetensorsText.List(file.Tensors, file.Tensors.Count)}"));
    }
}
