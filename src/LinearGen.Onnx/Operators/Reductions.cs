using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Sums and means along the last axis.</summary>
internal static class Reductions
{
    /// <summary>Whether the axis that a node goes along stays, with size 1.</summary>
    public static bool KeepsAxis(OnnxNode node) => node.Int("keepdims", 1) != 0;

    /// <summary>Refuses another axis than the last.</summary>
    /// <param name="arguments">The node.</param>
    /// <param name="rank">The number of axes of its input; null if that is not known.</param>
    public static void CheckAxis(Arguments arguments, int? rank)
    {
        long[]? axes = arguments.Axes(1);
        if (axes is not [var axis] || (axis != -1 && axis != rank - 1))
        {
            throw arguments.Node.Error($"goes along {(axes is null or [] ? "all axes" : $"the axes {Quoted.Shape(axes)}")}, which mixes rows or leaves nothing of them; supported is the last axis.");
        }
    }

    /// <summary>Computes a node.</summary>
    public static Tensor Evaluate(Arguments arguments, WorkBudget budget)
    {
        Tensor x = arguments[0];
        CheckAxis(arguments, x.Rank);
        int width = x.Shape[^1];
        budget.Allocate(x.Values.Length / width);
        double[] sums = new double[x.Values.Length / width];
        for (int n = 0; n < x.Values.Length; n++)
        {
            sums[n / width] += x.Values[n];
        }

        if (arguments.Node.Operator == "ReduceMean")
        {
            sums = [.. sums.Select(sum => sum / width)];
        }

        return new Tensor(x.Type, KeepsAxis(arguments.Node) ? [.. x.Shape[..^1], 1] : x.Shape[..^1], sums);
    }
}
