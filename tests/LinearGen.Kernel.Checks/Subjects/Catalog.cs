using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>The layers and networks of compiled assemblies, found by their attributes.</summary>
public sealed class Catalog
{
    private static readonly Lazy<Catalog> s_declared = new(() => Of(typeof(Layers.Networks.Classifier).Assembly));

    private readonly Subject[] _subjects;

    private Catalog(IEnumerable<Type> types) => _subjects = [.. types.OrderBy(type => type.FullName, StringComparer.Ordinal).Select(Subject).OfType<Subject>()];

    /// <summary>The classes of LinearGen.Kernel.Layers.</summary>
    public static Catalog Declared => s_declared.Value;

    /// <summary>All classes of both precisions.</summary>
    public IReadOnlyList<Subject> All => _subjects;

    /// <summary>Collects the classes of some assemblies.</summary>
    public static Catalog Of(params IEnumerable<Assembly> assemblies) => new(assemblies.SelectMany(assembly => assembly.GetTypes()));

    /// <summary>All classes of one precision.</summary>
    public IEnumerable<Subject<T>> Of<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => _subjects.OfType<Subject<T>>();

    /// <summary>One class by its name.</summary>
    public Subject<T> Get<T>(string name)
        where T : unmanaged, IFloatingPointIeee754<T> => Of<T>().Single(subject => subject.Name == name);

    private static Subject? Subject(Type type)
    {
        StepShape[] steps = StepShape.Of(type);
        return steps.Length == 0
            ? null
            : type.IsAssignableTo(typeof(INetwork<double>)) ? new Subject<double>(type, steps) : new Subject<float>(type, steps);
    }
}
