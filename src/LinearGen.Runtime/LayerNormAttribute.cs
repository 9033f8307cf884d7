namespace LinearGen;

/// <summary>
/// Turns a partial class into a layer normalisation, PyTorch's <c>nn.LayerNorm</c>: y = (x − μ) / √(σ² + <see cref="Epsilon"/>) ⊙ gain + bias, μ and σ² being
/// mean and variance of the row.
/// </summary>
/// <remarks>
/// The generator writes <c>SetGain</c>, <c>SetBias</c>, <c>Forward</c>, <c>Backward</c>, <c>Gradients</c> and their companions into the class. Gain and
/// bias, 1 and 0 at first, are parameters that training moves. A network takes the stage in like a layer.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = false)]
public sealed class LayerNormAttribute : Attribute
{
    /// <summary>Inputs and outputs per row: a constant of 1 or more.</summary>
    public int Size { get; set; }

    /// <summary>The number that is added to the variance, above 0; 1e-5 by default.</summary>
    public double Epsilon { get; set; } = 1e-5;

    /// <summary>The element type; <see cref="Precision.Single"/> by default.</summary>
    public Precision Precision { get; set; }
}
