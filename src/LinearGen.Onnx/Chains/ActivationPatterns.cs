using LinearGen.Onnx.Graphs;
using LinearGen.Onnx.Operators;

namespace LinearGen.Onnx.Chains;

/// <summary>Recognises activations: as the one node that the standard has for them, or as the several that exporters write.</summary>
/// <param name="closeness">The comparison of constants.</param>
internal sealed class ActivationPatterns(Closeness closeness)
{
    private readonly GatePatterns _gates = new(closeness);

    /// <summary>The activation that an expression ends in, and its argument; null if it does not end in one.</summary>
    /// <exception cref="ImportException">It ends in one with parameters that LinearGen does not have.</exception>
    public ActivationMatch? Match(Expression expression) => expression is not FunctionExpression function ? null
        : Single(function) ?? Piecewise(function) ?? Logarithm(function) ?? Logistic(function) ?? Leaky(function) ?? ScaledElu(function) ?? Ramp(function) ?? _gates.Match(function);

    /// <summary>The activation that a single node computes.</summary>
    private ActivationMatch? Single(FunctionExpression function)
    {
        OnnxNode node = function.Node;
        Expression x = function.Operands[0];
        switch (function.Operator)
        {
            case "Sigmoid": return new(Activation.Sigmoid, x);
            case "Tanh": return new(Activation.Tanh, x);
            case "HardSwish": return new(Activation.HardSwish, x);
            case "Softmax": return new(Activation.Softmax, x);
            case "LogSoftmax": return new(Activation.LogSoftmax, x);
            case "Mish": return new(Activation.Mish, x);
            case "Softsign": return new(Activation.Softsign, x);
            case "LeakyRelu": return WithSlope(Activation.LeakyRelu, x, ActivationAttributes.Alpha(node));
            case "Elu": return WithSlope(Activation.Elu, x, ActivationAttributes.Alpha(node));
            case "Celu": return WithSlope(Activation.Celu, x, ActivationAttributes.Alpha(node));
            case "Selu": return Selu(node, x);
            case "Swish": return GatePatterns.Scaled(closeness, Activation.Silu, x, ActivationAttributes.Alpha(node), 1);
            case "Gelu":
                return node.Text("approximate", "none") switch
                {
                    "none" => new(Activation.Gelu, x),
                    "tanh" => new(Activation.GeluTanh, x),
                    string other => throw node.Error($"has approximate = {Quoted.Name(other)}; supported are 'none' and 'tanh'."),
                };
            case "HardSigmoid" when ActivationAttributes.HardSigmoid(node) is (var alpha, 0.5) && closeness.Near(alpha, 1.0 / 6):
                return new(Activation.HardSigmoid, x);
            case "PRelu" when function.Operands is [not ConstantExpression, ConstantExpression { Value.Values: [var first, ..] slopes }]:
                return slopes.All(slope => slope == first) ? WithSlope(Activation.LeakyRelu, x, first)
                    : throw node.Error("has another slope for each column; supported is one for all.");
            default: return null;
        }
    }

    /// <summary>The default parameter is another number in double than in float.</summary>
    private ActivationMatch WithSlope(Activation activation, Expression x, double slope)
    {
        double standard = Numerics.ActivationFunctions.DefaultSlope(activation)!.Value;
        return new(activation, x) { Slope = closeness.Near(slope, standard) ? null : slope };
    }

    /// <summary>γ·(x, or α·(exp(x) − 1) below 0) is γ·Elu(x).</summary>
    private ActivationMatch Selu(OnnxNode node, Expression x)
    {
        (double alpha, double gamma) = ActivationAttributes.Selu(node);
        return closeness.Near(alpha, 1.6732632423543772) && closeness.Near(gamma, 1.0507009873554805)
            ? new(Activation.Selu, x)
            : WithSlope(Activation.Elu, x, alpha) with { OuterFactor = gamma };
    }

    /// <summary>Where(x > 0, x, something of x): Relu, LeakyRelu or Elu.</summary>
    private ActivationMatch? Piecewise(FunctionExpression function)
    {
        if (function is not { Operator: "Where", Operands: [var condition, var first, var second] } || Sign(condition) is not var (x, isPositive))
        {
            return null;
        }

        (Expression above, Expression below) = isPositive ? (first, second) : (second, first);
        return !ReferenceEquals(above, x) ? null
            : Polynomial.Scalar(below) == 0 ? new(Activation.Relu, x)
            : Polynomial.Of(below, x) is [0, var slope, 0, 0] ? WithSlope(Activation.LeakyRelu, x, slope)
            : ExponentialBelow(below, x) is not var (factor, power) ? null
            : power == 1 ? WithSlope(Activation.Elu, x, factor)
            : closeness.Near(factor * power, 1) ? WithSlope(Activation.Celu, x, factor)
            : null;
    }

    /// <summary>The value that a condition compares with 0, and whether the condition holds above 0.</summary>
    private static (Expression X, bool IsPositive)? Sign(Expression condition) => condition switch
    {
        FunctionExpression { Operator: "Greater" or "GreaterOrEqual", Operands: [var x, var zero] } when Polynomial.Scalar(zero) == 0 => (x, true),
        FunctionExpression { Operator: "Less" or "LessOrEqual", Operands: [var zero, var x] } when Polynomial.Scalar(zero) == 0 => (x, true),
        FunctionExpression { Operator: "Less" or "LessOrEqual", Operands: [var x, var zero] } when Polynomial.Scalar(zero) == 0 => (x, false),
        FunctionExpression { Operator: "Greater" or "GreaterOrEqual", Operands: [var zero, var x] } when Polynomial.Scalar(zero) == 0 => (x, false),
        _ => null,
    };

