using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// The surface of a generated layer class, without the class: what its public members do, whatever its name and its
/// nested <c>Gradients</c> type.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class Layer<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>W[i, j].</summary>
    public abstract T this[int i, int j] { get; set; }

    /// <summary>All parameters as stored.</summary>
    public abstract Span<T> Parameters { get; }

    /// <summary>To be called after <see cref="Parameters"/> was written to.</summary>
    public abstract void ParametersChanged();

    /// <summary>Replaces the weights.</summary>
    public abstract void SetWeights(ReadOnlySpan<T> weights, WeightLayout layout = WeightLayout.InOut);

    /// <summary>Copies the weights out.</summary>
    public abstract void GetWeights(Span<T> destination, WeightLayout layout = WeightLayout.InOut);

    /// <summary>Replaces the bias.</summary>
    public abstract void SetBias(ReadOnlySpan<T> bias);

    /// <summary>Copies the bias out.</summary>
    public abstract void GetBias(Span<T> destination);

    /// <summary>Copies another layer's parameters.</summary>
    public abstract void CopyFrom(Layer<T> other);

    /// <summary>Draws all parameters.</summary>
    public abstract void Initialize(Random random);

    /// <summary>Y = X·W (+ b).</summary>
    public abstract void Forward(ReadOnlySpan<T> x, Span<T> y);

    /// <summary>dX, and dW and db added to the gradients.</summary>
    public abstract void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients);

    /// <summary>Gradients that are all 0.</summary>
    public abstract ParameterGradients<T> CreateGradients();

    /// <summary>Adds gradients to gradients.</summary>
    public abstract void AddGradients(ParameterGradients<T> to, ParameterGradients<T> other);

    /// <summary>Copies dW out, [In, Out].</summary>
    public abstract void GetWeightGradients(ParameterGradients<T> gradients, Span<T> destination);

    /// <summary>Copies db out.</summary>
    public abstract void GetBiasGradients(ParameterGradients<T> gradients, Span<T> destination);
}
