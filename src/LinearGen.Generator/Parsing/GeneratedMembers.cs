using System.Collections.Concurrent;
using LinearGen.Generator.Model;

namespace LinearGen.Generator.Parsing;

/// <summary>
/// The members that the generated half of a layer or network declares. This table is the only place that lists them; a test
/// compares it with what the emitter writes.
/// </summary>
internal sealed class GeneratedMembers
{
    /// <summary>Stands in a parameter list for the layer's own class.</summary>
    public const string Self = "";

    /// <summary>The nested class, which does not exist yet when the user's half is read.</summary>
    public const string Gradients = "Gradients";

    /// <summary>The name that indexers have in metadata; C# reserves it together with its accessors.</summary>
    public const string Indexer = "Item";

    /// <summary>The intermediate values of a forward pass, kept for the backward pass: a nested class.</summary>
    public const string Activations = "Activations";

    /// <summary>The members of each kind of layer: there are sixteen kinds, and thousands of layers.</summary>
    private static readonly ConcurrentDictionary<(Precision Precision, bool HasBias, bool IsActivated, bool IsTrainable), GeneratedMembers> Layers = new();

    private readonly List<GeneratedMember> _members;

    private GeneratedMembers(Precision precision)
    {
        ElementType = precision == Precision.Double ? "double" : "float";
        Input = $"System.ReadOnlySpan<{ElementType}>";
        Output = $"System.Span<{ElementType}>";
        _members =
        [
            Name(KnownNames.In),
            Name(KnownNames.Out),
            Name(KnownNames.ParameterCount),
            Method("CopyFrom", Self),
            Method("Initialize", "System.Random"),
            Method("Forward", Input, Output),
            Method("Warmup"),
            Method(nameof(ToString)),
            Explicit("INetworkShape", KnownNames.In),
            Explicit("INetworkShape", KnownNames.Out),
            Explicit("INetworkShape", KnownNames.ParameterCount),
        ];
    }

    private string Input { get; }

    private string Output { get; }

    /// <summary>Lists the members of a layer.</summary>
    /// <param name="precision">Its element type.</param>
    /// <param name="hasBias">Whether it has a bias.</param>
    /// <param name="activation">The activation that is applied to its sums.</param>
    /// <param name="isTrainable">Whether it has a backward pass.</param>
    public static GeneratedMembers OfLayer(Precision precision, bool hasBias, Activation activation, bool isTrainable)
    {
        bool isActivated = activation != Activation.None;
        return Layers.GetOrAdd((precision, hasBias, isActivated, isTrainable), static kind => MakeLayer(kind.Precision, kind.HasBias, kind.IsActivated, kind.IsTrainable));
    }

    private static GeneratedMembers MakeLayer(Precision precision, bool hasBias, bool isActivated, bool isTrainable)
    {
        GeneratedMembers members = new(precision);
        (string input, string output) = (members.Input, members.Output);
        members._members.AddRange(
        [
            Name("_layerParameters"),
            Name(Indexer),
            Method("get_Item", "int", "int"),
            Method("set_Item", "int", "int", members.ElementType),
            Method("SetWeights", input),
            Method("SetWeights", input, "LinearGen.WeightLayout"),
            Method("GetWeights", output),
            Method("GetWeights", output, "LinearGen.WeightLayout"),
            Explicit("INetworkStage", "Layer"),
            Explicit("INetworkStage", "Adopt"),
        ]);
        if (isTrainable)
        {
            members._members.AddRange(
            [
                Name(Gradients),
                Method("CreateGradients"),
                Name("Frozen"),
                Method("get_Frozen"),
                Method("set_Frozen", "bool"),
                isActivated ? Method("Backward", input, input, input, output, Gradients) : Method("Backward", input, input, output, Gradients),
                Explicit("ILinearLayer", "CreateGradients"),
            ]);
        }

        if (hasBias)
        {
            members._members.Add(Method("SetBias", input));
            members._members.Add(Method("GetBias", output));
        }

        if (isActivated)
        {
            members._members.Add(Explicit("ILinearLayer", "Activation"));
        }

        return members;
    }

