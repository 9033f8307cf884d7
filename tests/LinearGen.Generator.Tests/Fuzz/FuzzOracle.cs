using System.Collections.Immutable;
using System.Diagnostics;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace LinearGen.Generator.Tests.Fuzz;

/// <summary>
/// Says whether an input was answered: nothing threw, nothing hung, and what came out compiles, or somebody told the
/// user what is wrong in a place that is the user's.
/// </summary>
/// <param name="generators">What runs over the input.</param>
/// <param name="analyzers">What looks at the result.</param>
/// <param name="limit">The longest time that is no hang.</param>
internal sealed class FuzzOracle(IReadOnlyList<ISourceGenerator> generators, ImmutableArray<DiagnosticAnalyzer> analyzers, TimeSpan limit)
{
    /// <summary>What faults begin with that may also come from a busy machine.</summary>
    public const string Hung = "hung: ";

    /// <summary>Reports of a generator or an analyzer that threw.</summary>
    private static readonly string[] Thrown = ["AD0001", "CS8784", "CS8785"];

    /// <summary>All inputs share it, so that the framework is read once.</summary>
    private static readonly CSharpCompilation Empty = GeneratorHarness.CreateCompilation();

    /// <summary>LinearGen's generators, and all analyzers of their assembly, those of tomorrow included.</summary>
    public static FuzzOracle OfLinearGen() => new(
        [new LinearLayerGenerator().AsSourceGenerator(), new StageGenerator().AsSourceGenerator(), new SequentialGenerator().AsSourceGenerator()],
        [
            .. typeof(LinearLayerGenerator).Assembly.GetTypes()
                .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
                .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
        ],
        TimeSpan.FromSeconds(20));

    /// <summary>Looks at one input.</summary>
    /// <param name="input">Its files and symbols.</param>
    /// <returns>What is wrong, or null if it was answered.</returns>
    public string? Judge(FuzzInput input)
    {
        using CancellationTokenSource enough = new(limit);
        Stopwatch watch = Stopwatch.StartNew();
        Task<string?> answer = Task.Factory.StartNew(() => Answer(input, enough.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            // Who neither comes to an end nor looks at the token is left behind.
            return answer.Wait(limit + limit) ? answer.Result : $"{Hung}not even stopped after {limit + limit}";
        }
        catch (AggregateException thrown) when (thrown.InnerException is OperationCanceledException)
        {
            return $"{Hung}stopped after {watch.Elapsed}";
        }
        catch (AggregateException thrown)
        {
            // Roslyn itself fails over some inputs, and its parser of 4.14 over Span<float> ::y: not for us to answer.
            return GeneratorMistakes.IsOurs(thrown.InnerException!) ? $"threw {thrown.InnerException}" : null;
        }
    }

    private string? Answer(FuzzInput input, CancellationToken cancellationToken)
    {
        CSharpParseOptions options = GeneratorHarness.ParseOptions.WithPreprocessorSymbols(input.Symbols);
        SyntaxTree[] trees =
            [.. input.Files.Select((text, index) => CSharpSyntaxTree.ParseText(text, options, path: $"Source{index}.cs", cancellationToken: cancellationToken))];
        CSharpCompilation compilation = Empty.AddSyntaxTrees(trees);
        GeneratorDriver driver = CSharpGeneratorDriver
            .Create(generators, parseOptions: options)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out ImmutableArray<Diagnostic> ofDriver, cancellationToken);
        if (driver.GetRunResult().Exceptions().FirstOrDefault() is { } exception)
        {
            return $"a generator threw {exception}";
        }

        if (driver.GetRunResult().IsGivenUp())
        {
            return null;
        }

        List<Diagnostic> errors = [.. ofDriver];
        if (!analyzers.IsEmpty)
        {
            errors.AddRange(AnalyzerHarness.Analyze(output, analyzers, tree: null, cancellationToken: cancellationToken));
        }

        if (errors.Find(error => Thrown.Contains(error.Id)) is { } thrown)
        {
            return $"something threw: {thrown}";
        }

        // The first that speaks up is enough. Generated code, which takes longest to compile, is asked last.
        if (errors.Exists(IsOurs)
            || trees.Any(tree => tree.GetDiagnostics(cancellationToken).Any(IsError))
            || trees.Any(tree => output.GetSemanticModel(tree).GetDiagnostics(cancellationToken: cancellationToken).Any(IsError)))
        {
            return null;
        }

        errors.AddRange(output.GetDiagnostics(cancellationToken).Where(IsError));
        if (errors.Exists(error => IsError(error) && IsInSource(error)))
        {
            return null;
        }

        if (errors.Count > 0)
        {
            return $"only generated code is blamed: {string.Join(Environment.NewLine, errors.Take(5))}";
        }

        // Some errors only come to light when the assembly is written.
        ImmutableArray<Diagnostic> emitted = output.Emit(Stream.Null, cancellationToken: cancellationToken).Diagnostics;
        return emitted.FirstOrDefault(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !IsInSource(diagnostic)) is { } error ? $"cannot be emitted: {error}" : null;
    }

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;

    private static bool IsOurs(Diagnostic diagnostic) => diagnostic.Id.StartsWith("LG", StringComparison.Ordinal);

    private static bool IsInSource(Diagnostic diagnostic) => diagnostic.Location.SourceTree is { } tree && tree.FilePath.StartsWith("Source", StringComparison.Ordinal);
}

/// <summary>What the fuzz test feeds to the generators.</summary>
/// <param name="Files">The texts of the files.</param>
/// <param name="Symbols">The preprocessor's symbols.</param>
internal sealed record FuzzInput(string[] Files, string[] Symbols)
{
    /// <summary>The input as a message shows it.</summary>
    public override string ToString() =>
        string.Join(Environment.NewLine, Files.Select((text, index) => $"// ---- Source{index}.cs{Environment.NewLine}{text}").Prepend($"// symbols: {string.Join(", ", Symbols)}"));
}
