using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace LinearGen.Benchmarks.Timing;

/// <summary>How long to measure.</summary>
/// <param name="TurnNanoseconds">What one turn should last: long enough for the clock, short enough that a disturbance spoils few turns.</param>
/// <param name="MinRounds">Rounds at least.</param>
/// <param name="MaxRounds">Rounds at most.</param>
/// <param name="BudgetMilliseconds">When to stop between the two.</param>
internal sealed record RoundSettings(double TurnNanoseconds, int MinRounds, int MaxRounds, double BudgetMilliseconds)
{
    /// <summary>For a first look.</summary>
    public static RoundSettings Quick { get; } = new(40_000, MinRounds: 7, MaxRounds: 301, BudgetMilliseconds: 400);

    /// <summary>For figures to keep, of which several passes are taken.</summary>
    public static RoundSettings OnePass { get; } = new(50_000, MinRounds: 7, MaxRounds: 1001, BudgetMilliseconds: 450);

    /// <summary>For figures to keep.</summary>
    public static RoundSettings Thorough { get; } = new(60_000, MinRounds: 9, MaxRounds: 1001, BudgetMilliseconds: 1_500);
}

/// <summary>
/// The one place where time is taken. In each round everything that is compared has one turn, in an order drawn anew, so
/// that what disturbs the machine for longer than a round disturbs all alike, and nobody always follows the same other.
/// </summary>
internal static class PairedRounds
{
    // What ran before has taken the caches and the branch predictor: a tenth of a turn is not counted.
    private const int WarmFraction = 10;

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    private static readonly Random Order = new(1);

    /// <summary>Measures.</summary>
    /// <param name="works">What to compare; each does its work as many times as it is told.</param>
    /// <param name="settings">How long.</param>
    /// <returns>For each work its nanoseconds per call, round by round.</returns>
    public static double[][] Measure(IReadOnlyList<Action<int>> works, RoundSettings settings)
    {
        int[] calls = [.. works.Select(work => CallsFor(work, settings.TurnNanoseconds))];
        List<double>[] times = [.. works.Select(_ => new List<double>())];
        int[] order = [.. Enumerable.Range(0, works.Count)];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < settings.MaxRounds; round++)
        {
            if (round >= settings.MinRounds && Stopwatch.GetElapsedTime(start).TotalMilliseconds > settings.BudgetMilliseconds)
            {
                break;
            }

            Order.Shuffle(order);
            foreach (int i in order)
            {
                if (calls[i] > 1)
                {
                    works[i](1 + (calls[i] / WarmFraction));
                }

                times[i].Add(Turn(works[i], calls[i]) / calls[i]);
            }
        }

        return [.. times.Select(list => list.ToArray())];
    }

    /// <summary>Measures what has to be prepared anew for every call, and takes long enough to be timed alone.</summary>
    /// <param name="works">What to compare: the preparation, which is not timed, and the work.</param>
    /// <param name="settings">How long; turns are one call.</param>
    /// <returns>For each work its nanoseconds, round by round.</returns>
    public static double[][] Measure(IReadOnlyList<(Action Prepare, Action Work)> works, RoundSettings settings)
    {
        List<double>[] times = [.. works.Select(_ => new List<double>())];
        int[] order = [.. Enumerable.Range(0, works.Count)];
        long start = Stopwatch.GetTimestamp();
        for (int round = 0; round < settings.MaxRounds; round++)
        {
            if (round >= settings.MinRounds && Stopwatch.GetElapsedTime(start).TotalMilliseconds > settings.BudgetMilliseconds)
            {
                break;
            }

            Order.Shuffle(order);
            foreach (int i in order)
            {
                works[i].Prepare();
                times[i].Add(Turn(_ => works[i].Work(), 1));
            }
        }

        return [.. times.Select(list => list.ToArray())];
    }

    /// <summary>Nanoseconds per call, roughly: of a few short turns the best.</summary>
    public static double Probe(Action<int> work)
    {
        const double Enough = 5_000;
        const int Turns = 7;
        const int LeastTurns = 3;
        int calls = CallsFor(work, Enough);
        double best = double.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            best = Math.Min(best, Turn(work, calls) / calls);
            // Fewer turns might be chance: somebody else had the processor.
            if (turn + 1 >= LeastTurns && best > 1000 * Enough)
            {
                break;
            }
        }

        return best;
    }

    /// <summary>The number of calls that fills a turn.</summary>
    private static int CallsFor(Action<int> work, double nanoseconds)
    {
        work(1); // What is called for the first time is compiled first.
        int calls = 1;
        while (true)
        {
            double turn = Math.Min(Turn(work, calls), Turn(work, calls));
            if (turn >= nanoseconds / 2)
            {
                return Math.Max(1, (int)(calls * nanoseconds / turn));
            }

            calls *= 2;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static double Turn(Action<int> work, int calls)
    {
        long start = Stopwatch.GetTimestamp();
        work(calls);
        // Not GetElapsedTime, which counts in units of 100 ns.
        return (Stopwatch.GetTimestamp() - start) * NanosecondsPerTick;
    }
}
