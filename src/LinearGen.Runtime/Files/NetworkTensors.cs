using System.Globalization;
using System.Numerics;

namespace LinearGen;

/// <summary>The matrices and biases of a layer or network on their way to and from a safetensors file.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class NetworkTensors<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Where our files say how their weights lie.</summary>
    private const string LayoutKey = "lineargen.layout";

    private readonly INetwork<T> _network;
    private readonly ILinearLayer<T>[] _layers;
    private readonly Activation[] _activations;
    private readonly TensorNames _names;
    private readonly WeightLayout _layout;

    /// <exception cref="ArgumentNullException">The network is null.</exception>
    /// <exception cref="ArgumentException">The network is not one of the generator's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    public NetworkTensors(INetwork<T> network, TensorNames? names, WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        _layers = network switch
        {
            ILinearLayer<T> layer => [layer],
            ISequentialNetwork<T> sequence => sequence.Layers.ToArray(),
            _ => throw new ArgumentException($"network is a {network.GetType()}; expected a class with [LinearLayer] or [Sequential].", nameof(network)),
        };
        _activations = new Activation[_layers.Length];
        for (int n = 0; n < _layers.Length; n++)
        {
            _activations[n] = _layers[n].Activation;
        }

        _names = names ?? TensorNames.Sequential;
        _layout = layout is WeightLayout.InOut or WeightLayout.OutIn
            ? layout
            : throw new ArgumentOutOfRangeException(nameof(layout), layout, "Expected WeightLayout.InOut or WeightLayout.OutIn.");
    }

    private static string NameOf(WeightLayout layout) => layout == WeightLayout.OutIn ? "out_in" : "in_out";

    /// <summary>The parameters, converted.</summary>
    /// <exception cref="ArgumentException">There is no name for each layer.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The type is not a defined value.</exception>
    /// <exception cref="OverflowException">A finite parameter is too large for the type.</exception>
    public SafetensorsWriter ToWriter(TensorType? type)
    {
        TensorType stored = type ?? (typeof(T) == typeof(double) ? TensorType.F64 : TensorType.F32);
        SafetensorsWriter writer = new();
        if (_layout == WeightLayout.OutIn)
        {
            // Readers of PyTorch's files ask for this.
            writer.Metadata["format"] = "pt";
        }

        writer.Metadata[LayoutKey] = NameOf(_layout);
        foreach (Slot slot in Slots(_names.Of(_activations, file: null)))
        {
            T[] values = new T[slot.Count];
            slot.CopyTo(values);
            writer.Add<T>(slot.Name, slot.Shape, values, stored);
        }

        return writer;
    }

    /// <summary>Replaces the parameters, once all of the file has been found right.</summary>
    /// <exception cref="ArgumentException">There is no name for each layer.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit; nothing has been changed.</exception>
    public void Load(SafetensorsFile file, bool ignoreOthers)
    {
        CheckLayout(file);
        (string Weight, string Bias)[] names = _names.Of(_activations, file);
        Dictionary<string, Slot> slots = Slots(names).ToDictionary(slot => slot.Name, StringComparer.Ordinal);
        foreach (Slot slot in slots.Values)
        {
            Check(file, slot);
        }

        CheckOthers(file, names, slots, ignoreOthers);

        // In the order of the file, since it may not be able to seek; and beside the network, since a disk may fail.
        List<(Slot Slot, T[] Values)> read = [];
        foreach (SafetensorsTensor tensor in file.Tensors)
        {
            if (slots.TryGetValue(tensor.Name, out Slot? slot))
            {
                T[] values = new T[slot.Count];
                file.Read<T>(tensor.Name, values);
                read.Add((slot, values));
            }
        }

        file.ReadToEnd();
        foreach ((Slot slot, T[] values) in read)
        {
            slot.Set(values);
        }

        _network.ParametersChanged();
    }

    private void CheckLayout(SafetensorsFile file)
    {
        if (file.Metadata.TryGetValue(LayoutKey, out string? layout) && layout != NameOf(_layout))
        {
            throw file.Mistake($"its weights lie as '{SafetensorsText.Quoted(layout)}', says its metadata; expected '{NameOf(_layout)}', since WeightLayout.{_layout} is asked for");
        }
    }

    private void Check(SafetensorsFile file, Slot slot)
    {
        string expected = $"expected F32, F64, F16 or BF16 of shape {SafetensorsText.Shape(slot.Shape)} for the {slot.Role}";
        if (!file.TryGetTensor(slot.Name, out SafetensorsTensor? tensor))
        {
            throw file.Mistake($"there is no tensor '{SafetensorsText.Quoted(slot.Name)}'; {expected}. The file has {Describe(file.Tensors)}. Other names are given with TensorNames");
        }

        if (tensor.Type is null || !tensor.Shape.SequenceEqual(slot.Shape))
        {
            bool isOther = slot.Shape.Length == 2 && tensor.Shape.SequenceEqual(Enumerable.Reverse(slot.Shape));
            string hint = isOther ? $". That is the shape for WeightLayout.{(_layout == WeightLayout.OutIn ? WeightLayout.InOut : WeightLayout.OutIn)}; {_layout} is asked for" : "";
            throw file.Mistake($"tensor '{SafetensorsText.Quoted(slot.Name)}' is {tensor.Form}; {expected}{hint}");
        }
    }

    private void CheckOthers(SafetensorsFile file, (string Weight, string Bias)[] names, Dictionary<string, Slot> slots, bool ignoreOthers)
    {
        for (int layer = 0; layer < names.Length; layer++)
        {
            if (!slots.ContainsKey(names[layer].Bias) && file.TryGetTensor(names[layer].Bias, out SafetensorsTensor? bias))
            {
                throw file.Mistake($"there is a bias {bias}; expected none, since the {RoleOf("layer", layer)} has none: Bias = true is missing at the class");
            }
        }

        SafetensorsTensor[] others = [.. file.Tensors.Where(tensor => !slots.ContainsKey(tensor.Name))];
        if (others.Length > 0 && !ignoreOthers)
        {
            throw file.Mistake($"these tensors are no layer's: {Describe(others)}; expected {string.Join(", ", slots.Keys)} alone. ignoreOthers: true leaves them out");
        }
    }

    private static string Describe(IReadOnlyList<SafetensorsTensor> tensors) => tensors.Count == 0 ? "no tensors" : SafetensorsText.List(tensors, tensors.Count);

    /// <summary>For example "weights of layer 0, 64→32, of Classifier".</summary>
    private string RoleOf(string what, int layer)
    {
        (int inputs, int outputs, _) = _layers[layer].Layer.Shape;
        return string.Create(CultureInfo.InvariantCulture, $"{what} {layer}, {inputs}→{outputs}, of {_network.GetType().Name}");
    }

    private IEnumerable<Slot> Slots((string Weight, string Bias)[] names)
    {
        for (int n = 0; n < _layers.Length; n++)
        {
            ILinearLayer<T> layer = _layers[n];
            (int inputs, int outputs, _) = layer.Layer.Shape;
            yield return new Slot(
                names[n].Weight,
                _layout == WeightLayout.OutIn ? [outputs, inputs] : [inputs, outputs],
                RoleOf("weights of layer", n),
                values => layer.Layer.GetWeights(values, _layout),
                values => layer.Layer.SetWeights(values, _layout));
            if (layer.Layer.HasBias)
            {
                yield return new Slot(
                    names[n].Bias, [outputs], RoleOf("bias of layer", n), values => layer.Layer.GetBias(values), values => layer.Layer.SetBias(values));
            }
        }
    }

    /// <summary>A matrix or a bias of a layer, and the tensor that it comes from or goes to.</summary>
    private sealed record Slot(string Name, long[] Shape, string Role, Action<T[]> CopyTo, Action<T[]> Set)
    {
        public int Count => checked((int)Shape.Aggregate(1L, (product, size) => product * size));
    }
}
