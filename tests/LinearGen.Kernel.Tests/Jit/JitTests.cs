using System.Globalization;
using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Tests.Jit;

/// <summary>The machine code of layers for vectors of 256 bits and, where the machine has them, of 512.</summary>
/// <remarks>The expectations are those of x64 with fused multiply-add; elsewhere the tests are left out.</remarks>
public sealed class JitTests(JitRuns runs, ITestOutputHelper output) : IClassFixture<JitRuns>
{
    private const int MostKernelBytes = 10 * 1024;

    private static readonly string[] s_shapes = ["Single2x3", "Single16x16Bias", "Single64x10Bias", "Single64x64Bias", "Single512x512Bias", "Single64x1Bias"];

    public static TheoryData<int> Widths => JitRuns.Widths;

    [SkippableTheory]
    [MemberData(nameof(Widths))]
    public async Task TheKernelsInUse_AreThoseOfTheMachine(int bits)
    {
        JitRuns.SkipWithout(bits);
        CompiledMethod[] kernels = [.. (await runs.GridAsync(bits)).Listing.Methods.Where(method => method.IsGeneratedKernel)];
        Assert.NotEmpty(kernels);
        if (bits == 256)
        {
            AssertNone(kernels.Where(kernel => kernel.Bits != 256));
            return;
        }

        // What a vector of 256 bits holds has no kernel for 512; what has one is not compiled for 256 as well.
        Assert.Contains(kernels, kernel => kernel.Bits == 256);
        Assert.Contains(kernels, kernel => kernel.Bits == 512);
        // But for what vectors of 512 bits that hold whole rows leave, which are a few rows of a tiny layer.
        AssertNone(kernels.GroupBy(kernel => (kernel.Type[..^3], kernel.Signature)).Where(group => group.Count() > 1 && !IsOfWholeRows(group.Key.Item1)).SelectMany(group => group));
        AssertNone(kernels.Where(kernel => kernel.Type.Contains("Single64x64Bias_g", StringComparison.Ordinal) && kernel.Bits != 512));
    }

    [SkippableTheory]
    [MemberData(nameof(Widths))]
    public async Task EveryKernel_IsCompiledToItsFinalFormAtOnce(int bits)
    {
        JitRuns.SkipWithout(bits);
        JitRun run = await runs.GridAsync(bits);
        CompiledMethod[] generated = [.. run.Listing.GeneratedKernels];
        CompiledMethod[] shared = [.. run.Listing.Methods.Where(method => method.IsSharedKernel)];
        output.WriteLine($"{run.Run.Output.Trim()}: {generated.Length} generated kernels, {shared.Length} shared ones");

        // Forward, dX and dW of each layer, for one row and for any number.
        Assert.Equal(6 * JitRuns.Grid.Count, generated.DistinctBy(kernel => (kernel.File, kernel.Signature)).Count());
        foreach (string method in (string[])["Copy", "CopyRows", "ClearPadding", "Rows4Vectors1", "ColumnSums"])
        {
            Assert.Contains(shared, one => one.Name == method);
        }

        AssertNone(generated.Concat(shared).Where(method => method.Tier != "FullOpts"));

        // Nothing twice: that would be another tier.
        AssertNone(generated.Concat(shared).GroupBy(method => (method.Type, method.Signature)).Where(group => group.Count() > 1).Select(group => group.First()));
    }

    [SkippableTheory]
    [MemberData(nameof(Widths))]
    public async Task OwnKernelsOf64x64_TakeAtMost10Kilobytes(int bits)
    {
        JitRuns.SkipWithout(bits);
        Listing listing = (await runs.CodeAsync(bits, s_shapes)).Listing;
        CompiledMethod[] kernels = [.. listing.GeneratedKernels.Where(method => method.Type.Contains("Single64x64Bias_g", StringComparison.Ordinal))];
        foreach (CompiledMethod kernel in kernels)
        {
            output.WriteLine($"{kernel.Bytes,6} {kernel.Name}");
        }

        int total = kernels.Sum(kernel => kernel.Bytes);
        output.WriteLine($"{total,6} bytes, at most {MostKernelBytes}");
        Assert.Equal(6, kernels.Length);
        Assert.InRange(total, 1000, MostKernelBytes);
    }

