using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Operators that choose and join elements.</summary>
internal static class PartOperators
{
    /// <summary>Computes a node; null if it is none of these.</summary>
    public static Tensor? Evaluate(Arguments arguments, WorkBudget budget) => arguments.Node.Operator switch
    {
        "Gather" => Gather(arguments, budget),
        "Concat" => Concat(arguments, budget),
        "Slice" => Slice(arguments, budget),
        _ => null,
    };

    /// <summary>Whether an operator moves elements and computes nothing.</summary>
    public static bool Moves(OnnxNode node) => node.Operator is "Gather" or "Concat" or "Slice" or "Split" or "Transpose";

    /// <summary>The parts of a Split.</summary>
    public static IReadOnlyList<Tensor> Split(Arguments arguments, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        Tensor x = arguments[0];
        int axis = arguments.Axis(node.Int("axis", 0), x.Rank);
        int parts = node.Outputs.Count;
        int even = (x.Shape[axis] + parts - 1) / parts;

        // Without sizes all parts are alike, but the last may be shorter.
        long[] sizes = (arguments.Optional(1) is not null ? arguments.Integers(1) : node.Ints("split")?.ToArray())
            ?? [.. Enumerable.Range(0, parts).Select(n => (long)Math.Clamp(x.Shape[axis] - (n * even), 0, even))];
        if (sizes.Length != parts || sizes.Any(size => size < 0) || sizes.Sum() != x.Shape[axis])
        {
            throw node.Error($"has parts of {Quoted.Shape(sizes)} for {parts} results of {x.Shape[axis]} values.");
        }

        List<Tensor> results = [];
        int start = 0;
        foreach (long size in sizes)
        {
            results.Add(Take(x, axis, [.. Enumerable.Range(start, (int)size)], budget));
            start += (int)size;
        }

        return results;
    }

    private static Tensor Gather(Arguments arguments, WorkBudget budget)
    {
        (Tensor x, Tensor indices) = (arguments[0], arguments[1]);
        int axis = arguments.Axis(arguments.Node.Int("axis", 0), x.Rank);
        Tensor taken = Take(x, axis, [.. arguments.Integers(1).Select(index => arguments.Axis(index, x.Shape[axis]))], budget);
        return taken.WithShape([.. x.Shape[..axis], .. indices.Shape, .. x.Shape[(axis + 1)..]]);
    }

    private static Tensor Slice(Arguments arguments, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        Tensor x = arguments[0];
        long[] starts = Numbers(1, "starts") ?? throw node.Error("does not say where it starts.");
        long[] ends = Numbers(2, "ends") ?? throw node.Error("does not say where it ends.");
        long[] axes = Numbers(3, "axes") ?? [.. Enumerable.Range(0, starts.Length).Select(axis => (long)axis)];
        long[] steps = Numbers(4, "steps") ?? [.. starts.Select(_ => 1L)];
        if (ends.Length != starts.Length || axes.Length != starts.Length || steps.Length != starts.Length || steps.Contains(0))
        {
            throw node.Error($"has {starts.Length} starts, {ends.Length} ends, {axes.Length} axes and {steps.Length} steps, none of which may be 0; expected as many of each.");
        }

        for (int n = 0; n < starts.Length; n++)
        {
            int axis = arguments.Axis(axes[n], x.Rank);
            int size = x.Shape[axis];
            bool isForward = steps[n] > 0;
            long start = Math.Clamp(starts[n] < 0 ? starts[n] + size : starts[n], 0, isForward ? size : size - 1);
            long end = Math.Clamp(ends[n] < 0 ? ends[n] + size : ends[n], isForward ? 0 : -1, size);
            List<int> places = [];
            for (long at = start; isForward ? at < end : at > end; at += Math.Clamp(steps[n], -int.MaxValue, int.MaxValue))
            {
                places.Add((int)at);
            }

            x = Take(x, axis, [.. places], budget);
        }

        return x;

        long[]? Numbers(int input, string attribute) => arguments.Optional(input) is not null ? arguments.Integers(input) : node.Ints(attribute)?.ToArray();
    }

    private static Tensor Concat(Arguments arguments, WorkBudget budget)
    {
        Tensor[] parts = [.. Enumerable.Range(0, arguments.Inputs.Count).Select(index => arguments[index])];
        if (parts.Length == 0)
        {
            throw arguments.Node.Error("joins nothing.");
        }

        int axis = arguments.Axis(arguments.Node.Int("axis", 0), parts[0].Rank);
        foreach (Tensor part in parts)
        {
            if (part.Rank != parts[0].Rank || part.Shape.Where((size, n) => n != axis && size != parts[0].Shape[n]).Any())
            {
                throw arguments.Node.Error($"joins {Quoted.Shape(parts[0].Shape)} and {Quoted.Shape(part.Shape)} along axis {axis}, which do not fit.");
            }
        }

        int outer = (int)Tensor.Count(parts[0].Shape[..axis]), inner = (int)Tensor.Count(parts[0].Shape[(axis + 1)..]);
        budget.Allocate(parts.Sum(part => (long)part.Values.Length));
        List<double> values = [];
        for (int n = 0; n < outer; n++)
        {
            foreach (Tensor part in parts)
            {
                int length = part.Shape[axis] * inner;
                values.AddRange(part.Values.AsSpan(n * length, length));
            }
        }

        return new Tensor(parts[0].Type, [.. parts[0].Shape[..axis], parts.Sum(part => part.Shape[axis]), .. parts[0].Shape[(axis + 1)..]], [.. values]);
    }

    /// <summary>Some places along an axis.</summary>
    private static Tensor Take(Tensor x, int axis, int[] places, WorkBudget budget)
    {
        int outer = (int)Tensor.Count(x.Shape[..axis]), inner = (int)Tensor.Count(x.Shape[(axis + 1)..]);
        budget.Allocate((long)outer * inner * places.Length);
        double[] values = new double[outer * inner * places.Length];
        int to = 0;
        for (int n = 0; n < outer; n++)
        {
            foreach (int place in places)
            {
                x.Values.AsSpan(((n * x.Shape[axis]) + place) * inner, inner).CopyTo(values.AsSpan(to));
                to += inner;
            }
        }

        return new Tensor(x.Type, [.. x.Shape[..axis], places.Length, .. x.Shape[(axis + 1)..]], values);
    }
}
