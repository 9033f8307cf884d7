using LinearGen.Generator;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Benchmarks.Generators;

/// <summary>Compilations and generator drivers, as a compiler makes them.</summary>
internal static class Compiler
{
    private static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest);

    private static readonly MetadataReference[] References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => Path.GetFileName(path) is var name && (name.StartsWith("System.", StringComparison.Ordinal) || name == "LinearGen.Runtime.dll"))
            .Select(path => (MetadataReference)MetadataReference.CreateFromFile(path)),
    ];

    /// <summary>A library of the files.</summary>
    public static CSharpCompilation Compile(LayerProject project) => CSharpCompilation.Create(
        "Acme",
        project.Files.Select((text, number) => CSharpSyntaxTree.ParseText(text, ParseOptions, path: $"Source{number}.cs")),
        References,
        new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

    /// <summary>LinearGen's generators.</summary>
    /// <param name="tracked">Whether each step is recorded, which takes time.</param>
    public static GeneratorDriver LinearGen(bool tracked = false) => Driver(tracked, new LinearLayerGenerator(), new SequentialGenerator());

    /// <summary>Generators of the same attributes that do nothing.</summary>
    public static GeneratorDriver Empty() => Driver(
        tracked: false, new EmptyGenerator("LinearGen.LinearLayerAttribute"), new EmptyGenerator("LinearGen.SequentialAttribute"));

    private static CSharpGeneratorDriver Driver(bool tracked, params IIncrementalGenerator[] generators) => CSharpGeneratorDriver.Create(
        generators.Select(generator => generator.AsSourceGenerator()),
        parseOptions: ParseOptions,
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: tracked));
}
