namespace LinearGen.Onnx.Chains;

/// <summary>A layer normalisation that an expression ends in, without gain and bias.</summary>
/// <param name="Inner">The value that is normalised.</param>
/// <param name="Epsilon">The number that is added to the variance.</param>
/// <param name="Along">The number of values it goes over, if that is known.</param>
internal sealed record LayerNormMatch(Expression Inner, double Epsilon, long? Along)
{
    /// <summary>The factor of each column, or null.</summary>
    public ConstantExpression? Gain { get; init; }

    /// <summary>The summand of each column, or null.</summary>
    public ConstantExpression? Bias { get; init; }
}

/// <summary>Recognises layer normalisation where a file has it as several nodes, as those before version 17 have.</summary>
internal static class LayerNormPatterns
{
    /// <summary>The layer normalisation that an expression ends in, or null.</summary>
    public static LayerNormMatch? Match(Expression expression) => expression switch
    {
        // d / √(mean(d²) + ε), d = x − mean(x)
        FunctionExpression { Operator: "Div", Operands: [var difference, FunctionExpression { Operator: "Sqrt", Operands: [var variance] }] } => Normalized(difference, variance),

        // d·(1 / √(mean(d²) + ε))
        FunctionExpression { Operator: "Mul", Operands: [var first, var second] } => Scaled(first, second) ?? Scaled(second, first),

        // x·s + (b − mean(x)·s), s = g / √(mean((x − mean(x))²) + ε)
        FunctionExpression { Operator: "Add", Operands: [FunctionExpression { Operator: "Mul" } product, FunctionExpression { Operator: "Sub" } rest] } => Keras(product, rest),
        FunctionExpression { Operator: "Add", Operands: [FunctionExpression { Operator: "Sub" } rest, FunctionExpression { Operator: "Mul" } product] } => Keras(product, rest),
        _ => null,
    };

    private static LayerNormMatch? Scaled(Expression difference, Expression factor) => Inverse(factor) is { } variance ? Normalized(difference, variance) : null;

    private static LayerNormMatch? Normalized(Expression difference, Expression variance) =>
        Difference(difference) is { } x && Variance(variance) is var (inner, epsilon, along) && ReferenceEquals(x, inner) ? new LayerNormMatch(x, epsilon, along) : null;

    private static LayerNormMatch? Keras(FunctionExpression product, FunctionExpression rest)
    {
        if (rest.Operands is not [ConstantExpression bias, FunctionExpression { Operator: "Mul", Operands: [var mean, var again] }])
        {
            return null;
        }

        foreach ((Expression x, Expression scale) in new[] { (product.Operands[0], product.Operands[1]), (product.Operands[1], product.Operands[0]) })
        {
            bool isSame = (IsMean(mean, x) && ReferenceEquals(again, scale)) || (IsMean(again, x) && ReferenceEquals(mean, scale));
            (Expression root, ConstantExpression? gain) = scale switch
            {
                FunctionExpression { Operator: "Mul", Operands: [var one, ConstantExpression constant] } => (one, constant),
                FunctionExpression { Operator: "Mul", Operands: [ConstantExpression constant, var one] } => (one, constant),
                _ => (scale, (ConstantExpression?)null),
            };
            if (isSame && Inverse(root) is { } variance && Variance(variance) is var (inner, epsilon, along) && ReferenceEquals(inner, x))
            {
                return new LayerNormMatch(x, epsilon, along) { Gain = gain, Bias = bias };
            }
        }

        return null;
    }

    /// <summary>v of 1 / √v.</summary>
    private static Expression? Inverse(Expression expression) => expression switch
    {
        FunctionExpression { Operator: "Reciprocal", Operands: [FunctionExpression { Operator: "Sqrt", Operands: [var variance] }] } => variance,
        FunctionExpression { Operator: "Div", Operands: [var one, FunctionExpression { Operator: "Sqrt", Operands: [var variance] }] } when Polynomial.Scalar(one) == 1 => variance,
        _ => null,
    };

    /// <summary>x and ε of mean((x − mean(x))²) + ε.</summary>
    private static (Expression X, double Epsilon, long? Along)? Variance(Expression expression)
    {
        if (expression is not FunctionExpression { Operator: "Add", Operands: [var first, var second] })
        {
            return null;
        }

        (Expression mean, double? epsilon) = Polynomial.Scalar(second) is { } given ? (first, given) : (second, Polynomial.Scalar(first));
        return epsilon is { } number && mean is FunctionExpression { Operator: "ReduceMean", Operands: [FunctionExpression square] } reduction && Square(square) is { } difference && Difference(difference) is { } x
            ? (x, number, reduction.Along)
            : null;
    }

    private static Expression? Square(FunctionExpression function) => function switch
    {
        { Operator: "Pow", Operands: [var one, var exponent] } when Polynomial.Scalar(exponent) == 2 => one,
        { Operator: "Mul", Operands: [var one, var other] } when ReferenceEquals(one, other) || (Difference(one) is { } x && ReferenceEquals(x, Difference(other))) => one,
        _ => null,
    };

    /// <summary>x of x − mean(x).</summary>
    private static Expression? Difference(Expression expression) =>
        expression is FunctionExpression { Operator: "Sub", Operands: [var x, var mean] } && IsMean(mean, x) ? x : null;

    private static bool IsMean(Expression expression, Expression x) => expression is FunctionExpression { Operator: "ReduceMean", Operands: [var inner] } && ReferenceEquals(inner, x);
}
