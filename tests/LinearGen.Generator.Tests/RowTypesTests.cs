using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests;

/// <summary>The types <c>Input</c> and <c>Output</c>: who gets them, and that what does not fit does not compile.</summary>
public class RowTypesTests
{
    private const string Declarations = """
        using System;
        using LinearGen;
        [LinearLayer(In = 4, Out = 3, Bias = true, Activation = Activation.Relu)] public partial class Hidden;
        [LinearLayer(In = 3, Out = 2)] public partial class Head;
        [Sequential(typeof(Hidden), typeof(Head))] public partial class Net;

        """;

    [Theory]
    [InlineData("Hidden.Input x = new([1, 2, 3, 4]); new Hidden().Forward(in x, out Hidden.Output y); ReadOnlySpan<float> row = y; return row.Length;")]
    [InlineData("Net.Input x = new(new float[4]); x[3] = 1; new Net().Forward(x, out Net.Output y); return (int)y[1];")]
    [InlineData("Hidden.Input x = default; Span<float> row = x; row.Fill(1); float[] y = new float[3]; new Hidden().Forward(x, y); return y.Length;")]
    public void RowsOfTheRightType_Compile(string body) => Assert.Empty(Errors(body));

    [Theory]
    [InlineData("Head.Input x = default; new Hidden().Forward(in x, out Hidden.Output y); return 0;", "CS1615")]
    [InlineData("Hidden.Input x = default; new Hidden().Forward(in x, out Net.Output y); return 0;", "CS1615")]
    [InlineData("Hidden.Input x = default; return (int)x[4];", "CS9166")]
    public void RowsOfAnotherType_DoNot(string body, string error) => Assert.Contains(error, Errors(body));

    [Theory]
    [InlineData("[LinearLayer(In = 1024, Out = 1024)] public partial class Layer;", true)]
    [InlineData("[LinearLayer(In = 1025, Out = 2)] public partial class Layer;", false)]
    [InlineData("[LinearLayer(In = 2, Out = 513, Precision = Precision.Double)] public partial class Layer;", false)]
    [InlineData("[LinearLayer(In = 2, Out = 512, Precision = Precision.Double)] public partial class Layer;", true)]
    [InlineData("[LinearLayer(In = 2, Out = 3)] public partial class Layer { public int Input => 1; }", false)]
    [InlineData("[LinearLayer(In = 2, Out = 3)] public partial class Layer : Base; public class Base { public class Output; }", false)]
    [InlineData("[Sequential(typeof(Output))] public partial class Layer; [LinearLayer(In = 2, Out = 3)] public partial class Output;", false)]
    public void ClassesWithLongRowsOrTheseNames_HaveNone(string source, bool expected)
    {
        GeneratorResult result = GeneratorHarness.Run("using LinearGen;\n" + source);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(Layers.CompilerDiagnostics(result));
        INamedTypeSymbol layer = result.Output.GetTypeByMetadataName("Layer")!;
        Assert.Equal(expected, layer.GetTypeMembers("Input").Length == 1);
        Assert.Equal(expected, layer.GetMembers("Forward").OfType<IMethodSymbol>().Any(method => method.Parameters[0].RefKind == RefKind.In));
    }

    private static IEnumerable<string> Errors(string body)
    {
        GeneratorResult result = GeneratorHarness.Run(Declarations + "static class User { public static int Run() { " + body + " } }");
        return result.CompilerDiagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Select(diagnostic => diagnostic.Id);
    }
}