    // A vector of sums for each vector of outputs and each partial sum; a turn of a loop takes one term of each, where four inputs are rotated for each sum, or else
    // four. A weight is an operand of its multiply-add; an input is spread over the lanes once.
    [SkippableTheory]
    [InlineData(256, "Single2x3", "ForwardRow", 2, 0, 2)]
    [InlineData(256, "Single2x3", "InputGradientRow", 3, 0, 3)]
    [InlineData(256, "Single16x16Bias", "ForwardRow", 32, 0, 16)]
    [InlineData(256, "Single16x16Bias", "InputGradientRow", 32, 0, 16)]
    [InlineData(256, "Single64x10Bias", "ForwardRow", 32, 32, 16)]
    [InlineData(256, "Single64x10Bias", "InputGradientRow", 8, 8, 2)]
    [InlineData(256, "Single64x64Bias", "ForwardRow", 8, 8, 4)]
    [InlineData(256, "Single64x64Bias", "InputGradientRow", 8, 8, 4)]
    [InlineData(256, "Single512x512Bias", "ForwardRow", 8, 8, 2)]
    [InlineData(256, "Single512x512Bias", "InputGradientRow", 8, 8, 2)]
    [InlineData(512, "Single2x3", "ForwardRow", 2, 0, 2)]
    [InlineData(512, "Single2x3", "InputGradientRow", 3, 0, 3)]
    [InlineData(512, "Single16x16Bias", "ForwardRow", 16, 0, 16)]
    [InlineData(512, "Single16x16Bias", "InputGradientRow", 16, 0, 16)]
    [InlineData(512, "Single64x10Bias", "ForwardRow", 16, 16, 16)]
    [InlineData(512, "Single64x10Bias", "InputGradientRow", 24, 16, 6)]
    [InlineData(512, "Single64x64Bias", "ForwardRow", 8, 8, 4)]
    [InlineData(512, "Single64x64Bias", "InputGradientRow", 8, 8, 4)]
    [InlineData(512, "Single512x512Bias", "ForwardRow", 16, 16, 4)]
    [InlineData(512, "Single512x512Bias", "InputGradientRow", 16, 16, 4)]
    public async Task OneRow_KeepsItsSumsInRegisters(int bits, string layer, string method, int multiplyAdds, int inLoop, int spread)
    {
        Disassembly code = await CodeAsync(bits, layer, method);
        IReadOnlyList<IReadOnlyList<Instruction>> loops = code.KernelLoops;
        Assert.Equal(inLoop > 0 ? [inLoop] : [], loops.Select(loop => loop.Count(line => line.IsMultiplyAdd)));
        Assert.Equal(multiplyAdds, code.Lines.Count(line => line.IsMultiplyAdd));
        Assert.Equal(spread, code.Lines.Count(line => line.IsBroadcast || line.IsPick));
        foreach (IReadOnlyList<Instruction> loop in loops)
        {
            Assert.All(loop.Where(line => line.IsMultiplyAdd), line => Assert.True(line.HasVectorInMemory, line.ToString()));
            Assert.DoesNotContain(loop, line => line.IsVectorLoad || line.IsVectorStore);
        }

        AssertClean(code.Lines);
        AssertWidth(code.Lines, bits == 512 && layer != "Single2x3");
    }

