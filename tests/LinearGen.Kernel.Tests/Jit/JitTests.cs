using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Kernel.Tests.Jit;

/// <summary>What the tests of compiled code share.</summary>
/// <remarks>
/// The expectations are those of x86-64 with AVX2 and FMA and without AVX-512, which the child processes are given. Elsewhere the tests that read instructions say so and end: xunit 2
/// cannot leave a test out while it runs. That this happens nowhere else, <see cref="TheKernelsInUse_AreThoseOfTheMachine"/> asserts.
/// </remarks>
public sealed class JitTests(JitRuns runs, ITestOutputHelper output) : IClassFixture<JitRuns>
{
    private const int MostKernelBytes = 12 * 1024;

    private static bool HasFma => Fma.IsSupported && Avx2.IsSupported;

    private static string InstructionSet => "LinearGen.Internals." + (HasFma ? "Fma256" : Vector128.IsHardwareAccelerated ? "Paired128" : "ScalarLanes");

    [Fact]
    public async Task TheKernelsInUse_AreThoseOfTheMachine()
    {
        CompiledMethod[] kernels = [.. (await runs.GridAsync()).Listing.Methods.Where(method => method.IsGeneratedKernel)];
        Assert.NotEmpty(kernels);
        Assert.All(kernels, method => Assert.Contains(InstructionSet, method.Type, StringComparison.Ordinal));
    }

    [Fact]
    public async Task EveryKernel_IsCompiledToItsFinalFormAtOnce()
    {
        JitRun run = await runs.GridAsync();
        CompiledMethod[] generated = [.. run.Listing.Methods.Where(method => method.IsGeneratedKernel)];
        CompiledMethod[] shared = [.. run.Listing.Methods.Where(method => method.IsSharedKernel)];
        output.WriteLine($"{run.Run.Output.Trim()}: {generated.Length} generated kernels, {shared.Length} shared ones");

        // Three of each layer at least: those for any number of rows.
        Assert.InRange(generated.Length, 3 * JitRuns.Grid.Count, int.MaxValue);
        foreach (string type in (string[])["RowSums", "RowTiles", "RowUpdates", "LineSums", "PackedUpdates"])
        {
            Assert.Contains(shared, method => method.Type.StartsWith($"LinearGen.Internals.{type}`", StringComparison.Ordinal));
        }

        AssertNone(generated.Concat(shared).Where(method => method.Tier != "FullOpts"));

        // Nothing twice: that would be another tier.
        AssertNone(generated.Concat(shared).GroupBy(method => (method.Type, method.Signature)).Where(group => group.Count() > 1).Select(group => group.First()));
    }

    [Fact]
    public async Task AllCodeOf64x64_IsAtMost12Kilobytes()
    {
        Listing listing = (await runs.SingleAsync("Single64x64Bias")).Listing;
        CompiledMethod[] kernels = [.. listing.Methods.Where(method => method.IsGeneratedKernel || method.IsSharedKernel)];
        foreach (CompiledMethod kernel in kernels)
        {
            output.WriteLine($"{kernel.Bytes,6} {kernel.Name} of {kernel.Type.Split('[')[0].Split('.')[^1]}");
        }

        int total = kernels.Sum(kernel => kernel.Bytes);
        output.WriteLine($"{total,6} bytes, at most {MostKernelBytes}");

        // Forward and Backward alone, and for batches; a tile for X·W and dX, another for dW; the lines for db.
        Assert.InRange(kernels.Length, 7, 20);
        Assert.InRange(total, 3000, MostKernelBytes);
    }

    [Fact]
    public async Task OneRowStraightLine_KeepsItsSumsInRegistersAndWeightsInTheMultiplyAdds()
    {
        if (await CodeAsync("Single16x16Bias", "LinearGen.Generated.", ":ForwardRow(") is { } code)
        {
            Assert.Empty(code.KernelLoops);
            Instruction[] sums = [.. code.Lines.Where(line => line.IsMultiplyAdd)];
            Assert.Equal(32, sums.Length);
            Assert.All(sums, sum => Assert.True(sum.HasVectorInMemory, sum.ToString()));
            Assert.DoesNotContain(code.Lines, line => line.IsSpill);
        }
    }

    [Theory]
    [InlineData("Single64x64Bias", "Sum1")]
    [InlineData("Single64x10Bias", "Sum4")]
    public async Task OneRowLoop_KeepsItsSumsInRegistersAndWeightsInTheMultiplyAdds(string layer, string method)
    {
        if (await CodeAsync(layer, "LinearGen.Internals.RowSums`3", $":{method}[") is { } code)
        {
            IReadOnlyList<Instruction> loop = Assert.Single(code.KernelLoops);
            Print(loop);
            Instruction[] sums = [.. loop.Where(line => line.IsMultiplyAdd)];
            Assert.Equal(32, sums.Length);
            Assert.All(sums, sum => Assert.True(sum.HasVectorInMemory, sum.ToString()));
            Assert.DoesNotContain(loop, line => line.IsVectorLoad || line.IsVectorStore);
            AssertClean(loop);
        }
    }

