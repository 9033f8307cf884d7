using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using LinearGen.Generator.Members;
using LinearGen.Generator.Model;
using LinearGen.Generator.Scheduling;
using LinearGen.Generator.Tests.Scheduling;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>How much code a layer may come to; the limits themselves are in <see cref="CodeLimits"/>.</summary>
public sealed class CodeLimitsTests
{
    private static readonly int[] Sizes = Suite.IsFull
        ? [.. Enumerable.Range(1, 40), 47, 48, 49, 52, 63, 64, 65, 68, 72, 81, 100, 105, 113, 127, 128, 129, 200, 257, 1000, 4095]
        : [1, 2, 4, 5, 8, 9, 15, 16, 17, 23, 31, 33, 63, 64, 65, 100, 121, 127, 129, 257, 4095];

    private static readonly Lazy<(LayerSpec Spec, IReadOnlyList<EmittedMethod> Kernels)[]> Singles = new(() => Write(isDouble: false));
    private static readonly Lazy<(LayerSpec Spec, IReadOnlyList<EmittedMethod> Kernels)[]> Doubles = new(() => Write(isDouble: true));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SourceOfEveryShape_StaysWithinItsLimit(bool isDouble)
    {
        int most = 0;
        foreach (int inputs in Sizes)
        {
            foreach (int outputs in Sizes)
            {
                LayerSpec spec = Shapes.Spec(inputs, outputs, hasBias: true, isDouble);
                int bytes = Encoding.UTF8.GetByteCount(LayerEmitter.Emit(spec));
                Assert.True(bytes <= CodeLimits.SourceBytes, $"{Layers.Describe(spec)} comes to {bytes} bytes of source; the limit is {CodeLimits.SourceBytes}.");
                most = Math.Max(most, bytes);
            }
        }

        Assert.InRange(most, 10_000, CodeLimits.SourceBytes);
    }

