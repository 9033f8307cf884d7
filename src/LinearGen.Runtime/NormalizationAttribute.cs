namespace LinearGen;

/// <summary>
/// Turns a partial class into a stage that normalises each input by statistics of its own: y = clamp((x − mean) / deviation, ±<see cref="Clip"/>),
/// element by element.
/// </summary>
/// <remarks>
/// The generator writes <c>SetMean</c>, <c>SetDeviation</c>, <c>Fit</c>, <c>Forward</c>, <c>Backward</c> and their companions into the class. Mean and
/// deviation, 0 and 1 at first, are no parameters: optimisers leave them alone, files and copies hold them. A network takes the
/// stage in like a layer: <c>[Sequential(typeof(Observation), typeof(Hidden))]</c>.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false, AllowMultiple = false)]
public sealed class NormalizationAttribute : Attribute
{
    /// <summary>Inputs and outputs per row: a constant of 1 or more.</summary>
    public int Size { get; set; }

    /// <summary>The greatest absolute value of an output: a number above 0. Without it there is none.</summary>
    public double Clip { get; set; } = double.PositiveInfinity;

    /// <summary>The element type; <see cref="Precision.Single"/> by default.</summary>
    public Precision Precision { get; set; }
}
