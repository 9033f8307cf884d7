using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A class of layers with an activation. Everything is called through <see cref="ILinearLayer{T}"/>, which generated classes implement by their public members.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ActivatedClass<T>(string name, LinearLayerAttribute shape)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>For messages.</summary>
    public string Name => name;

    /// <summary>Inputs per row.</summary>
    public int In => shape.In;

    /// <summary>Outputs per row.</summary>
    public int Out => shape.Out;

    /// <summary>Whether a bias is added.</summary>
    public bool HasBias => shape.Bias;

    /// <summary>f.</summary>
    public Activation Activation => shape.Activation;

    /// <summary>The class itself.</summary>
    public abstract Type Type { get; }

    /// <summary>Makes a layer, all zeros.</summary>
    public abstract ILinearLayer<T> New();

    /// <summary>Makes a layer with the weights and bias of some data.</summary>
    public ILinearLayer<T> With(LayerData<T> data)
    {
        ILinearLayer<T> layer = New();
        layer.Layer.SetWeights(data.W, WeightLayout.InOut);
        if (HasBias)
        {
            layer.Layer.SetBias(data.B);
        }

        return layer;
    }

    /// <summary>Data whose sums have a standard deviation of 2, so that every part of an activation is met.</summary>
    public LayerData<T> Draw(int rows)
    {
        LayerData<T> data = LayerData.Draw(new LayerClass<T>(name, In, Out, HasBias, null!), rows, Distribution.Uniform);
        T scale = T.CreateChecked(6 / Math.Sqrt(In));
        return data with { W = Array.ConvertAll(data.W, w => w * scale) };
    }

    /// <inheritdoc/>
    public override string ToString() => name;
}

/// <summary>A generated class.</summary>
/// <typeparam name="TLayer">The class.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class ActivatedClass<TLayer, T>(LinearLayerAttribute shape) : ActivatedClass<T>(typeof(TLayer).Name, shape)
    where TLayer : class, ILinearLayer<T>, new()
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public override Type Type => typeof(TLayer);

    public override ILinearLayer<T> New() => new TLayer();
}
