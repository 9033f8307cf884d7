using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Text;
using System.Text.RegularExpressions;
using LinearGen.Generator.Emit;
using LinearGen.Generator.Model;
using LinearGen.Generator.Planning;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Emit;

/// <summary>How much code a layer may come to.</summary>
public sealed class CodeLimitsTests
{
    /// <summary>The JIT gives up optimising a method with more IL than this.</summary>
    private const int IntermediateLanguageBytes = 60_000;

    /// <summary>Source bytes of a layer whose forward pass is straight-line, and of any other.</summary>
    private const int StraightLineSourceBytes = 12 * 1024;
    private const int SourceBytes = 20 * 1024;

    private static readonly int[] Sizes = [.. Enumerable.Range(1, 40), 47, 48, 49, 63, 64, 65, 72, 81, 100, 105, 113, 127, 128, 129, 200, 257, 1000, 4095];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SourceOfEveryShape_StaysWithinItsLimit(bool isDouble)
    {
        foreach (int inputs in Sizes)
        {
            foreach (int outputs in Sizes)
            {
                LayerSpec spec = Spec(inputs, outputs, isDouble);
                int limit = LayerPlan.Create(spec).IsStraightLine ? StraightLineSourceBytes : SourceBytes;
                int bytes = Encoding.UTF8.GetByteCount(LayerEmitter.Emit(spec));
                Assert.True(bytes <= limit, $"{inputs}→{outputs} {(isDouble ? "double" : "float")} comes to {bytes} bytes of source; the limit is {limit}.");
            }
        }
    }

    [Fact]
    public void EveryMethod_StaysWithinWhatTheJitOptimises()
    {
        (int In, int Out)[] shapes = [(1, 1), (16, 16), (31, 4), (32, 8), (64, 64), (100, 100), (3, 1000), (1000, 3), (4095, 105), (1, 4096)];
        string source = string.Join('\n', shapes.Select((shape, index) =>
            $"[LinearGen.LinearLayer(In = {shape.In}, Out = {shape.Out}, Bias = true, Precision = LinearGen.Precision.{(index % 2 == 0 ? "Single" : "Double")})] partial class L{index};"));
        byte[] assembly = GeneratorHarness.Run(source).ToAssemblyBytes();

        using PEReader reader = new(new MemoryStream(assembly));
        MetadataReader metadata = reader.GetMetadataReader();
        int[] sizes = [.. metadata.MethodDefinitions
            .Select(handle => metadata.GetMethodDefinition(handle).RelativeVirtualAddress)
            .Where(address => address != 0)
            .Select(address => reader.GetMethodBody(address).GetILReader().Length)];

        Assert.InRange(sizes.Max(), 500, IntermediateLanguageBytes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void EveryPartOfAKernel_IsCalled(bool hasBias)
    {
        foreach (int inputs in Sizes)
        {
            foreach (int outputs in Sizes)
            {
                string text = LayerEmitter.Emit(Spec(inputs, outputs, isDouble: false) with { HasBias = hasBias });
                foreach (Match part in Regex.Matches(text, @"\tstatic void (\w+)\("))
                {
                    string name = part.Groups[1].Value;
                    Assert.True(Regex.Count(text, $@"\b{name}\(") > 1, $"{inputs}→{outputs}: nobody calls {name}.");
                }
            }
        }
    }

    private static LayerSpec Spec(int inputs, int outputs, bool isDouble) => new()
    {
        Hierarchy = new HierarchyInfo
        {
            Namespace = "Acme.Models",
            Types = new([new TypeDeclaration { Keyword = "class", Identifier = "HiddenLayer", Name = "HiddenLayer" }]),
            HintName = "Acme.Models.HiddenLayer.g.cs",
        },
        In = inputs,
        Out = outputs,
        HasBias = true,
        Precision = isDouble ? Model.Precision.Double : Model.Precision.Single,
    };
}
