using System.Text.RegularExpressions;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace LinearGen.Generator.Tests.Calls;

/// <summary>
/// Programs of this repository that were not written for the analyzers: all of them are right. Samples and benchmarks are
/// looked at when they are built, examples of the documents by the documents' tests; here it is the sources inside tests.
/// </summary>
public partial class NoAlarmTests
{
    [Fact]
    public void SourcesInsideTests_AreRight()
    {
        string[] sources =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
                .Where(path => !Built().IsMatch(path))
                .Where(path => !WrongOnPurpose().IsMatch(path))
                .SelectMany(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>())
                .Select(literal => literal.Token.ValueText)
                .Where(HasCalls),
        ];
        Assert.NotEmpty(sources);
        Assert.All(sources, AssertRight);
    }

    private static bool HasCalls(string source) =>
        source.Contains("[LinearLayer", StringComparison.Ordinal) && (source.Contains("Forward(", StringComparison.Ordinal) || source.Contains("Step(", StringComparison.Ordinal));

    private static void AssertRight(string source) => Assert.Empty(GeneratorHarness.Run("global using System; global using LinearGen;", source).Analyze());

    [GeneratedRegex(@"[/\\](Calls|Fuzz)[/\\]")]
    private static partial Regex WrongOnPurpose();

    [GeneratedRegex(@"[/\\](bin|obj)[/\\]")]
    private static partial Regex Built();
}
