namespace LinearGen.Onnx.Models;

/// <summary>Brings parameters to the precision that they will be stored in.</summary>
internal static class Rounding
{
    /// <summary>Stages whose parameters are all numbers of a precision.</summary>
    /// <exception cref="ImportException">One is not finite, or is too large for it.</exception>
    public static IReadOnlyList<T> Round<T>(IReadOnlyList<T> stages, Precision precision)
        where T : ModelStage =>
        [.. stages.Select(stage => (T)Round(stage, precision))];

    /// <summary>A number of a precision.</summary>
    public static double Round(double value, Precision precision) => precision == Precision.Double ? value : (float)value;

    private static ModelStage Round(ModelStage stage, Precision precision) => stage is ModelResidual block
        ? block with { Stages = [.. block.Stages.Select(inner => Round(inner, precision))] }
        : stage.With((name, values) => Round(values, precision, name, stage.Origin));

    private static double[] Round(double[] values, Precision precision, string what, string origin)
    {
        double[] rounded = new double[values.Length];
        for (int n = 0; n < values.Length; n++)
        {
            rounded[n] = Round(values[n], precision);

            // A bound may be none.
            bool isBound = what is "low" or "high" && double.IsInfinity(values[n]);
            if (!double.IsFinite(rounded[n]) && !isBound)
            {
                throw new ImportException(FormattableString.Invariant($"{origin} has the {what} {values[n]:G9}, element {n} of {values.Length}, which is not a finite {(precision == Precision.Double ? "double" : "float")}."));
            }
        }

        return rounded;
    }
}
