using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>A class under test, of one or the other precision: a layer, with an activation or without, or a network. A layer is a network of one.</summary>
/// <param name="type">The class.</param>
/// <param name="steps">What it computes one after another.</param>
public abstract class Subject(Type type, IReadOnlyList<StepShape> steps)
{
    /// <summary>The class itself.</summary>
    public Type Type => type;

    /// <summary>The class's name, for messages and filters.</summary>
    public virtual string Name => type.Name;

    /// <summary>The last part of the class's namespace: what it is declared for.</summary>
    public string Group => type.Namespace![(type.Namespace!.LastIndexOf('.') + 1)..];

    /// <summary>What is computed one after another.</summary>
    public IReadOnlyList<StepShape> Steps => steps;

    /// <summary>The layers, and other stages with parameters, in the order of application.</summary>
    public IReadOnlyList<LayerShape> Layers { get; } = [.. steps.Where(step => step.HasParameters).Select(step => step.Layer)];

    /// <summary>Inputs per row.</summary>
    public int In => steps[0].In;

    /// <summary>Outputs per row.</summary>
    public int Out => steps[^1].Out;

    /// <summary>Weights and biases of all layers, and what else optimisers move.</summary>
    public int ParameterCount => Layers.Sum(layer => layer.ParameterCount);

    /// <summary>Whether the class is a layer or another single stage, not a network.</summary>
    public bool IsLayer => StepShape.StagesOf(type).Count == 0;

    /// <summary>Whether all steps are layers.</summary>
    public bool IsLinear => steps.All(step => step.Kind == StepKind.Linear);

    /// <summary>Whether every result is a sum of products: a layer without activation.</summary>
    public bool IsPlainLayer => IsLayer && IsLinear && steps[0].Activation == Activation.None;

    /// <summary>Whether the outputs are the same for every input: Softmax of one value is 1, and one value is its own mean.</summary>
    public bool IsConstant => Out == 1 && (ActivationFunctions.IsRowWise(steps[^1].Activation) || steps[^1].Kind == StepKind.LayerNorm);

    /// <summary>Whether the class has gradients of its own: a single stage without parameters that are trained has not.</summary>
    public bool HasGradients => !IsLayer || Layers.Any(layer => layer.IsTrained);

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
/// <param name="steps">What it computes one after another.</param>
public class Subject<T>(Type type, IReadOnlyList<StepShape> steps) : Subject(type, steps)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Makes an instance, all zeros.</summary>
    public virtual INetwork<T> New() => (INetwork<T>)Activator.CreateInstance(Type)!;

    /// <summary>The layers of an instance, and other stages with parameters, in the order of application.</summary>
    public virtual INetworkStage<T>[] LayersOf(INetwork<T> network) => network switch
    {
        INetworkStage<T> stage => Layers.Count == 0 ? [] : [stage],
        ISequentialNetwork<T> chain => [.. chain.Layers.Layers],
        _ => throw new ArgumentException($"{network} is neither a stage nor a network of stages."),
    };

    /// <summary>What computes each step of an instance; null for a sum.</summary>
    public virtual INetworkStage<T>?[] StagesOf(INetwork<T> network) => network switch
    {
        INetworkStage<T> stage => [stage],
        ISequentialNetwork<T> chain => [.. chain.Layers.Steps.Steps.Select(step => step.Stage)],
        _ => throw new ArgumentException($"{network} is neither a stage nor a network of stages."),
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
