namespace LinearGen;

/// <summary>
/// Turns a partial class into a network: layers one after another, each a class with <see cref="LinearLayerAttribute"/>,
/// each taking the outputs of the one before it.
/// </summary>
/// <remarks>
/// <c>[Sequential(typeof(Hidden), typeof(Head))]</c> on a partial class adds the layers as properties named like their classes, a
/// fused <c>Forward</c>, <c>Backward</c> and all that training needs. A layer that is named twice is two layers with weights of
/// their own: <c>Hidden1</c> and <c>Hidden2</c>. The compiler checks that each layer's <c>Out</c> is the next one's <c>In</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = false)]
public sealed class SequentialAttribute : Attribute
{
    /// <summary>Names the layers.</summary>
    /// <param name="layers">Their classes, in the order of application.</param>
    public SequentialAttribute(params Type[] layers)
    {
        ArgumentNullException.ThrowIfNull(layers);
        Layers = layers;
    }

    /// <summary>The layers' classes, in the order of application.</summary>
    public IReadOnlyList<Type> Layers { get; }

    /// <summary>
    /// Whether it can be trained; true by default, unless none of its layers can. With false there is <c>Forward</c> and no <c>Backward</c>, no <c>Gradients</c>,
    /// no <c>Activations</c>, and no layer keeps a transposed copy of its weights, whatever its own class says.
    /// </summary>
    public bool Trainable { get; set; } = true;
}
