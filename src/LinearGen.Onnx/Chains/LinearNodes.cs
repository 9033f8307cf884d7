using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Operators;
using LinearGen.Onnx.Tensors;

namespace LinearGen.Onnx.Chains;

/// <summary>Gemm and MatMul: a product with a matrix, and Gemm's factor and bias as nodes of their own.</summary>
internal static class LinearNodes
{
    /// <summary>Follows a node.</summary>
    /// <param name="arguments">The node with its constants.</param>
    /// <param name="inputs">All its inputs.</param>
    /// <param name="budget">The limit on allocation.</param>
    public static RowsValue Follow(Arguments arguments, IReadOnlyList<Value?> inputs, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        bool isGemm = node.Operator == "Gemm";
        switch (inputs)
        {
            case [ConstantValue left, RowsValue column, ..] when !isGemm:
                return FollowColumn(node, left, column, budget);
            case [RowsValue rows, ConstantValue weights, ..]:
                return FollowRows(arguments, inputs, rows, weights, isGemm, budget);
            case [{ }, { }, ..]:
                throw node.Error(inputs is [ConstantValue, ..]
                    ? "multiplies a stored matrix by the model's values, not the values by the matrix: samples would be columns. Supported are samples as rows."
                    : "multiplies two values that depend on the model's input; supported are values times a stored matrix.");
            default:
                throw node.Error("has too few inputs; expected values and a matrix.");
        }
    }

    private static RowsValue FollowRows(Arguments arguments, IReadOnlyList<Value?> inputs, RowsValue rows, ConstantValue stored, bool isGemm, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        if (isGemm && node.Int("transA", 0) != 0)
        {
            throw node.Error("has transA = 1: it takes samples as columns and so mixes the rows of a batch. Supported are samples as rows.");
        }

        string name = Quoted.Name(node.Inputs[1]);
        Tensor weights = stored.Tensor;
        if (!isGemm && weights.Rank > 2 && weights.Rank <= rows.Shape?.Count && weights.Shape[..^2].All(size => size == 1))
        {
            weights = weights.WithShape(weights.Shape[^2..]);
        }

        if (weights.Rank != 2 || weights.Values.Length == 0)
        {
            throw node.Error($"multiplies by {name} of shape {Quoted.Shape(weights.Shape)}; supported is a matrix.");
        }

        CheckType(node, node.Inputs[1], weights, rows.Type);
        if (isGemm && rows.Shape is { Count: not 2 })
        {
            throw node.Error($"multiplies values of shape {Quoted.Shape(rows.Shape)}; a Gemm takes two dimensions.");
        }

        bool isTransposed = isGemm && node.Int("transB", 0) != 0;
        int width = isTransposed ? weights.Shape[1] : weights.Shape[0];
        if (rows.Width is { } given && given != width)
        {
            throw node.Error($"takes rows of {width} values, {name} being {Quoted.Shape(weights.Shape)}{(isTransposed ? " and transposed" : "")}, but is given rows of {given}.");
        }

        Fix(node, rows.Expression, width);
        Tensor matrix = isTransposed ? ShapeOperators.Transpose(weights, [1, 0], budget) : weights;
        IReadOnlyList<long?> shape = rows.Shape is { Count: > 0 } known ? [.. known.SkipLast(1), matrix.Shape[1]] : [null, matrix.Shape[1]];

        // A file of PyTorch's has matrices as [Out, In].
        LinearExpression linear = new(node, rows.Expression, matrix, isTransposed != stored.IsTransposed && weights.Rank == stored.Tensor.Rank ? stored.Name : null);
        return new RowsValue(isGemm ? Gemm(arguments, inputs, rows.Type, linear) : linear, rows.Type, shape);
    }

    /// <summary>W·x, where x is one column: a single sample, as xᵀ·Wᵀ.</summary>
    private static RowsValue FollowColumn(OnnxNode node, ConstantValue stored, RowsValue column, WorkBudget budget)
    {
        Tensor weights = stored.Tensor;
        bool isColumn = column.Shape is [_] || (column.Shape is [.., { }, 1] && column.Shape.SkipLast(2).All(size => size == 1));
        if (!isColumn)
        {
            throw node.Error("multiplies a stored matrix by the model's values, not the values by the matrix: samples would be columns. Supported are samples as rows, or a single one.");
        }

        string name = Quoted.Name(node.Inputs[0]);
        if (weights.Rank != 2 || weights.Values.Length == 0)
        {
            throw node.Error($"multiplies by {name} of shape {Quoted.Shape(weights.Shape)}; supported is a matrix.");
        }

        CheckType(node, node.Inputs[0], weights, column.Type);
        long? given = column.Shape is [var only] ? only : column.Shape![^2];
        if (given is not null && given != weights.Shape[1])
        {
            throw node.Error($"takes columns of {weights.Shape[1]} values, {name} being {Quoted.Shape(weights.Shape)}, but is given columns of {given}.");
        }

        Fix(node, column.Expression, weights.Shape[1]);
        LinearExpression linear = new(node, column.Expression, ShapeOperators.Transpose(weights, [1, 0], budget), stored.IsTransposed ? null : stored.Name);
        return new RowsValue(linear, column.Type, column.Shape is [_] ? [weights.Shape[0]] : [.. column.Shape!.SkipLast(2), weights.Shape[0], 1]);
    }

    private static void Fix(OnnxNode node, Expression rows, int width)
    {
        if (!rows.Width.Fix(width))
        {
            throw node.Error($"takes rows of {width} values, but {Quoted.Lower(rows.Display)}, the node before, gives rows of {rows.Width.Value}.");
        }
    }

    /// <summary>alpha·X·W + beta·C.</summary>
    private static Expression Gemm(Arguments arguments, IReadOnlyList<Value?> inputs, ElementType type, LinearExpression linear)
    {
        OnnxNode node = arguments.Node;
        double alpha = node.Float("alpha", 1), beta = node.Float("beta", 1);
        Expression result = alpha == 1 ? linear : new FactorExpression(node, linear, alpha);
        switch (inputs.Count > 2 ? inputs[2] : null)
        {
            case null:
                return result;
            case ConstantValue { Tensor: { } bias } stored:
                CheckType(node, node.Inputs[2], bias, type);
                double[] row = RowConstant.Of(bias, linear.Out, node, node.Inputs[2]);
                return new BiasExpression(node, result, beta == 1 ? row : [.. row.Select(value => value * beta)], beta == 1 && bias.Rank == 1 && bias.Values.Length == linear.Out ? stored.Name : null);
            case RowsValue added when alpha == 1 && beta == 1 && added.Expression.Width.Fix(linear.Out):
                return new FunctionExpression(new Arguments(node, []), [result, added.Expression], linear.Out);
            default:
                throw node.Error($"adds {Quoted.Name(node.Inputs[2])}, which depends on the model's input, with factors or of another width; supported is a plain sum.");
        }
    }

    private static void CheckType(OnnxNode node, string name, Tensor constant, ElementType type)
    {
        if (!constant.Type.IsFloat() || (type != ElementType.Unknown && constant.Type != type))
        {
            throw node.Error($"takes {Quoted.Name(name)} of {constant.Type.Display()}; expected {(type == ElementType.Unknown ? "real numbers" : type.Display())} as its values are.");
        }
    }
}
