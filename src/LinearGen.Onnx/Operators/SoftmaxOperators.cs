using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Softmax and LogSoftmax.</summary>
internal static class SoftmaxOperators
{
    /// <summary>The first version in which they go along one axis; before, all axes from the given one on counted as one.</summary>
    public const long OneAxis = 13;

    /// <summary>The axis along which a node goes.</summary>
    /// <param name="arguments">The node.</param>
    /// <param name="rank">The number of axes of its input.</param>
    public static int Axis(Arguments arguments, int rank) =>
        arguments.Axis(arguments.Node.Int("axis", arguments.Node.Opset >= OneAxis ? -1 : 1), rank);

    /// <summary>Computes a node along the last axis.</summary>
    public static Tensor Evaluate(Arguments arguments, WorkBudget budget)
    {
        Tensor x = arguments[0];
        int axis = Axis(arguments, x.Rank);
        if (axis != x.Rank - 1)
        {
            throw arguments.Node.Error($"goes along axis {axis} of {x.Rank}; supported is the last one.");
        }

        bool isLog = arguments.Node.Operator == "LogSoftmax";
        int width = x.Shape[axis];
        budget.Allocate(x.Values.Length);
        double[] y = new double[x.Values.Length];
        for (int start = 0; start < y.Length; start += width)
        {
            ReadOnlySpan<double> row = x.Values.AsSpan(start, width);
            double greatest = double.NegativeInfinity;
            double sum = 0;
            foreach (double value in row)
            {
                greatest = Math.Max(greatest, value);
            }

            foreach (double value in row)
            {
                sum += Math.Exp(value - greatest);
            }

            for (int n = 0; n < width; n++)
            {
                y[start + n] = isLog ? row[n] - greatest - Math.Log(sum) : Math.Exp(row[n] - greatest) / sum;
            }
        }

        return x with { Values = y };
    }
}
