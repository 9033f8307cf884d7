namespace LinearGen.Mpi.Tests;

/// <summary>What a session refuses, and what it leaves of the process as it was.</summary>
[Collection(Runs.Name)]
public sealed class SessionTests
{
    [SkippableTheory]
    [InlineData("openmpi", "element", "Single, ordered", "Double, ordered")]
    [InlineData("mpich", "order", "Single, ordered", "Single, unordered")]
    [InlineData("mpich", "version", "LinearGen.Mpi 0.", "LinearGen.Mpi 9.9.9")]
    public void RanksThatDiffer_AllThrow_AndCanGoOn(string mpi, string way, string ofMost, string ofLast)
    {
        (int code, string output) = MpiRun.ToEnd(mpi, 3, way);

        Assert.True(code == 0, output);
        Assert.All(Enumerable.Range(0, 3), rank =>
        {
            Assert.Matches($@"rank {rank} caught: The ranks' exchanges differ: ranks 0 to 1: .*{ofMost}.*; rank 2: .*{ofLast}.*\. Expected the same on every rank\.", output);
            Assert.Contains($"rank {rank} goes on", output, StringComparison.Ordinal);
        });
    }

    [SkippableTheory]
    [InlineData("mpich")]
    public void WrongCalls_AreRefused(string mpi)
    {
        (int code, string output) = MpiRun.ToEnd(mpi, 1, "misuse");

        Assert.True(code == 0, output);
        Assert.DoesNotContain("not refused", output, StringComparison.Ordinal);
        Assert.Contains("sums still", output, StringComparison.Ordinal);
        foreach (string expected in (string[])
        [
            "thread: InvalidOperationException: Sum was called on thread ",
            "dispose: InvalidOperationException: Dispose was called on thread ",
            "ranks: ArgumentOutOfRangeException",
            "no ranks: ArgumentOutOfRangeException",
            "gather: ArgumentException: all holds 3 values; expected 2 = 1 ranks × 2.",
            "root: ArgumentOutOfRangeException",
            "code: ArgumentOutOfRangeException",
            "half: NotSupportedException: Gradients of Half cannot be exchanged; expected float or double.",
            "second: InvalidOperationException: A session was started in this process before.",
            "disposed sum: ObjectDisposedException",
            "disposed gather: ObjectDisposedException",
            "disposed exchange: ObjectDisposedException",
            "disposed barrier: ObjectDisposedException",
            "after: InvalidOperationException",
        ])
        {
            Assert.Contains(expected, output, StringComparison.Ordinal);
        }
    }

    /// <summary>Below MPICH, UCX takes the signals by which .NET notices null references, already when it is loaded.</summary>
    [SkippableTheory]
    [InlineData("mpich")]
    public void NullReferences_AreThrownAsBefore(string mpi)
    {
        (int code, string output) = MpiRun.ToEnd(mpi, 1, "null");

        Assert.True(code == 0, output);
        Assert.Contains("null reference", output, StringComparison.Ordinal);
        Assert.Contains("division by zero", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi")]
    public void UnderTheOtherMpi_WrongCallsAreRefused_AndNullReferencesThrown(string mpi)
    {
        WrongCalls_AreRefused(mpi);
        NullReferences_AreThrownAsBefore(mpi);
    }

    [SkippableTheory]
    [InlineData("openmpi", "libmpich.so.12", "Open MPI's mpirun has started this process, but libmpich.so.12 is MPICH")]
    [InlineData("mpich", "libmpi.so.40", "MPICH's mpirun has started this process, but libmpi.so.40 is Open MPI")]
    [InlineData("mpich", "/nowhere/libmpi.so", "LINEARGEN_MPI is '/nowhere/libmpi.so', which cannot be loaded")]
    public void LibraryOfAnotherMpi_IsRefused(string mpi, string library, string expected)
    {
        MpiRun.SkipUnlessThere("openmpi");
        MpiRun.SkipUnlessThere("mpich");
        using MpiRun run = MpiRun.Start(mpi, 2, Path.Combine(AppContext.BaseDirectory, "LinearGen.Mpi.Checks.dll"), ["sums"], new() { ["LINEARGEN_MPI"] = library });
        run.WaitForExit(TimeSpan.FromSeconds(20));

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains(expected, run.Output, StringComparison.Ordinal);
    }
}