    /// <summary>As users get them, with types for rows: compilers and editors read all of it.</summary>
    [Fact]
    public void SourceOfHundredMixedLayers_StaysWithinItsLimitOnAverage()
    {
        Random random = new(20);
        double[] bytes = [.. Enumerable.Range(0, 100).Select(_ =>
        {
            LayerSpec spec = Shapes.Spec(random.Next(1, 129), random.Next(1, 129), hasBias: true, isDouble: false) with { HasRowTypes = true };
            return (double)Encoding.UTF8.GetByteCount(LayerEmitter.Emit(spec));
        })];
        Assert.InRange(bytes.Average(), 5_000, CodeLimits.AverageSourceBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryWidth_HasTheKernelsThatGainByIt(bool isDouble) => ForEachText(isDouble, (spec, kernels) =>
    {
        LayerSchedule schedule = LayerSchedule.Of(spec);
        string[] names = ["ForwardRow", "ForwardRows", "InputGradientRow", "InputGradientRows", "WeightGradientRow", "WeightGradientRows"];
        bool[] isWide =
        [
            schedule.Forward.IsWide, schedule.Forward.IsWide || schedule.Forward.CrossRows is not null,
            schedule.InputGradient.IsWide, schedule.InputGradient.IsWide || schedule.InputGradient.CrossRows is not null,
            schedule.IsWeightGradientWide, schedule.IsWeightGradientWide || schedule.WeightGradient(schedule.Width(512)).CrossRows is not null,
        ];

        // Where every width goes in tiles, batches of all widths are one method.
        HashSet<string> shared = [.. kernels.Where(kernel => kernel.Bits == 0).Select(kernel => kernel.Name)];
        Assert.All(shared, name => Assert.EndsWith("Rows", name, StringComparison.Ordinal));
        Assert.Equal(names.Where(name => !shared.Contains(name)), kernels.Where(kernel => kernel.Bits == 256).Select(kernel => kernel.Name));
        Assert.Equal(names.Where((name, place) => isWide[place] && !shared.Contains(name)), kernels.Where(kernel => kernel.Bits == 512).Select(kernel => kernel.Name));
        foreach (EmittedMethod kernel in kernels.Where(kernel => kernel.Bits == 0))
        {
            Assert.Contains(kernel.Lines, line => line.Contains("Tiles256.", StringComparison.Ordinal));
            Assert.Equal(isWide[Array.IndexOf(names, kernel.Name)], kernel.Lines.Any(line => line.Contains("Tiles512.", StringComparison.Ordinal)));
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryKernel_StaysWithinWhatTheJitInlinesInto(bool isDouble)
    {
        int calls = 0;
        int locals = 0;
        ForEachText(isDouble, (spec, kernels) =>
        {
            foreach (EmittedMethod kernel in kernels)
            {
                Check(spec, kernel);
                calls = Math.Max(calls, kernel.VectorCalls);
                locals = Math.Max(locals, kernel.Locals);
            }

            // Both numbers are read from the text, and would be 0 if its form changed.
            Assert.All(kernels.Where(kernel => kernel.IsOfOneRow), kernel => Assert.InRange(kernel.VectorCalls, 3, int.MaxValue));
            Assert.All(kernels.Where(kernel => kernel.IsOfOneRow), kernel => Assert.InRange(kernel.Locals, 2, int.MaxValue));
        });
        Assert.InRange(calls, CodeLimits.VectorCalls / 2, CodeLimits.VectorCalls);
        Assert.InRange(locals, CodeLimits.Locals / 2, CodeLimits.Locals);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void LargestKernels_StayWithinWhatTheJitOptimises(bool isDouble)
    {
        // Of the whole grid, those with the most vector calls and with the most variables, as compiled.
        List<(LayerSpec Spec, int Calls, int Locals)> all = [];
        ForEachText(isDouble, (spec, kernels) => all.Add((spec, kernels.Max(kernel => kernel.VectorCalls), kernels.Max(kernel => kernel.Locals))));
        LayerSpec[] largest = [.. all.OrderByDescending(layer => layer.Calls).Take(2).Concat(all.OrderByDescending(layer => layer.Locals).Take(2)).Select(layer => layer.Spec)];
        string source = string.Join('\n', largest.Select((spec, index) =>
            $"[LinearGen.LinearLayer(In = {spec.In}, Out = {spec.Out}, Bias = {(spec.HasBias ? "true" : "false")}, Precision = LinearGen.Precision.{spec.Precision})] partial class L{index};"));
        byte[] assembly = GeneratorHarness.Run(source).ToAssemblyBytes();

        using PEReader reader = new(new MemoryStream(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        MethodBodyBlock[] bodies = [.. metadata.MethodDefinitions
            .Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0)
            .Select(reader.GetMethodBody)];

        Assert.InRange(bodies.Max(body => body.GetILReader().Length), 500, CodeLimits.IntermediateLanguageBytes);
        Assert.InRange(bodies.Max(Locals), 10, CodeLimits.Locals);

        int Locals(MethodBodyBlock body)
        {
            if (body.LocalSignature.IsNil)
            {
                return 0;
            }

            BlobReader signature = metadata.GetBlobReader(metadata.GetStandaloneSignature(body.LocalSignature).Signature);
            Assert.Equal(SignatureKind.LocalVariables, signature.ReadSignatureHeader().Kind);
            return signature.ReadCompressedInteger();
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NoVector_IsKeptAcrossACall(bool isDouble) => ForEachText(isDouble, (spec, kernels) => Assert.All(kernels, kernel => CheckCalls(spec, kernel)));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryKernel_IsCalled(bool hasBias)
    {
        foreach (int inputs in Sizes)
        {
            foreach (int outputs in Sizes)
            {
                CheckUses(Shapes.Spec(inputs, outputs, hasBias, isDouble: false));
            }
        }
    }

    /// <summary>Within what the JIT inlines into.</summary>
    internal static void Check(LayerSpec spec, EmittedMethod kernel)
    {
        Assert.True(kernel.VectorCalls <= CodeLimits.VectorCalls, $"{Layers.Describe(spec)} {spec.Activation}: {kernel} has {kernel.VectorCalls} vector calls; the limit is {CodeLimits.VectorCalls}.");
        Assert.True(kernel.Locals <= CodeLimits.Locals, $"{Layers.Describe(spec)} {spec.Activation}: {kernel} has {kernel.Locals} variables; the limit is {CodeLimits.Locals}.");
    }

    /// <summary>
    /// Whoever has vectors calls no method that is not inlined before they are done with: RyuJIT has no register that survives a call on Linux, so
    /// each would go to the stack and back.
    /// </summary>
    internal static void CheckCalls(LayerSpec spec, EmittedMethod kernel) => Assert.True(
        !kernel.HasVectors || kernel.OuterCalls.All(line => line > kernel.LastVectorCall),
        $"{Layers.Describe(spec)} {spec.Activation}: {kernel} may keep vectors across a call.");

    /// <summary>Every method is called from somewhere.</summary>
    internal static void CheckUses(LayerSpec spec)
    {
        string text = LayerEmitter.Emit(spec);
        string[] classes = text.Split("\tfile static class ");
        foreach (EmittedMethod method in EmittedMethod.Read(text))
        {
            if (method.Bits == 0)
            {
                continue; // The runtime calls it.
            }

            // By the choice between widths, or by another method of its own class, where it is declared besides.
            string own = classes.Single(part => part.StartsWith($"Kernels{method.Bits}\n", StringComparison.Ordinal));
            bool isCalled = text.Contains($"Kernels{method.Bits}.{method.Name}(", StringComparison.Ordinal) || Regex.Count(own, $@"\b{method.Name}\(") > 1;
            Assert.True(isCalled, $"{Layers.Describe(spec)} {spec.Activation}: nobody calls {method}.");
        }
    }

    /// <summary>The kernels of the thinned grid.</summary>
    private static void ForEachText(bool isDouble, Action<LayerSpec, IReadOnlyList<EmittedMethod>> check)
    {
        foreach ((LayerSpec spec, IReadOnlyList<EmittedMethod> kernels) in isDouble ? Doubles.Value : Singles.Value)
        {
            Shapes.Named(spec, () => check(spec, kernels));
        }
    }

    /// <summary>With and without a bias in turn.</summary>
    private static (LayerSpec Spec, IReadOnlyList<EmittedMethod> Kernels)[] Write(bool isDouble) => [.. Shapes.Few.Select(shape =>
    {
        LayerSpec spec = Shapes.Spec(shape.In, shape.Out, hasBias: (shape.In + shape.Out) % 3 != 0, isDouble);
        return (spec, EmittedMethod.Read(LayerEmitter.Emit(spec)));
    })];
}