    // A line of dW is read, added to and written once: four vectors in a turn, or a line of a panel.
    [SkippableTheory]
    [InlineData(256, "Single2x3", 2, 0, 2)]
    [InlineData(256, "Single16x16Bias", 4, 4, 2)]
    [InlineData(256, "Single64x10Bias", 4, 4, 2)]
    [InlineData(256, "Single64x64Bias", 8, 8, 1)]
    [InlineData(256, "Single512x512Bias", 8, 8, 1)]
    [InlineData(512, "Single2x3", 2, 0, 2)]
    [InlineData(512, "Single16x16Bias", 4, 4, 4)]
    [InlineData(512, "Single64x10Bias", 4, 4, 4)]
    [InlineData(512, "Single64x64Bias", 4, 4, 1)]
    [InlineData(512, "Single512x512Bias", 4, 4, 1)]
    public async Task OneRowOfGradients_ReadsAndWritesEachVectorOnce(int bits, string layer, int multiplyAdds, int inLoop, int spread)
    {
        Disassembly code = await CodeAsync(bits, layer, "WeightGradientRow");
        Assert.Equal(inLoop > 0 ? [inLoop] : [], code.KernelLoops.Select(loop => loop.Count(line => line.IsMultiplyAdd)));
        Assert.Equal(multiplyAdds, code.Lines.Count(line => line.IsMultiplyAdd));
        Assert.Equal(spread, code.Lines.Count(line => line.IsBroadcast || line.IsPick));
        foreach (IReadOnlyList<Instruction> loop in code.KernelLoops)
        {
            Assert.Equal(multiplyAdds, loop.Count(line => line.IsMultiplyAdd && line.HasVectorInMemory));
            Assert.DoesNotContain(loop, line => line.IsVectorLoad);
        }

        AssertClean(code.Lines);
        AssertWidth(code.Lines, bits == 512 && layer != "Single2x3");
    }

    // 64 terms are eight vectors, each a multiply-add with eight weights, on every machine.
    [SkippableTheory]
    [MemberData(nameof(Widths))]
    public async Task DotForm_HasOneMultiplyAddForEachVectorOfTerms(int bits)
    {
        Disassembly code = await CodeAsync(bits, "Single64x1Bias", "ForwardRow");
        Instruction[] sums = [.. code.Lines.Where(line => line.IsMultiplyAdd)];
        Assert.Equal(8, sums.Length);
        Assert.All(sums, sum => Assert.True(sum.HasVectorInMemory, sum.ToString()));
        Assert.Equal(8, code.Lines.Count(line => line.IsVectorLoad));
        Assert.DoesNotContain(code.Lines, line => line.IsVectorStore);
        Assert.Empty(code.KernelLoops);
        AssertClean(code.Lines);
        AssertWidth(code.Lines, isWide: false);
    }

    [SkippableTheory]
    [InlineData(256, "Rows6Vectors2", "Rows4Vectors2", "Rows8Vectors1", "Rows1Vectors2")]
    [InlineData(512, "Rows4Vectors4", "Rows8Vectors2", "Rows16Vectors1", "Rows12Vectors1", "Rows8Vectors1", "Rows4Vectors1")]
    public async Task Tiles_TakeALoadForEachVectorAndABroadcastForEachRow(int bits, params string[] expected)
    {
        JitRuns.SkipWithout(bits);
        Disassembly[] tiles = [.. (await runs.CodeAsync(bits, s_shapes)).Listing.FindAll($"LinearGen.Internals.RegisterTiles`3[System.Runtime.Intrinsics.Vector{bits}`1[float]", ":Rows")];
        Assert.All(expected, name => Assert.Single(tiles, tile => tile.Title.Contains($":{name}(", StringComparison.Ordinal)));
        foreach (Disassembly tile in tiles)
        {
            Match sizes = Regex.Match(tile.Title, @":Rows(?<rows>\d+)Vectors(?<vectors>\d+)\(");
            int rows = int.Parse(sizes.Groups["rows"].Value, CultureInfo.InvariantCulture);
            int vectors = int.Parse(sizes.Groups["vectors"].Value, CultureInfo.InvariantCulture);
            output.WriteLine($"{rows} rows, {vectors} vectors: {tile.Bytes} bytes");

            // A step for each term; the loop of the first partial sum and that of the others, which tiles of dW alone do not have: of a single row, of 16.
            Assert.Equal(rows is 1 or 16 ? 1 : 2, tile.KernelLoops.Count);
            foreach (IReadOnlyList<Instruction> loop in tile.KernelLoops)
            {
                Assert.Equal(rows * vectors, loop.Count(line => line.IsMultiplyAdd));
                Assert.Equal(vectors, loop.Count(line => line.IsVectorLoad || (line.IsMultiplyAdd && line.HasVectorInMemory)));
                Assert.Equal(rows, loop.Count(line => line.IsBroadcast));
                Assert.DoesNotContain(loop, line => line.IsVectorStore);
                AssertClean(loop);
                AssertWidth(loop, bits == 512);
            }
        }
    }

