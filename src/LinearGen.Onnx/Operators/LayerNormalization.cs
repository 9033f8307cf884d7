using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Normalisations of rows by their own values.</summary>
internal static class LayerNormalization
{
    /// <summary>The number that a node adds to the variance.</summary>
    public static double Epsilon(Arguments arguments) => arguments.Node.Float("epsilon", 1e-5f);

    /// <summary>Refuses another axis than the last.</summary>
    /// <param name="arguments">The node.</param>
    /// <param name="rank">The number of axes of its input; null if that is not known.</param>
    public static void CheckAxis(Arguments arguments, int? rank)
    {
        long axis = arguments.Node.Int("axis", -1);
        if (axis != -1 && axis != rank - 1)
        {
            throw arguments.Node.Error($"goes over all axes from {axis} on, of {rank?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number"}; supported is the last one.");
        }
    }

    /// <summary>Computes a LayerNormalization along the last axis.</summary>
    public static Tensor Evaluate(Arguments arguments, WorkBudget budget)
    {
        Tensor x = arguments[0];
        CheckAxis(arguments, x.Rank);
        double epsilon = Epsilon(arguments);
        Tensor normalized = Rows(x, budget, row =>
        {
            double mean = Average(row), variance = 0;
            foreach (double value in row)
            {
                variance += (value - mean) * (value - mean) / row.Length;
            }

            foreach (ref double value in row)
            {
                value = (value - mean) / Math.Sqrt(variance + epsilon);
            }
        });
        Tensor scaled = Broadcasting.Apply(arguments.Node, normalized, arguments[1], (value, gain) => value * gain, budget);
        return arguments.Optional(2) is { } bias ? Broadcasting.Apply(arguments.Node, scaled, bias, (value, summand) => value + summand, budget) : scaled;
    }

    /// <summary>Computes a Normalizer: rows divided by their greatest absolute value, their sum of those or their length.</summary>
    public static Tensor EvaluateNormalizer(Arguments arguments, WorkBudget budget)
    {
        string norm = arguments.Node.Text("norm", "MAX");
        return Rows(arguments[0], budget, row =>
        {
            double size = 0;
            foreach (double value in row)
            {
                size = norm switch
                {
                    "MAX" => Math.Max(size, value),
                    "L1" => size + Math.Abs(value),
                    "L2" => size + (value * value),
                    _ => throw arguments.Node.Error($"has norm = {Quoted.Name(norm)}; expected MAX, L1 or L2."),
                };
            }

            size = norm == "L2" ? Math.Sqrt(size) : size;
            foreach (ref double value in row)
            {
                value = size == 0 ? value : value / size;
            }
        });
    }

    private delegate void RowAction(Span<double> row);

    private static Tensor Rows(Tensor x, WorkBudget budget, RowAction action)
    {
        budget.Allocate(x.Values.Length);
        double[] values = [.. x.Values];
        int width = x.Rank == 0 ? 1 : x.Shape[^1];
        for (int start = 0; start < values.Length; start += width)
        {
            action(values.AsSpan(start, width));
        }

        return x with { Values = values };
    }

    private static double Average(Span<double> row)
    {
        double sum = 0;
        foreach (double value in row)
        {
            sum += value;
        }

        return sum / row.Length;
    }
}
