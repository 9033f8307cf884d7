using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Operators;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>
/// Nodes that leave all values where they are in memory. Only the shape is followed, as far as it is known; where rows end, the weights
/// of the next layer say.
/// </summary>
internal static class RenamingNodes
{
    /// <summary>Follows a node.</summary>
    /// <param name="arguments">The node with its constants.</param>
    /// <param name="rows">The rows that it renames.</param>
    /// <param name="inputs">All its inputs.</param>
    public static RowsValue Follow(Arguments arguments, RowsValue rows, IReadOnlyList<Value?> inputs)
    {
        OnnxNode node = arguments.Node;
        switch (node.Operator)
        {
            case "Identity":
                return rows;
            case "Dropout":
                ShapeOperators.CheckDropout(arguments);
                return rows;
            case "Cast":
                ElementType type = ShapeOperators.CastType(node);
                return type.IsFloat() || type == rows.Type ? rows with { Type = type } : throw node.Error($"makes {type.Display()} from the model's values; supported are real numbers.");
            case "Flatten":
                return rows with { Shape = Flatten(node, rows.Shape) };
            case "Reshape":
                return rows with { Shape = Reshape(node, rows.Shape, SizeArithmetic.Sizes(node, inputs.Count > 1 ? inputs[1] : null)) };
            case "Squeeze":
                return rows with { Shape = Squeeze(arguments, rows.Shape) };
            default:
                return rows with { Shape = rows.Shape is null ? null : ShapeOperators.Unsqueezed<long?>(arguments, rows.Shape, 1) };
        }
    }

    /// <summary>Follows an Expand to the shape that the rows have already, or of one value to all columns of a row.</summary>
    /// <param name="arguments">The node.</param>
    /// <param name="rows">The rows that are repeated.</param>
    /// <param name="target">The shape.</param>
    public static RowsValue Expand(Arguments arguments, RowsValue rows, IReadOnlyList<long?> target)
    {
        OnnxNode node = arguments.Node;
        if (rows.Shape is not { Count: > 0 } shape || target.Count > shape.Count)
        {
            throw node.Error($"repeats values of shape {(rows.Shape is null ? "that is not known" : Quoted.Shape(rows.Shape))} to {Quoted.Shape(target)}; supported are shapes of as many dimensions.");
        }

        for (int axis = 0; axis < target.Count; axis++)
        {
            (long? size, long? wanted) = (shape[axis + shape.Count - target.Count], target[axis]);
            bool isColumns = axis == target.Count - 1 && size == 1 && wanted > 1 && rows.Sample is [.., 1] sample && sample.All(one => one == 1);
            if (isColumns && wanted <= Limits.Width && rows.Expression.Width.Fix(1))
            {
                return new RowsValue(new MovedExpression(node, [rows.Expression], new int[(int)wanted!]), rows.Type, [.. shape.SkipLast(1), wanted]);
            }

            // An open size is taken for that of the rows, from which such shapes come.
            if (!(wanted is null or 1 || wanted == size || (size is null && axis + shape.Count - target.Count == 0)))
            {
                throw node.Error($"repeats values of shape {Quoted.Shape(shape)} to {Quoted.Shape(target)}, which gives other rows; supported is one value for all columns of a row.");
            }
        }

        return rows;
    }

    private static IReadOnlyList<long?>? Flatten(OnnxNode node, IReadOnlyList<long?>? shape)
    {
        long axis = node.Int("axis", 1);
        if (shape is null)
        {
            return [null, null];
        }

        int at = (int)Math.Clamp(axis < 0 ? axis + shape.Count : axis, 0, shape.Count);
        return [Count(shape.Take(at)), Count(shape.Skip(at))];
    }

    private static long?[] Reshape(OnnxNode node, IReadOnlyList<long?>? shape, IReadOnlyList<long?> target)
    {
        bool zeroIsZero = node.Int("allowzero", 0) != 0;
        long?[] sizes = [.. target.Select((size, axis) => size == 0 && !zeroIsZero ? (shape is not null && axis < shape.Count ? shape[axis] : null) : size)];
        if (sizes.Length > Limits.Dimensions || sizes.Any(size => size is < -1))
        {
            throw node.Error($"makes {Quoted.Shape(target)}, which is not a valid shape.");
        }

        int open = Array.IndexOf(sizes, -1);
        if (open >= 0)
        {
            sizes[open] = Rest(shape, sizes);
        }

        return sizes;
    }

    /// <summary>The size that −1 stands for: all values, or those of a row if the number of rows is open on both sides, divided by the sizes that are given.</summary>
    private static long? Rest(IReadOnlyList<long?>? shape, long?[] sizes)
    {
        IReadOnlyList<long?> from = shape ?? [null];
        IEnumerable<long?> given = sizes.Where(size => size != -1);
        if (from.Count > 0 && sizes.Length > 0 && from[0] is null && sizes[0] is null)
        {
            (from, given) = ([.. from.Skip(1)], given.Skip(1));
        }

        return Count(from) is { } all && Count(given) is { } part and > 0 && all % part == 0 ? all / part : null;
    }

    private static IReadOnlyList<long?>? Squeeze(Arguments arguments, IReadOnlyList<long?>? shape)
    {
        // Without axes, whether a size of run time is 1 decides: not known here.
        return shape is null || (arguments.Axes(1) is null && shape.Contains(null)) ? null
            : [.. ShapeOperators.Squeezed(arguments, shape)];
    }

    private static long? Count(IEnumerable<long?> sizes)
    {
        long? count = 1;
        foreach (long? size in sizes)
        {
            count = size is null || count is null || size > int.MaxValue || count > int.MaxValue ? null : count * size;
        }

        return count;
    }
}
