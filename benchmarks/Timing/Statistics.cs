namespace LinearGen.Benchmarks.Timing;

/// <summary>A median, with an interval that holds the true one with at least 95 % confidence.</summary>
internal readonly record struct Estimate(double Median, double Low, double High);

/// <summary>What is said about a series of measurements.</summary>
internal static class Statistics
{
    /// <summary>The middle value.</summary>
    public static double Median(IReadOnlyCollection<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>
    /// Of two series measured in pairs: the median of the quotients, pair by pair. Its interval is between two order
    /// statistics, which supposes nothing about the distribution; with fewer than six pairs it is the whole range, and
    /// holds the median with less confidence.
    /// </summary>
    public static Estimate Ratio(IReadOnlyList<double> numerators, IReadOnlyList<double> denominators)
    {
        double[] ratios = [.. numerators.Zip(denominators, (a, b) => a / b).Order()];
        double half = 1.96 * Math.Sqrt(ratios.Length) / 2;
        int low = Math.Max(0, (int)Math.Floor((ratios.Length / 2.0) - half) - 1);
        int high = Math.Min(ratios.Length - 1, (int)Math.Ceiling((ratios.Length / 2.0) + half));
        return new Estimate(Median(ratios), ratios[low], ratios[high]);
    }

    /// <summary>exp of the mean of the logarithms.</summary>
    public static double GeometricMean(IEnumerable<double> values) => Math.Exp(values.Average(Math.Log));
}
