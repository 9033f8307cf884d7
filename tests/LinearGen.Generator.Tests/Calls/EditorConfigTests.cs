using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Generator.Tests.Calls;

/// <summary>What a project's .editorconfig says of diagnostics: those of calls obey, those that prevent generation do not.</summary>
public class EditorConfigTests
{
    private const string Wrong = """
        using LinearGen;
        [LinearLayer(In = 2, Out = 3)] partial class Projection;
        class User { void Run(Projection layer, float[] y) => layer.Forward(new float[5], y); }
        """;

    [Theory]
    [InlineData("none")]
    [InlineData("silent", DiagnosticSeverity.Hidden)]
    [InlineData("suggestion", DiagnosticSeverity.Info)]
    [InlineData("warning", DiagnosticSeverity.Warning)]
    [InlineData("error", DiagnosticSeverity.Error)]
    public void SeverityOfACall_IsTheProjects(string severity, params DiagnosticSeverity[] expected)
    {
        CSharpCompilation compilation = GeneratorHarness.Run(Configured(Wrong, $"dotnet_diagnostic.LG1001.severity = {severity}")).Output;
        Assert.Equal(expected, AnalyzerHarness.Analyze(compilation, compilation.SyntaxTrees[0]).Select(diagnostic => diagnostic.Severity));
    }

    [Fact]
    public void SeverityOfADeclaration_IsAlwaysError()
    {
        CSharpCompilation compilation = Configured("[LinearGen.LinearLayer(In = 0, Out = 3)] partial class Head;", "dotnet_diagnostic.LG0004.severity = none");
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(GeneratorHarness.Run(compilation).Diagnostics).Severity);
    }

    private static CSharpCompilation Configured(string source, string line)
    {
        CSharpCompilation compilation = GeneratorHarness.CreateCompilation(source);
        AnalyzerConfigSet set = AnalyzerConfigSet.Create(new[] { AnalyzerConfig.Parse($"root = true\n[*.cs]\n{line}\n", "/project/.editorconfig") });
        return compilation.WithOptions(compilation.Options.WithSyntaxTreeOptionsProvider(new Provider(set.GetOptionsForSourcePath("/project/Source0.cs"))));
    }

    private sealed class Provider(AnalyzerConfigOptionsResult options) : SyntaxTreeOptionsProvider
    {
        public override GeneratedKind IsGenerated(SyntaxTree tree, CancellationToken cancellationToken) => GeneratedKind.Unknown;

        public override bool TryGetDiagnosticValue(SyntaxTree tree, string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity) =>
            options.TreeOptions.TryGetValue(diagnosticId, out severity);

        public override bool TryGetGlobalDiagnosticValue(string diagnosticId, CancellationToken cancellationToken, out ReportDiagnostic severity)
        {
            severity = default;
            return false;
        }
    }
}
