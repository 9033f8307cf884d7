
namespace LinearGen;

/// <summary>The assignment of a safetensors file's tensors to the weights and biases of layers.</summary>
/// <remarks>
/// PyTorch names a tensor by the way to it through modules: the weight of a <c>nn.Linear</c> that is the attribute <c>fc1</c> is
/// "fc1.weight", its bias "fc1.bias".
/// </remarks>
public sealed class TensorNames
{
    private const string Weight = "weight";

    private readonly Func<IReadOnlyList<TensorModule>, SafetensorsFile?, string[][]> _names;

    /// <param name="names">From the stages with tensors and the file, or no file if one is to be written, the names of each stage's tensors.</param>
    private TensorNames(Func<IReadOnlyList<TensorModule>, SafetensorsFile?, string[][]> names) => _names = names;

    /// <summary>
    /// The names in a <c>nn.Sequential</c> of the same modules, which counts them from 0: each layer is one, and its activation, if it has
    /// one, another. 64→32 with ReLU, then 32→10, are "0.weight", "0.bias", "2.weight", "2.bias".
    /// </summary>
    /// <remarks>
    /// Other stages are a module each: a normalisation's tensors are "0.mean" and "0.deviation", a rescaling's "0.scale", "0.offset", "0.low" and "0.high", a layer
    /// normalisation's "0.weight" and "0.bias", as PyTorch's; a residual block counts its own, "0.0.weight".
    /// For other modules between layers (<c>nn.Dropout</c>, <c>nn.Flatten</c>) give the numbers: <c>TensorNames.Prefixes("1", "4")</c>. A single
    /// layer is saved as "0.weight" and "0.bias" too, and is loaded from "weight" and "bias", the names of a <c>nn.Linear</c>
    /// by itself, where a file has no "0.weight".
    /// </remarks>
    public static TensorNames Sequential { get; } = new((modules, file) => InSequence("", modules, file));

    /// <summary>
    /// For loading only: the tensors "….weight" of a file in the order of their names, numbers in names by their value ("layer2"
    /// before "layer10"), are the layers' weights one after another, and "….bias" what belongs to them.
    /// </summary>
    /// <remarks>
    /// A guess, which may be wrong without being noticed where layers have the same shape: "decoder" comes before "encoder". The order of the
    /// data in a file tells less, since writers sort by name, "10" before "2".
    /// </remarks>
    public static TensorNames InOrder { get; } = new(SortedByName);

    /// <summary>Like <see cref="Sequential"/>, where the <c>nn.Sequential</c> is a module's attribute: "net.0.weight" for the prefix "net".</summary>
    /// <param name="prefix">The way to it, without the last dot.</param>
    /// <exception cref="ArgumentException"><paramref name="prefix"/> is null or empty.</exception>
    public static TensorNames SequentialIn(string prefix)
    {
        ArgumentException.ThrowIfNullOrEmpty(prefix);
        return new((modules, file) => InSequence(prefix + ".", modules, file));
    }

    /// <summary>The names of modules: <c>TensorNames.Prefixes("fc1", "fc2")</c> stands for "fc1.weight", "fc1.bias", "fc2.weight", "fc2.bias".</summary>
    /// <param name="prefixes">One for each layer, and each other stage with tensors, without the last dot; "" stands for "weight" and "bias".</param>
    /// <exception cref="ArgumentNullException">A prefix is null.</exception>
    public static TensorNames Prefixes(params string[] prefixes)
    {
        ArgumentNullException.ThrowIfNull(prefixes);
        string[] heads = [.. prefixes.Select(prefix => prefix is "" ? "" : (prefix ?? throw new ArgumentNullException(nameof(prefixes), "A prefix is null.")) + ".")];
        return new((modules, _) => modules.Count == heads.Length ? [.. modules.Select((module, n) => module.WithPrefix(heads[n]))] : throw new ArgumentException(Invariant(
            $"{heads.Length} prefixes are given; expected {modules.Count}, one for each layer.")));
    }

