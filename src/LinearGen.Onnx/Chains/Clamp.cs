using LinearGen.Onnx.Operators;

namespace LinearGen.Onnx.Chains;

/// <summary>A value kept between two bounds, by any of the nodes Clip, Relu, Min and Max, or several of them.</summary>
/// <param name="Least">The lower bound; −∞ for none.</param>
/// <param name="Most">The upper bound; +∞ for none.</param>
/// <param name="Inner">The value that is kept between them.</param>
internal sealed record Clamp(double Least, double Most, Expression Inner)
{
    /// <summary>The number of nodes that are searched for a bound within another.</summary>
    private const int Depth = 4;

    /// <summary>All bounds at an expression's end; null if there are none.</summary>
    public static Clamp? Of(Expression expression)
    {
        Clamp? all = null;
        for (int n = 0; n < Depth && expression is FunctionExpression function && Single(function) is { } inner; n++)
        {
            // The inner one's bounds, limited by the outer one's.
            all = all is null ? inner : new Clamp(Within(inner.Least, all), Within(inner.Most, all), inner.Inner);
            expression = inner.Inner;
        }

        return all;
    }

    private static double Within(double value, Clamp bounds) => Math.Min(Math.Max(value, bounds.Least), bounds.Most);

    private static Clamp? Single(FunctionExpression function)
    {
        switch (function.Operator)
        {
            case "Relu":
                return new Clamp(0, double.PositiveInfinity, function.Operands[0]);
            case "Clip":
                (double least, double most) = ElementwiseOperators.ClipBounds(function.Arguments);
                return new Clamp(least, most, function.Operands[0]);
            case "Max" or "Min" when function.Operands.Count == 2 && Bound(function) is { } bound:
                Expression inner = function.Operands.First(operand => operand is not ConstantExpression);
                return function.Operator == "Max" ? new Clamp(bound, double.PositiveInfinity, inner) : new Clamp(double.NegativeInfinity, bound, inner);
            default:
                return null;
        }
    }

    private static double? Bound(FunctionExpression function) => Polynomial.Scalar(function.Operands[0]) ?? Polynomial.Scalar(function.Operands[1]);
}
