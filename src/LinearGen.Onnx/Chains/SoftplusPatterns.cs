namespace LinearGen.Onnx.Chains;

/// <summary>Recognises ln(1 + exp(x)), as one node or as several, also in the form max(x, 0) + ln(1 + exp(−|x|)), which does not overflow.</summary>
internal static class SoftplusPatterns
{
    /// <summary>x; null if an expression is something else.</summary>
    public static Expression? Argument(Expression expression) => expression switch
    {
        FunctionExpression { Operator: "Softplus", Operands: [var x] } => x,
        FunctionExpression { Operator: "Log" } logarithm => Power(logarithm),
        FunctionExpression { Operator: "Add", Operands: [var first, var second] } => Sum(first, second) ?? Sum(second, first),
        _ => null,
    };

    private static Expression? Sum(Expression bounded, Expression logarithm) =>
        logarithm is FunctionExpression { Operator: "Log" } function
        && Power(function) is FunctionExpression { Operator: "Neg", Operands: [FunctionExpression { Operator: "Abs", Operands: [var x] }] }
        && Clamp.Of(bounded) is { Least: 0, Most: double.PositiveInfinity, Inner: var inner } && ReferenceEquals(inner, x)
            ? x
            : null;

    /// <summary>p of ln(1 + exp(p)).</summary>
    private static Expression? Power(FunctionExpression logarithm) =>
        logarithm.Operands is [FunctionExpression { Operator: "Add" } sum] && GatePatterns.OnePlus(sum) is { Operator: "Exp", Operands: [var power] } ? power : null;
}
