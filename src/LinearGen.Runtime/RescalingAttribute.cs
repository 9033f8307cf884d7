namespace LinearGen;

/// <summary>Turns a partial class into a stage that brings each element to a range of its own: y = clamp(x·scale + offset, low, high), element by element.</summary>
/// <remarks>
/// The generator writes <c>SetScale</c>, <c>SetOffset</c>, <c>SetRange</c>, <c>Forward</c>, <c>Backward</c> and their companions into the class. Scale,
/// offset, low and high, 1, 0, −∞ and ∞ at first, are no parameters: optimisers leave them alone, files and copies hold them. A network takes
/// the stage in like a layer.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = false)]
public sealed class RescalingAttribute : Attribute
{
    /// <summary>Inputs and outputs per row: a constant of 1 or more.</summary>
    public int Size { get; set; }

    /// <summary>The element type; <see cref="Precision.Single"/> by default.</summary>
    public Precision Precision { get; set; }
}
