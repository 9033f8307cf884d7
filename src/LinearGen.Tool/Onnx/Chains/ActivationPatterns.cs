using LinearGen.Tool.Onnx.Graphs;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>Recognises activations: as the one node that the standard has for them, or as the several that exporters write.</summary>
internal static class ActivationPatterns
{
    private const double LeakySlope = 0.01;

    /// <summary>The activation that an expression ends in, and what it is applied to; null if it does not end in one.</summary>
    /// <exception cref="ImportException">It ends in one with parameters that LinearGen does not have.</exception>
    public static (Activation Activation, Expression Inner)? Match(Expression expression)
    {
        if (expression is not FunctionExpression function)
        {
            return null;
        }

        if (Single(function) is { } single)
        {
            return (single, function.Operands[0]);
        }

        return Clamp.Of(function) is { Least: 0, Most: double.PositiveInfinity } relu ? (Activation.Relu, relu.Inner)
            : Logarithm(function) ?? GatePatterns.Match(function);
    }

    /// <summary>The activation that a node is by itself.</summary>
    private static Activation? Single(FunctionExpression function)
    {
        OnnxNode node = function.Node;
        return function.Operator switch
        {
            "Sigmoid" => Activation.Sigmoid,
            "Tanh" => Activation.Tanh,
            "Softplus" => Activation.Softplus,
            "HardSwish" => Activation.HardSwish,
            "Softmax" => Activation.Softmax,
            "LogSoftmax" => Activation.LogSoftmax,
            "LeakyRelu" => Require(node, "alpha", 0.01, LeakySlope, Activation.LeakyRelu),
            "Elu" => Require(node, "alpha", 1, 1, Activation.Elu),
            "Swish" => Require(node, "alpha", 1, 1, Activation.Silu),
            "Gelu" => node.Text("approximate", "none") switch
            {
                "none" => Activation.Gelu,
                "tanh" => Activation.GeluTanh,
                string other => throw node.Error($"has approximate = {Quoted.Name(other)}; supported are 'none' and 'tanh'."),
            },
            "PRelu" when function.Operands is [not ConstantExpression, ConstantExpression { Value.Values: [_, ..] slopes }] =>
                slopes.All(slope => Polynomial.Near(slope, LeakySlope)) ? Activation.LeakyRelu : throw node.Error("has other slopes than 0.01, that of LeakyRelu; no others are supported."),
            _ => null,
        };
    }

    private static Activation Require(OnnxNode node, string attribute, double otherwise, double expected, Activation activation)
    {
        double value = node.Float(attribute, otherwise);
        return Polynomial.Near(value, expected)
            ? activation
            : throw node.Error(FormattableString.Invariant($"has {attribute} = {value:G7}; {activation} is supported with {attribute} = {expected} only."));
    }

    /// <summary>Log(Softmax(x)) and Log(1 + Exp(x)).</summary>
    private static (Activation, Expression)? Logarithm(FunctionExpression function) => function switch
    {
        { Operator: "Log", Operands: [FunctionExpression { Operator: "Softmax" } softmax] } => (Activation.LogSoftmax, softmax.Operands[0]),
        { Operator: "Log", Operands: [FunctionExpression { Operator: "Add", Operands: [FunctionExpression { Operator: "Exp" } left, { } right] }] }
            when Polynomial.Scalar(right) == 1 => (Activation.Softplus, left.Operands[0]),
        { Operator: "Log", Operands: [FunctionExpression { Operator: "Add", Operands: [{ } left, FunctionExpression { Operator: "Exp" } right] }] }
            when Polynomial.Scalar(left) == 1 => (Activation.Softplus, right.Operands[0]),
        _ => null,
    };
}
