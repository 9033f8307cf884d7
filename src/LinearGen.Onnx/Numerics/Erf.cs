namespace LinearGen.Onnx.Numerics;

/// <summary>The error function, which the base library does not have.</summary>
internal static class Erf
{
    /// <summary>From here on the continued fraction converges quickly.</summary>
    private const double SeriesEnd = 3;

    /// <summary>From here on the result is 1 in double.</summary>
    private const double End = 6;

    /// <summary>erf(x) to some 1e-15.</summary>
    public static double Of(double x) => Math.Abs(x) switch
    {
        < SeriesEnd => Series(x),
        < End => Math.Sign(x) * (1 - Complement(Math.Abs(x))),
        _ => double.IsNaN(x) ? x : Math.Sign(x),
    };

    /// <summary>2/√π·exp(−x²)·Σ 2ⁿ·x²ⁿ⁺¹/(1·3·…·(2n + 1)): all terms have one sign, so that none cancels another.</summary>
    private static double Series(double x)
    {
        double term = x, sum = x;
        for (int n = 1; Math.Abs(term) > Math.Abs(sum) * 1e-17; n++)
        {
            term *= 2 * x * x / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-x * x) * sum;
    }

    /// <summary>1 − erf(x) as a continued fraction, from the back.</summary>
    private static double Complement(double x)
    {
        double fraction = 0;
        for (int n = 60; n > 0; n--)
        {
            fraction = n / 2.0 / (x + fraction);
        }

        return Math.Exp(-x * x) / Math.Sqrt(Math.PI) / (x + fraction);
    }
}
