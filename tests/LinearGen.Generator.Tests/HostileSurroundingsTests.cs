using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests;

/// <summary>Right layers and networks beside names, aliases and attributes that generated code could trip over.</summary>
public class HostileSurroundingsTests
{
    private const string Layers = """
        [LinearGen.LinearLayer(In = 3, Out = 24, Bias = true, Activation = LinearGen.Activation.Tanh)] sealed partial class Hidden;
        [LinearGen.LinearLayer(In = 24, Out = 3, Bias = true, Activation = LinearGen.Activation.LeakyRelu, Slope = 0.2)] sealed partial class Head;
        [LinearGen.LinearLayer(In = 64, Out = 10, Precision = LinearGen.Precision.Double, Activation = LinearGen.Activation.Softmax)] sealed partial class Wide;
        [LinearGen.LinearLayer(In = 2, Out = 3)] sealed partial class Tiny;
        [LinearGen.Sequential(typeof(Hidden), typeof(Head))] sealed partial class Policy;
        [LinearGen.Normalization(Size = 3, Clip = 5)] sealed partial class Observation;
        [LinearGen.Rescaling(Size = 3)] sealed partial class Command;
        [LinearGen.LayerNorm(Size = 24)] sealed partial class Norm;
        [LinearGen.ActivationLayer(Size = 24, Activation = LinearGen.Activation.Relu)] sealed partial class Rectified;
        [LinearGen.Residual(typeof(Hidden), typeof(Norm), typeof(Rectified), typeof(Head))] sealed partial class Block;
        [LinearGen.Sequential(typeof(Observation), typeof(Block), typeof(Command)), LinearGen.InputPart("System", 0, 1), LinearGen.OutputPart("Range", 0, 3)] sealed partial class Robot;
        """;

    /// <summary>Names that generated code uses, or could come to use.</summary>
    private static readonly string[] Names =
    [
        "MethodImpl", "MethodImplAttribute", "MethodImplOptions", "Unsafe", "SkipLocalsInit", "SkipLocalsInitAttribute", "InlineArray",
        "Vector128", "Vector256", "Vector512", "Vector256Extensions", "Fma", "Avx", "Span", "ReadOnlySpan",
        "Kernels", "Kernels256", "Kernels512", "NetworkKernels", "IKernels", "IActivatedKernels", "INetworkKernels", "KernelOptions", "KernelCalls", "LayerCalls",
        "LayerParameters", "LayerGradients", "RegisterTiles", "Packing", "Simd256", "Simd512", "Reduction", "Function", "Passes", "Tanh", "Slope", "Slope2", "ISlope", "LeakyRelu", "ActivationRows", "Scratch", "Stage", "IStage", "NormalizationStage", "RescalingStage", "LayerNormStage", "ActivationStage", "SoftmaxStage", "LayerNormGradients", "LayerChain", "Range", "Hidden", "Panels",
        "Math", "Create", "LoadUnsafe", "MultiplyAddEstimate", "V", "Tiles512", "Values63", "System", "LinearGen", "Internals", "Generated",
    ];

    private static IEnumerable<string> Types => Names.Except(["System", "LinearGen", "Internals", "Generated"]).SelectMany(name => (string[])[$"static class {name} {{ }}", $"struct {name}<T> {{ }}"]);

    public static TheoryData<string> Places => ["LinearGen.Generated", "LinearGen.Internals", "LinearGen", "Acme.LinearGen", "System.Runtime.Intrinsics.Mine"];

    /// <summary>Each name is either no matter, or a mistake that is told.</summary>
    [Theory]
    [MemberData(nameof(Places))]
    public void TypesOfTheUsersOwn_InNamespacesOfOurs(string place)
    {
        string[] told = IsTold(string.Join(' ', Types)) ? [.. Types.Where(IsTold)] : [];

        AssertCompiles($"namespace {place} {{ {string.Join(' ', Types.Except(told))} }}", Layers);
        Assert.Equal(place.StartsWith("LinearGen.", StringComparison.Ordinal), told.Length > 10);

        bool IsTold(string type)
        {
            GeneratorResult result = GeneratorHarness.Run($"namespace {place} {{ {type} }}", "[LinearGen.LinearLayer(In = 2, Out = 3)] sealed partial class Tiny;");
            Assert.All(result.Diagnostics, diagnostic => Assert.Equal("LG0021", diagnostic.Id));
            Assert.NotEqual(result.Diagnostics.IsEmpty, result.Sources.Count == 0);
            return !result.Diagnostics.IsEmpty;
        }
    }

