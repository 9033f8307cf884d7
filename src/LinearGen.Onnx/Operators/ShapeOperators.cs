using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Operators that move, rename or count elements and compute nothing.</summary>
internal static class ShapeOperators
{
    /// <summary>Computes a node; null if it is none of these.</summary>
    public static Tensor? Evaluate(Arguments arguments, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        switch (node.Operator)
        {
            case "Identity": return arguments[0];
            case "Dropout": return Dropout(arguments);
            case "Cast": return arguments[0] with { Type = CastType(node) };
            case "Flatten": return Flatten(arguments);
            case "Reshape": return arguments[0].WithShape(Reshaped(arguments, arguments[0].Shape, arguments.Integers(1)));
            case "Squeeze": return arguments[0].WithShape([.. Squeezed(arguments, [.. arguments[0].Shape.Select(size => (long?)size)]).Select(size => (int)size!)]);
            case "Unsqueeze": return arguments[0].WithShape([.. Unsqueezed(arguments, arguments[0].Shape, 1)]);
            case "Transpose": return Transpose(arguments, budget);
            case "Shape": return Tensor.Of(ElementType.Int64, [.. ShapeOf(arguments, arguments[0].Shape).Select(size => (double)size)]);
            case "ConstantOfShape": return ConstantOfShape(arguments, budget);
            case "Expand": return Broadcasting.Expand(arguments, budget);
            default: return null;
        }
    }

    /// <summary>A tensor with its axes in another order.</summary>
    public static Tensor Transpose(Tensor tensor, IReadOnlyList<int> order, WorkBudget budget)
    {
        budget.Allocate(tensor.Values.Length);
        int[] strides = new int[tensor.Rank];
        for (int axis = tensor.Rank - 1, stride = 1; axis >= 0; stride *= tensor.Shape[axis--])
        {
            strides[axis] = stride;
        }

        int[] shape = [.. order.Select(axis => tensor.Shape[axis])];
        double[] values = new double[tensor.Values.Length];
        int[] at = new int[shape.Length];
        for (int n = 0; n < values.Length; n++)
        {
            int from = 0;
            for (int axis = 0; axis < at.Length; axis++)
            {
                from += at[axis] * strides[order[axis]];
            }

            values[n] = tensor.Values[from];
            for (int axis = at.Length - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--)
            {
                at[axis] = 0;
            }
        }

        return new Tensor(tensor.Type, shape, values);
    }

    /// <summary>The element type of a Cast's result.</summary>
    public static ElementType CastType(OnnxNode node) => (ElementType)node.Int("to", 0) is var type && Enum.IsDefined(type) && type != ElementType.Unknown
        ? type
        : throw node.Error($"makes {ElementTypes.Display((int)Math.Clamp(node.Int("to", 0), 0, int.MaxValue))}, which is not supported.");

    /// <summary>Refuses a Dropout that is told to drop.</summary>
    public static void CheckDropout(Arguments arguments)
    {
        if (arguments.Optional(2) is { Values: [not 0, ..] })
        {
            throw arguments.Node.Error("is in training mode: export the model for inference.");
        }
    }

    /// <summary>The shape that a Reshape asks for: 0 keeps a size, −1 stands for the remaining elements.</summary>
    public static int[] Reshaped(Arguments arguments, int[] shape, long[] target)
    {
        bool zeroIsZero = arguments.Node.Int("allowzero", 0) != 0;
        long count = Tensor.Count(shape), known = 1;
        long[] sizes = new long[target.Length];
        for (int axis = 0; axis < target.Length; axis++)
        {
            sizes[axis] = target[axis] == 0 && !zeroIsZero && axis < shape.Length ? shape[axis] : target[axis];
            known = sizes[axis] == -1 ? known : (long)UInt128.Min((UInt128)known * (ulong)Math.Max(sizes[axis], 0), int.MaxValue);
        }

        int open = Array.IndexOf(sizes, -1);
        if (open >= 0 && known > 0)
        {
            sizes[open] = count / known;
            known *= sizes[open];
        }

        return known == count && count > 0 && sizes.All(size => size is >= 0 and <= int.MaxValue) && sizes.Length <= Limits.Dimensions
            ? [.. sizes.Select(size => (int)size)]
            : throw arguments.Node.Error($"makes {Quoted.Shape(target)} of {Quoted.Shape(shape)}, which has another number of values.");
    }

