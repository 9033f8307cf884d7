using System.Runtime.InteropServices;

namespace LinearGen.Kernel.Tests;

/// <summary>
/// The declared layers and networks in processes of their own, with instruction sets switched off: golden data, hashes of all results and
/// guard pages; in the full suite, every check.
/// </summary>
public sealed class InstructionSetTests(InstructionSetRuns runs, ITestOutputHelper output) : IClassFixture<InstructionSetRuns>
{
    [Theory]
    [InlineData(InstructionSetRuns.Everything)]
    [InlineData(InstructionSetRuns.WithoutAvx512, "Avx512=False", "Vector512=False")]
    [InlineData(InstructionSetRuns.WithoutAvx2, "Avx512=False", "Fma=False", "Avx2=False", "Vector256=False")]
    [InlineData(InstructionSetRuns.WithoutIntrinsics, "Avx512=False", "Fma=False", "Avx2=False", "Avx=False", "Vector256=False", "Vector128=False")]
    public async Task EveryCheck_HoldsWithout(string variable, params string[] off)
    {
        ChildRun run = await runs.WithoutAsync(variable);
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
    public async Task Forward_HasTheSameBitsWithAvx512AndWithout() => await SameAsync(
        "forward hash:", InstructionSetRuns.Everything, InstructionSetRuns.WithoutAvx512);

    [Fact]
    public async Task WithoutFusedMultiplyAdd_EveryWidthGivesTheSameBits()
    {
        await SameAsync("small forward hash:", InstructionSetRuns.WithoutAvx2, InstructionSetRuns.WithoutIntrinsics);
        await SameAsync("small backward hash:", InstructionSetRuns.WithoutAvx2, InstructionSetRuns.WithoutIntrinsics);
    }

    // The hashes above would also agree if they saw nothing.
    [Fact]
    public async Task WithFusedMultiplyAdd_TheBitsAreOthers()
    {
        ChildRun all = await runs.WithoutAsync(InstructionSetRuns.Everything);
        ChildRun none = await runs.WithoutAsync(InstructionSetRuns.WithoutIntrinsics);
        if (all["instruction sets:"].Contains("Fma=True", StringComparison.Ordinal))
        {
            Assert.NotEqual(none["small forward hash:"], all["small forward hash:"]);
            Assert.NotEqual(none["small backward hash:"], all["small backward hash:"]);
        }
    }

    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;

    private async Task SameAsync(string hash, string variable, string other)
    {
        string expected = (await runs.WithoutAsync(variable))[hash];
        output.WriteLine($"{hash} {expected}");
        Assert.NotEmpty(expected);
        Assert.Equal(expected, (await runs.WithoutAsync(other))[hash]);
    }
}

/// <summary>The runs of the checks in child processes, each started when a test first asks for it.</summary>
public sealed class InstructionSetRuns
{
    /// <summary>As the machine is.</summary>
    public const string Everything = "";

    /// <summary>.NET 10's switch; that of .NET 8, EnableAVX512F, no longer does anything.</summary>
    public const string WithoutAvx512 = "DOTNET_EnableAVX512";

    /// <summary>Also without fused multiply-add.</summary>
    public const string WithoutAvx2 = "DOTNET_EnableAVX2";

    /// <summary>Without any vectors.</summary>
    public const string WithoutIntrinsics = "DOTNET_EnableHWIntrinsic";

    private static readonly string[] s_fast = ["golden", "hashes", "guard pages"];

    private readonly ConcurrentDictionary<string, Lazy<Task<ChildRun>>> _runs = new();

    /// <summary>The run with one variable of the runtime set to 0, or with none.</summary>
    internal Task<ChildRun> WithoutAsync(string variable) => _runs.GetOrAdd(variable, name => new(() => StartAsync(name))).Value;

    // Without vectors, large layers take minutes, and no other accesses than with them.
    private static Task<ChildRun> StartAsync(string variable) => ChildRun.StartAsync(
        variable.Length == 0 ? new() : new() { [variable] = "0" },
        [
            "check",
            .. Selection.FromEnvironment.Only is { } only ? (string[])["--only", only] : [],
            "--most", variable == WithoutIntrinsics ? "2000" : "1000000",
            "--checks", .. Suite.IsFull ? CheckCommand.Names : s_fast,
        ]);
}
