using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using LinearGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

namespace LinearGen.Testing;

/// <summary>Runs the generator over source text, as a compiler would, and compiles and loads the result.</summary>
public static class GeneratorHarness
{
    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name
                && (name.StartsWith("System.", StringComparison.Ordinal) || name is "netstandard.dll" or "mscorlib.dll"
                    || name is "LinearGen.Runtime.dll"))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The oldest language version that is supported.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    /// <summary>A library of the given sources, optimised, nullable on, without unsafe code.</summary>
    public static CSharpCompilation CreateCompilation(params string[] sources) => CSharpCompilation.Create(
        "Layers",
        sources.Select((source, index) => CSharpSyntaxTree.ParseText(source, ParseOptions, path: $"Source{index}.cs")),
        References,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>A driver with LinearGen's generators that records how each step of the pipelines was reused.</summary>
    public static GeneratorDriver CreateDriver() => CSharpGeneratorDriver.Create(
        [new LinearLayerGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generators once.</summary>
    public static GeneratorResult Run(params string[] sources) => Run(CreateCompilation(sources));

    /// <summary>Runs the generators once over a compilation that the test made itself.</summary>
    public static GeneratorResult Run(CSharpCompilation compilation)
    {
        // Generated files are read as the compilation's own language version, as a compiler does.
        GeneratorDriver driver = CreateDriver()
            .WithUpdatedParseOptions(compilation.SyntaxTrees.Select(tree => tree.Options).FirstOrDefault() ?? ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorResult(driver, (CSharpCompilation)output, driver.GetRunResult());
    }
}

/// <summary>What one run of the generators gave.</summary>
/// <param name="Driver">The driver afterwards, for a second run.</param>
/// <param name="Output">The compilation with the generated sources in it.</param>
/// <param name="Run">Sources, diagnostics and steps.</param>
public sealed record GeneratorResult(GeneratorDriver Driver, CSharpCompilation Output, GeneratorDriverRunResult Run)
{
    /// <summary>The diagnostics that the generators reported.</summary>
    public ImmutableArray<Diagnostic> Diagnostics => Run.Diagnostics;

    /// <summary>The compiler's own warnings and errors about sources and generated sources together.</summary>
    public ImmutableArray<Diagnostic> CompilerDiagnostics =>
        [.. Output.GetDiagnostics().Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning)];

    /// <summary>The generated files: name and text.</summary>
    public IReadOnlyList<(string HintName, string Text)> Sources =>
        [.. Run.Results.SelectMany(result => result.GeneratedSources).Select(source => (source.HintName, source.SourceText.ToString()))];

    /// <summary>Compiles everything into the bytes of an assembly.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; the message holds the errors.</exception>
    public byte[] ToAssemblyBytes()
    {
        using MemoryStream stream = new();
        EmitResult result = Output.Emit(stream);
        return result.Success
            ? stream.ToArray()
            : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }

    /// <summary>Compiles everything and loads it into a context of its own.</summary>
    public Assembly Load() => new AssemblyLoadContext("Layers", isCollectible: true).LoadFromStream(new MemoryStream(ToAssemblyBytes()));
}
