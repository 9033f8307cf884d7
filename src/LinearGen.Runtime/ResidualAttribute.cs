namespace LinearGen;

/// <summary>Turns a partial class into a residual block, y = x + B(A(x)): stages one after another, whose result is added to their input.</summary>
/// <remarks>
/// <c>[Residual(typeof(A), typeof(B))]</c> on a partial class adds what <see cref="SequentialAttribute"/> adds; the last stage gives as many outputs as the first
/// takes inputs, which the compiler checks. It is a network by itself, and a stage of networks and of other residual blocks.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = false)]
public sealed class ResidualAttribute : Attribute
{
    /// <summary>Names the stages.</summary>
    /// <param name="layers">Their classes, in the order of application.</param>
    public ResidualAttribute(params Type[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Layers = layers;
    }

    /// <summary>The stages' classes, in the order of application.</summary>
    public IReadOnlyList<Type> Layers { get; }

    /// <summary>
    /// Whether it can be trained; true by default, unless none of its stages can. With false there is <c>Forward</c> and no <c>Backward</c>, no <c>Gradients</c>,
    /// no <c>Activations</c>, and no stage keeps a transposed copy of its weights, whatever its own class says.
    /// </summary>
    public bool Trainable { get; set; } = true;
}
