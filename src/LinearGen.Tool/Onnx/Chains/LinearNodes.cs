using LinearGen.Tool.Onnx.Graphs;
using LinearGen.Tool.Onnx.Operators;
using LinearGen.Tool.Onnx.Tensors;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>Gemm and MatMul, with their factors and transposes worked into the weights.</summary>
internal static class LinearNodes
{
    /// <summary>Follows a node.</summary>
    /// <param name="arguments">The node with its constants.</param>
    /// <param name="inputs">All its inputs.</param>
    /// <param name="budget">What may be allocated.</param>
    public static RowsValue Follow(Arguments arguments, IReadOnlyList<Value?> inputs, WorkBudget budget)
    {
        OnnxNode node = arguments.Node;
        bool isGemm = node.Operator == "Gemm";
        if (inputs is not [{ }, { }, ..])
        {
            throw node.Error("has too few inputs; expected values and a matrix.");
        }

        if (inputs is not [RowsValue rows, ConstantValue { Tensor: { } weights }, ..])
        {
            throw node.Error(inputs is [ConstantValue, RowsValue, ..]
                ? "multiplies a stored matrix by the model's values, not the values by the matrix: samples would be columns. Supported are samples as rows."
                : "multiplies two values that depend on the model's input; supported are values times a stored matrix.");
        }

        if (isGemm && node.Int("transA", 0) != 0)
        {
            throw node.Error("has transA = 1: it takes samples as columns and so mixes the rows of a batch. Supported are samples as rows.");
        }

        string name = Quoted.Name(node.Inputs[1]);
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

        Tensor matrix = isTransposed ? ShapeOperators.Transpose(weights, [1, 0], budget) : weights;
        double alpha = isGemm ? node.Float("alpha", 1) : 1;
        if (alpha != 1)
        {
            budget.Allocate(matrix.Values.Length);
            matrix = matrix with { Values = [.. matrix.Values.Select(value => value * alpha)] };
        }

        IReadOnlyList<long?> shape = rows.Shape is { Count: > 0 } known ? [.. known.SkipLast(1), matrix.Shape[1]] : [null, matrix.Shape[1]];
        return new RowsValue(new LinearExpression(node, rows.Expression, matrix, isGemm ? Bias(arguments, inputs, rows.Type, matrix.Shape[1]) : null), rows.Type, shape);
    }

    private static double[]? Bias(Arguments arguments, IReadOnlyList<Value?> inputs, ElementType type, int width)
    {
        OnnxNode node = arguments.Node;
        switch (inputs.Count > 2 ? inputs[2] : null)
        {
            case null:
                return null;
            case ConstantValue { Tensor: { } bias }:
                CheckType(node, node.Inputs[2], bias, type);
                double beta = node.Float("beta", 1);
                return [.. RowConstant.Of(bias, width, node, node.Inputs[2]).Select(value => value * beta)];
            default:
                throw node.Error($"adds {Quoted.Name(node.Inputs[2])}, which depends on the model's input; branches are not supported.");
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
