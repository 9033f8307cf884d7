using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>A class under test, of one or the other precision: a layer, with an activation or without, or a network. A layer is a network of one.</summary>
/// <param name="type">The class.</param>
/// <param name="layers">Its layers in the order of application.</param>
public abstract class Subject(Type type, IReadOnlyList<LayerShape> layers)
{
    /// <summary>The class itself.</summary>
    public Type Type => type;

    /// <summary>The class's name, for messages and filters.</summary>
    public virtual string Name => type.Name;

    /// <summary>The last part of the class's namespace: what it is declared for.</summary>
    public string Group => type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..];

    /// <summary>The layers in the order of application.</summary>
    public IReadOnlyList<LayerShape> Layers => layers;

    /// <summary>Inputs per row.</summary>
    public int In => layers[0].In;

    /// <summary>Outputs per row.</summary>
    public int Out => layers[^1].Out;

    /// <summary>Weights and biases of all layers.</summary>
    public int ParameterCount => layers.Sum(layer => layer.ParameterCount);

    /// <summary>Whether the class is a layer, not a network of layers.</summary>
    public bool IsLayer => type.GetCustomAttribute<LinearLayerAttribute>() is not null;

    /// <summary>Whether every result is a sum of products: a layer without activation.</summary>
    public bool IsPlainLayer => IsLayer && layers[0].Activation == Activation.None;

    /// <summary>Whether the outputs are the same for every input: Softmax of one value is 1.</summary>
    public bool IsConstant => Out == 1 && ActivationFunctions.IsRowWise(layers[^1].Activation);

    /// <summary>The shape as messages to users show it.</summary>
    public string Arrow => FormattableString.Invariant($"{In}→{Out}");

    /// <summary>Runs a check on this subject.</summary>
    public abstract void Accept(Check check, Tally tally);

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>A class under test. Checks make instances, give them parameters and call them through <see cref="INetwork{T}"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="type">The class.</param>
/// <param name="layers">Its layers in the order of application.</param>
public class Subject<T>(Type type, IReadOnlyList<LayerShape> layers) : Subject(type, layers)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Makes an instance, all zeros.</summary>
    public virtual INetwork<T> New() => (INetwork<T>)Activator.CreateInstance(Type)!;

    /// <summary>The generated layers of an instance, in the order of application.</summary>
    public virtual ILinearLayer<T>[] LayersOf(INetwork<T> network) => network switch
    {
        ILinearLayer<T> layer => [layer],
        ISequentialNetwork<T> chain => chain.Layers.ToArray(),
        _ => throw new ArgumentException($"{network} is neither a layer nor a network of layers."),
    };

    /// <summary>The public members of an instance's layers that are on no interface.</summary>
    public virtual LayerMembers<T>[] MembersOf(INetwork<T> network) => Array.ConvertAll(LayersOf(network), layer => new LayerMembers<T>(layer));

    /// <summary>The value of a public property of an instance.</summary>
    public virtual object? PropertyOf(INetwork<T> network, string name) => Type.GetProperty(name)!.GetValue(network);

    /// <summary>Calls the class's own CopyFrom.</summary>
    public virtual void Copy(INetwork<T> from, INetwork<T> to) => Type.GetMethod("CopyFrom", [Type])!.Invoke(to, [from]);

    /// <summary>Makes an instance with the parameters of a problem.</summary>
    public INetwork<T> With(Problem<T> problem)
    {
        INetwork<T> network = New();
        problem.SetParameters(LayersOf(network));
        return network;
    }

    /// <summary>Makes an instance with drawn parameters.</summary>
    public INetwork<T> Initialized(int seed)
    {
        INetwork<T> network = New();
        network.Initialize(new Random(seed));
        return network;
    }

    /// <inheritdoc/>
    public override void Accept(Check check, Tally tally) => check.Run(this, tally);
}
