using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using System.Runtime.Loader;
using LinearGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
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
                    || name is "LinearGen.Runtime.dll" || IsOfAspNet(name)))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>The oldest language version that is supported; a Roslyn that has no name for it yet takes it for a preview.</summary>
#if ROSLYN48
    public const LanguageVersion CSharp13 = LanguageVersion.Preview;
#else
    public const LanguageVersion CSharp13 = LanguageVersion.CSharp13;
#endif

    /// <summary>How sources are read.</summary>
    public static CSharpParseOptions ParseOptions { get; } = new(CSharp13, DocumentationMode.Diagnose);

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
    public static GeneratorDriver CreateDriver(AnalyzerConfigOptionsProvider? options = null) => CSharpGeneratorDriver.Create(
        [new LinearLayerGenerator().AsSourceGenerator(), new StageGenerator().AsSourceGenerator(), new SequentialGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: options,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    /// <summary>Runs the generators once.</summary>
    public static GeneratorResult Run(params string[] sources) => Run(CreateCompilation(sources));

    /// <summary>Runs the generators once over a compilation that the test made itself.</summary>
    public static GeneratorResult Run(CSharpCompilation compilation, AnalyzerConfigOptionsProvider? options = null)
    {
        // Generated files are read as the compilation's own language version, as a compiler does.
        GeneratorDriver driver = CreateDriver(options)
            .WithUpdatedParseOptions(compilation.SyntaxTrees.Select(tree => tree.Options).FirstOrDefault() ?? ParseOptions)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorResult(driver, (CSharpCompilation)output, driver.GetRunResult());
    }

    /// <summary>Only there if the test project refers to that framework.</summary>
    private static bool IsOfAspNet(string name) =>
        name.StartsWith("Microsoft.AspNetCore.", StringComparison.Ordinal) || name.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);
}

/// <summary>Tells the generators' mistakes from the compiler's.</summary>
public static class GeneratorMistakes
{
    /// <summary>The exceptions that LinearGen's generators threw.</summary>
    public static IEnumerable<Exception> Exceptions(this GeneratorDriverRunResult run) => Thrown(run).Where(IsOurs);

    /// <summary>Whether Roslyn itself threw, and the generator answers nothing.</summary>
    public static bool IsGivenUp(this GeneratorDriverRunResult run) => Thrown(run).Any(exception => !IsOurs(exception));

    private static IEnumerable<Exception> Thrown(GeneratorDriverRunResult run) => run.Results.Select(result => result.Exception).OfType<Exception>();

    /// <summary>Not ours is what Roslyn throws from within, on its own way or asked about a symbol that it cannot bind; unless we asked wrongly.</summary>
    public static bool IsOurs(Exception exception)
    {
        Type[] trace = [.. new StackTrace(exception).GetFrames().Select(frame => frame.GetMethod()?.DeclaringType).OfType<Type>()];
        bool isThrownByRoslyn = trace.FirstOrDefault(type => !IsIn(type, "System")) is { } first && IsIn(first, "Microsoft.CodeAnalysis");
        return !isThrownByRoslyn || (exception is ArgumentException && trace.Any(type => type.Assembly == typeof(LinearLayerGenerator).Assembly));

        static bool IsIn(Type type, string space) => type.Namespace?.StartsWith(space, StringComparison.Ordinal) == true;
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
    public byte[] ToAssemblyBytes() => Output.ToAssemblyBytes();

    /// <summary>Compiles everything and loads it into a context of its own.</summary>
    public Assembly Load() => Output.Load();
}

/// <summary>What becomes of a compilation.</summary>
public static class CompiledPrograms
{
    /// <summary>Compiles it into the bytes of an assembly.</summary>
    /// <exception cref="InvalidOperationException">It does not compile; the message holds the errors.</exception>
    public static byte[] ToAssemblyBytes(this Compilation compilation)
    {
        using MemoryStream stream = new();
        EmitResult result = compilation.Emit(stream);
        return result.Success
            ? stream.ToArray()
            : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
    }

    /// <summary>Compiles it and loads it into a context of its own.</summary>
    public static Assembly Load(this Compilation compilation) =>
        new AssemblyLoadContext("Layers", isCollectible: true).LoadFromStream(new MemoryStream(compilation.ToAssemblyBytes()));
}
