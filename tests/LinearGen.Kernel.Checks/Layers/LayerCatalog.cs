using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>The layer classes of one compiled assembly, found by their attribute.</summary>
public sealed class LayerCatalog
{
    private readonly Dictionary<(Type Precision, int In, int Out, bool HasBias), object> _classes = [];

    private LayerCatalog(IEnumerable<Type> types)
    {
        foreach (Type type in types.OrderBy(type => type.FullName, StringComparer.Ordinal))
        {
            if (type.GetCustomAttribute<LinearLayerAttribute>() is { } layer)
            {
                Type precision = layer.Precision == Precision.Double ? typeof(double) : typeof(float);
                _classes[(precision, layer.In, layer.Out, layer.Bias)] = ClassOf(type, precision, layer);
            }
        }
    }

    /// <summary>Collects the layer classes of some assemblies. Of several that are alike, one is taken.</summary>
    public static LayerCatalog Of(params IEnumerable<Assembly> assemblies) => new(assemblies.SelectMany(assembly => assembly.GetTypes()));

    /// <summary>All classes of one precision.</summary>
    public IEnumerable<LayerClass<T>> All<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => _classes.Values.OfType<LayerClass<T>>();

    /// <summary>One class.</summary>
    public LayerClass<T> Get<T>(int inputs, int outputs, bool hasBias)
        where T : unmanaged, IFloatingPointIeee754<T> => (LayerClass<T>)_classes[(typeof(T), inputs, outputs, hasBias)];

    /// <summary>The classes of some shapes: each must be there, without bias, with or both.</summary>
    public IEnumerable<LayerClass<T>> Of<T>(IEnumerable<(int In, int Out)> shapes)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        foreach ((int inputs, int outputs) in shapes)
        {
            LayerClass<T>[] found = [.. Find<T>(inputs, outputs, false), .. Find<T>(inputs, outputs, true)];
            foreach (LayerClass<T> one in found.Length > 0 ? found : throw new KeyNotFoundException($"No {typeof(T).Name} layer is {inputs}x{outputs}."))
            {
                yield return one;
            }
        }
    }

    private IEnumerable<LayerClass<T>> Find<T>(int inputs, int outputs, bool hasBias)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        _classes.TryGetValue((typeof(T), inputs, outputs, hasBias), out object? found) ? [(LayerClass<T>)found] : [];

    private static object ClassOf(Type type, Type precision, LinearLayerAttribute layer)
    {
        Type gradients = type.GetNestedType("Gradients") ?? throw new MissingMemberException($"{type} has no public nested class Gradients.");
        Type adapter = typeof(GeneratedLayer<,,>).MakeGenericType(type, gradients, precision);
        return typeof(LayerCatalog)
            .GetMethod(nameof(ClassOf), 1, BindingFlags.NonPublic | BindingFlags.Static, [typeof(string), typeof(Type), typeof(LinearLayerAttribute)])!
            .MakeGenericMethod(precision)
            .Invoke(null, [type.Name, adapter, layer])!;
    }

    private static LayerClass<T> ClassOf<T>(string name, Type adapter, LinearLayerAttribute layer)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new(name, layer.In, layer.Out, layer.Bias, () => (Layer<T>)Activator.CreateInstance(adapter)!);
}