    /// <summary>Lists the members of a network, but for the properties of its layers.</summary>
    /// <param name="precision">Its element type.</param>
    /// <param name="isTrainable">Whether it has a backward pass.</param>
    public static GeneratedMembers OfNetwork(Precision precision, bool isTrainable)
    {
        GeneratedMembers members = new(precision);
        members._members.AddRange([Name("_layers"), Explicit("ISequentialNetwork", "Layers")]);
        if (!isTrainable)
        {
            return members;
        }

        members._members.AddRange(
        [
            Name(Gradients),
            Method("CreateGradients"),
            Name(Activations),
            Method("CreateActivations", "int"),
            Method("Forward", members.Input, Activations),
            Method("Backward", members.Input, Activations, members.Input, members.Output, Gradients),
            Explicit("INetwork", "CreateActivations"),
            Explicit("INetwork", "CreateGradients"),
        ]);
        return members;
    }

    /// <summary>Lists the members of a stage other than a layer.</summary>
    /// <param name="kind">The kind of the stage.</param>
    /// <param name="precision">Its element type.</param>
    public static GeneratedMembers OfStage(StageKind kind, Precision precision)
    {
        GeneratedMembers members = new(precision);
        (string input, string output) = (members.Input, members.Output);
        members._members.AddRange([Name("_stage"), Explicit("IStage", "Stage"), Explicit("INetworkStage", "Layer")]);
        members._members.AddRange(kind switch
        {
            StageKind.Normalization =>
            [
                Method("SetMean", input),
                Method("GetMean", output),
                Method("SetDeviation", input),
                Method("GetDeviation", output),
                Method("Fit", input),
            ],
            StageKind.Rescaling =>
            [
                Method("SetScale", input),
                Method("GetScale", output),
                Method("SetOffset", input),
                Method("GetOffset", output),
                Method("Fit", input),
                Method("SetRange", input, input),
                Method("GetRange", output, output),
            ],
            StageKind.LayerNorm =>
            [
                Method("SetGain", input),
                Method("GetGain", output),
                Method("SetBias", input),
                Method("GetBias", output),
                Name("Frozen"),
                Method("get_Frozen"),
                Method("set_Frozen", "bool"),
                Method("CreateGradients"),
            ],
            _ => (GeneratedMember[])[],
        });
        members._members.Add(kind switch
        {
            StageKind.LayerNorm => Method("Backward", input, input, output, $"LinearGen.LayerNormGradients<{members.ElementType}>"),
            StageKind.ActivationLayer => Method("Backward", input, input, input, output),
            _ => Method("Backward", input, input, output),
        });
        return members;
    }

    /// <summary>Adds the nested classes that name ranges of rows.</summary>
    /// <param name="names">Their names.</param>
    public void AddClasses(IEnumerable<string> names) => _members.AddRange(names.Select(Name));

    /// <summary>Adds the properties of a network's layers.</summary>
    /// <param name="names">Their names.</param>
    public void AddProperties(IEnumerable<string> names) => _members.AddRange(names.SelectMany(static name => new[] { Name(name), Method("get_" + name) }));

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string ElementType { get; }

    /// <summary>Whether there is an indexer of weights: layers have one, networks have not.</summary>
    public bool HasIndexer => Named("get_" + Indexer).Any();

    /// <summary>All generated members.</summary>
    public IReadOnlyList<GeneratedMember> All => _members;

    /// <summary>The generated members of a name.</summary>
    /// <param name="name">The name.</param>
    public IEnumerable<GeneratedMember> Named(string name) => _members.Where(member => member.Name == name);

    /// <summary>The name under which the table has an explicit implementation of the runtime's interfaces.</summary>
    /// <param name="interfaceName">The interface, without type arguments.</param>
    /// <param name="member">Its member.</param>
    public static string ExplicitName(string interfaceName, string member) => $"{interfaceName}.{member}";

    private static GeneratedMember Explicit(string interfaceName, string member) => Name(ExplicitName(interfaceName, member));

    private static GeneratedMember Name(string name) => new(name, null);

    private static GeneratedMember Method(string name, params string[] parameters) => new(name, parameters);
}

/// <summary>One generated member.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Parameters">The parameter types of a method, none of them by reference; null for all else, which has its name for itself.</param>
internal sealed record GeneratedMember(string Name, IReadOnlyList<string>? Parameters)
{
    /// <summary>The name in messages.</summary>
    /// <param name="layer">The class's name.</param>
    public string Display(string layer) => this switch
    {
        { Name: GeneratedMembers.Indexer } => "this[int, int]",
        { Parameters: { } parameters } => $"{Name}({string.Join(", ", parameters.Select(parameter => Short(parameter, layer)))})",
        _ => Name,
    };

    private static string Short(string type, string layer) =>
        type == GeneratedMembers.Self ? layer : type.Substring(type.LastIndexOf('.') + 1);
}
