using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Operators;

/// <summary>Gemm and MatMul.</summary>
internal static class Products
{
    /// <summary>Y = alpha·A'·B' + beta·C, A' and B' being A and B or their transposes.</summary>
    public static Tensor Gemm(Arguments arguments, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        (Tensor a, Tensor b) = (arguments[0], arguments[1]);
        if (a.Rank != 2 || b.Rank != 2)
        {
            throw node.Error($"multiplies {Quoted.Shape(a.Shape)} by {Quoted.Shape(b.Shape)}; expected two matrices.");
        }

        a = node.Int("transA", 0) != 0 ? ShapeOperators.Transpose(a, [1, 0], budget) : a;
        b = node.Int("transB", 0) != 0 ? ShapeOperators.Transpose(b, [1, 0], budget) : b;
        Tensor product = Multiply(node, a, b, budget);
        double alpha = node.Float("alpha", 1);
        for (int n = 0; n < product.Values.Length; n++)
        {
            product.Values[n] *= alpha;
        }

        if (arguments.Optional(2) is not { } c)
        {
            return product;
        }

        double beta = node.Float("beta", 1);
        Tensor sum = Broadcasting.Apply(node, product, c, (value, added) => value + (beta * added), budget);
        return sum.Shape.AsSpan().SequenceEqual(product.Shape)
            ? sum
            : throw node.Error($"adds C of shape {Quoted.Shape(c.Shape)} to a product of shape {Quoted.Shape(product.Shape)}, which it does not fit.");
    }

    /// <summary>A·B, all axes of A but the last being rows; B may be a vector, or a matrix in axes of size 1.</summary>
    public static Tensor MatMul(Arguments arguments, WorkBudget budget)
    {
        (Tensor a, Tensor b) = (arguments[0], arguments[1]);
        if (b.Rank == 1 && a.Rank >= 1)
        {
            Tensor product = Multiply(arguments.Node, a, b.WithShape([b.Shape[0], 1]), budget);
            return product.WithShape(product.Shape[..^1]);
        }

        int rank = a.Rank;
        b = b.Rank > 2 && b.Rank <= rank && b.Shape[..^2].All(size => size == 1) ? b.WithShape(b.Shape[^2..]) : b;
        return rank >= 1 && b.Rank == 2
            ? Multiply(arguments.Node, a, b, budget)
            : throw arguments.Node.Error($"multiplies {Quoted.Shape(a.Shape)} by {Quoted.Shape(b.Shape)}; supported are rows times a matrix.");
    }

    private static Tensor Multiply(OnnxNode node, Tensor a, Tensor b, WorkBudget budget)
    {
        (int inner, int columns) = (b.Shape[0], b.Shape[1]);
        if (a.Shape[^1] != inner)
        {
            throw node.Error($"multiplies {Quoted.Shape(a.Shape)} by {Quoted.Shape(b.Shape)}, which do not fit: {a.Shape[^1]} values meet {inner} rows.");
        }

        int rows = inner == 0 ? (int)Tensor.Count(a.Shape[..^1]) : a.Values.Length / inner;
        budget.Allocate((long)rows * columns);
        budget.Multiply((double)rows * columns * inner);
        double[] product = new double[rows * columns];
        for (int row = 0; row < rows; row++)
        {
            Span<double> sums = product.AsSpan(row * columns, columns);
            for (int k = 0; k < inner; k++)
            {
                double factor = a.Values[(row * inner) + k];
                ReadOnlySpan<double> line = b.Values.AsSpan(k * columns, columns);
                for (int column = 0; column < columns; column++)
                {
                    sums[column] += factor * line[column];
                }
            }
        }

        return new Tensor(a.Type, [.. a.Shape[..^1], columns], product);
    }
}
