using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>The layers with activations and the networks of compiled assemblies, found by their attributes.</summary>
public sealed class NetworkCatalog
{
    private readonly List<object> _classes = [];

    private NetworkCatalog(IEnumerable<Type> types)
    {
        foreach (Type type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            LinearLayerAttribute? layer = type.GetCustomAttribute<LinearLayerAttribute>();
            if (layer is not null && layer.Activation != Activation.None)
            {
                _classes.Add(Activator.CreateInstance(typeof(ActivatedClass<,>).MakeGenericType(type, Element(type)), layer)!);
            }
            else if (type.GetCustomAttribute<SequentialAttribute>() is not null)
            {
                _classes.Add(Activator.CreateInstance(typeof(NetworkClass<,>).MakeGenericType(type, Element(type)))!);
            }
        }
    }

    /// <summary>Collects the classes of some assemblies.</summary>
    public static NetworkCatalog Of(params IEnumerable<Assembly> assemblies) => new(assemblies.SelectMany(assembly => assembly.GetTypes()));

    /// <summary>All layers of one precision that have an activation.</summary>
    public IEnumerable<ActivatedClass<T>> Layers<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => _classes.OfType<ActivatedClass<T>>();

    /// <summary>Those of a shape.</summary>
    public IEnumerable<ActivatedClass<T>> Layers<T>((int In, int Out) shape)
        where T : unmanaged, IFloatingPointIeee754<T> => Layers<T>().Where(layer => (layer.In, layer.Out) == shape);

    /// <summary>All networks of one precision.</summary>
    public IEnumerable<NetworkClass<T>> Networks<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => _classes.OfType<NetworkClass<T>>();

    private static Type Element(Type type) => type.GetInterfaces().Any(implemented => implemented == typeof(INetwork<double>)) ? typeof(double) : typeof(float);
}
