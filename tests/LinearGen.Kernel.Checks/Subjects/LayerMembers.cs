using System.Numerics;
using System.Reflection;

namespace LinearGen.Kernel.Checks;

/// <summary>The public members of a generated layer that are on no interface, bound by name: what a user's program calls. Of another stage, what stands behind them.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public class LayerMembers<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly INetworkStage<T> _layer;
    private readonly Func<int, int, T> _getItem;
    private readonly Action<int, int, T> _setItem;
    private readonly Read _setWeights;
    private readonly ReadWithLayout _setWeightsWithLayout;
    private readonly Write _getWeights;
    private readonly WriteWithLayout _getWeightsWithLayout;
    private readonly Read? _setBias;
    private readonly Write? _getBias;

    /// <summary>Binds the members.</summary>
    /// <exception cref="MissingMethodException">The class lacks one of them.</exception>
    public LayerMembers(INetworkStage<T> layer)
    {
        _layer = layer;
        if (layer is not ILinearLayer<T>)
        {
            (_getItem, _setItem) = (layer.Layer.GetWeight, layer.Layer.SetWeight);
            (_setWeights, _getWeights) = (values => layer.Layer.SetWeights(values), values => layer.Layer.GetWeights(values));
            (_setWeightsWithLayout, _getWeightsWithLayout) = (layer.Layer.SetWeights, layer.Layer.GetWeights);
            return;
        }

        _getItem = Bind<Func<int, int, T>>("get_Item");
        _setItem = Bind<Action<int, int, T>>("set_Item");
        _setWeights = Bind<Read>("SetWeights");
        _setWeightsWithLayout = Bind<ReadWithLayout>("SetWeights");
        _getWeights = Bind<Write>("GetWeights");
        _getWeightsWithLayout = Bind<WriteWithLayout>("GetWeights");
        if (HasBias)
        {
            _setBias = Bind<Read>("SetBias");
            _getBias = Bind<Write>("GetBias");
        }
    }

    private delegate void Read(ReadOnlySpan<T> values);

    private delegate void ReadWithLayout(ReadOnlySpan<T> values, WeightLayout layout);

    private delegate void Write(Span<T> destination);

    private delegate void WriteWithLayout(Span<T> destination, WeightLayout layout);

    /// <summary>The layer itself.</summary>
    public INetworkStage<T> Layer => _layer;

    /// <summary>Whether the class has the members of a bias.</summary>
    public bool HasBias => _layer.GetType().GetMethod("SetBias") is not null;

    /// <summary>W[i, j].</summary>
    public virtual T this[int i, int j]
    {
        get => _getItem(i, j);
        set => _setItem(i, j, value);
    }

    /// <summary>Replaces the weights, [In, Out].</summary>
    public virtual void SetWeights(ReadOnlySpan<T> weights) => _setWeights(weights);

    /// <summary>Replaces the weights.</summary>
    public virtual void SetWeights(ReadOnlySpan<T> weights, WeightLayout layout) => _setWeightsWithLayout(weights, layout);

    /// <summary>Copies the weights out, [In, Out].</summary>
    public virtual void GetWeights(Span<T> destination) => _getWeights(destination);

    /// <summary>Copies the weights out.</summary>
    public virtual void GetWeights(Span<T> destination, WeightLayout layout) => _getWeightsWithLayout(destination, layout);

    /// <summary>Replaces the bias.</summary>
    public virtual void SetBias(ReadOnlySpan<T> bias) => _setBias!(bias);

    /// <summary>Copies the bias out.</summary>
    public virtual void GetBias(Span<T> destination) => _getBias!(destination);

    // The public member of exactly the delegate's parameters.
    private TDelegate Bind<TDelegate>(string name)
        where TDelegate : Delegate
    {
        Type[] parameters = [.. typeof(TDelegate).GetMethod("Invoke")!.GetParameters().Select(parameter => parameter.ParameterType)];
        MethodInfo method = _layer.GetType().GetMethod(name, BindingFlags.Public | BindingFlags.Instance, parameters)
            ?? throw new MissingMethodException($"{_layer.GetType()} has no public {name}({string.Join(", ", parameters.Select(parameter => parameter.Name))}).");
        return method.CreateDelegate<TDelegate>(_layer);
    }
}
