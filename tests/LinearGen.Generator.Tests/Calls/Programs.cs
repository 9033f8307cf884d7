using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Tests.Calls;

/// <summary>Programs that call generated members. Wrong arguments are marked, as in <c>layer.Forward({|LG1001:x|}, y)</c>.</summary>
internal static class Programs
{
    /// <summary>The layers that all of them can call: 2→3, 3→4 and 3→3 of float, 2→3 of double, a network 2→3→4, stages of every other kind, 3→3, layers and a network that end in a softmax or sigmoid, and some without backward pass.</summary>
    private const string Declarations = """
        global using System;
        global using System.Linq;
        global using LinearGen;
        [LinearLayer(In = 2, Out = 3)] public sealed partial class Projection;
        [LinearLayer(In = Projection.Out, Out = 4, Bias = true, Activation = Activation.Relu)] public sealed partial class Head;
        [LinearLayer(In = 3, Out = 3)] public sealed partial class Square;
        [LinearLayer(In = 2, Out = 3, Precision = Precision.Double)] public sealed partial class Exact;
        [Sequential(typeof(Projection), typeof(Head))] public sealed partial class Classifier;
        [Normalization(Size = 3, Clip = 5)] public sealed partial class Observation;
        [Rescaling(Size = 3)] public sealed partial class Command;
        [LayerNorm(Size = 3)] public sealed partial class Norm;
        [ActivationLayer(Size = 3, Activation = Activation.Relu)] public sealed partial class Rectified;
        [Residual(typeof(Square), typeof(Norm))] public sealed partial class Block;
        [LinearLayer(In = 3, Out = 2, Activation = Activation.Softmax)] public sealed partial class Chances;
        [ActivationLayer(Size = 3, Activation = Activation.Softmax)] public sealed partial class Normalized;
        [Sequential(typeof(Square), typeof(Normalized))] public sealed partial class Ranked;
        [LinearLayer(In = 3, Out = 1, Activation = Activation.Sigmoid)] public sealed partial class Chance;
        [Sequential(typeof(Square), typeof(Chances))] public sealed partial class Chooser;
        [LinearLayer(In = 2, Out = 3, Trainable = false)] public sealed partial class Used;
        [Sequential(typeof(Square), Trainable = false)] public sealed partial class UsedNetwork;
        [Sequential(typeof(Used))] public sealed partial class OfUsed;
        [Sequential(typeof(Used), typeof(Square))] public sealed partial class OnUsed;
        [System.Runtime.CompilerServices.InlineArray(2)] public struct Two { private float _first; }
        [System.Runtime.CompilerServices.InlineArray(3)] public struct Three { private float _first; }
        """;

    private static readonly Lazy<CSharpCompilation> Declared = new(() => GeneratorHarness.Run("", Declarations).Output);

    /// <summary>Statements of a method that has one of everything at hand.</summary>
    public static string InMethod(string statements) => $$"""
        internal static class Program
        {
            private static void Run(Projection layer, Head head, Square square, Exact exact, Classifier network, Observation observation, Command command, Norm norm, Rectified rectified, Block block, int rows, int n, bool condition, float[] input, Random random)
            {
                {{statements}}
            }

            private static float[] Load() => new float[7];
            private static void Reload(ref float[] x) => x = Load();
            private static int Count() => 4;
        }
        """;

    /// <summary>Asserts that exactly the marked expressions are reported.</summary>
    public static IReadOnlyList<Diagnostic> Check(string marked)
    {
        (string source, IReadOnlyList<string> expected) = Layers.Unmark(marked, 0);
        (CSharpCompilation compilation, SyntaxTree tree) = Compile(source);
        Assert.Empty(compilation.GetSemanticModel(tree).GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        IReadOnlyList<Diagnostic> found = AnalyzerHarness.Analyze(compilation, tree);
        Assert.Equal(expected.Order(StringComparer.Ordinal), Layers.Describe(found));
        return found;
    }

    /// <summary>Runs the analyzers over whatever text, and asserts that they live.</summary>
    public static void Survive(string source) => HangCheck.Run(
        () =>
        {
            (CSharpCompilation compilation, SyntaxTree tree) = Compile(source);
            Assert.DoesNotContain(AnalyzerHarness.Analyze(compilation, tree), diagnostic => !diagnostic.Id.StartsWith("LG1", StringComparison.Ordinal));
        },
        () => GeneratorHarness.CreateCompilation(source));

    /// <summary>The generators run once for all programs that declare no layers of their own.</summary>
    private static (CSharpCompilation Compilation, SyntaxTree Tree) Compile(string source)
    {
        if (((string[])["[LinearLayer", "[Sequential", "[Residual", "[Normalization", "[Rescaling", "[LayerNorm"]).Any(attribute => source.Contains(attribute, StringComparison.Ordinal)))
        {
            CSharpCompilation output = GeneratorHarness.Run(source, Declarations).Output;
            return (output, output.SyntaxTrees[0]);
        }

        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions, path: "Source0.cs");
        return (Declared.Value.AddSyntaxTrees(tree), tree);
    }
}
