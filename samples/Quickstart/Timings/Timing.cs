using System.Diagnostics;

namespace Quickstart.Timings;

/// <summary>Nanoseconds per forward call, beside those of a plain loop.</summary>
internal static class Timing
{
    private const int Rounds = 201;
    private const double Tolerance = 1e-5;

    // The JIT compiles what is called often a second time, better, after a while: nothing counts before that.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(1.5);

    public static bool Run()
    {
        Contest[] contests = [.. Contests()];
        Console.WriteLine($"ns per forward call: median and minimum of {Rounds} rounds, the two in turn; ratio of the minima");
        Console.WriteLine();

        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < WarmUp;)
        {
            PlayRound(contests);
        }

        foreach (Contest contest in contests)
        {
            contest.Generated.Clear();
            contest.Plain.Clear();
        }

        // Round after round through all of them, so that a slow moment of the machine falls on everyone.
        for (int round = 0; round < Rounds; round++)
        {
            PlayRound(contests);
        }

        Console.WriteLine($"   {"layer",-8} {"rows",5}   {"LinearGen",16}   {"plain loop",18}   {"ratio",6}");
        Console.WriteLine($"   {"",-8} {"",5}   {"median",8} {"min",7}   {"median",9} {"min",8}");
        double difference = 0;
        foreach (Contest contest in contests)
        {
            difference = Math.Max(difference, contest.LargestDifference());
            (double generated, double plain) = (contest.Generated.Min(), contest.Plain.Min());
            Console.WriteLine(
                $"   {contest.Name,-8} {contest.Rows,5}   {Median(contest.Generated),8:0.0} {generated,7:0.0}   {Median(contest.Plain),9:0.0} {plain,8:0.0}   {plain / generated,5:0.0}×");
        }

        bool ok = difference <= Tolerance;
        Console.WriteLine();
        Console.WriteLine($"Largest difference between the two results: {difference:0.0e+0}, {(ok ? "within" : "BEYOND")} the tolerance of {Tolerance:0e+0}");
        return ok;
    }

    private static IEnumerable<Contest> Contests()
    {
        foreach (int rows in (int[])[1, 32])
        {
            Layer2x3 layer2x3 = new();
            Layer8x8 layer8x8 = new();
            Layer16x16 layer16x16 = new();
            Layer64x10 layer64x10 = new();
            Layer64x64 layer64x64 = new();
            Layer128x128 layer128x128 = new();

            yield return new Contest<Call2x3>(layer2x3, new(layer2x3), rows);
            yield return new Contest<Call8x8>(layer8x8, new(layer8x8), rows);
            yield return new Contest<Call16x16>(layer16x16, new(layer16x16), rows);
            yield return new Contest<Call64x10>(layer64x10, new(layer64x10), rows);
            yield return new Contest<Call64x64>(layer64x64, new(layer64x64), rows);
            yield return new Contest<Call128x128>(layer128x128, new(layer128x128), rows);
        }
    }

    private static void PlayRound(Contest[] contests)
    {
        foreach (Contest contest in contests)
        {
            contest.Round();
        }
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
