using System.Collections.Immutable;
using CsCheck;
using LinearGen.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Xunit.Abstractions;

namespace LinearGen.Generator.Tests.Fuzz;

/// <summary>Spoiled sources by the thousand are answered: with code that compiles, or with a word to the user.</summary>
public class FuzzTests(ITestOutputHelper output)
{
    [Fact]
    public void SpoiledSources_AreAnswered()
    {
        FuzzOracle oracle = FuzzOracle.OfLinearGen();

        // Nothing is compiled yet, so the first inputs take seconds that are not theirs.
        foreach (string seed in FuzzSeeds.All)
        {
            oracle.Judge(new FuzzInput(seed.Split(FuzzSeeds.NextFile), []));
        }

        Property.Check(FuzzInputs.All, input => Assert.Null(Judge(oracle, input)), fast: 400, full: 3_000, input => input.ToString(), output.WriteLine, threads: 2);
    }

    [Fact]
    public void Inputs_AreTheSameEveryTimeAndOfEveryKind()
    {
        FuzzInput[] inputs = [.. Enumerable.Range(0, 200).Select(Make)];
        Assert.Equal(inputs.Select(input => input.ToString()), Enumerable.Range(0, 200).Select(number => Make(number).ToString()));
        Assert.Contains(inputs, input => input.Files.Length > 3);
        Assert.Contains(inputs, input => input.Symbols.Length > 1);
        Assert.True(inputs.Select(input => input.ToString()).Distinct().Count() > 190);

        static FuzzInput Make(int number) => FuzzInputs.All.Generate(new PCG((uint)number, 1), null, out _);
    }

    [Fact]
    public void Seeds_AreReadAsTheyAreMeant()
    {
        // Else the mutations would all start from sources that the generators do not even look at.
        string[] answered = [.. FuzzSeeds.All.SelectMany(seed => GeneratorHarness.Run(seed.Split(FuzzSeeds.NextFile)).Sources).Select(source => source.HintName)];
        Assert.True(answered.Length >= 20, string.Join(", ", answered));
    }

    [Fact]
    public void PlantedFaults_AreFound()
    {
        FuzzInput input = new(["partial class Head { int _x = 1; }"], []);
        TimeSpan limit = TimeSpan.FromSeconds(5);
        Assert.Null(Judge(Oracle(_ => { }, limit), input));
        Assert.Contains("planted", Oracle(_ => throw new InvalidOperationException("planted"), limit).Judge(input), StringComparison.Ordinal);
        Assert.Contains("CS0103", Oracle(context => context.AddSource("Bad.g.cs", "partial class Head { int _y = missing; }"), limit).Judge(input), StringComparison.Ordinal);
        Assert.Contains(FuzzOracle.Hung, Oracle(context => context.CancellationToken.WaitHandle.WaitOne(), limit / 10).Judge(input), StringComparison.Ordinal);
        Assert.Contains(FuzzOracle.Hung, Oracle(_ => Thread.Sleep(limit), limit / 10).Judge(input), StringComparison.Ordinal);
        Assert.Contains("AD0001", new FuzzOracle([], [new ThrowingAnalyzer()], limit).Judge(input), StringComparison.Ordinal);
    }

    [Fact]
    public void Hangs_AreOursIfTheCompilerEnds()
    {
        TimeSpan limit = TimeSpan.FromMilliseconds(50);
        using ManualResetEventSlim never = new();
        Assert.Throws<TimeoutException>(() => HangCheck.Run(never.Wait, () => GeneratorHarness.CreateCompilation(""), TimeSpan.FromSeconds(5)));
        HangCheck.Run(never.Wait, () => { never.Wait(); return GeneratorHarness.CreateCompilation(""); }, limit);
        Assert.Throws<InvalidOperationException>(() => HangCheck.Run(() => throw new InvalidOperationException("planted"), () => GeneratorHarness.CreateCompilation("")));
        never.Set();
    }

    /// <summary>On a busy machine a thread may wait for seconds, so a hang is one only if it comes again, and not to the compiler alone.</summary>
    private static string? Judge(FuzzOracle oracle, FuzzInput input)
    {
        string? fault = null;
        HangCheck.Run(
            () =>
            {
                do
                {
                    fault = oracle.Judge(input);
                }
                while (fault is not null && fault.StartsWith(FuzzOracle.Hung, StringComparison.Ordinal));
            },
            () => GeneratorHarness.CreateCompilation(input.Files));
        return fault;
    }

    private static FuzzOracle Oracle(Action<SourceProductionContext> generate, TimeSpan limit) => new([new PlantedGenerator(generate).AsSourceGenerator()], [], limit);

#pragma warning disable RS1036, RS1041, RS1042 // Planted faults are no generators that anybody would load.
    private sealed class PlantedGenerator(Action<SourceProductionContext> generate) : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterSourceOutput(context.CompilationProvider, (production, _) => generate(production));
    }
#pragma warning restore RS1036, RS1041, RS1042

#pragma warning disable RS1001
    private sealed class ThrowingAnalyzer : DiagnosticAnalyzer
#pragma warning restore RS1001
    {
        public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
            [new("PLANTED", "Planted", "Planted", "Planted", DiagnosticSeverity.Warning, isEnabledByDefault: true)];

        public override void Initialize(AnalysisContext context)
        {
            context.EnableConcurrentExecution();
            context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
            context.RegisterSymbolAction(_ => throw new InvalidOperationException("planted"), SymbolKind.NamedType);
        }
    }
}
