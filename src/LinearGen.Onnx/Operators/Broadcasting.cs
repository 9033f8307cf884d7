using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Functions of two tensors, sizes of 1 being repeated as often as the other tensor's.</summary>
internal static class Broadcasting
{
    /// <summary>Applies a function to all pairs.</summary>
    /// <exception cref="ImportException">The shapes do not fit.</exception>
    public static Tensor Apply(OnnxNode node, Tensor a, Tensor b, Func<double, double, double> function, WorkBudget budget)
    {
        int rank = Math.Max(a.Rank, b.Rank);
        int[] shape = new int[rank];
        long count = 1;
        for (int axis = 0; axis < rank; axis++)
        {
            (int left, int right) = (Size(a, axis, rank), Size(b, axis, rank));
            if (left != right && left != 1 && right != 1)
            {
                throw node.Error($"combines the shapes {Quoted.Shape(a.Shape)} and {Quoted.Shape(b.Shape)}, which do not fit.");
            }

            shape[axis] = left == 1 ? right : left;
            count = Math.Min(count * shape[axis], (long)int.MaxValue + 1);
        }

        budget.Allocate(count > int.MaxValue ? long.MaxValue : count);
        double[] values = new double[count];
        int[] at = new int[rank];
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = function(a.Values[Index(a, at)], b.Values[Index(b, at)]);
            for (int axis = rank - 1; axis >= 0 && ++at[axis] == shape[axis]; axis--)
            {
                at[axis] = 0;
            }
        }

        return new Tensor(a.Type, shape, values);
    }

    /// <summary>A tensor repeated to a shape.</summary>
    /// <exception cref="ImportException">It does not fit.</exception>
    public static Tensor Expand(Arguments arguments, WorkBudget budget)
    {
        long[] sizes = arguments.Integers(1);
        if (sizes.Length > Limits.Dimensions || sizes.Any(size => size is < 1 or > int.MaxValue))
        {
            throw arguments.Node.Error($"makes {Quoted.Shape(sizes)}, which is not a valid shape.");
        }

        // Repeating a tensor is adding zeros of a shape, of which there need be one.
        Tensor x = arguments[0];
        int[] shape = [.. sizes.Select(size => (int)size)];
        UInt128 count = shape.Aggregate((UInt128)1, (product, size) => UInt128.Min(product * (uint)size, long.MaxValue));
        budget.Allocate((long)count);
        return Apply(arguments.Node, x, new Tensor(x.Type, shape, new double[(int)count]), (value, _) => value, budget);
    }

    /// <summary>A tensor's size along an axis of the result.</summary>
    private static int Size(Tensor tensor, int axis, int rank) => axis < rank - tensor.Rank ? 1 : tensor.Shape[axis - (rank - tensor.Rank)];

    private static int Index(Tensor tensor, int[] at)
    {
        int index = 0;
        for (int axis = 0; axis < tensor.Rank; axis++)
        {
            int size = tensor.Shape[axis];
            index = (index * size) + (size == 1 ? 0 : at[axis + (at.Length - tensor.Rank)]);
        }

        return index;
    }
}
