namespace LinearGen.Mpi.Checks;

/// <summary>Counts what calls allocate once the first of their length has been made.</summary>
internal static class AllocationCheck
{
    private const int Calls = 200;

    /// <summary>Runs it on this rank.</summary>
    /// <returns>The exit code: 0 if nothing is allocated.</returns>
    public static int Run()
    {
        using MpiSession session = MpiSession.Start();
        IGradientExchange<float> ordered = session.CreateExchange<float>(), unordered = session.CreateExchange<float>(ordered: false);
        float[] few = new float[100], many = new float[20_000];
        double[] own = [1, 2, 3], all = new double[3 * session.Count];
        long bytes = 0;
        for (int call = 0; call < 2 * Calls; call++)
        {
            // The first half warms up: the JIT and the runtime allocate as they see fit.
            long before = GC.GetAllocatedBytesForCurrentThread();
            ordered.Gather(own, all);
            foreach (IGradientExchange<float> exchange in (ReadOnlySpan<IGradientExchange<float>>)[ordered, unordered])
            {
                exchange.Sum(few, session.Count);
                exchange.Sum(many, session.Count);
                exchange.Sum(many, 1);
            }

            session.Barrier();
            session.Broadcast<float>(few);
            bytes += call < Calls ? 0 : GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Console.WriteLine(Invariant($"rank {session.Rank}: {bytes} bytes in {Calls} rounds"));
        return bytes == 0 ? 0 : 1;
    }
}
