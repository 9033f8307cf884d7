using System.Diagnostics;

namespace LinearGen.Tool.Timing;

/// <summary>Times contenders in turn, round by round, so that a slow moment of the machine falls on all of them.</summary>
internal static class Rounds
{
    /// <summary>A turn is long enough for the clock, and short enough that a disturbance spoils few of them.</summary>
    private const double TurnNanoseconds = 50_000;

    private const int LeastRounds = 7;
    private const int MostRounds = 100_001;
    private const int CountedCalls = 100;

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    /// <summary>Calls everything until the JIT has compiled it for the last time; it does so in the background, after 100 ms without new methods.</summary>
    public static void WarmUp(IReadOnlyList<Contender> contenders)
    {
        const int MostCalls = 10;
        TimeSpan duration = TimeSpan.FromSeconds(1.5), turn = TimeSpan.FromMilliseconds(1);
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;)
        {
            foreach (Contender contender in contenders)
            {
                long begin = Stopwatch.GetTimestamp();
                for (int call = 0; call < MostCalls && Stopwatch.GetElapsedTime(begin) < turn; call++)
                {
                    contender.Run(1);
                }
            }

            Thread.Sleep(1);
        }
    }

    /// <summary>Times contenders with one number of rows.</summary>
    /// <param name="contenders">The contenders.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="seconds">Seconds for all of them together.</param>
    public static IEnumerable<TimedSeries> Measure(IReadOnlyList<Contender> contenders, int rows, double seconds)
    {
        int[] calls = [.. contenders.Select(CallsOfATurn)];
        List<double>[] times = [.. contenders.Select(_ => new List<double>())];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < LeastRounds || (round < MostRounds && Stopwatch.GetElapsedTime(start).TotalSeconds < seconds); round++)
        {
            for (int n = 0; n < calls.Length; n++)
            {
                // The others have taken the caches: a tenth of a turn is not counted.
                contenders[n].Run(calls[n] / 10);
                times[n].Add(Turn(contenders[n], calls[n]) / calls[n]);
            }
        }

        return contenders.Zip(times, (contender, own) => new TimedSeries(rows, contender.Library, own.Min(), Median(own), own.Count, BytesOfACall(contender)));
    }

    /// <summary>The number of calls that fills a turn.</summary>
    private static int CallsOfATurn(Contender contender)
    {
        for (int calls = 1; ; calls *= 2)
        {
            double turn = Math.Min(Turn(contender, calls), Turn(contender, calls));
            if (turn >= TurnNanoseconds / 2)
            {
                return Math.Max(1, (int)(calls * TurnNanoseconds / turn));
            }
        }
    }

    private static double Turn(Contender contender, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        contender.Run(calls);
        return (Stopwatch.GetTimestamp() - start) * NanosecondsPerTick;
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        int middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static double BytesOfACall(Contender contender)
    {
        long before = GC.GetAllocatedBytesForCurrentThread();
        contender.Run(CountedCalls);
        return (double)(GC.GetAllocatedBytesForCurrentThread() - before) / CountedCalls;
    }
}