    // 64 terms are eight vectors, each a multiply-add with eight weights; the loop is the one over rows.
    [Fact]
    public async Task DotForm_HasOneMultiplyAddForEachVectorOfTerms()
    {
        if (await CodeAsync("Single64x1Bias", "LinearGen.Generated.", ":ForwardRows(") is { } code)
        {
            IReadOnlyList<Instruction> loop = Assert.Single(code.KernelLoops);
            Print(loop);
            Instruction[] sums = [.. loop.Where(line => line.IsMultiplyAdd)];
            Assert.Equal(8, sums.Length);
            Assert.All(sums, sum => Assert.True(sum.HasVectorInMemory, sum.ToString()));
            Assert.InRange(loop.Count(line => line.IsVectorLoad), 0, 8);
            Assert.DoesNotContain(loop, line => line.IsVectorStore);
            AssertClean(loop);
        }
    }

    // X·W and dX have the same strides here and share a tile; dW has another.
    [Fact]
    public async Task Tiles_HaveEightMultiplyAddsTwoLoadsAndFourBroadcastsInEachStep()
    {
        Disassembly[] tiles = [.. (await runs.SingleAsync("Single64x64Bias")).Listing.FindAll("LinearGen.Internals.RowTiles`3", ":Tiles4x2[")];
        if (!HasFma)
        {
            output.WriteLine("No FMA: nothing to read here.");
            return;
        }

        Assert.Equal(2, tiles.Length);
        foreach (Disassembly tile in tiles)
        {
            // A loop of unrolled steps, and one of single ones.
            Assert.Equal(2, tile.KernelLoops.Count);
            foreach (IReadOnlyList<Instruction> loop in tile.KernelLoops)
            {
                Print(loop);
                int steps = loop.Count(line => line.IsMultiplyAdd) / 8;
                Assert.InRange(steps, 1, 8);
                Assert.Equal(8 * steps, loop.Count(line => line.IsMultiplyAdd));
                Assert.Equal(2 * steps, loop.Count(line => line.IsVectorLoad));
                Assert.Equal(4 * steps, loop.Count(line => line.IsBroadcast));
                Assert.DoesNotContain(loop, line => line.IsVectorStore || (line.IsMultiplyAdd && line.HasVectorInMemory));
                AssertClean(loop);
            }

            Assert.Contains(tile.KernelLoops, loop => loop.Count(line => line.IsMultiplyAdd) > 8);
        }
    }

    [Fact]
    public async Task WeightsInRegisters_AreNotReadAgainForEachRow()
    {
        if (await CodeAsync("Single8x8Bias", "LinearGen.Generated.", ":ForwardRows(") is { } code)
        {
            IReadOnlyList<Instruction> loop = Assert.Single(code.KernelLoops);
            Print(loop);
            int rows = loop.Count(line => line.IsMultiplyAdd) / 8;
            Assert.Equal(8 * rows, loop.Count(line => line.IsMultiplyAdd));
            Assert.Equal(8 * rows, loop.Count(line => line.IsBroadcast));
            Assert.Equal(rows, loop.Count(line => line.IsVectorStore));
            Assert.Equal(rows, loop.Count(line => line.HasVectorInMemory));
            AssertClean(loop);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task FirstCallsAfterWarmup_WaitForNoCompilation(int rows)
    {
        string[] names = ["Single3x2Bias", "Single8x8Bias", "Single64x10Bias", "Single64x64Bias", "Single128x128Bias", "Single64x1Bias", "Single256x64Bias"];
        FirstCall[] calls = [.. (await runs.FirstCallsAsync(names)).Where(call => call.Rows == rows)];
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
    private static void AssertNone<T>(IEnumerable<T> found)
    {
        T[] all = [.. found];
        Assert.True(all.Length == 0, $"{all.Length}:\n{string.Join('\n', all)}");
    }

    private static void AssertClean(IReadOnlyList<Instruction> loop)
    {
        Assert.DoesNotContain(loop, line => line.IsSpill);
        Assert.DoesNotContain(loop, line => line.IsCall);
    }

    private async Task<Disassembly?> CodeAsync(string layer, string type, string method)
    {
        Disassembly code = (await runs.SingleAsync(layer)).Listing.Find(type, method);
        if (!HasFma)
        {
            output.WriteLine("No FMA: nothing to read here.");
            return null;
        }

        output.WriteLine($"{code.Bytes} bytes");
        return code;
    }

    private void Print(IReadOnlyList<Instruction> loop) => output.WriteLine(string.Join('\n', loop) + "\n");
}
