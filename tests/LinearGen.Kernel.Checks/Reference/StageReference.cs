namespace LinearGen.Kernel.Checks;

/// <summary>Stages other than layers by their definitions in double, with bounds of the error: of their own roundings, and of what is uncertain in their inputs.</summary>
/// <param name="shape">The stage.</param>
/// <param name="parameters">Its vectors one after another.</param>
/// <param name="u">Half the distance from 1 to the next number of the element type.</param>
internal readonly struct StageReference(StepShape shape, double[] parameters, double u)
{
    /// <summary>Roundings of a mean, a variance, a root and a quotient one after another, at most.</summary>
    private const int Roundings = 16;

    /// <summary>The outputs of rows.</summary>
    public Bounded[] Forward(Bounded[] x)
    {
        Bounded[] y = new Bounded[x.Length];
        for (int k = 0; k < x.Length; k++)
        {
            if (shape.Kind != StepKind.LayerNorm)
            {
                (Bounded value, double low, double high) = Column(x[k], k % shape.Out);
                y[k] = value with { High = Math.Min(Math.Max(value.High, low), high) };
                continue;
            }

            Bounded normalised = Row(x.AsSpan(k - (k % shape.Out), shape.Out)).Of(x[k], u);
            (double gain, double bias) = (Parameter(0, k), Parameter(1, k));
            y[k] = new((normalised.High * gain) + bias, (normalised.Limit * Math.Abs(gain)) + (4 * u * (Math.Abs(normalised.High * gain) + Math.Abs(bias))));
        }

        return y;
    }

    /// <summary>dX of rows.</summary>
    public Bounded[] Backward(Bounded[] x, Bounded[] dy)
    {
        Bounded[] dx = new Bounded[x.Length];
        for (int start = 0; start < x.Length; start += shape.Out)
        {
            if (shape.Kind == StepKind.LayerNorm)
            {
                BackwardRow(x.AsSpan(start, shape.Out), dy.AsSpan(start, shape.Out), dx.AsSpan(start, shape.Out));
                continue;
            }

            for (int k = start; k < start + shape.Out; k++)
            {
                (Bounded value, double low, double high) = Column(x[k], k % shape.Out);
                double slope = shape.Kind == StepKind.Normalization ? 1 / Parameter(1, k) : Parameter(0, k);
                bool isInside = value.High >= low && value.High <= high;
                bool isUncertain = Math.Min(Math.Abs(value.High - low), Math.Abs(value.High - high)) <= value.Limit;
                double error = Math.Abs(slope) * (dy[k].Limit + Math.Abs(dy[k].Low) + (4 * u * Math.Abs(dy[k].High)));
                dx[k] = new(isInside ? slope * dy[k].High : 0, isInside || isUncertain ? error + (isUncertain ? Math.Abs(slope * dy[k].High) : 0) : 0);
            }
        }

        return dx;
    }

    /// <summary>Adds a row's gradients of gain and bias.</summary>
    public void AddGradients(ReadOnlySpan<Bounded> x, ReadOnlySpan<Bounded> dy, Span<Sum> sums)
    {
        Statistics row = Row(x);
        Bounded one = new(1, 0);
        for (int k = 0; k < x.Length; k++)
        {
            Bounded normalised = row.Of(x[k], u);
            sums[k].AddProduct(in normalised, in dy[k]);
            sums[shape.Out + k].AddProduct(in one, in dy[k]);
        }
    }

    // With g = dy ⊙ gain, dx = s·(g − mean(g) − x̂·mean(g ⊙ x̂)): errors of g and x̂ as they come through.
    private void BackwardRow(ReadOnlySpan<Bounded> x, ReadOnlySpan<Bounded> dy, Span<Bounded> dx)
    {
        Statistics row = Row(x);
        (double mean, double product, double largest, double error, double most, double uncertain) = (0, 0, 0, 0, 0, 0);
        for (int k = 0; k < x.Length; k++)
        {
            Bounded normalised = row.Of(x[k], u);
            double g = dy[k].High * Parameter(0, k);
            mean += g / shape.Out;
            product += g * normalised.High / shape.Out;
            largest = Math.Max(largest, Math.Abs(g));
            error = Math.Max(error, (Math.Abs(Parameter(0, k)) * (dy[k].Limit + Math.Abs(dy[k].Low))) + (u * Math.Abs(g)));
            most = Math.Max(most, Math.Abs(normalised.High));
            uncertain = Math.Max(uncertain, normalised.Limit);
        }

        double productError = (most * error) + (largest * uncertain) + (Roundings * u * largest * most);
        for (int k = 0; k < x.Length; k++)
        {
            double normalised = row.Of(x[k], u).High;
            double value = row.Scale * ((dy[k].High * Parameter(0, k)) - mean - (normalised * product));
            double terms = largest + Math.Abs(mean) + (most * Math.Abs(product));
            double inside = (2 * error) + (most * productError) + (uncertain * Math.Abs(product)) + (Roundings * u * terms);
            dx[k] = new(value, row.Scale * (inside + (terms * row.Relative)));
        }
    }

    private (Bounded Value, double Low, double High) Column(in Bounded x, int column)
    {
        double error = Math.Abs(x.Low) + x.Limit;
        if (shape.Kind == StepKind.Normalization)
        {
            double quotient = (x.High - Parameter(0, column)) / Parameter(1, column);
            return (new(quotient, (error / Parameter(1, column)) + (4 * u * Math.Abs(quotient))), -shape.Constant, shape.Constant);
        }

        double product = x.High * Parameter(0, column);
        double offset = Parameter(1, column);
        return (new(product + offset, (error * Math.Abs(Parameter(0, column))) + (4 * u * (Math.Abs(product) + Math.Abs(offset)))), Parameter(2, column), Parameter(3, column));
    }

    private double Parameter(int vector, int k) => parameters[(vector * shape.Out) + (k % shape.Out)];

    private Statistics Row(ReadOnlySpan<Bounded> x)
    {
        (double mean, double squares, double largest, double error) = (0, 0, 0, 0);
        foreach (Bounded value in x)
        {
            mean += value.High / x.Length;
            largest = Math.Max(largest, Math.Abs(value.High));
            error = Math.Max(error, Math.Abs(value.Low) + value.Limit);
        }

        foreach (Bounded value in x)
        {
            squares += (value.High - mean) * (value.High - mean) / x.Length;
        }

        // The mean is a number of the inputs' size: what it lacks shifts all, and what a value lacks moves the deviation by as much at most.
        double scale = 1 / Math.Sqrt(squares + shape.Constant);
        error += Roundings * u * largest;
        return new(mean, scale, error, (error * scale) + (Roundings * u));
    }

    /// <summary>μ, s = 1 / √(σ² + ε), how far a difference from μ may be off, and how far s, relatively.</summary>
    private readonly record struct Statistics(double Mean, double Scale, double Error, double Relative)
    {
        /// <summary>x̂.</summary>
        public Bounded Of(in Bounded x, double u)
        {
            double value = (x.High - Mean) * Scale;
            return new(value, (2 * Error * Scale) + (Math.Abs(value) * (Relative + (4 * u))));
        }
    }
}
