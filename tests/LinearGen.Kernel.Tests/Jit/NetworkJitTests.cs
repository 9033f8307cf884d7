using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Tests.Jit;

/// <summary>The machine code of fused networks and of layers with activations, under the conditions that <see cref="JitTests"/> states.</summary>
public sealed class NetworkJitTests(JitRuns runs, ITestOutputHelper output) : IClassFixture<JitRuns>
{
    private static bool HasFma => Fma.IsSupported && Avx2.IsSupported;

    [Theory]
    [InlineData("Controller")]
    [InlineData("Classifier")]
    public async Task FusedForward_CallsNothing(string network)
    {
        Listing listing = (await runs.SingleAsync(network)).Listing;
        CompiledMethod method = Assert.Single(listing.Methods, method => method.IsGeneratedKernel && method.Name == "ForwardRow" && IsOf(method.Type, network));
        output.WriteLine(method.ToString());
        Assert.Equal("FullOpts", method.Tier);

        Disassembly code = listing.Find(method.Type[..method.Type.IndexOf('[', StringComparison.Ordinal)], ":ForwardRow(");
        string[] calls = [.. code.Lines.Where(line => line.IsCall).Select(line => line.ToString())];
        output.WriteLine($"{code.Bytes} bytes; {string.Join('\n', calls)}");
        Assert.Empty(calls);

        // Something was computed: a multiply-add for every vector of the weights, or a loop of them.
        if (HasFma)
        {
            Assert.InRange(code.Lines.Count(line => line.IsMultiplyAdd), 20, 1000);
        }
    }

    [Fact]
    public async Task FirstCallsAfterWarmup_WaitForNoCompilation()
    {
        FirstCall[] calls = await runs.FirstCallsAsync("Regression", "Classifier", "Controller");
        output.WriteLine(string.Join('\n', calls.Select(call => call.Line)));
        Assert.Equal(6, calls.Length);
        Assert.All(calls, call => Assert.NotEqual(0, call.WarmupMethods));
        Assert.All(calls, call => Assert.Equal((call.Line, 0), (call.Line, call.CompiledByForward)));

        // Of backward calls, kernels: what has its final form at once. The first one still compiles small methods around them.
        Assert.All(calls.Where(call => call.Rows > 1), call => Assert.Equal((call.Line, 0), (call.Line, call.CompiledByBackward)));
    }

    // What is not inlined shows as a call: of a lane's operation, of an activation, or of what it is made of.
    [Fact]
    public async Task Activations_ArePartOfTheKernels()
    {
        Listing listing = (await runs.ActivatedAsync()).Listing;
        Disassembly[] kernels = [.. listing.Disassemblies.Where(code => Regex.IsMatch(
            code.Title, @"^LinearGen\.(Generated\..*Kernels`2\[.*:(Forward|InputGradient|WeightGradient|Sum)|Internals\.(RowSums|ActivationRows|SoftmaxRows|LogSoftmaxRows)`)"))];
        Assert.InRange(kernels.Length, JitRuns.Activated.Count * 4, int.MaxValue);
        string[] wrong = [.. from kernel in kernels
                             from line in kernel.Lines
                             where line.IsCall && !kernel.Title.Contains("SoftmaxRows`4", StringComparison.Ordinal) && Regex.IsMatch(line.Operands, @"\[LinearGen\.Internals\.(Fma256|Paired128|ScalarLanes|Elementary|IActivation|Halves)|Elementary`2|LinearGen\.Internals\.(Single|Double)\w+`2\[[^\]]*\]*:(Value|Gradient)|Intrinsics\.Vector")
                                 && !Regex.IsMatch(line.Operands, @"(Kernels|Panels|Rows|Tiles|Updates|Sums|Layers)`\d\[|ActivatedLayers")
                             select $"{kernel.Title}: {line}"];
        Assert.True(wrong.Length == 0, string.Join('\n', wrong.Take(20)));

        // Calls are seen at all: the passes over what is more than four vectors are calls.
        Assert.Contains(kernels, kernel => kernel.Lines.Any(line => line.IsCall && line.Operands.Contains("ActivationRows`", StringComparison.Ordinal)));

        CompiledMethod[] passes = [.. listing.Methods.Where(method => Regex.IsMatch(method.Type, "(ActivationRows|SoftmaxRows)`"))];
        Assert.NotEmpty(passes);
        Assert.All(passes, method => Assert.Equal("FullOpts", method.Tier));
    }

    // The kernels stand in a namespace of their own; of a file's types the JIT knows the file's name.
    private static bool IsOf(string type, string network) => Regex.IsMatch(type, $@"<\w*_{network}_g>");
}