    /// <summary>α and k of α·(exp(k·x) − 1), where x may be replaced by 0 above 0.</summary>
    private static (double Factor, double Power)? ExponentialBelow(Expression expression, Expression x) => expression switch
    {
        FunctionExpression { Operator: "Mul", Operands: [var one, var other] } =>
            Polynomial.Scalar(one) is { } left ? Times(left, ExponentialBelow(other, x)) : Polynomial.Scalar(other) is { } right ? Times(right, ExponentialBelow(one, x)) : null,
        FunctionExpression { Operator: "Sub", Operands: [FunctionExpression { Operator: "Exp", Operands: [var power] }, var one] } when Polynomial.Scalar(one) == 1 && Below(power, x) is { } factor => (1, factor),
        FunctionExpression { Operator: "Add", Operands: [FunctionExpression { Operator: "Exp", Operands: [var power] }, var one] } when Polynomial.Scalar(one) == -1 && Below(power, x) is { } factor => (1, factor),
        _ => null,
    };

    private static (double Factor, double Power)? Times(double factor, (double Factor, double Power)? exponential) => exponential is var (own, power) ? (factor * own, power) : null;

    /// <summary>k of k·x, or of x where it may be replaced by 0 above 0.</summary>
    private static double? Below(Expression power, Expression x) => Polynomial.Of(power, x) is [0, var factor, 0, 0] ? factor
        : power is FunctionExpression { Operator: "Where", Operands: [var condition, var first, var second] } && Sign(condition) is var (compared, isPositive) && ReferenceEquals(compared, x)
            && Polynomial.Scalar(isPositive ? first : second) == 0 && ReferenceEquals(isPositive ? second : first, x) ? 1
        : null;

    /// <summary>s·Elu(x) with the numbers of Selu.</summary>
    private ActivationMatch? ScaledElu(FunctionExpression function)
    {
        if (!function.Is("Mul", 2))
        {
            return null;
        }

        (double? scale, Expression other) = Polynomial.Scalar(function.Operands[1]) is { } given ? (given, function.Operands[0]) : (Polynomial.Scalar(function.Operands[0]), function.Operands[1]);
        return scale is { } number && closeness.Near(number, Numerics.ActivationFunctions.SeluScale) && other is FunctionExpression inner
            && Piecewise(inner) is { Activation: Activation.Elu, Slope: { } slope, Inner: var x } && closeness.Near(slope, Numerics.ActivationFunctions.SeluAlpha)
                ? new(Activation.Selu, x)
                : null;
    }

    /// <summary>x/6 + 1/2 between 0 and 1.</summary>
    private ActivationMatch? Ramp(FunctionExpression function) =>
        Clamp.Of(function) is { Least: 0, Most: 1, Inner: FunctionExpression { Operator: "Add", Operands: [var first, var second] } }
        && (Polynomial.Scalar(second) == 0.5 ? first : Polynomial.Scalar(first) == 0.5 ? second : null) is FunctionExpression { Operator: "Mul" or "Div", Operands: [var one, var other] } scaled
        && (one is ConstantExpression ? other : one) is var x && Polynomial.Of(scaled, x) is [0, var slope, 0, 0] && closeness.Near(slope, 1.0 / 6)
            ? new(Activation.HardSigmoid, x)
            : null;

    /// <summary>Log(Softmax(x)), and Softplus in all its forms.</summary>
    private static ActivationMatch? Logarithm(FunctionExpression function) => function switch
    {
        { Operator: "Log", Operands: [FunctionExpression { Operator: "Softmax" } softmax] } => new(Activation.LogSoftmax, softmax.Operands[0]),
        _ => SoftplusPatterns.Argument(function) is { } x ? new(Activation.Softplus, x) : null,
    };

    /// <summary>1 / (1 + Exp(−x)).</summary>
    private static ActivationMatch? Logistic(FunctionExpression function)
    {
        Expression? denominator = function switch
        {
            { Operator: "Reciprocal", Operands: [var only] } => only,
            { Operator: "Div", Operands: [var one, var other] } when Polynomial.Scalar(one) == 1 => other,
            _ => null,
        };
        return denominator is FunctionExpression { Operator: "Add" } sum && GatePatterns.OnePlus(sum) is { Operator: "Exp", Operands: [FunctionExpression { Operator: "Neg", Operands: [var x] }] }
            ? new(Activation.Sigmoid, x)
            : null;
    }

    /// <summary>Max(x, a·x) for 0 ≤ a ≤ 1.</summary>
    private ActivationMatch? Leaky(FunctionExpression function)
    {
        if (!function.Is("Max", 2))
        {
            return null;
        }

        foreach ((Expression x, Expression other) in new[] { (function.Operands[0], function.Operands[1]), (function.Operands[1], function.Operands[0]) })
        {
            if (x is not ConstantExpression && Polynomial.Of(other, x) is [0, > 0 and < 1 and var slope, 0, 0])
            {
                return WithSlope(Activation.LeakyRelu, x, slope);
            }
        }

        return null;
    }
}
