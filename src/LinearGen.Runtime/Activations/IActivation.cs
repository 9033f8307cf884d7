using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// An activation function of single elements. Written once over the instruction sets, without branches, so that it can
/// stand in the middle of a kernel. A NaN gives NaN; infinities and large numbers give the limits.
/// </summary>
/// <typeparam name="TVector">What holds the numbers.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation<TVector>
    where TVector : struct
{
    /// <summary>f(z).</summary>
    static abstract TVector Value(TVector z);

    /// <summary>f′(z)·dy.</summary>
    /// <param name="source">y = f(z) where that determines f′ (Relu, LeakyRelu, Elu, Sigmoid, Tanh, Softplus), otherwise z (Gelu, GeluTanh, Silu, HardSwish).</param>
    /// <param name="dy">The gradient with respect to y.</param>
    static abstract TVector Gradient(TVector source, TVector dy);
}
