using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Batch normalisation as it is after training: a factor and a summand for each column.</summary>
internal static class BatchNormalization
{
    /// <summary>The constants behind the values: scale, bias, mean and variance.</summary>
    private const int Constants = 4;

    /// <summary>The function of columns that a node computes: x ↦ (x − mean) / deviation·scale + bias.</summary>
    /// <param name="arguments">The node with its constants.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ImportException">It is in training mode, or its constants do not fit.</exception>
    public static (double[] Mean, double[] Deviation, double[] Scale, double[] Bias) Columns(Arguments arguments, int width)
    {
        if (arguments.Node.Int("training_mode", 0) != 0)
        {
            throw arguments.Node.Error("is in training mode: export the model for inference.");
        }

        Tensor[] constants = [.. Enumerable.Range(1, Constants).Select(index => arguments[index])];
        if (constants.FirstOrDefault(constant => constant.Values.Length != width || constant.Rank != 1) is { } wrong)
        {
            throw arguments.Node.Error($"has a constant of shape {Quoted.Shape(wrong.Shape)}; expected [{width}], the width of its rows.");
        }

        double epsilon = arguments.Node.Float("epsilon", 1e-5f);
        return (constants[2].Values, [.. constants[3].Values.Select(variance => Math.Sqrt(variance + epsilon))], constants[0].Values, constants[1].Values);
    }

    /// <summary>Whether the second axis, that of the channels, holds all of a sample.</summary>
    public static bool IsOfRows(IReadOnlyList<long?> shape) => shape.Count >= 2 && shape.Skip(2).All(size => size == 1);

    /// <summary>Computes a node.</summary>
    public static Tensor Evaluate(Arguments arguments, WorkBudget budget)
    {
        Tensor x = arguments[0];
        if (!IsOfRows([.. x.Shape.Select(size => (long?)size)]))
        {
            throw arguments.Node.Error($"normalises values of shape {Quoted.Shape(x.Shape)}; supported are two dimensions, others being 1.");
        }

        int width = x.Shape[1];
        (double[] mean, double[] deviation, double[] scale, double[] bias) = Columns(arguments, width);
        budget.Allocate(x.Values.Length);
        return x with { Values = [.. x.Values.Select((value, n) => ((value - mean[n % width]) / deviation[n % width] * scale[n % width]) + bias[n % width])] };
    }
}
