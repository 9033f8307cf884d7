using System.Diagnostics;

namespace ControlLoop;

/// <summary>Durations in units of the stopwatch, as percentiles and as bars.</summary>
internal static class Histogram
{
    private const int Width = 40;

    /// <summary>One line: median, 99 %, 99.9 % and maximum.</summary>
    public static void PrintPercentiles(string name, ReadOnlySpan<long> durations)
    {
        double[] sorted = Sorted(durations);
        Console.WriteLine(
            $"   {name,-22} p50 {At(sorted, 0.5),7:0.0}   p99 {At(sorted, 0.99),7:0.0}   p99.9 {At(sorted, 0.999),7:0.0}   max {sorted[^1],7:0.0} µs");
    }

    /// <summary>One bar for each doubling of the duration. Bars grow with the logarithm of the count, so that one in thousands is seen.</summary>
    public static void PrintBars(ReadOnlySpan<long> durations)
    {
        double[] sorted = Sorted(durations);
        int first = Bucket(sorted[0]);
        int[] counts = new int[Bucket(sorted[^1]) - first + 1];
        foreach (double duration in sorted)
        {
            counts[Bucket(duration) - first]++;
        }

        for (int bucket = 0; bucket < counts.Length; bucket++)
        {
            double from = Math.Pow(2, first + bucket);
            int length = (int)Math.Ceiling(Width * Math.Log2(1 + counts[bucket]) / Math.Log2(1 + sorted.Length));
            Console.WriteLine($"   {from,7:0.00} … {2 * from,7:0.00} µs {counts[bucket],6} {new string('#', length)}".TrimEnd());
        }
    }

    private static double[] Sorted(ReadOnlySpan<long> durations)
    {
        double[] microseconds = new double[durations.Length];
        for (int k = 0; k < durations.Length; k++)
        {
            microseconds[k] = Math.Max(durations[k], 1) * 1e6 / Stopwatch.Frequency;
        }

        Array.Sort(microseconds);
        return microseconds;
    }

    private static int Bucket(double microseconds) => (int)Math.Floor(Math.Log2(microseconds));

    private static double At(double[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))];
}
