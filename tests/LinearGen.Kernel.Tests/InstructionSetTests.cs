using System.Runtime.InteropServices;

namespace LinearGen.Kernel.Tests;

/// <summary>
/// The numeric checks in processes of their own, with guard pages: on all that the machine has, and with instruction
/// sets switched off.
/// </summary>
public sealed class InstructionSetTests(SuiteRuns runs, ITestOutputHelper output) : IClassFixture<SuiteRuns>
{
    private const string Everything = "";
    private const string WithoutAvx2 = "DOTNET_EnableAVX2";
    private const string WithoutAvx = "DOTNET_EnableAVX";
    private const string WithoutIntrinsics = "DOTNET_EnableHWIntrinsic";

    [Theory]
    [InlineData(Everything)]
    [InlineData(WithoutAvx2, "Fma=False", "Avx2=False", "Vector256=False")]
    [InlineData(WithoutAvx, "Fma=False", "Avx2=False", "Avx=False", "Vector256=False")]
    [InlineData(WithoutIntrinsics, "Fma=False", "Avx2=False", "Avx=False", "Vector256=False", "Vector128=False")]
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

    [Fact]
    public async Task WithoutFusedMultiplyAdd_EveryWidthGivesTheSameBits()
    {
        ChildRun run = await runs.WithoutAsync(WithoutAvx2);
        foreach (string hash in (string[])["forward hash:", "backward hash:", "activated hash:", "network hash:"])
        {
            string expected = run[hash];
            Assert.NotEmpty(expected);
            foreach (string variable in (string[])[WithoutAvx, WithoutIntrinsics])
            {
                Assert.Equal((hash, expected), (hash, (await runs.WithoutAsync(variable))[hash]));
            }
        }
    }

    // The hashes above would also agree if they saw nothing.
    [Fact]
    public async Task WithFusedMultiplyAdd_TheBitsAreOthers()
    {
        ChildRun all = await runs.WithoutAsync(Everything);
        ChildRun none = await runs.WithoutAsync(WithoutIntrinsics);
        output.WriteLine($"forward {all["forward hash:"]} against {none["forward hash:"]}, backward {all["backward hash:"]} against {none["backward hash:"]}");
        if (all["instruction sets:"].Contains("Fma=True", StringComparison.Ordinal))
        {
            Assert.NotEqual(none["forward hash:"], all["forward hash:"]);
            Assert.NotEqual(none["activated hash:"], all["activated hash:"]);
            Assert.NotEqual(none["network hash:"], all["network hash:"]);
        }
    }

    // A wrong access of a layer with an activation ends the process too.
    [Theory]
    [InlineData(ActivatedFault.TouchesBehindY)]
    [InlineData(ActivatedFault.UsesValueBehindY)]
    [InlineData(ActivatedFault.WritesBehindDx)]
    public async Task AnAccessOutsideTheSpans_EndsTheProcess(ActivatedFault fault)
    {
        if (GuardedMemory.IsSupported)
        {
            ChildRun run = await ChildRun.StartAsync(new(), "guard", runs.Networks, fault.ToString());
            Assert.NotEqual(0, run.ExitCode);
            Assert.Contains("AccessViolationException", run.Output, StringComparison.Ordinal);
        }
    }

    private static bool IsX64 => RuntimeInformation.ProcessArchitecture == Architecture.X64;
}
