using System.Reflection;
using LinearGen.Internals;
using LinearGen.Kernel.Layers;

namespace LinearGen.Onnx.Tests.Support;

/// <summary>Generated classes with drawn parameters.</summary>
internal static class DrawnNetworks
{
    /// <summary>The classes of this assembly and of LinearGen.Kernel.Layers: layers, stages and networks of all forms.</summary>
    public static Type[] Declared { get; } =
    [
        .. typeof(DrawnNetworks).Assembly.GetTypes().Concat(typeof(Callers).Assembly.GetTypes()).Where(type => type is { IsClass: true, IsPublic: true, IsAbstract: false }
            && (typeof(INetwork<float>).IsAssignableFrom(type) || typeof(INetwork<double>).IsAssignableFrom(type))).OrderBy(type => type.FullName, StringComparer.Ordinal),
    ];

    /// <summary>A class by its full name.</summary>
    public static Type Find(string name) => Declared.Single(type => type.FullName == name);

    /// <summary>The parameters of a class.</summary>
    public static int ParameterCount(Type type) => (int)type.GetField("ParameterCount", BindingFlags.Public | BindingFlags.Static | BindingFlags.FlattenHierarchy)!.GetRawConstantValue()!;

    /// <summary>A network of a class, its parameters drawn.</summary>
    public static INetwork<T> Of<T>(Type type, int seed)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        INetwork<T> network = (INetwork<T>)Activator.CreateInstance(type)!;
        Draw(network, new Random(seed));
        return network;
    }

    /// <summary>Draws parameters that give outputs of ordinary size, none of them what it is at first.</summary>
    public static void Draw<T>(INetwork<T> network, Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        switch (network)
        {
            case ISequentialNetwork<T> sequence:
                foreach (INetwork<T> stage in sequence.Layers.Stages)
                {
                    Draw(stage, random);
                }

                break;
            case IStage<T> { Stage: { } own }:
                Draw(own, random);
                break;
            case ILinearLayer<T> layer:
                ref readonly LayerParameters<T> parameters = ref layer.Layer;
                double size = 1.5 / Math.Sqrt(layer.Shape.In);
                parameters.SetWeights(Values<T>(random, layer.Shape.In * layer.Shape.Out, -size, size));
                if (parameters.HasBias)
                {
                    parameters.SetBias(Values<T>(random, layer.Shape.Out, -1, 1));
                }

                break;
            default:
                throw new ArgumentException(network.GetType().Name, nameof(network));
        }
    }

    /// <summary>Numbers of a range.</summary>
    public static T[] Values<T>(Random random, int count, double low, double high)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. Enumerable.Range(0, count).Select(_ => T.CreateTruncating(low + ((high - low) * random.NextDouble())))];

    private static void Draw<T>(Stage<T> stage, Random random)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((string name, int vector) in stage.Vectors.Select((name, vector) => (name, vector)))
        {
            (double low, double high) = name switch
            {
                "deviation" => (0.5, 2),
                "low" => (-3, -0.5),
                "high" => (0.5, 3),
                _ => (-1.5, 1.5),
            };
            stage.Set(vector, Values<T>(random, stage.Size, low, high), name);
        }
    }
}
