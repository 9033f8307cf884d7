using System.Diagnostics;
using System.Globalization;

namespace ScoringService.LoadTest;

/// <summary>What a load test found.</summary>
/// <param name="Duration">How long was measured.</param>
/// <param name="ProcessorTime">Processor time that the process, service and clients together, used in that time.</param>
/// <param name="Latencies">Of each reply in that time, the rows of its request and how long it took, in units of the stopwatch.</param>
/// <param name="Verdicts">How many replies were of which kind, the warm-up's included.</param>
/// <param name="RepliesOf">How many right replies named each model.</param>
/// <param name="Swaps">How many times the weights were swapped.</param>
/// <param name="VersionsSeen">How many versions replies and reloads named.</param>
internal sealed record LoadReport(
    TimeSpan Duration,
    TimeSpan ProcessorTime,
    (int Rows, long Ticks)[] Latencies,
    IReadOnlyDictionary<Verdict, long> Verdicts,
    IReadOnlyDictionary<string, long> RepliesOf,
    long Swaps,
    int VersionsSeen)
{
    /// <summary>All replies, the warm-up's included.</summary>
    public long Replies => Verdicts.Values.Sum();

    /// <summary>Replies that were wrong in one way or another.</summary>
    public long Wrong => Replies - Verdicts[Verdict.Right];

    /// <summary>Whether no reply was wrong. A run in which some model never answered shows nothing.</summary>
    public bool IsProof => Wrong == 0 && Swaps > 1 && RepliesOf.Count > 1 && RepliesOf.Values.All(count => count > 0);

    public void Print(TextWriter output)
    {
        double seconds = Duration.TotalSeconds;
        output.WriteLine(Line($"   {Latencies.Length / seconds,10:#,0} requests per second"));
        output.WriteLine(Line($"   {Latencies.Sum(latency => (double)latency.Rows) / seconds,10:#,0} rows per second"));
        output.WriteLine(Line($"   {Swaps,10:#,0} swaps, {VersionsSeen:#,0} versions seen"));
        output.WriteLine(Line($"   {ProcessorTime / Math.Max(Latencies.Length, 1) / TimeSpan.FromMicroseconds(1),10:#,0} µs of processor time per request, clients and swaps included; {ProcessorTime / Duration:0.00} of {Environment.ProcessorCount} processors used"));
        output.WriteLine();
        output.WriteLine("   µs                  p50       p99       max");
        PrintLatencies(output, "all requests", Latencies);
        foreach (IGrouping<int, (int Rows, long Ticks)> group in Latencies.GroupBy(latency => latency.Rows).OrderBy(group => group.Key))
        {
            PrintLatencies(output, group.Key == 1 ? "1 row" : $"{group.Key} rows", [.. group]);
        }

        output.WriteLine();
        foreach ((string fingerprint, long count) in RepliesOf.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            output.WriteLine(Line($"   {count,10:#,0} replies of model {fingerprint}"));
        }

        foreach ((Verdict verdict, string text) in (ReadOnlySpan<(Verdict, string)>)
        [
            (Verdict.Right, "right: bit for bit those of the model that they name"),
            (Verdict.Mixed, "mixed: no one model's"),
            (Verdict.Misnamed, "misnamed: another model's than they say"),
            (Verdict.OutOfOrder, "out of order: an older version after a newer one, or a version with two names"),
            (Verdict.Malformed, "malformed, or not answered with 200"),
        ])
        {
            output.WriteLine(Line($"   {Verdicts[verdict],10:#,0} {text}"));
        }

        output.WriteLine();
        output.WriteLine(
            Wrong > 0 ? Line($"FAILED: {Wrong:#,0} of {Replies:#,0} replies are wrong.")
            : IsProof ? Line($"All {Replies:#,0} replies are each one model's.")
            : "FAILED: there were not enough swaps and replies to show anything.");
    }

    private static void PrintLatencies(TextWriter output, string name, (int Rows, long Ticks)[] latencies)
    {
        if (latencies.Length > 0)
        {
            long[] sorted = [.. latencies.Select(latency => latency.Ticks).Order()];
            output.WriteLine(Line($"   {name,-12} {Microseconds(sorted, 0.5),9:#,0} {Microseconds(sorted, 0.99),9:#,0} {Microseconds(sorted, 1),9:#,0}"));
        }
    }

    private static double Microseconds(long[] sorted, double share) => sorted[(int)(share * (sorted.Length - 1))] * 1e6 / Stopwatch.Frequency;

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
