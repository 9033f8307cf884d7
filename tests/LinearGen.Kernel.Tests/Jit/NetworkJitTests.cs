using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Tests.Jit;

/// <summary>The machine code of fused networks and of layers with activations, under the conditions that <see cref="JitTests"/> states.</summary>
public sealed class NetworkJitTests(JitRuns runs, ITestOutputHelper output) : IClassFixture<JitRuns>
{
    public static TheoryData<int> Widths => JitRuns.Widths;

    [SkippableTheory]
    [InlineData(256, "Controller")]
    [InlineData(256, "Classifier")]
    [InlineData(512, "Controller")]
    [InlineData(512, "Classifier")]
    public async Task FusedForward_CallsNothing(int bits, string network)
    {
        JitRuns.SkipWithout(bits);
        Listing listing = (await runs.CodeAsync(bits, network)).Listing;
        CompiledMethod[] kernels = [.. listing.Methods.Where(method => method.IsGeneratedKernel && IsOf(method.Type, network))];
        Skip.If(kernels.Length == 0, "Networks are computed layer after layer.");
        CompiledMethod method = Assert.Single(kernels, method => method.Name == "ForwardRow");
        output.WriteLine(method.ToString());
        Assert.Equal("FullOpts", method.Tier);

        Disassembly code = listing.Find(method.Type, ":ForwardRow(");
        string[] calls = [.. code.Lines.Where(line => line.IsCall).Select(line => line.ToString())];
        output.WriteLine($"{code.Bytes} bytes; {string.Join('\n', calls)}");
        Assert.Empty(calls);

        // Something was computed: a multiply-add for every vector of the weights, or a loop of them.
        Assert.InRange(code.Lines.Count(line => line.IsMultiplyAdd), 20, 1000);
    }

    [SkippableTheory]
    [MemberData(nameof(Widths))]
    public async Task FirstCallsAfterWarmup_WaitForNoCompilation(int bits)
    {
        JitRuns.SkipWithout(bits);
        FirstCall[] calls = await runs.FirstCallsAsync(bits, "Regression", "Classifier", "Controller");
        output.WriteLine(string.Join('\n', calls.Select(call => call.Line)));
        Assert.Equal(3 * 4, calls.Length);
        Assert.All(calls, call => Assert.NotEqual(0, call.WarmupMethods));
        Assert.All(calls, call => Assert.Equal((call.Line, 0), (call.Line, call.CompiledByForward)));

        // The first backward call compiles the way through the layers' interfaces: two methods, and a stub or two for each of up to three layers.
        Assert.All(calls, call => Assert.InRange(call.CompiledByBackward, 0, call.Rows > 1 ? 0 : 9));
    }

    // What is not inlined shows as a call: of a vector's operation, of an activation, or of what it is made of.
    [SkippableTheory]
    [MemberData(nameof(Widths))]
    public async Task Activations_ArePartOfTheKernels(int bits)
    {
        JitRuns.SkipWithout(bits);
        Listing listing = (await runs.ActivatedAsync(bits)).Listing;
        Disassembly[] kernels = [.. listing.Disassemblies.Where(code => Regex.IsMatch(
            code.Title, @"^LinearGen\.(Generated\..*Kernels(256|512):|Internals\.(ActivationRows|SoftmaxRows|RegisterTiles)`)"))];
        Assert.InRange(kernels.Length, JitRuns.Activated.Count * 4, int.MaxValue);
        string[] wrong = [.. from kernel in kernels
                             from line in kernel.Lines
                             where line.IsCall && !Regex.IsMatch(line.Operands, @"LinearGen\.(Generated\.[^:]*Kernels(256|512)?|Internals\.(RegisterTiles`|ActivationRows`|SoftmaxRows`|Packing)[^:]*):")
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
