using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>The gradients of a layer normalisation's gain and bias: sums over the rows of all backward calls since the last <see cref="ParameterGradients{T}.Clear"/>.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public sealed class LayerNormGradients<T> : LayerGradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    internal LayerNormGradients(LayerParameters<T> storage, int size)
        : base(storage, LayerNormRows<T>.Vectors, size)
    {
    }

    /// <summary>Copies the gain's gradients out.</summary>
    /// <param name="destination">[Size], overwritten.</param>
    /// <exception cref="ArgumentException">Not exactly Size values.</exception>
    public void GetGain(Span<T> destination) => Layer.GetRow(LayerNormRows<T>.Gain, destination, nameof(destination));

    /// <summary>Copies the bias's gradients out.</summary>
    /// <param name="destination">[Size], overwritten.</param>
    /// <exception cref="ArgumentException">Not exactly Size values.</exception>
    public void GetBias(Span<T> destination) => Layer.GetRow(LayerNormRows<T>.Bias, destination, nameof(destination));

    /// <summary>Adds other gradients to these.</summary>
    /// <param name="other">Of a stage of the same size.</param>
    /// <exception cref="ArgumentException">They are of another size.</exception>
    public void Add(LayerNormGradients<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (other.Layer.Shape.Out != Layer.Shape.Out)
        {
            throw new ArgumentException(Invariant($"other is of size {other.Layer.Shape.Out}; expected {Layer.Shape.Out}."), nameof(other));
        }

        AddCore(other);
    }
}
