using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using LinearGen.Generator.Emit;
using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;
using LinearGen.Generator.Tests.Planning;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>How much code a layer may come to; the limits themselves are in <see cref="CodeLimits"/>.</summary>
public sealed class CodeLimitsTests
{
    private static readonly int[] Sizes = [.. Enumerable.Range(1, 40), 47, 48, 49, 52, 63, 64, 65, 68, 72, 81, 100, 105, 113, 127, 128, 129, 200, 257, 1000, 4095];

    private static readonly Lazy<(LayerSpec Spec, IReadOnlyList<EmittedMethod> Kernels)[]> Singles = new(() => Write(isDouble: false));
    private static readonly Lazy<(LayerSpec Spec, IReadOnlyList<EmittedMethod> Kernels)[]> Doubles = new(() => Write(isDouble: true));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SourceOfEveryShape_StaysWithinItsLimit(bool isDouble)
    {
        foreach (int inputs in Sizes)
        {
            foreach (int outputs in Sizes)
            {
                LayerSpec spec = PlanGrid.Spec(inputs, outputs, hasBias: true, isDouble);
                int limit = LayerPlan.Create(spec).Forward.IsStraightLine ? CodeLimits.StraightLineSourceBytes : CodeLimits.SourceBytes;
                int bytes = Encoding.UTF8.GetByteCount(LayerEmitter.Emit(spec));
                Assert.True(bytes <= limit, $"{Layers.Describe(spec)} comes to {bytes} bytes of source; the limit is {limit}.");
            }
        }
    }

    /// <summary>As users get them, with types for rows: compilers and editors read all of it.</summary>
    [Fact]
    public void SourceOfHundredMixedLayers_StaysWithinItsLimitOnAverage()
    {
        Random random = new(20);
        double[] bytes = [.. Enumerable.Range(0, 100).Select(_ =>
        {
            LayerSpec spec = PlanGrid.Spec(random.Next(1, 129), random.Next(1, 129), hasBias: true, isDouble: false) with { HasRowTypes = true };
            return (double)Encoding.UTF8.GetByteCount(LayerEmitter.Emit(spec));
        })];
        Assert.InRange(bytes.Average(), 5_000, CodeLimits.AverageSourceBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryKernel_StaysWithinWhatTheJitInlinesInto(bool isDouble) => ForEachText(isDouble, (spec, kernels) =>
    {
        foreach (EmittedMethod kernel in kernels)
        {
            Assert.True(kernel.VectorCalls <= CodeLimits.VectorCalls, $"{Layers.Describe(spec)}: {kernel.Name} has {kernel.VectorCalls} vector calls; the limit is {CodeLimits.VectorCalls}.");
            Assert.True(kernel.Locals <= CodeLimits.Locals, $"{Layers.Describe(spec)}: {kernel.Name} has {kernel.Locals} variables; the limit is {CodeLimits.Locals}.");
        }

        // Both numbers are read from the text, and would be 0 if its form changed. What is not written out, the runtime has.
        if (IsWrittenOut(spec))
        {
            Assert.InRange(kernels.Max(kernel => kernel.VectorCalls), 3, int.MaxValue);
            Assert.InRange(kernels.Max(kernel => kernel.Locals), 3, int.MaxValue);
        }
    });

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
    public void EveryKernel_FitsTheRegisters(bool isDouble)
    {
        ForEachText(isDouble, (spec, kernels) =>
        {
            foreach (EmittedMethod kernel in kernels)
            {
                int live = kernel.LiveVectors();
                Assert.True(live <= CodeBudget.Registers, $"{Layers.Describe(spec)}: {kernel.Name} keeps {live} vectors at once; there are {CodeBudget.Registers} registers.");
            }

            // One row needs a sum and an element.
            if (IsWrittenOut(spec))
            {
                Assert.InRange(kernels.Max(kernel => kernel.Name.Contains("Gradient", StringComparison.Ordinal) ? 0 : kernel.LiveVectors()), 2, int.MaxValue);
            }
        });
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void NoVector_IsKeptAcrossACall(bool isDouble) => ForEachText(isDouble, (spec, kernels) =>
    {
        foreach (EmittedMethod kernel in kernels)
        {
            int kept = kernel.VectorsAcrossCalls();
            Assert.True(kept == 0, $"{Layers.Describe(spec)}: {kernel.Name} keeps {kept} vectors across a call.");
        }
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void StraightLineForward_HasNoLoop(bool isDouble) => ForEachText(isDouble, (spec, kernels) =>
    {
        ProductPlan plan = LayerPlan.Create(spec).Forward;
        bool hasLoop = kernels[0].Lines.Any(line => line.StartsWith("for (", StringComparison.Ordinal));
        Assert.True(!plan.IsStraightLine || plan.Dot is not null || !hasLoop, $"{Layers.Describe(spec)} has a loop.");

        // One multiply-add for each vector of the matrix, not more.
        int multiplyAdds = kernels[0].MultiplyAdds;
        Assert.True(!plan.IsStraightLine || plan.Dot is not null || multiplyAdds == plan.MultiplyAdds, $"{Layers.Describe(spec)} has {multiplyAdds} multiply-adds.");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryPartOfAKernel_IsCalled(bool hasBias)
    {
        foreach (int inputs in Sizes)
        {
            foreach (int outputs in Sizes)
            {
                string text = LayerEmitter.Emit(PlanGrid.Spec(inputs, outputs, hasBias, isDouble: false));
                foreach (Match part in Regex.Matches(text, @"\tstatic void (\w+)\(|\treadonly struct (\w+) :"))
                {
                    string name = part.Groups[1].Value + part.Groups[2].Value;
                    Assert.True(Regex.Count(text, $@"\b{name}\b") > 1, $"{inputs}→{outputs}: nobody uses {name}.");
                }
            }
        }
    }

    /// <summary>The kernels of the thinned grid.</summary>
    private static void ForEachText(bool isDouble, Action<LayerSpec, IReadOnlyList<EmittedMethod>> check)
    {
        foreach ((LayerSpec spec, IReadOnlyList<EmittedMethod> kernels) in isDouble ? Doubles.Value : Singles.Value)
        {
            check(spec, kernels);
        }
    }

    /// <summary>Whether the forward kernel for one row is text of the layer's own, rather than a call of the runtime.</summary>
    private static bool IsWrittenOut(LayerSpec spec) => LayerPlan.Create(spec).Forward is { IsStraightLine: true } or { Dot: not null };

    /// <summary>With and without a bias in turn.</summary>
    private static (LayerSpec Spec, IReadOnlyList<EmittedMethod> Kernels)[] Write(bool isDouble) => [.. PlanGrid.TextShapes.Select(shape =>
    {
        LayerSpec spec = PlanGrid.Spec(shape.In, shape.Out, hasBias: (shape.In + shape.Out) % 3 != 0, isDouble);
        return (spec, EmittedMethod.Kernels(spec));
    })];
}
