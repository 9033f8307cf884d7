using System.Diagnostics;

namespace LinearGen.Mpi.Checks;

/// <summary>How long sums take, ordered and in MPI's own order: the median of calls that all ranks begin together.</summary>
internal static class Times
{
    private const int Calls = 400;

    /// <summary>Runs it on this rank; rank 0 prints.</summary>
    public static int Run()
    {
        using MpiSession session = MpiSession.Start();
        IGradientExchange<float> ordered = session.CreateExchange<float>(), unordered = session.CreateExchange<float>(ordered: false);
        if (session.Rank == 0)
        {
            Console.WriteLine($"{session.Library}, {session.Count} ranks; medians in µs");
            Console.WriteLine("   floats   gather  ordered  unordered");
        }

        foreach (int length in (int[])[16, 256, 1024, 4096, 16384, 65536, 262144, 1048576])
        {
            float[] values = GC.AllocateArray<float>(length, pinned: true);
            double[] own = [1, 2], all = new double[2 * session.Count];
            double gather = Median(session, () => ordered.Gather(own, all)), tree = Median(session, () => ordered.Sum(values, session.Count)), any = Median(session, () => unordered.Sum(values, session.Count));
            if (session.Rank == 0)
            {
                Console.WriteLine(Invariant($"{length,9} {gather,8:0.0} {tree,8:0.0} {any,10:0.0}"));
            }
        }

        return 0;
    }

    private static double Median(MpiSession session, Action call)
    {
        double[] times = new double[Calls];
        for (int n = 0; n < Calls; n++)
        {
            session.Barrier();
            long started = Stopwatch.GetTimestamp();
            call();
            times[n] = Stopwatch.GetElapsedTime(started).TotalMicroseconds;
        }

        Array.Sort(times);
        return times[Calls / 2];
    }
}
