namespace LinearGen.Mpi.Tests;

/// <summary>Sums of ranks beside those of one process, bit by bit, in both element types and seven lengths; gathered numbers; broadcasts.</summary>
[Collection(Runs.Name)]
public sealed class SumTests
{
    [SkippableTheory]
    [InlineData("openmpi", 2)]
    [InlineData("mpich", 2)]
    [InlineData("mpich", 3)]
    public void Sums_AreThoseOfTheTree(string mpi, int ranks)
    {
        (int code, string output) = MpiRun.ToEnd(mpi, ranks, "sums");

        Assert.True(code == 0, output);
        Assert.All(Enumerable.Range(0, ranks), rank => Assert.Contains($"rank {rank} of {ranks}: 0 failures", output, StringComparison.Ordinal));
        Assert.Contains(mpi == "mpich" ? "MPICH" : "Open MPI", output, StringComparison.Ordinal);
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi", 1)]
    [InlineData("openmpi", 3)]
    [InlineData("openmpi", 4)]
    [InlineData("openmpi", 5)]
    [InlineData("openmpi", 8)]
    [InlineData("mpich", 1)]
    [InlineData("mpich", 4)]
    [InlineData("mpich", 5)]
    [InlineData("mpich", 8)]
    public void SumsOfManyRanks_AreThoseOfTheTree(string mpi, int ranks) => Sums_AreThoseOfTheTree(mpi, ranks);

    [SkippableTheory]
    [InlineData("openmpi", 2)]
    [InlineData("mpich", 2)]
    public void Calls_AllocateNothing(string mpi, int ranks)
    {
        (int code, string output) = MpiRun.ToEnd(mpi, ranks, "allocation");

        Assert.True(code == 0, output);
        Assert.All(Enumerable.Range(0, ranks), rank => Assert.Contains($"rank {rank}: 0 bytes in 200 rounds", output, StringComparison.Ordinal));
    }

    [SkippableTheory]
    [Trait("Category", "Full")]
    [InlineData("openmpi", 3)]
    [InlineData("openmpi", 4)]
    [InlineData("mpich", 3)]
    [InlineData("mpich", 4)]
    public void CallsOfManyRanks_AllocateNothing(string mpi, int ranks) => Calls_AllocateNothing(mpi, ranks);
}
