using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>The matrices and biases of a layer or network on their way to and from a safetensors file.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class NetworkTensors<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The metadata key of the weight layout in files that this library writes.</summary>
    private const string LayoutKey = "lineargen.layout";

    private readonly INetwork<T> _network;
    private readonly string _name;
    private readonly INetworkStage<T>[] _stages;
    private readonly TensorModule[] _modules;
    private readonly TensorNames _names;
    private readonly WeightLayout _layout;

    /// <exception cref="ArgumentNullException">The network is null.</exception>
    /// <exception cref="ArgumentException">The network is not one of the generator's.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout is not a defined value.</exception>
    public NetworkTensors(INetwork<T> network, TensorNames? names, WeightLayout layout)
    {
        ArgumentNullException.ThrowIfNull(network);
        _network = network;
        List<(INetworkStage<T> Stage, TensorModule Module)> found = [];
        INetwork<T> generated = network.Undecorated();
        _name = generated.GetType().Name;
        Find(generated switch
        {
            ISequentialNetwork<T> sequence => sequence.Layers.Stages,
            INetworkStage<T> => [generated],
            _ => throw new ArgumentException(
                $"network is of type {generated.GetType()}; expected a class with [LinearLayer] or [Sequential], or a {nameof(DelegatingNetwork<T>)} around one.", nameof(network)),
        }, "", found);
        _stages = [.. found.Select(one => one.Stage)];
        _modules = [.. found.Select(one => one.Module)];
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
        SafetensorsWriter writer = new();
        AddTo(writer, type);
        return writer;
    }

    /// <summary>Adds the parameters, converted, to a file of other tensors.</summary>
    /// <inheritdoc cref="ToWriter"/>
    public void AddTo(SafetensorsWriter writer, TensorType? type)
    {
        TensorType own = typeof(T) == typeof(double) ? TensorType.F64 : TensorType.F32;
        if (_layout == WeightLayout.OutIn)
        {
            // Readers of PyTorch's files ask for this.
            writer.Metadata["format"] = "pt";
        }

        writer.Metadata[LayoutKey] = NameOf(_layout);
        foreach (Slot slot in Slots(_names.Of(_modules, file: null)))
        {
            T[] values = new T[slot.Count];
            slot.CopyTo(values);
            writer.Add<T>(slot.Name, slot.Shape, values, type ?? (slot.IsRounded ? TensorType.BF16 : own));
        }
    }

    /// <summary>Replaces the parameters, once all of the file has been found right.</summary>
    /// <exception cref="ArgumentException">There is no name for each layer.</exception>
    /// <exception cref="InvalidDataException">The file is damaged or does not fit; nothing has been changed.</exception>
    public void Load(SafetensorsFile file, bool ignoreOthers)
    {
        CheckLayout(file);
        string[][] names = _names.Of(_modules, file);
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
                if (slot.Problem(values) is { } problem)
                {
                    throw file.Mistake($"tensor '{SafetensorsText.Quoted(tensor.Name)}', the {slot.Role}: {problem}");
                }

                read.Add((slot, values));
            }
        }

        foreach (IGrouping<Stage<T>?, (Slot Slot, T[] Values)> stage in read.GroupBy(one => one.Slot.Stage))
        {
            if (stage.Key?.Problem([.. stage.OrderBy(one => one.Slot.Vector).Select(one => one.Values)]) is { } problem)
            {
                throw file.Mistake($"the {stage.First().Slot.Role}: {problem}");
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

    private void CheckOthers(SafetensorsFile file, string[][] names, Dictionary<string, Slot> slots, bool ignoreOthers)
    {
        for (int stage = 0; stage < names.Length; stage++)
        {
            if (names[stage].FirstOrDefault(name => !slots.ContainsKey(name)) is { } missing && file.TryGetTensor(missing, out SafetensorsTensor? bias))
            {
                throw file.Mistake($"there is a bias {bias}; expected none, since the {RoleOf("layer", stage)} has none: Bias = true is missing at the class");
            }
        }

        SafetensorsTensor[] others = [.. file.Tensors.Where(tensor => !slots.ContainsKey(tensor.Name))];
        if (others.Length > 0 && !ignoreOthers)
        {
            throw file.Mistake($"these tensors are no layer's: {Describe(others)}; expected {string.Join(", ", slots.Keys)} alone. ignoreOthers: true leaves them out");
        }
    }

    private static string Describe(IReadOnlyList<SafetensorsTensor> tensors) => tensors.Count == 0 ? "no tensors" : SafetensorsText.List(tensors, tensors.Count);

    /// <summary>Finds the stages with tensors and numbers them as a <c>nn.Sequential</c> does, to which an activation is a module too.</summary>
    private static void Find(IReadOnlyList<INetwork<T>> stages, string prefix, List<(INetworkStage<T> Stage, TensorModule Module)> found)
    {
        int place = 0;
        foreach (INetwork<T> stage in stages)
        {
            string name = Invariant($"{prefix}{place++}");
            switch (stage)
            {
                case ILinearLayer<T> layer:
                    found.Add((layer, new(name, TensorModule.OfLayer)));
                    place += layer.Activation == Activation.None ? 0 : 1;
                    break;
                case IStage<T> { Stage: { Vectors.Count: > 0 } own }:
                    found.Add((own, new(name, own.Vectors)));
                    break;
                case IStage<T>:
                    break;
                case ISequentialNetwork<T> block:
                    Find(block.Layers.Stages, name + ".", found);
                    break;
            }
        }
    }

    /// <summary>For example "weights of layer 0, 64→32, of Classifier".</summary>
    private string RoleOf(string what, int stage)
    {
        (int inputs, int outputs, _) = _stages[stage].Shape;
        return Invariant($"{what} {stage}, {inputs}→{outputs}, of {_name}");
    }

    private IEnumerable<Slot> Slots(string[][] names)
    {
        for (int n = 0; n < _stages.Length; n++)
        {
            INetworkStage<T> stage = _stages[n];
            if (stage is Stage<T> own)
            {
                for (int vector = 0; vector < own.Vectors.Count; vector++)
                {
                    int index = vector;
                    yield return new Slot(
                        names[n][vector], [own.Size], RoleOf(own.Vectors[vector] + " of stage", n), values => own.Parameters.GetRow(index, values, nameof(values)), values => own.Parameters.SetRow(index, values, nameof(values)))
                    {
                        Problem = values => own.Problem(index, values),
                        Stage = own,
                        Vector = index,
                    };
                }

                continue;
            }

            (int inputs, int outputs, _) = stage.Shape;
            yield return new Slot(
                names[n][0],
                _layout == WeightLayout.OutIn ? [outputs, inputs] : [inputs, outputs],
                RoleOf("weights of layer", n),
                values => stage.Layer.GetWeights(values, _layout),
                values => stage.Layer.SetWeights(values, _layout))
            {
                IsRounded = stage.Layer.IsRounded,
            };
            if (stage.Layer.HasBias)
            {
                yield return new Slot(
                    names[n][1], [outputs], RoleOf("bias of layer", n), values => stage.Layer.GetBias(values), values => stage.Layer.SetBias(values));
            }
        }
    }

    /// <summary>A matrix or a vector of a stage, and the tensor that it comes from or goes to.</summary>
    private sealed record Slot(string Name, long[] Shape, string Role, Action<T[]> CopyTo, Action<T[]> Set)
    {
        public int Count => checked((int)Shape.Aggregate(1L, (product, size) => product * size));

        /// <summary>Describes the first fault of the values; null if they have none.</summary>
        public Func<T[], string?> Problem { get; init; } = static _ => null;

        /// <summary>Whether these are weights that the forward pass reads rounded to bfloat16: as such they are saved.</summary>
        public bool IsRounded { get; init; }

        /// <summary>The stage whose vector this is, if it is no layer.</summary>
        public Stage<T>? Stage { get; init; }

        /// <summary>The number of the vector within the stage.</summary>
        public int Vector { get; init; }
    }
}
