using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using LinearGen.Generator.Declarations;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LinearGen.Testing;

/// <summary>Runs generators and the analyzer of declarations as an editor does.</summary>
public static class LiveAnalysisHarness
{
    /// <summary>The diagnostics of a compilation, by who reports them.</summary>
    /// <param name="compilation">The compilation, without generated sources.</param>
    public static (ImmutableArray<Diagnostic> OfGenerators, ImmutableArray<Diagnostic> OfAnalyzer) Run(CSharpCompilation compilation)
    {
        GeneratorResult result = GeneratorHarness.Run(compilation, Options.Live);
        return (result.Diagnostics, AnalyzerHarness.Analyze(result.Output, [new DeclarationAnalyzer()], options: Options.Live));
    }

    /// <summary>The options of the configuration file that the package gives to a project in an editor.</summary>
    private sealed class Options : AnalyzerConfigOptionsProvider
    {
        public static Options Live { get; } = new();

        public override AnalyzerConfigOptions GlobalOptions { get; } = new Lines(
            [.. File.ReadLines(Path.Combine(Repository.Root, "src", "LinearGen.Runtime", "LinearGen.live.globalconfig"))]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Lines(string[] lines) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
        {
            value = lines.FirstOrDefault(line => line.StartsWith(key + " = ", StringComparison.Ordinal))?[(key.Length + 3)..];
            return value is not null;
        }
    }
}
