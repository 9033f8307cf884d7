using LinearGen.Tool.Onnx.Operators;

namespace LinearGen.Tool.Onnx.Chains;

/// <summary>Factors and summands beside a matrix product, column by column: x ↦ Scale·x + Shift. They become part of weights and bias.</summary>
internal sealed class Affine
{
    /// <summary>More than these in a row are not written by exporters.</summary>
    private const int MostSteps = 64;

    /// <summary>From the last to the first.</summary>
    private readonly List<FunctionExpression> _steps = [];

    private Affine()
    {
    }

    /// <summary>Whether there is nothing to do.</summary>
    public bool IsEmpty => _steps.Count == 0;

    /// <summary>Whether there are summands.</summary>
    public bool HasShift => _steps.Any(step => step.Operator is "Add" or "Sub" or "BatchNormalization");

    /// <summary>The last node, for messages.</summary>
    public Expression Last => _steps[0];

    /// <summary>Takes all such steps off an expression's end.</summary>
    /// <param name="expression">What they are taken off.</param>
    /// <param name="inner">What is left.</param>
    public static Affine Peel(Expression expression, out Expression inner)
    {
        Affine affine = new();
        inner = expression;
        while (inner is FunctionExpression step && ActivationPatterns.Match(step) is null && Operand(step) is { } operand)
        {
            if (affine._steps.Count == MostSteps)
            {
                throw step.Error($"is one of more than {MostSteps} sums and products in a row; they are not supported.");
            }

            affine._steps.Add(step);
            inner = operand;
        }

        return affine;
    }

    /// <summary>Factors and summands of a width.</summary>
    /// <exception cref="ImportException">A constant does not fit, or is another for each row.</exception>
    public (double[] Scale, double[] Shift) Of(int width)
    {
        double[] scale = new double[width];
        Array.Fill(scale, 1);
        double[] shift = new double[width];
        foreach (FunctionExpression step in Enumerable.Reverse(_steps))
        {
            if (step.Operator == "BatchNormalization")
            {
                (double[] factor, double[] summand) = BatchNormalization.Columns(step.Arguments, width);
                scale = [.. scale.Zip(factor, (one, other) => one * other)];
                shift = [.. shift.Zip(factor, (one, other) => one * other).Zip(summand, (one, other) => one + other)];
                continue;
            }

            double[] constant = step.Operands.OfType<ConstantExpression>().FirstOrDefault() is { } found
                ? RowConstant.Of(found.Value, width, step.Node, found.Name)
                : [];
            for (int n = 0; n < width; n++)
            {
                (scale[n], shift[n]) = step.Operator switch
                {
                    "Add" => (scale[n], shift[n] + constant[n]),
                    "Sub" when step.Operands[0] is ConstantExpression => (-scale[n], constant[n] - shift[n]),
                    "Sub" => (scale[n], shift[n] - constant[n]),
                    "Mul" => (scale[n] * constant[n], shift[n] * constant[n]),
                    "Div" => (scale[n] / constant[n], shift[n] / constant[n]),
                    _ => (-scale[n], -shift[n]),
                };
            }
        }

        return (scale, shift);
    }

    /// <summary>What a step is applied to; null if it is no such step.</summary>
    private static Expression? Operand(FunctionExpression step) => step switch
    {
        { Operator: "Neg" or "BatchNormalization", Operands: [{ } only] } => only,
        { Operator: "Add" or "Sub" or "Mul" or "Div", Operands: [{ } first, ConstantExpression] } => first,
        { Operator: "Add" or "Sub" or "Mul", Operands: [ConstantExpression, { } second] } => second,
        _ => null,
    };
}
