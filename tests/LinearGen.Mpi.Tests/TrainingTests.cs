using System.Diagnostics;
using System.Text.RegularExpressions;
using LinearGen.Testing;

namespace LinearGen.Mpi.Tests;

/// <summary>Training over ranks: the same bits for any number of ranks and threads, and after a rank was killed.</summary>
[Collection(Runs.Name)]
public sealed partial class TrainingTests
{
    [SkippableFact]
    public void Parameters_HaveTheSameBits_ForAnyNumberOfRanksAndThreads()
    {
        string[] arguments = ["learn", Suite.IsFull ? "1000" : "40"];
        (string Mpi, int Ranks, int Threads)[] others = Suite.IsFull
            ? [.. from mpi in (string[])["openmpi", "mpich"] from ranks in (int[])[1, 2, 4, 8] from threads in (int[])[1, 2] select (mpi, ranks, threads)]
            : [("openmpi", 2, 1), ("mpich", 2, 2)];

        string expected = Assert.Single(Hashes("mpich", 1, arguments));

        Assert.All(others, other =>
            Assert.All(Hashes(other.Mpi, other.Ranks, [.. arguments, "--threads", $"{other.Threads}"]), hash => Assert.Equal(expected, hash)));
    }

    /// <summary>Batches of nine blocks and a part of one: 3 blocks are no share of 3 ranks, so they take 4, 4 and what is left; of 8 ranks, three take nothing.</summary>
    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(8)]
    public void UnevenShares_GiveTheSameBits(int ranks)
    {
        string[] arguments = ["learn", "200", "--batch", "600"];

        string expected = Assert.Single(Hashes("mpich", 1, arguments));

        Assert.All(Hashes("openmpi", ranks, arguments), hash => Assert.Equal(expected, hash));
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi", 4, 2)]
    [InlineData("mpich", 2, 4)]
    public void AfterARankWasKilled_OtherRanksGoOnToTheSameBits(string mpi, int ranksBefore, int ranksAfter)
    {
        string folder = Directory.CreateTempSubdirectory("lineargen-mpi-").FullName;
        string checkpoint = Path.Combine(folder, "training.checkpoint");
        string[] learn = ["learn", "3000", "--checkpoint", checkpoint, "--every", "100"];
        try
        {
            string expected = Assert.Single(Hashes("mpich", 1, ["learn", "3000"]));

            using (MpiRun run = MpiRun.Start(mpi, ranksBefore, learn))
            {
                run.WaitFor("saved after 300 steps");
                using Process victim = Process.GetProcessById(run.Processes()[1]);
                victim.Kill();
                run.WaitForExit(TimeSpan.FromSeconds(10));
                Assert.NotEqual(0, run.ExitCode);
                Assert.DoesNotContain("hash", run.Output, StringComparison.Ordinal);
            }

            (int code, string output) = MpiRun.ToEnd(mpi, ranksAfter, learn);
            Assert.True(code == 0, output);
            Assert.Matches(@"rank 0 goes on after [1-9]\d*00 steps", output);
            Assert.All(HashesOf(output, ranksAfter), hash => Assert.Equal(expected, hash));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static string[] Hashes(string mpi, int ranks, string[] arguments)
    {
        (int code, string output) = MpiRun.ToEnd(mpi, ranks, arguments);
        Assert.True(code == 0, output);
        return HashesOf(output, ranks);
    }

    private static string[] HashesOf(string output, int ranks)
    {
        string[] hashes = [.. Hash().Matches(output).Select(match => match.Groups["hash"].Value)];
        Assert.Equal(ranks, hashes.Length);
        return hashes;
    }

    [GeneratedRegex(@"hash (?<hash>[0-9A-F]{64})")]
    private static partial Regex Hash();
}
