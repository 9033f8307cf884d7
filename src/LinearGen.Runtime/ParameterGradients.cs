using System.Numerics;
using System.Numerics.Tensors;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// The gradients of a layer's or network's parameters: sums over the rows of all backward calls since the last
/// <see cref="Clear"/>, stored in the same order as the parameters. Each generated class has a nested class of its
/// own, so that another layer's does not fit.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public abstract class ParameterGradients<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Makes gradients that are all 0, for a network of your own.</summary>
    /// <param name="length">The length of the network's <see cref="INetwork{T}.Parameters"/>, padding included.</param>
    protected ParameterGradients(int length)
        : this(new AlignedBlock<T>(length))
    {
    }

    /// <summary>Makes gradients that are all 0.</summary>
    /// <param name="block">The storage, as long as the parameters' own.</param>
    private protected ParameterGradients(AlignedBlock<T> block) => Block = block;

    /// <summary>The memory itself.</summary>
    private protected AlignedBlock<T> Block { get; }

    /// <summary>The whole block as stored, padding included; the padding is 0 and must stay 0.</summary>
    public Span<T> Values => Block.Span;

    /// <summary>Sets every gradient to 0.</summary>
    public void Clear() => Values.Clear();

    /// <summary>Multiplies every gradient by a factor, for example 1 / rows to turn sums into means.</summary>
    /// <param name="factor">A finite number; NaN or infinity would spoil the padding.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is not finite.</exception>
    public void Scale(T factor)
    {
        if (!T.IsFinite(factor))
        {
            throw new ArgumentOutOfRangeException(nameof(factor), factor, "The factor must be finite.");
        }

        TensorPrimitives.Multiply(Values, factor, Values);
    }

    /// <summary>The Euclidean norm √Σg² over all gradients. No square overflows: it is infinite only if the norm itself, or a gradient, is.</summary>
    public T Norm() => T.CreateTruncating(EuclideanNorm.Of<T>(Values));

    /// <summary>Adds another instance's gradients to these.</summary>
    /// <param name="other">Gradients of the same class.</param>
    protected void AddCore(ParameterGradients<T> other)
    {
        ArgumentNullException.ThrowIfNull(other);
        TensorPrimitives.Add(Values, other.Values, Values);
    }
}
