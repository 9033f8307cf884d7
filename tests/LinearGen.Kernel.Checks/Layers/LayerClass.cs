using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>A class of layers: one shape, one precision, with bias or without.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="Name">For messages.</param>
/// <param name="In">Inputs per row.</param>
/// <param name="Out">Outputs per row.</param>
/// <param name="HasBias">Whether a bias is added.</param>
/// <param name="New">Makes a layer, all zeros.</param>
public sealed record LayerClass<T>(string Name, int In, int Out, bool HasBias, Func<Layer<T>> New)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Weights and biases together.</summary>
    public int ParameterCount => (In * Out) + (HasBias ? Out : 0);

    /// <summary>The shape as messages to users show it.</summary>
    public string Arrow => FormattableString.Invariant($"{In}→{Out}");

    /// <summary>Makes a layer with the weights and bias of some data.</summary>
    public Layer<T> With(LayerData<T> data)
    {
        Layer<T> layer = New();
        layer.SetWeights(data.W);
        if (HasBias)
        {
            layer.SetBias(data.B);
        }

        return layer;
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
