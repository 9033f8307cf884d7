namespace LinearGen.Tool.Models;

/// <summary>Brings parameters to the precision that they will be stored in.</summary>
internal static class Rounding
{
    /// <summary>Layers whose parameters are all numbers of a precision.</summary>
    /// <exception cref="ImportException">One is not finite, or is too large for it.</exception>
    public static IReadOnlyList<ModelLayer> Round(IReadOnlyList<ModelLayer> layers, Precision precision) =>
    [
        .. layers.Select(layer => layer with
        {
            Weights = Round(layer.Weights, precision, "weight", layer.Origin),
            Bias = layer.Bias is { } bias ? Round(bias, precision, "bias", layer.Origin) : null,
        }),
    ];

    private static double[] Round(double[] values, Precision precision, string what, string origin)
    {
        double[] rounded = new double[values.Length];
        for (int n = 0; n < values.Length; n++)
        {
            rounded[n] = precision == Precision.Double ? values[n] : (float)values[n];
            if (!double.IsFinite(rounded[n]))
            {
                throw new ImportException(FormattableString.Invariant($"{origin} has the {what} {values[n]:G9}, element {n} of {values.Length}, which is no finite {(precision == Precision.Double ? "double" : "float")}."));
            }
        }

        return rounded;
    }
}
