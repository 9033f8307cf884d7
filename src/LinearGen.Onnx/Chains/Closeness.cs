namespace LinearGen.Onnx.Chains;

/// <summary>Whether a number is meant to be another. Exporters round constants: to float in models of float, and not in those of double.</summary>
/// <param name="precision">The model's precision.</param>
internal sealed class Closeness(Precision precision)
{
    private readonly double _error = precision == Precision.Double ? 1e-14 : 3e-7;

    /// <summary>The greatest number of the precision.</summary>
    public double Greatest { get; } = precision == Precision.Double ? double.MaxValue : float.MaxValue;

    /// <summary>Whether a number is another but for roundings of the model's precision.</summary>
    public bool Near(double value, double expected) => Math.Abs(value - expected) <= _error * Math.Abs(expected);

    /// <summary>1 for numbers near 1; others unchanged.</summary>
    public double Snap(double value) => Near(value, 1) ? 1 : value;
}
