using System.Globalization;
using System.Reflection;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Tests.Interfaces;

/// <summary>Compiles, loads and runs programs that use networks through <see cref="INetwork{T}"/>.</summary>
internal static class RunningProgram
{
    /// <summary>
    /// What all of them have: a layer 2→2 that multiplies by a factor, a network 2→8→2, a layer in double, and <c>Text</c> for what a network gives.
    /// </summary>
    private const string Declarations = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        global using LinearGen;
        global using static Tools;

        [LinearLayer(In = 2, Out = 2, Bias = true)] public sealed partial class Linear;
        [LinearLayer(In = 2, Out = 8, Bias = true, Activation = Activation.Tanh)] public sealed partial class Hidden;
        [LinearLayer(In = Hidden.Out, Out = 2, Bias = true)] public sealed partial class Head;
        [Sequential(typeof(Hidden), typeof(Head))] public sealed partial class Classifier;
        [LinearLayer(In = 2, Out = 3, Precision = Precision.Double)] public sealed partial class Exact;

        public static class Tools
        {
            public static Linear Times(float factor) => new() { [0, 0] = factor, [1, 1] = factor };

            public static Classifier Drawn(int seed)
            {
                Classifier network = new();
                network.Initialize(new Random(seed));
                return network;
            }

            public static string Text(INetwork<float> network, params float[] x)
            {
                float[] y = new float[x.Length / network.Shape.In * network.Shape.Out];
                network.Forward(x, y);
                return string.Join(' ', y);
            }
        }
        """;

    private static readonly Lazy<CSharpCompilation> Declared = new(() => GeneratorHarness.Run("", Declarations).Output);

    /// <summary>Asserts that compiler and analyzers have nothing to say about a program, and that its <c>Program.Run</c> gives a text.</summary>
    /// <param name="source">The program; <c>Run</c> gives a string, now or later.</param>
    /// <param name="expected">The text.</param>
    public static async Task Check(string source, string expected)
    {
        SyntaxTree tree = CSharpSyntaxTree.ParseText(source, GeneratorHarness.ParseOptions, path: "Source0.cs");
        CSharpCompilation compilation = Declared.Value.AddSyntaxTrees(tree);

        // A test's source has no documentation (CS1591).
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning && diagnostic.Id != "CS1591"));
        Assert.Empty(AnalyzerHarness.Analyze(compilation, tree));

        MethodInfo run = compilation.Load().GetType("Program")!.GetMethod("Run")!;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture; // Programs write numbers; for the rest of this method.
        object result = run.Invoke(null, null)!;
        Assert.Equal(expected, result is Task<string> later ? await later : result);
    }
}