    [Fact]
    public void AliasesForAllFiles()
    {
        foreach (string target in (string[])["Obsolete", "String"])
        {
            AssertCompiles(string.Join('\n', Names.Except(["System", "LinearGen", "Hidden"]).Select(name => $"global using {name} = global::System.{target};")).Replace(".Obsolete;", ".ObsoleteAttribute;", StringComparison.Ordinal), Layers);
        }
    }

    [Fact]
    public void NamespacesForAllFiles_AndNamesWithinTheClass()
    {
        AssertCompiles("global using global::Mine; namespace Mine { class MethodImplAttribute : global::System.Attribute { } class Vector256 { } class Unsafe { } }", Layers);
        AssertCompiles("global using static global::Mine.All; namespace Mine { static class All { public class Vector512 { } public class MethodImplAttribute : global::System.Attribute { } public static int Load() => 1; } }", Layers);
        AssertCompiles("namespace System.Collections.LinearGen { class Internals { } } namespace Acme { class global { } class System { } class LinearGen { } }", "namespace Acme { " + Layers.Replace("LinearGen.", "global::LinearGen.", StringComparison.Ordinal) + " }");
    }

    [Theory]
    [InlineData("System.Obsolete")]
    [InlineData("System.Obsolete(\"old\")")]
    [InlineData("System.Obsolete(\"old\", true)")]
    [InlineData("System.Diagnostics.CodeAnalysis.Experimental(\"X1\")")]
    public void LayersThatMayNotBeUsed(string attribute)
    {
        AssertCompiles($"[{attribute}] {Layers.Split('\n')[0]}");
        AssertCompiles($"[{attribute}] static partial class Outer {{ {Layers} }}");
        string[] lines = Layers.Split('\n');
        foreach (int user in (int[])[0, 4, 9, 10])
        {
            lines[user] = $"[{attribute}] {lines[user]}";
        }

        AssertCompiles(string.Join('\n', lines));
    }

    /// <summary>A user who knows what he does says so once, where he writes the name; generated code does not say it again.</summary>
    [Theory]
    [InlineData("System.Obsolete", "CS0612")]
    [InlineData("System.Obsolete(\"old\")", "CS0618")]
    public void LayersThatMayBeUsedAfterAll(string attribute, string warning) => AssertCompiles(
        $"#pragma warning disable {warning}\n[{attribute}] {Layers}");

    [Theory]
    [InlineData(150)]
    [InlineData(300)]
    [InlineData(390)]
    public void LongNames_OfLettersOfAnySize(int length)
    {
        foreach (string letter in (string[])["a", "é", "語"])
        {
            string name = string.Concat(Enumerable.Repeat(letter, length / System.Text.Encoding.UTF8.GetByteCount(letter)));
            GeneratorResult result = AssertCompiles(Layers.Replace("Policy", name, StringComparison.Ordinal), Layers.Replace("Policy", name + "b", StringComparison.Ordinal).Split('\n')[4]);
            Assert.All(result.Sources, source => Assert.InRange(System.Text.Encoding.UTF8.GetByteCount(source.HintName), 1, 200));
        }
    }

    [Fact]
    public void NamesThatDifferInCaseOnly() => AssertCompiles(
        Layers, Layers.Replace("class Hidden", "class HIDDEN", StringComparison.Ordinal).Split('\n')[0], "namespace acme { " + Layers + " } namespace Acme { " + Layers + " }");

    /// <summary>Down to the assembly: names that are too long are found while it is written.</summary>
    private static GeneratorResult AssertCompiles(params string[] sources)
    {
        GeneratorResult result = GeneratorHarness.Run(sources);
        Assert.Empty(result.Run.Exceptions());
        Assert.Empty(result.Diagnostics);
        using MemoryStream assembly = new();
        Diagnostic? mistake = result.Output.Emit(assembly).Diagnostics.FirstOrDefault(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.True(mistake is null, mistake?.ToString());
        return result;
    }
}