    [SkippableTheory]
    [InlineData(256, 1)]
    [InlineData(256, 5)]
    [InlineData(256, 9)]
    [InlineData(256, 33)]
    [InlineData(512, 1)]
    [InlineData(512, 5)]
    [InlineData(512, 9)]
    [InlineData(512, 33)]
    public async Task FirstCallsAfterWarmup_WaitForNoCompilation(int bits, int rows)
    {
        JitRuns.SkipWithout(bits);
        string[] names = ["Single3x2Bias", "Single8x8Bias", "Single64x10Bias", "Single64x64Bias", "Single128x128Bias", "Single64x1Bias", "Single256x64Bias"];
        FirstCall[] calls = [.. (await runs.FirstCallsAsync(bits, names)).Where(call => call.Rows == rows)];
        Assert.Equal(names.Length, calls.Length);
        foreach (FirstCall call in calls)
        {
            output.WriteLine(call.Line);

            // Warmup did compile something.
            Assert.InRange(call.WarmupMethods, 3, 200);
        }

        AssertNone(calls.Where(call => call.CompiledByForward + call.CompiledByBackward > 0).Select(call => call.Line));
    }

    // Assert.Empty would cut the texts off.
    /// <summary>Whether it is a layer so small that vectors of 512 bits may hold whole rows.</summary>
    private static bool IsOfWholeRows(string type)
    {
        Type layer = Assert.Single(typeof(Layers.Networks.RegressionHead).Assembly.GetExportedTypes(), one => type.Contains($"_{one.Name}_g>", StringComparison.Ordinal));
        int[] sizes = [.. new[] { "In", "Out" }.Select(name => (int)layer.GetField(name)!.GetRawConstantValue()!).Order()];
        return sizes[0] <= 8 && sizes[1] <= 13;
    }

    private static void AssertNone<T>(IEnumerable<T> found)
    {
        T[] all = [.. found];
        Assert.True(all.Length == 0, $"{all.Length}:\n{string.Join('\n', all)}");
    }

    private static void AssertClean(IReadOnlyList<Instruction> lines)
    {
        Assert.DoesNotContain(lines, line => line.IsSpill);
        Assert.DoesNotContain(lines, line => line.IsCall);
    }

    private static void AssertWidth(IReadOnlyList<Instruction> lines, bool isWide) =>
        Assert.All(lines.Where(line => line.IsMultiplyAdd), line => Assert.Equal((isWide, line.ToString()), (line.IsWide, line.ToString())));

    private async Task<Disassembly> CodeAsync(int bits, string layer, string method)
    {
        JitRuns.SkipWithout(bits);
        Disassembly code = Assert.Single(
            (await runs.CodeAsync(bits, s_shapes)).Listing.FindAll("LinearGen.Generated.", $":{method}("),
            one => Regex.IsMatch(one.Title, $@"_{layer}_g>\w*Kernels(256|512):"));
        output.WriteLine($"{code.Bytes} bytes\n{string.Join('\n', code.Lines)}");
        return code;
    }
}
