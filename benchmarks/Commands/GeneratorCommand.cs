using LinearGen.Benchmarks.Generators;
using LinearGen.Benchmarks.Timing;
using Microsoft.CodeAnalysis;

namespace LinearGen.Benchmarks.Commands;

/// <summary>x</summary>
internal static class GeneratorCommand
{
    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        foreach (int count in (int[])[1000])
        {
            CSharpCompilationRun(count, options);
        }
        return "";
    }

    private static void CSharpCompilationRun(int count, Options options)
    {
        var compilation = Compiler.Compile(new LayerProject(count, numbersOnly: Environment.GetEnvironmentVariable("NUM") == "1"));
        var t = System.Diagnostics.Stopwatch.StartNew();
        var r = Compiler.LinearGen().RunGenerators(compilation).GetRunResult();
        Console.WriteLine($"{count}: {t.ElapsedMilliseconds} ms; {r.Results.Sum(x => x.GeneratedSources.Length)} files {r.Results.Sum(x => x.GeneratedSources.Sum(y => (long)y.SourceText.Length)) / Math.Max(1,count)} chars; diags {r.Diagnostics.Length}");
        foreach (Keystroke key in Keystroke.All)
        {
            Typing ours = new(compilation, Compiler.LinearGen(), key), empty = new(compilation, Compiler.Empty(), key);
            PairedRounds.Measure([(ours.Type, ours.Run), (empty.Type, empty.Run)], new RoundSettings(0, 30, 1001, 2000));
            double[][] times = PairedRounds.Measure([(ours.Type, ours.Run), (empty.Type, empty.Run)], new RoundSettings(0, 9, 1001, options.Quick ? 2000 : 6000));
            Console.WriteLine($"  {key.Name}: ours {Statistics.Median(times[0]) / 1e6:0.000} min {times[0].Min() / 1e6:0.000}, empty {Statistics.Median(times[1]) / 1e6:0.000} min {times[1].Min() / 1e6:0.000}; ratio {Statistics.Median(times[0])/Statistics.Median(times[1]):0.00} minima {times[0].Min()/times[1].Min():0.00} paired {Statistics.Ratio(times[0], times[1]).Median:0.00}; {times[0].Length} rounds; alloc {ours.Allocated()} {empty.Allocated()}");
        }
    }
}
