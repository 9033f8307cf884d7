using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Operators;

/// <summary>Batch normalisation as it is after training: a factor and a summand for each column.</summary>
internal static class BatchNormalization
{
    /// <summary>The constants behind the values: scale, bias, mean and variance.</summary>
    private const int Constants = 4;

    /// <summary>What a node does to columns: x ↦ factor·x + summand.</summary>
    /// <param name="arguments">The node with its constants.</param>
    /// <param name="width">Columns.</param>
    /// <exception cref="ImportException">It is in training mode, or its constants do not fit.</exception>
    public static (double[] Factor, double[] Summand) Columns(Arguments arguments, int width)
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

        double epsilon = arguments.Node.Float("epsilon", 1e-5);
        double[] factor = new double[width], summand = new double[width];
        for (int n = 0; n < width; n++)
        {
            factor[n] = constants[0].Values[n] / Math.Sqrt(constants[3].Values[n] + epsilon);
            summand[n] = constants[1].Values[n] - (constants[2].Values[n] * factor[n]);
        }

        return (factor, summand);
    }

    /// <summary>Computes a node.</summary>
    public static Tensor Evaluate(Arguments arguments, WorkBudget budget)
    {
        Tensor x = arguments[0];
        if (x.Rank != 2)
        {
            throw arguments.Node.Error($"normalises values of shape {Quoted.Shape(x.Shape)}; supported are two dimensions.");
        }

        int width = x.Shape[1];
        (double[] factor, double[] summand) = Columns(arguments, width);
        budget.Allocate(x.Values.Length);
        return x with { Values = [.. x.Values.Select((value, n) => (value * factor[n % width]) + summand[n % width])] };
    }
}
