using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// An activation function of single elements. Written once over the instruction sets, without branches, so that it can
/// stand in the middle of a kernel. A NaN gives NaN; infinities and large numbers give the limits.
/// </summary>
/// <remarks>TVector is a vector of TSimd, T its element type. Generated code calls it through <see cref="ActivationRows{TVector, TSimd, T, TActivation}"/>.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IActivation
{
    /// <summary>f(z).</summary>
    internal static abstract TVector Value<TVector, TSimd, T>(TVector z)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where T : unmanaged;

    /// <summary>f′(z)·dy.</summary>
    /// <param name="source">z of Gelu, GeluTanh, Silu, HardSwish, Mish, and of LeakyRelu and Elu with a negative parameter; otherwise y = f(z), which determines f′.</param>
    /// <param name="dy">The gradient with respect to y.</param>
    internal static abstract TVector Gradient<TVector, TSimd, T>(TVector source, TVector dy)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where T : unmanaged;
}