    /// <summary>Names of any kind.</summary>
    /// <param name="names">From a layer, 0, 1 … in the order of application, the names of its weights and its bias. That of the bias does not matter for a layer without one.</param>
    /// <remarks>Of a stage with two tensors it is those; a rescaling, which has four, needs <see cref="Renamed"/>.</remarks>
    public static TensorNames Each(Func<int, (string Weight, string Bias)> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new((modules, _) => [.. modules.Select((module, n) => module.Tensors.Count == 2 ? (string[])[names(n).Weight, names(n).Bias] : throw new ArgumentException(Invariant(
            $"TensorNames.Each names two tensors of each layer; stage {n} has {string.Join(", ", module.Tensors)}: TensorNames.Renamed names each.")))]);
    }

    /// <summary>The names that <see cref="Sequential"/> gives, some of them replaced: those of a training program whose modules are called otherwise.</summary>
    /// <param name="names">From names as <see cref="Sequential"/> gives them to names in the file.</param>
    public static TensorNames Renamed(IReadOnlyDictionary<string, string> names)
    {
        ArgumentNullException.ThrowIfNull(names);
        return new((modules, file) =>
        {
            string[][] known = [.. modules.Select(module => module.WithPrefix(module.Place + "."))];
            string? unknown = names.Keys.FirstOrDefault(name => !known.Any(tensors => tensors.Contains(name)));
            return unknown is null ? [.. known.Select(tensors => tensors.Select(name => names.GetValueOrDefault(name, name)).ToArray())] : throw new ArgumentException(
                $"'{unknown}' is to be renamed; expected one of {string.Join(", ", known.SelectMany(tensors => tensors))}.", nameof(names));
        });
    }

    /// <summary>The names of each stage's tensors.</summary>
    /// <param name="modules">The stages.</param>
    /// <param name="file">The file to load from; null to save.</param>
    /// <exception cref="ArgumentException">There is no name for each stage, or one for two.</exception>
    /// <exception cref="InvalidDataException">The file does not have the tensors that are to be put in order.</exception>
    internal string[][] Of(IReadOnlyList<TensorModule> modules, SafetensorsFile? file)
    {
        string[][] names = _names(modules, file);
        HashSet<string> all = new(StringComparer.Ordinal);
        foreach (string name in names.SelectMany(tensors => tensors))
        {
            if (name is null || !all.Add(name))
            {
                throw new ArgumentException(name is null ? "A tensor's name is null." : $"Two tensors are named '{name}'.");
            }
        }

        return names;
    }

    private static string[][] InSequence(string prefix, IReadOnlyList<TensorModule> modules, SafetensorsFile? file)
    {
        string[][] names = [.. modules.Select(module => module.WithPrefix($"{prefix}{module.Place}."))];
        bool isAlone = names.Length == 1 && file is not null && !file.TryGetTensor(names[0][0], out _) && file.TryGetTensor(prefix + modules[0].Tensors[0], out _);
        return isAlone ? [modules[0].WithPrefix(prefix)] : names;
    }

    private static string[][] SortedByName(IReadOnlyList<TensorModule> modules, SafetensorsFile? file)
    {
        if (file is null)
        {
            throw new ArgumentException("TensorNames.InOrder finds names in a file to load; to save, give names.");
        }

        if (modules.FirstOrDefault(module => module.Tensors[0] != Weight) is { } other)
        {
            throw new ArgumentException($"TensorNames.InOrder finds weights and biases; stage {other.Place} of the network has {string.Join(", ", other.Tensors)}: give names.");
        }

        string[] prefixes =
        [
            .. file.Tensors
                .Select(tensor => tensor.Name)
                .Where(name => name == Weight || name.EndsWith("." + Weight, StringComparison.Ordinal))
                .Select(name => name[..^Weight.Length])
                .Order(NaturalOrder.Instance),
        ];
        return prefixes.Length == modules.Count ? [.. modules.Select((module, n) => module.WithPrefix(prefixes[n]))] : throw file.Mistake(Invariant(
            $"{prefixes.Length} tensors are named '….weight'; expected {modules.Count}, one for each layer. The file has {SafetensorsText.List(file.Tensors, file.Tensors.Count)}"));
    }
}
