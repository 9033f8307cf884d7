namespace LinearGen.Runtime.Tests.Support;

/// <summary>Counts what a piece of code allocates on the heap.</summary>
internal static class Allocations
{
    private const int Calls = 100;

    /// <summary>The bytes that a hundred calls allocate on this thread, after others that settle what is made only once.</summary>
    public static long Of(Action action)
    {
        for (int call = 0; call < Calls; call++)
        {
            action();
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int call = 0; call < Calls; call++)
        {
            action();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
