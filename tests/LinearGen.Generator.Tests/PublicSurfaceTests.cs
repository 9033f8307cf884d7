using System.Reflection;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Generator.Tests;

/// <summary>The surface of layer classes as users meet it: constants, chains, constructors, warm-up, text, gradients, the interface.</summary>
public sealed class PublicSurfaceTests
{
    private static readonly Lazy<string[]> s_lines = new(() =>
    {
        GeneratorResult result = GeneratorHarness.Run(UserCode.Source);
        Assert.Empty(result.Diagnostics);
        Assert.Empty(result.CompilerDiagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        MethodInfo run = Assembly.Load(result.ToAssemblyBytes()).GetType("Program")!.GetMethod("Run")!;
        return (string[])run.Invoke(null, null)!;
    });

    [Theory]
    [InlineData(0, "2030006")]
    [InlineData(1, "3 4 16 n")]
    [InlineData(2, "16 3 48 7")]
    public void Sizes_AreConstantsThatOtherLayersUse(int line, string expected) => Assert.Equal(expected, s_lines.Value[line]);

    [Theory]
    [InlineData(3, "Projection 2→3, 6 parameters")]
    [InlineData(4, "Head 3→4, 16 parameters")]
    [InlineData(5, "class 5→1, 6 parameters")]
    public void ToString_GivesNameShapeAndSize(int line, string expected) => Assert.Equal(expected, s_lines.Value[line]);

    [Fact]
    public void TheWorkedExample_IsRightAfterWarmup() => Assert.Equal("41 52 63 4100 5200 6300", s_lines.Value[6]);

    [Fact]
    public void GradientsOfOneClass_AddScaleAndClear() => Assert.Equal(
        "1 10 100 1000 2 20 200 2000 3 30 300 3000 | 1 10 100 1000 | 0 0.5", s_lines.Value[7]);

    [Theory]
    [InlineData(8, "3 4 16 3→4, 16 parameters True True True True")]
    [InlineData(9, "2 3 6 2→3, 6 parameters True True True True")]
    public void ALibrary_CanUseALayerByItsInterface(int line, string expected) => Assert.Equal(expected, s_lines.Value[line]);
}
