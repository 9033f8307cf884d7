using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// A generated layer. Members that are on no interface, since their types are the class's own, are bound once by name;
/// afterwards a call costs a delegate and allocates nothing.
/// </summary>
internal sealed class GeneratedLayer<TLayer, TGradients, T> : Layer<T>
    where TLayer : class, INetwork<T>, new()
    where TGradients : ParameterGradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly Write AddMethod = Bind<Write>(typeof(TGradients), "Add", null);
    private static readonly Copy GetWeightGradientsMethod = Bind<Copy>(typeof(TGradients), "GetWeights", null);
    private static readonly Copy? GetBiasGradientsMethod =
        typeof(TGradients).GetMethod("GetBias") is null ? null : Bind<Copy>(typeof(TGradients), "GetBias", null);

    private readonly TLayer _layer = new();
    private readonly Func<int, int, T> _getItem;
    private readonly Action<int, int, T> _setItem;
    private readonly InWithLayout _setWeights;
    private readonly OutWithLayout _getWeights;
    private readonly In? _setBias;
    private readonly Out? _getBias;
    private readonly Action<TLayer> _copyFrom;
    private readonly InOut _forward;
    private readonly Back _backward;
    private readonly Func<TGradients> _createGradients;

    public GeneratedLayer()
    {
        _getItem = Bind<Func<int, int, T>>("get_Item");
        _setItem = Bind<Action<int, int, T>>("set_Item");
        _setWeights = Bind<InWithLayout>("SetWeights");
        _getWeights = Bind<OutWithLayout>("GetWeights");
        _copyFrom = Bind<Action<TLayer>>("CopyFrom");
        _forward = Bind<InOut>("Forward");
        _backward = Bind<Back>("Backward");
        _createGradients = Bind<Func<TGradients>>("CreateGradients");
        if (typeof(TLayer).GetMethod("SetBias") is not null)
        {
            _setBias = Bind<In>("SetBias");
            _getBias = Bind<Out>("GetBias");
        }
    }

    private delegate void In(ReadOnlySpan<T> values);

    private delegate void InWithLayout(ReadOnlySpan<T> values, WeightLayout layout);

    private delegate void Out(Span<T> destination);

    private delegate void OutWithLayout(Span<T> destination, WeightLayout layout);

    private delegate void InOut(ReadOnlySpan<T> x, Span<T> y);

    private delegate void Back(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, TGradients? gradients);

    private delegate void Write(TGradients to, TGradients other);

    private delegate void Copy(TGradients gradients, Span<T> destination);

    public override Span<T> Parameters => _layer.Parameters;

    public override void ParametersChanged() => _layer.ParametersChanged();

    public override T this[int i, int j]
    {
        get => _getItem(i, j);
        set => _setItem(i, j, value);
    }

    public override void SetWeights(ReadOnlySpan<T> weights, WeightLayout layout = WeightLayout.InOut) => _setWeights(weights, layout);

    public override void GetWeights(Span<T> destination, WeightLayout layout = WeightLayout.InOut) => _getWeights(destination, layout);

    public override void SetBias(ReadOnlySpan<T> bias) => _setBias!(bias);

    public override void GetBias(Span<T> destination) => _getBias!(destination);

    public override void CopyFrom(Layer<T> other) => _copyFrom(((GeneratedLayer<TLayer, TGradients, T>)other)._layer);

    public override void Initialize(Random random) => _layer.Initialize(random);

    public override void Forward(ReadOnlySpan<T> x, Span<T> y) => _forward(x, y);

    public override void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients) =>
        _backward(x, dy, dx, (TGradients?)gradients);

    public override ParameterGradients<T> CreateGradients() => _createGradients();

    public override void AddGradients(ParameterGradients<T> to, ParameterGradients<T> other) => AddMethod((TGradients)to, (TGradients)other);

    public override void GetWeightGradients(ParameterGradients<T> gradients, Span<T> destination) =>
        GetWeightGradientsMethod((TGradients)gradients, destination);

    public override void GetBiasGradients(ParameterGradients<T> gradients, Span<T> destination) =>
        GetBiasGradientsMethod!((TGradients)gradients, destination);

    public override string ToString() => _layer.ToString()!;

    // The public member of exactly the delegate's parameters, minus the first where there is no target.
    private static TDelegate Bind<TDelegate>(Type type, string name, object? target)
        where TDelegate : Delegate
    {
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Skip(target is null ? 1 : 0).Select(parameter => parameter.ParameterType)];
        MethodInfo method = type.GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new MissingMethodException($"{type} has no public {name}({string.Join(", ", parameters.Select(parameter => parameter.Name))}).");
        return target is null ? method.CreateDelegate<TDelegate>() : method.CreateDelegate<TDelegate>(target);
    }

    private TDelegate Bind<TDelegate>(string name)
        where TDelegate : Delegate => Bind<TDelegate>(typeof(TLayer), name, _layer);
}
