namespace LinearGen;

/// <summary>
/// Turns a partial class into a stage that is an activation alone: y = f(x). Layers apply their own; this is for where there is none before it: after
/// a <see cref="LayerNormAttribute"/>, a <see cref="RescalingAttribute"/> or a <see cref="ResidualAttribute"/>, or at the inputs.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = false)]
public sealed class ActivationLayerAttribute : Attribute
{
    /// <summary>Inputs and outputs per row: a constant of 1 or more.</summary>
    public int Size { get; set; }

    /// <summary>The function: any but <see cref="Activation.None"/>.</summary>
    public Activation Activation { get; set; }

    /// <summary>
    /// The parameter of <see cref="Activation"/>: <see cref="Activation.LeakyRelu"/>'s slope below 0, 0.01 by default, or the α of
    /// <see cref="Activation.Elu"/> and <see cref="Activation.Celu"/>, 1 by default. Others have none. <see cref="double.NaN"/> if it is not given.
    /// </summary>
    public double Slope { get; set; } = double.NaN;

    /// <summary>The element type; <see cref="Precision.Single"/> by default.</summary>
    public Precision Precision { get; set; }
}
