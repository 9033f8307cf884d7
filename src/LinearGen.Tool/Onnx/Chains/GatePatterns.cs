namespace LinearGen.Tool.Onnx.Chains;

/// <summary>
/// Activations that are written as a product of three: a number, the value and a function of the value between 0 and 1 (or 2 or 6), which lets
/// it through or not. Silu is x·σ(x), Gelu 0.5·x·(1 + erf(x/√2)); factors may stand in any order.
/// </summary>
internal static class GatePatterns
{
    /// <summary>How many products within products are looked into.</summary>
    private const int Depth = 5;

    /// <summary>The activation and what it is applied to, or null.</summary>
    public static (Activation Activation, Expression Inner)? Match(FunctionExpression product)
    {
        if (!product.Is("Mul", 2) && !product.Is("Div", 2))
        {
            return null;
        }

        List<Expression> factors = [];
        Collect(product, factors, Depth);
        foreach (FunctionExpression gate in factors.OfType<FunctionExpression>())
        {
            foreach (Expression x in factors)
            {
                if (!ReferenceEquals(x, gate) && Coefficient(product, x, gate, true, true, Depth) is { } coefficient && Activation(gate, x, coefficient) is { } activation)
                {
                    return (activation, x);
                }
            }
        }

        return null;
    }

    /// <summary>Which activation coefficient·x·gate is.</summary>
    private static Activation? Activation(FunctionExpression gate, Expression x, double coefficient)
    {
        // Of x, or of a function of x.
        Expression argument = gate.Operands[0];
        switch (gate.Operator)
        {
            case "Sigmoid" when ReferenceEquals(argument, x) && Polynomial.Near(coefficient, 1):
                return LinearGen.Activation.Silu;
            case "HardSigmoid" when ReferenceEquals(argument, x) && Polynomial.Near(coefficient, 1)
                && Polynomial.Near(gate.Node.Float("alpha", 0.2), 1.0 / 6) && gate.Node.Float("beta", 0.5) == 0.5:
                return LinearGen.Activation.HardSwish;
            case "Clip" or "Min" or "Max" when Polynomial.Near(coefficient, 1.0 / 6) && Clamp.Of(gate) is { Least: 0, Most: 6 } clamp && Polynomial.Is(clamp.Inner, x, 3, 1):
                return LinearGen.Activation.HardSwish;
            case "Add" when Polynomial.Near(coefficient, 0.5) && OnePlus(gate) is { } inner:
                return inner.Operator == "Erf" && Polynomial.Is(inner.Operands[0], x, 0, 1 / Math.Sqrt(2)) ? LinearGen.Activation.Gelu
                    : inner.Operator == "Tanh" && Polynomial.Is(inner.Operands[0], x, 0, Math.Sqrt(2 / Math.PI), 0, Math.Sqrt(2 / Math.PI) * 0.044715) ? LinearGen.Activation.GeluTanh
                    : null;
            default:
                return null;
        }
    }

    /// <summary>The other summand of 1 + f.</summary>
    private static FunctionExpression? OnePlus(FunctionExpression sum) =>
        (Polynomial.Scalar(sum.Operands[0]) == 1 ? sum.Operands[1] : Polynomial.Scalar(sum.Operands[1]) == 1 ? sum.Operands[0] : null) as FunctionExpression;

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

    /// <summary>The number by which a product differs from x, from the gate or from x·gate, whichever are asked for; null if it has other factors.</summary>
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
