namespace LinearGen.Benchmarks.Activations;

/// <summary>The greatest errors of a function among many arguments.</summary>
internal sealed class GreatestErrors
{
    /// <summary>The least normal float. Below it relative errors say nothing: results may be flushed to 0.</summary>
    private const double LeastNormal = 1.1754943508222875e-38;

    /// <summary>|result − reference|, and where.</summary>
    public (double Error, float At) Absolute { get; private set; }

    /// <summary>|result − reference| / |reference|, and where.</summary>
    public (double Error, float At) Relative { get; private set; }

    /// <summary>|result − reference| in distances between floats at the reference, and where.</summary>
    public (double Error, float At) Ulps { get; private set; }

    /// <summary>What stands where infinities or NaN do, but should not, or the reverse.</summary>
    public long Strange { get; private set; }

    /// <summary>Takes one result in.</summary>
    public void Add(float x, float result, double reference)
    {
        if (!float.IsFinite(result) || !double.IsFinite(reference) || Math.Abs(reference) > float.MaxValue)
        {
            Strange += result.Equals((float)reference) ? 0 : 1;
            return;
        }

        double error = Math.Abs(result - reference);
        if (error > Absolute.Error)
        {
            Absolute = (error, x);
        }

        double magnitude = Math.Abs(reference);
        if (magnitude < LeastNormal)
        {
            return;
        }

        if (error > Relative.Error * magnitude)
        {
            Relative = (error / magnitude, x);
        }

        double ulp = Math.ScaleB(1, Math.ILogB(magnitude) - 23);
        if (error > Ulps.Error * ulp)
        {
            Ulps = (error / ulp, x);
        }
    }
}
