using System.Runtime.InteropServices;

namespace LinearGen.Kernel.Tests;

/// <summary>
/// The declared layers and networks with instruction sets switched off: golden data, hashes of all results and bounds of some; in the full
/// suite, every check of all.
/// </summary>
public sealed class InstructionSetTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(CheckRuns.WithoutAvx512, "Avx512=False", "Vector512=False")]
    [InlineData(CheckRuns.WithoutAvx2, "Avx512=False", "Fma=False", "Avx2=False", "Vector256=False")]
    [InlineData(CheckRuns.WithoutIntrinsics, "Avx512=False", "Fma=False", "Avx2=False", "Avx=False", "Vector256=False", "Vector128=False")]
    public async Task EveryCheck_HoldsWithout(string variable, params string[] off)
    {
        ChildRun run = await CheckRuns.WithoutAsync(variable);
        output.WriteLine(run.Report);
        Assert.True(run.ExitCode == 0, run.Report);
        string sets = run["instruction sets:"];
        foreach (string set in IsX64 ? off : [])
        {
            Assert.Contains(set, sets, StringComparison.Ordinal);
        }
    }

    // What the README promises: the order of sums depends on the shape alone.
    [Fact]
    public async Task ResultsHaveTheSameBitsWithAvx512AndWithout()
    {
        ChildRun all = await CheckRuns.HashesAsync();
        ChildRun narrow = await CheckRuns.WithoutAsync(CheckRuns.WithoutAvx512);
        Same("forward hash:", all, narrow);
        Same("backward hash:", all, narrow);
        Same("training hash:", all, narrow);
    }

    [Fact]
    public async Task WithoutFusedMultiplyAdd_EveryWidthGivesTheSameBits()
    {
        ChildRun sse = await CheckRuns.WithoutAsync(CheckRuns.WithoutAvx2);
        ChildRun none = await CheckRuns.WithoutAsync(CheckRuns.WithoutIntrinsics);
        Same("small forward hash:", sse, none);
        Same("small backward hash:", sse, none);
    }

    // The hashes above would also agree if they saw nothing.
    [Fact]
    public async Task WithFusedMultiplyAdd_TheBitsAreOthers()
    {
        ChildRun all = await CheckRuns.HashesAsync();
        ChildRun none = await CheckRuns.WithoutAsync(CheckRuns.WithoutIntrinsics);
        if (all["instruction sets:"].Contains("Fma=True", StringComparison.Ordinal))
        {
            Assert.NotEqual(none["small forward hash:"], all["small forward hash:"]);
            Assert.NotEqual(none["small backward hash:"], all["small backward hash:"]);
        }
    }

    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private void Same(string hash, ChildRun run, ChildRun other)
    {
        output.WriteLine($"{hash} {run[hash]}");
        Assert.NotEmpty(run[hash]);
        Assert.Equal(run[hash], other[hash]);
    }
}