    /// <summary>A shape without axes of size 1.</summary>
    /// <param name="arguments">The node.</param>
    /// <param name="shape">The sizes that there are, null for open ones, which may be 1.</param>
    public static IEnumerable<long?> Squeezed(Arguments arguments, IReadOnlyList<long?> shape)
    {
        int[]? axes = arguments.Axes(1)?.Select(axis => arguments.Axis(axis, shape.Count)).ToArray();
        return axes?.FirstOrDefault(axis => shape[axis] is not (null or 1), -1) is { } wrong and >= 0
            ? throw arguments.Node.Error($"leaves out axis {wrong} of {Quoted.Shape(shape)}, whose size is not 1.")
            : shape.Where((size, axis) => axes is null ? size != 1 : !axes.Contains(axis));
    }

    /// <summary>A shape with more axes.</summary>
    /// <param name="arguments">The node.</param>
    /// <param name="shape">The sizes that there are.</param>
    /// <param name="one">The size of a new axis.</param>
    public static IReadOnlyList<T> Unsqueezed<T>(Arguments arguments, IReadOnlyList<T> shape, T one)
    {
        long[] axes = arguments.Axes(1) ?? throw arguments.Node.Error("does not say which axes it adds.");
        int rank = shape.Count + axes.Length;
        if (rank > Limits.Dimensions)
        {
            throw arguments.Node.Error($"makes {rank} dimensions; at most {Limits.Dimensions} are read.");
        }

        HashSet<int> added = [.. axes.Select(axis => arguments.Axis(axis, rank))];
        if (added.Count != axes.Length)
        {
            throw arguments.Node.Error("adds the same axis twice.");
        }

        Queue<T> rest = new(shape);
        return [.. Enumerable.Range(0, rank).Select(axis => added.Contains(axis) ? one : rest.Dequeue())];
    }

    /// <summary>The part of a shape that a Shape node asks for.</summary>
    public static IReadOnlyList<T> ShapeOf<T>(Arguments arguments, IReadOnlyList<T> shape)
    {
        long start = Math.Clamp(FromFront(arguments.Node.Int("start", 0), shape.Count), 0, shape.Count);
        long end = Math.Clamp(FromFront(arguments.Node.Int("end", shape.Count), shape.Count), start, shape.Count);
        return [.. shape.Skip((int)start).Take((int)(end - start))];
    }

    private static long FromFront(long axis, int rank) => axis < 0 ? axis + rank : axis;

    private static Tensor Dropout(Arguments arguments)
    {
        CheckDropout(arguments);
        return arguments[0];
    }

    private static Tensor Flatten(Arguments arguments)
    {
        Tensor x = arguments[0];
        long given = arguments.Node.Int("axis", 1);
        int axis = given == x.Rank ? x.Rank : arguments.Axis(given, x.Rank);
        return x.WithShape([(int)Tensor.Count(x.Shape[..axis]), (int)Tensor.Count(x.Shape[axis..])]);
    }

    private static Tensor Transpose(Arguments arguments, WorkBudget budget)
    {
        Tensor x = arguments[0];
        int[] order = arguments.Node.Ints("perm") is { } given
            ? [.. given.Select(axis => arguments.Axis(axis, x.Rank))]
            : [.. Enumerable.Range(0, x.Rank).Reverse()];
        return order.Length == x.Rank && order.Distinct().Count() == x.Rank
            ? Transpose(x, order, budget)
            : throw arguments.Node.Error($"has an order of axes that does not fit {Quoted.Shape(x.Shape)}.");
    }

    private static Tensor ConstantOfShape(Arguments arguments, WorkBudget budget)
    {
        long[] sizes = arguments.Integers(0);
        if (sizes.Length > Limits.Dimensions || sizes.Any(size => size is < 0 or > int.MaxValue))
        {
            throw arguments.Node.Error($"makes {Quoted.Shape(sizes)}, which is not a valid shape.");
        }

        Tensor value = arguments.Node.Has("value") ? arguments.Node.Constant() : Tensor.Scalar(ElementType.Float, 0);
        UInt128 count = sizes.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (ulong)size, long.MaxValue));
        budget.Allocate((long)count);
        return new Tensor(value.Type, [.. sizes.Select(size => (int)size)], [.. Enumerable.Repeat(value.Values[0], (int)count)]);
    }
}
