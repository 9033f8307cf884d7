namespace LinearGen.Kernel.Checks;

/// <summary>Counts what calls allocate.</summary>
public static class Allocated
{
    private const int Attempts = 5;

    /// <summary>The bytes that this thread allocates in some calls, after a first one.</summary>
    /// <remarks>
    /// A collection that another thread starts counts the rest of this thread's allocation buffer, up to 8 KB, as allocated. What
    /// the calls allocate themselves shows in every attempt.
    /// </remarks>
    public static long InCallsOf(Action call, int calls = 50)
    {
        call();
        long bytes = long.MaxValue;
        for (int attempt = 0; attempt < Attempts && bytes > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int n = 0; n < calls; n++)
            {
                call();
            }

            bytes = Math.Min(bytes, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return bytes;
    }
}
