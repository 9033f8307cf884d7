namespace LinearGen;

/// <summary>
/// Turns a partial class into a linear layer of exactly one shape: Y = X·W, or Y = X·W + b with <see cref="Bias"/>.
/// X is [rows, In], W is [In, Out], b is [Out], Y is [rows, Out], all row-major, one sample per row.
/// </summary>
/// <remarks>
/// The generator writes the weights' storage, <c>Forward</c>, <c>Backward</c> and everything around them into the
/// class. <see cref="In"/> and <see cref="Out"/> must both be given; another layer's <c>In</c> or <c>Out</c> may be
/// used: <c>[LinearLayer(In = Projection.Out, Out = 4)]</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = false)]
public sealed class LinearLayerAttribute : Attribute
{
    /// <summary>Inputs per row: a constant of 1 or more.</summary>
    public int In { get; set; }

    /// <summary>Outputs per row: a constant of 1 or more.</summary>
    public int Out { get; set; }

    /// <summary>Whether a bias is added to every row; false by default, so that the layer is exactly Y = X·W.</summary>
    public bool Bias { get; set; }

    /// <summary>The activation function that is applied to X·W + b; <see cref="Activation.None"/> by default.</summary>
    public Activation Activation { get; set; }

    /// <summary>
    /// The parameter of <see cref="Activation"/>: <see cref="Activation.LeakyRelu"/>'s slope below 0, 0.01 by default, or the α of
    /// <see cref="Activation.Elu"/> and <see cref="Activation.Celu"/>, 1 by default. Others have none. <see cref="double.NaN"/> if it is not given.
    /// </summary>
    public double Slope { get; set; } = double.NaN;

    /// <summary>The element type of inputs, weights and outputs; <see cref="Precision.Single"/> by default.</summary>
    public Precision Precision { get; set; }

    /// <summary>
    /// The format in which the forward pass reads the weights; <see cref="WeightFormat.Full"/> by default. With <see cref="WeightFormat.BFloat16"/> they are
    /// rounded whenever they are set; a layer that can be trained keeps them as they are beside it, for the optimiser.
    /// </summary>
    public WeightFormat Weights { get; set; }

    /// <summary>
    /// Whether the layer can be trained; true by default. A layer that is only used has <c>Forward</c> and no <c>Backward</c>, no <c>Gradients</c>, and half of
    /// the memory, since it keeps no transposed copy of its weights for the backward pass.
    /// </summary>
    public bool Trainable { get; set; } = true;
}
