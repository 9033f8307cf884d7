namespace LinearGen.Kernel.Checks;

/// <summary>The same work on several threads that start together.</summary>
internal static class InParallel
{
    private const int Threads = 4;

    /// <summary>Runs it on each thread with a tally of its own.</summary>
    /// <param name="tally">Takes what all found.</param>
    /// <param name="prepare">What each thread does beforehand; it gives the work itself.</param>
    public static void Run(Tally tally, Func<int, Tally, Action> prepare)
    {
        Tally[] tallies = [.. Enumerable.Range(0, Threads).Select(_ => new Tally())];
        using Barrier barrier = new(Threads);
        Thread[] threads = [.. Enumerable.Range(0, Threads).Select(index => new Thread(() =>
        {
            Action work = prepare(index, tallies[index]);
            barrier.SignalAndWait();
            work();
        }))];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        Array.ForEach(tallies, tally.Add);
    }
}
