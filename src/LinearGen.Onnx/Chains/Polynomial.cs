namespace LinearGen.Onnx.Chains;

/// <summary>Reads an expression as a polynomial in another one: exporters write the argument of GeluTanh's tanh in many ways.</summary>
internal static class Polynomial
{
    /// <summary>The highest power that is of interest.</summary>
    public const int Degree = 3;

    /// <summary>The depth to which an expression is searched.</summary>
    private const int Depth = 8;

    /// <summary>The coefficients, from that of x⁰ on; null if it is no polynomial of x, or of too high a degree.</summary>
    public static double[]? Of(Expression expression, Expression x, int depth = Depth)
    {
        if (ReferenceEquals(expression, x))
        {
            return [0, 1, 0, 0];
        }

        if (expression is ConstantExpression { Value: { IsScalar: true } constant })
        {
            return [constant.Values[0], 0, 0, 0];
        }

        if (expression is FunctionExpression { Operator: "Neg", Operands: [var negated] } && depth > 0)
        {
            return Of(negated, x, depth - 1) is { } polynomial ? [.. polynomial.Select(value => value == 0 ? 0 : -value)] : null;
        }

        if (depth == 0 || expression is not FunctionExpression { Operands: [var first, var second] } function || Of(first, x, depth - 1) is not { } a)
        {
            return null;
        }

        if (function.Operator == "Pow")
        {
            return Scalar(second) is { } exponent and >= 0 and <= Degree && Math.Floor(exponent) == exponent ? Power(a, (int)exponent) : null;
        }

        return Of(second, x, depth - 1) is not { } b ? null : function.Operator switch
        {
            "Add" => [.. a.Zip(b, (left, right) => left + right)],
            "Sub" => [.. a.Zip(b, (left, right) => left - right)],
            "Mul" => Multiply(a, b),
            "Div" when b[1] == 0 && b[2] == 0 && b[3] == 0 => [.. a.Select(value => value / b[0])],
            _ => null,
        };
    }

    /// <summary>The value of a constant that is one number, or null.</summary>
    public static double? Scalar(Expression expression) => expression is ConstantExpression { Value: { IsScalar: true } constant } ? constant.Values[0] : null;

    private static double[]? Power(double[] polynomial, int exponent)
    {
        double[]? result = [1, 0, 0, 0];
        for (int n = 0; n < exponent && result is not null; n++)
        {
            result = Multiply(result, polynomial);
        }

        return result;
    }

    private static double[]? Multiply(double[] a, double[] b)
    {
        double[] product = new double[Degree + 1];
        for (int i = 0; i <= Degree; i++)
        {
            for (int j = 0; j <= Degree; j++)
            {
                double term = a[i] * b[j];
                if (i + j <= Degree)
                {
                    product[i + j] += term;
                }
                else if (term != 0)
                {
                    return null;
                }
            }
        }

        return product;
    }
}
