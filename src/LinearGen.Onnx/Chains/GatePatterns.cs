using LinearGen.Onnx.Operators;

namespace LinearGen.Onnx.Chains;

/// <summary>
/// Activations that are written as a product of three: a number, the value and a function of the value between 0 and 1 (or 2 or 6), which lets
/// it through or not. Silu is x·σ(x), Gelu 0.5·x·(1 + erf(x/√2)); factors may stand in any order. Where the function is of k·x, the whole is
/// the activation of k·x, divided by k.
/// </summary>
/// <param name="closeness">The comparison of constants.</param>
internal sealed class GatePatterns(Closeness closeness)
{
    /// <summary>The depth to which products within products are searched.</summary>
    private const int Depth = 5;

    private static readonly double GeluTanhFactor = Math.Sqrt(2 / Math.PI);

    /// <summary>The activation and its argument, or null.</summary>
    public ActivationMatch? Match(FunctionExpression product)
    {
        if (!product.Is("Mul", 2) && !product.Is("Div", 2))
        {
            return null;
        }

        if (Quotient(product) is { } quotient)
        {
            return quotient;
        }

        List<Expression> factors = [];
        Collect(product, factors, Depth);
        foreach (FunctionExpression gate in factors.OfType<FunctionExpression>())
        {
            foreach (Expression x in factors)
            {
                if (!ReferenceEquals(x, gate) && Coefficient(product, x, gate, true, true, Depth) is { } coefficient && Gated(gate, x, coefficient) is { } match)
                {
                    return match;
                }
            }
        }

        return null;
    }

    /// <summary>x·g(k·x)·coefficient, g being the gate of an activation f: f(k·x)·coefficient / k.</summary>
    public static ActivationMatch? Scaled(Closeness closeness, Activation activation, Expression x, double k, double coefficient) => k == 0 || !double.IsFinite(k) ? null : new(activation, x)
    {
        InnerFactor = closeness.Snap(k),
        OuterFactor = closeness.Snap(coefficient / closeness.Snap(k)),
    };

    /// <summary>The other summand of 1 + f.</summary>
    public static FunctionExpression? OnePlus(FunctionExpression sum) =>
        (Polynomial.Scalar(sum.Operands[0]) == 1 ? sum.Operands[1] : Polynomial.Scalar(sum.Operands[1]) == 1 ? sum.Operands[0] : null) as FunctionExpression;

    /// <summary>x / (1 + |x|) and x / (1 + exp(−x)).</summary>
    private static ActivationMatch? Quotient(FunctionExpression quotient) => quotient is { Operator: "Div", Operands: [var x, FunctionExpression { Operator: "Add" } sum] } && OnePlus(sum) is { } other
        ? other switch
        {
            { Operator: "Abs", Operands: [var size] } when ReferenceEquals(size, x) => new(Activation.Softsign, x),
            { Operator: "Exp", Operands: [FunctionExpression { Operator: "Neg", Operands: [var power] }] } when ReferenceEquals(power, x) => new(Activation.Silu, x),
            _ => null,
        }
        : null;

    /// <summary>The activation that equals coefficient·x·gate.</summary>
    private ActivationMatch? Gated(FunctionExpression gate, Expression x, double coefficient)
    {
        // Of x, or of a function of x.
        Expression argument = gate.Operands[0];
        switch (gate.Operator)
        {
            case "Sigmoid" when Polynomial.Of(argument, x) is [0, var k, 0, 0]:
                return Scaled(closeness, Activation.Silu, x, k, coefficient);
            case "Tanh" when SoftplusPatterns.Argument(argument) is { } inner && ReferenceEquals(inner, x):
                return new(Activation.Mish, x) { OuterFactor = closeness.Snap(coefficient) };
            case "HardSigmoid" when Polynomial.Of(argument, x) is [0, var k, 0, 0] && ActivationAttributes.HardSigmoid(gate.Node) is (var alpha, 0.5):
                return Scaled(closeness, Activation.HardSwish, x, 6 * alpha * k, coefficient);
            case "Clip" or "Min" or "Max" or "Relu" when Clamp.Of(gate) is { Least: 0, Most: > 0 and < double.PositiveInfinity and var most } clamp
                && Polynomial.Of(clamp.Inner, x) is [var middle, var slope, 0, 0] && closeness.Near(middle, most / 2):
                return Scaled(closeness, Activation.HardSwish, x, 6 * slope / most, coefficient * most);
            case "Add" when OnePlus(gate) is { } function:
                return function.Operator == "Erf" && Polynomial.Of(function.Operands[0], x) is [0, var factor, 0, 0]
                        ? Scaled(closeness, Activation.Gelu, x, factor * Math.Sqrt(2), 2 * coefficient)
                    : function.Operator == "Tanh" && Polynomial.Of(function.Operands[0], x) is [0, var first, 0, var third] && closeness.Near(third, first * 0.044715 * Math.Pow(first / GeluTanhFactor, 2))
                        ? Scaled(closeness, Activation.GeluTanh, x, first / GeluTanhFactor, 2 * coefficient)
                    : null;
            default:
                return null;
        }
    }

    private static void Collect(Expression expression, List<Expression> factors, int depth)
    {
        if (expression is FunctionExpression { Operator: "Mul" or "Div", Operands: [var first, var second] } && depth > 0)
        {
            foreach (Expression factor in new[] { first, second })
            {
                if (factor is not ConstantExpression && !factors.Contains(factor))
                {
                    factors.Add(factor);
                    Collect(factor, factors, depth - 1);
                }
            }
        }
    }

    /// <summary>The number by which a product differs from x, from the gate or from x·gate, as requested; null if it has other factors.</summary>
    private static double? Coefficient(Expression product, Expression x, Expression gate, bool hasX, bool hasGate, int depth)
    {
        if ((hasX && !hasGate && ReferenceEquals(product, x)) || (hasGate && !hasX && ReferenceEquals(product, gate)))
        {
            return 1;
        }

        if (depth == 0 || product is not FunctionExpression { Operands: [var first, var second] } function)
        {
            return null;
        }

        if (function.Operator == "Div")
        {
            return Coefficient(first, x, gate, hasX, hasGate, depth - 1) / Polynomial.Scalar(second);
        }

        if (function.Operator != "Mul")
        {
            return null;
        }

        if (Polynomial.Scalar(first) is { } left)
        {
            return left * Coefficient(second, x, gate, hasX, hasGate, depth - 1);
        }

        if (Polynomial.Scalar(second) is { } right)
        {
            return right * Coefficient(first, x, gate, hasX, hasGate, depth - 1);
        }

        return !hasX || !hasGate ? null
            : (Coefficient(first, x, gate, true, false, depth - 1) * Coefficient(second, x, gate, false, true, depth - 1))
                ?? (Coefficient(first, x, gate, false, true, depth - 1) * Coefficient(second, x, gate, true, false, depth - 1));
    }
}
