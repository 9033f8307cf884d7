namespace LinearGen.Benchmarks.Cells;

/// <summary>
/// An operation computed in double, with a bound for each element on what rounding in float may do to it, whatever the order
/// of the sum: terms + 4 roundings of the sum of the terms' absolute values.
/// </summary>
internal sealed class Reference
{
    private const double UnitRoundoff = 1.0 / (1 << 24);

    private readonly double[] _values;
    private readonly double[] _bounds;

    private Reference(int length)
    {
        _values = new double[length];
        _bounds = new double[length];
    }

    /// <summary>Computes an operation.</summary>
    public static Reference Of(Problem problem, Operation operation)
    {
        Reference reference = new(problem.ResultLength(operation));
        switch (operation)
        {
            case Operation.Forward:
                reference.Forward(problem);
                break;
            case Operation.InputGradient:
                reference.InputGradient(problem);
                break;
            default:
                reference.WeightGradient(problem);
                break;
        }

        return reference;
    }

    /// <summary>Says what is wrong with a result, or null.</summary>
    /// <param name="result">What a contender computed.</param>
    /// <param name="times">How many times over it is in the result: gradients add up over calls.</param>
    public string? Fault(ReadOnlySpan<float> result, int times)
    {
        for (int i = 0; i < result.Length; i++)
        {
            // Not "greater than", which a NaN never is.
            if (!(Math.Abs(result[i] - (times * _values[i])) <= times * _bounds[i]))
            {
                return FormattableString.Invariant($"element {i} of {result.Length} is {result[i]:G9}; expected {times * _values[i]:G9}, within {times * _bounds[i]:G2}");
            }
        }

        return null;
    }

    private void Forward(Problem problem)
    {
        ReadOnlySpan<float> x = problem.X.Span, w = problem.Weights.Span, b = problem.Bias.Span;
        for (int row = 0; row < problem.Rows; row++)
        {
            for (int j = 0; j < problem.Out; j++)
            {
                Add((row * problem.Out) + j, b[j]);
            }

            for (int i = 0; i < problem.In; i++)
            {
                AddScaled(row * problem.Out, x[(row * problem.In) + i], w.Slice(i * problem.Out, problem.Out));
            }
        }

        Finish(problem.In + 1);
    }

    private void InputGradient(Problem problem)
    {
        ReadOnlySpan<float> dy = problem.OutputGradient.Span;
        ReadOnlySpan<float> transpose = AlignedFloats.Transpose(problem.Weights.Span, problem.In, problem.Out).Span;
        for (int row = 0; row < problem.Rows; row++)
        {
            for (int j = 0; j < problem.Out; j++)
            {
                AddScaled(row * problem.In, dy[(row * problem.Out) + j], transpose.Slice(j * problem.In, problem.In));
            }
        }

        Finish(problem.Out);
    }

    private void WeightGradient(Problem problem)
    {
        ReadOnlySpan<float> x = problem.X.Span;
        for (int row = 0; row < problem.Rows; row++)
        {
            ReadOnlySpan<float> dy = problem.OutputGradient.Span.Slice(row * problem.Out, problem.Out);
            for (int i = 0; i < problem.In; i++)
            {
                AddScaled(i * problem.Out, x[(row * problem.In) + i], dy);
            }

            AddScaled(problem.In * problem.Out, 1, dy);
        }

        Finish(problem.Rows);
    }

    private void AddScaled(int start, double factor, ReadOnlySpan<float> terms)
    {
        Span<double> values = _values.AsSpan(start, terms.Length);
        Span<double> bounds = _bounds.AsSpan(start, terms.Length);
        for (int j = 0; j < terms.Length; j++)
        {
            double term = factor * terms[j];
            values[j] += term;
            bounds[j] += Math.Abs(term);
        }
    }

    private void Add(int index, double term)
    {
        _values[index] += term;
        _bounds[index] += Math.Abs(term);
    }

    private void Finish(int terms)
    {
        foreach (ref double bound in _bounds.AsSpan())
        {
            bound *= (terms + 4) * UnitRoundoff;
        }
    }
}
