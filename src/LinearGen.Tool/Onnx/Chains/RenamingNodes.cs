using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Operators;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>
/// Nodes that leave all values where they are in memory. Only the shape is followed, as far as it is known; where rows end, the weights
/// of the next layer say.
/// </summary>
internal static class RenamingNodes
{
    /// <summary>Follows a node.</summary>
    /// <param name="arguments">The node with its constants.</param>
    /// <param name="rows">What it renames.</param>
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
                return type.IsFloat() ? rows with { Type = type } : throw node.Error($"makes {type.Display()} of the model's values; supported are real numbers.");
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
            throw node.Error($"makes {Quoted.Shape(target)}, which is no shape.");
        }

        int open = Array.IndexOf(sizes, -1);
        if (open >= 0)
        {
            sizes[open] = Rest(shape, sizes);
        }

        return sizes;
    }

    /// <summary>What −1 stands for: all values, or those of a row if the number of rows is open on both sides, by the sizes that are given.</summary>
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
