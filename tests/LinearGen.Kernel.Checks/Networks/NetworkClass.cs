using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>A class of networks. Most is called through <see cref="ISequentialNetwork{T}"/>; the rest are members of the class's own types.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class NetworkClass<T>(Type type)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>The class itself.</summary>
    public Type Type => type;

    /// <summary>For messages.</summary>
    public string Name => type.Name;

    /// <summary>The layers' classes in their order.</summary>
    public IReadOnlyList<Type> LayerTypes { get; } = type.GetCustomAttribute<SequentialAttribute>()!.Layers;

    /// <summary>Inputs, outputs and parameters as the class's static members have them.</summary>
    public abstract NetworkShape Shape { get; }

    /// <summary>Makes a network, all zeros.</summary>
    public abstract ISequentialNetwork<T> New();

    /// <summary>Copies all parameters.</summary>
    public abstract void Copy(ISequentialNetwork<T> from, ISequentialNetwork<T> to);

    /// <summary>A trainer's step with targets.</summary>
    public abstract TargetStep<T> Train(ISequentialNetwork<T> network, Loss loss, Optimizer optimizer, int maxBatch);

    /// <summary>A trainer's step with labels.</summary>
    public abstract LabelStep<T> TrainOnLabels(ISequentialNetwork<T> network, Loss loss, Optimizer optimizer, int maxBatch);

    /// <summary>A network with drawn parameters, thrice as large as usual, so that activations are met on all their parts.</summary>
    public ISequentialNetwork<T> Initialized(int seed)
    {
        ISequentialNetwork<T> network = New();
        network.Initialize(new Random(seed));
        foreach (ref T parameter in network.Parameters)
        {
            parameter *= T.CreateChecked(3);
        }

        network.ParametersChanged();
        return network;
    }

    /// <summary>Layers of the same classes, each by itself.</summary>
    public ILinearLayer<T>[] NewLayers()
    {
        ILinearLayer<T>[] layers = new ILinearLayer<T>[LayerTypes.Count];
        for (int n = 0; n < layers.Length; n++)
        {
            layers[n] = (ILinearLayer<T>)Activator.CreateInstance(LayerTypes[n])!;
        }

        return layers;
    }

    /// <summary>The properties of the layers in their order: named like the types, and numbered if a type is repeated.</summary>
    public ILinearLayer<T>[] LayersByProperty(ISequentialNetwork<T> network)
    {
        ILinearLayer<T>[] layers = new ILinearLayer<T>[LayerTypes.Count];
        for (int n = 0; n < layers.Length; n++)
        {
            Type layer = LayerTypes[n];
            bool isRepeated = LayerTypes.Count(other => other == layer) > 1;
            string name = layer.Name + (isRepeated ? LayerTypes.Take(n + 1).Count(other => other == layer) : "");
            layers[n] = (ILinearLayer<T>)Type.GetProperty(name)!.GetValue(network)!;
        }

        return layers;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}

/// <summary>One step of a trainer.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public delegate T TargetStep<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> targets);

/// <inheritdoc cref="TargetStep{T}"/>
public delegate T LabelStep<T>(ReadOnlySpan<T> x, ReadOnlySpan<int> labels);

/// <summary>A generated class.</summary>
/// <typeparam name="TNetwork">The class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class NetworkClass<TNetwork, T>() : NetworkClass<T>(typeof(TNetwork))
    where TNetwork : class, ISequentialNetwork<T>, INetworkShape, new()
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Action<TNetwork, TNetwork> s_copyFrom = typeof(TNetwork).GetMethod("CopyFrom")!.CreateDelegate<Action<TNetwork, TNetwork>>();

    public override NetworkShape Shape => new(TNetwork.In, TNetwork.Out, TNetwork.ParameterCount);

    public override ISequentialNetwork<T> New() => new TNetwork();

    public override void Copy(ISequentialNetwork<T> from, ISequentialNetwork<T> to) => s_copyFrom((TNetwork)to, (TNetwork)from);

    public override TargetStep<T> Train(ISequentialNetwork<T> network, Loss loss, Optimizer optimizer, int maxBatch) =>
        new Trainer<TNetwork, T>((TNetwork)network, loss, optimizer, maxBatch).Step;

    public override LabelStep<T> TrainOnLabels(ISequentialNetwork<T> network, Loss loss, Optimizer optimizer, int maxBatch) =>
        new Trainer<TNetwork, T>((TNetwork)network, loss, optimizer, maxBatch).Step;
}
