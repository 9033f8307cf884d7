using System.Diagnostics;
using System.Globalization;
using LinearGen.Benchmarks.Reports;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Benchmarks.Generators;

/// <summary>One run of the generators over a project that they have not seen.</summary>
/// <param name="Milliseconds">The best time.</param>
/// <param name="LayerBytes">Bytes of source of each layer, in UTF-8.</param>
/// <param name="NetworkBytes">The same of each network.</param>
/// <param name="Allocated">Bytes allocated.</param>
/// <param name="Retained">Bytes that the driver keeps.</param>
internal sealed record Generation(double Milliseconds, IReadOnlyList<long> LayerBytes, IReadOnlyList<long> NetworkBytes, long Allocated, long Retained)
{
    /// <summary>Measures.</summary>
    /// <param name="count">The number of layers.</param>
    /// <param name="runs">Runs, of which the best counts.</param>
    /// <exception cref="InvalidOperationException">The generators reported something, or wrote less than they should.</exception>
    public static Generation Measure(int count, int runs)
    {
        LayerProject project = new(count);
        double best = double.MaxValue;
        long allocated = 0, retained = 0;
        GeneratorDriverRunResult? result = null;
        for (int run = 0; run < runs; run++)
        {
            CSharpCompilation compilation = Compiler.Compile(project);
            GeneratorDriver driver = Compiler.LinearGen();
            long kept = GC.GetTotalMemory(forceFullCollection: true);
            long before = GC.GetAllocatedBytesForCurrentThread();
            long start = Stopwatch.GetTimestamp();
            driver = driver.RunGenerators(compilation);
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            retained = GC.GetTotalMemory(forceFullCollection: true) - kept;
            result = driver.GetRunResult();
            GC.KeepAlive(compilation);
            GC.KeepAlive(driver);
        }

        if (!result!.Diagnostics.IsEmpty || result.Results.Sum(generator => generator.GeneratedSources.Length) != count + project.Networks)
        {
            throw new InvalidOperationException($"The project of {count} layers is not generated as a whole.");
        }

        return new Generation(best, Bytes(result.Results[0]), Bytes(result.Results[1]), allocated, retained);
    }

    /// <summary>For the report.</summary>
    public string Row(string name) => Format.Row(
    [
        name, Text(Milliseconds), Text(LayerBytes.Average()), Text(LayerBytes.Max()), NetworkBytes.Count == 0 ? "–" : Text(NetworkBytes.Average()),
        Text(Allocated / 1e6), Text(Retained / 1e6),
    ]);

    private static string Text(double value) => value.ToString(value < 100 ? "0.0" : "#,##0", CultureInfo.InvariantCulture);

    private static long[] Bytes(GeneratorRunResult result) => [.. result.GeneratedSources.Select(source => (long)System.Text.Encoding.UTF8.GetByteCount(source.SourceText.ToString()))];
}
