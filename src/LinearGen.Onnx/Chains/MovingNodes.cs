using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Operators;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>
/// Nodes that choose, join and move elements. The node is computed on places instead of values, for two samples; if the second sample's result is the first's
/// with the second's places, it keeps samples apart, and gives the source of each column.
/// </summary>
internal static class MovingNodes
{
    private const int Samples = 2;

    /// <summary>Follows a node.</summary>
    /// <param name="arguments">The node with its constants.</param>
    /// <param name="inputs">All its inputs.</param>
    /// <param name="budget">The limit on allocation.</param>
    public static IReadOnlyList<Value> Follow(Arguments arguments, IReadOnlyList<Value?> inputs, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        if (inputs.Any(input => input is SizesValue) || (node.Operator == "Gather" && inputs is not [RowsValue, ConstantValue]))
        {
            throw node.Error("chooses by what depends on the model's input; supported are choices that are stored in the file.");
        }

        RowsValue[] rows = [.. inputs.OfType<RowsValue>()];
        if (node.Operator == "Concat")
        {
            if (inputs.Any(input => input is not RowsValue))
            {
                throw node.Error("joins the model's values and constants; supported are values that depend on the model's input.");
            }

            if (rows is [var only])
            {
                return [only];
            }
        }

        // Places of all parts, one part behind another; those of the second sample are further by all of them.
        int[][] samples = [.. rows.Select(part => Sample(node, part))];
        int width = checked(samples.Sum(sample => (int)Tensor.Count(sample)));
        bool isBatch = rows[0].Shape!.Count > 1;
        int count = isBatch ? Samples : 1;
        List<Tensor?> places = [.. arguments.Inputs];
        int first = 0;
        for (int n = 0, part = 0; n < inputs.Count; n++)
        {
            if (inputs[n] is not RowsValue)
            {
                continue;
            }

            (int[] sample, int start) = (samples[part++], first);
            int size = (int)Tensor.Count(sample);
            budget.Allocate((long)count * size);
            double[] numbers = [.. Enumerable.Range(0, count).SelectMany(row => Enumerable.Range(start, size).Select(place => (double)place + (row * width)))];
            places[n] = new Tensor(ElementType.Int64, isBatch ? [count, .. sample] : sample, numbers);
            first += size;
        }

        IReadOnlyList<Tensor> moved = new NodeEvaluator(budget).Evaluate(node, places);
        return [.. moved.Select(result => Result(node, rows, result, width, isBatch))];
    }

    private static RowsValue Result(OnnxNode node, RowsValue[] rows, Tensor result, int width, bool isBatch)
    {
        int size = isBatch ? result.Values.Length / Samples : result.Values.Length;
        if (result.Values.Length == 0)
        {
            throw node.Error("chooses nothing of its rows.");
        }

        bool keepsSamples = !isBatch || (result.Rank > 0 && result.Shape[0] == Samples && Enumerable.Range(0, size).All(n => result.Values[n] < width && result.Values[size + n] == result.Values[n] + width));
        if (!keepsSamples)
        {
            throw node.Error("moves values between the rows of a batch; supported are nodes that stay within rows.");
        }

        int[] columns = [.. result.Values.Take(size).Select(place => (int)place)];
        foreach (RowsValue part in rows)
        {
            int own = (int)Tensor.Count(part.Sample!);
            if (!part.Expression.Width.Fix(own))
            {
                throw node.Error($"takes rows of {own} values, but {Quoted.Lower(part.Expression.Display)}, the node before, gives rows of {part.Expression.Width.Value}.");
            }
        }

        long?[] shape = isBatch ? [rows[0].Shape![0], .. result.Shape.Skip(1).Select(dimension => (long?)dimension)] : [.. result.Shape.Select(dimension => (long?)dimension)];
        return new RowsValue(new MovedExpression(node, [.. rows.Select(part => part.Expression)], columns), rows[0].Type, shape);
    }

    private static int[] Sample(OnnxNode node, RowsValue rows) => rows.Sample is { } sample
        ? [.. sample]
        : throw node.Error($"chooses from values of the shape {(rows.Shape is null ? "that is not known" : Quoted.Shape(rows.Shape))}; expected all sizes but the first to be known.");
}
