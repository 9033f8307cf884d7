using System.Diagnostics;

namespace LinearGen.Benchmarks.Timing;

/// <summary>What the JIT has to have done before anything counts.</summary>
internal static class WarmUp
{
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    /// <summary>
    /// Calls everything again and again. The JIT compiles what is called often a second time, and a third, in the background,
    /// once nothing new has been called for 100 ms; on this one processor it gets to it while we sleep.
    /// </summary>
    public static void Run(IReadOnlyList<Action<int>> works)
    {
        const int Calls = 10;
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < Duration)
        {
            foreach (Action<int> work in works)
            {
                work(Calls);
            }

            Thread.Sleep(1);
        }
    }
}
