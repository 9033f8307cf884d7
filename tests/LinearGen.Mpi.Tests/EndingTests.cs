using System.Diagnostics;

namespace LinearGen.Mpi.Tests;

/// <summary>Ways in which one rank ends, while the others wait for it: all end, soon, and the output says why.</summary>
[Collection(Runs.Name)]
public sealed class EndingTests
{
    private static readonly TimeSpan s_soon = TimeSpan.FromSeconds(10);

    /// <summary>How long ranks may take to start, on a busy machine.</summary>
    private static readonly TimeSpan s_start = TimeSpan.FromSeconds(20);

    [SkippableTheory]
    [InlineData("mpich", 2)]
    public void KilledRank_EndsAll(string mpi, int ranks)
    {
        using MpiRun run = MpiRun.Start(mpi, ranks, "train");
        run.WaitFor("is process", ranks);
        IReadOnlyDictionary<int, int> processes = run.Processes();

        using Process victim = Process.GetProcessById(processes[ranks - 1]);
        victim.Kill(); // SIGKILL.
        run.WaitForExit(s_soon);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Equal(ranks, processes.Count);
        Assert.True(SpinWait.SpinUntil(() => processes.Values.All(IsGone), s_soon), "A rank is still there.");
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi", 2)]
    [InlineData("openmpi", 4)]
    [InlineData("openmpi", 5)]
    [InlineData("mpich", 4)]
    [InlineData("mpich", 5)]
    public void KilledRankOfMany_EndsAll(string mpi, int ranks) => KilledRank_EndsAll(mpi, ranks);

    [SkippableTheory]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void ExceptionThatNobodyCatches_EndsAll(string mpi)
    {
        (int code, string output) = Run(mpi, "throw");

        Assert.NotEqual(0, code);
        Assert.Contains("Rank 2 of 3 has ended by an exception that nobody caught", output, StringComparison.Ordinal);
        Assert.Contains("Row 17 is damaged.", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void ExceptionOnAnotherThread_EndsAll(string mpi)
    {
        (int code, string output) = Run(mpi, "thread");

        Assert.NotEqual(0, code);
        Assert.Contains("Rank 2 of 3 has ended by an exception that nobody caught", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void RankThatLeavesByAnException_TellsWhy_AndTheOthersDoNotWait(string mpi)
    {
        (int code, string output) = Run(mpi, "catch");

        Assert.Equal(3, code);
        Assert.Contains("caught: Row 17 is damaged.", output, StringComparison.Ordinal);
        Assert.Contains("Rank 2 has ended its session, or failed, after 0 meetings of all ranks; this rank has had 0 and waits in the next, CreateExchange.", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void RankThatLeavesEarly_EndsAll(string mpi)
    {
        (int code, string output) = Run(mpi, "return");

        Assert.NotEqual(0, code);
        Assert.Contains("Rank 2 has ended its session", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void ProcessThatEndsWithoutDisposing_EndsAll(string mpi)
    {
        (int code, string output) = Run(mpi, "exit");

        Assert.NotEqual(0, code);
        Assert.Contains("Rank 2 of 3 has ended without disposing of its MpiSession", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void Abort_EndsAllWithItsCode(string mpi) => Assert.Equal(9, Run(mpi, "abort").ExitCode);

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi")]
    [InlineData("mpich")]
    public void OtherLengths_AreNamed(string mpi)
    {
        (int code, string output) = Run(mpi, "lengths");

        Assert.NotEqual(0, code);
        Assert.Matches(@"Rank \d has sent \d+ values where this rank expected \d+|MPI_Test has failed with error \d+: .*[Tt]runcat", output);
    }

    private static (int ExitCode, string Output) Run(string mpi, string way)
    {
        using MpiRun run = MpiRun.Start(mpi, 3, way);
        run.WaitForExit(s_start + s_soon);
        return (run.ExitCode, run.Output);
    }

    private static bool IsGone(int id)
    {
        try
        {
            using Process process = Process.GetProcessById(id);
            return process.HasExited;
        }
        catch (ArgumentException)
        {
            return true;
        }
    }
}
