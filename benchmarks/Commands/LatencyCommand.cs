using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Layers;
using LinearGen.Benchmarks.Reports;

namespace LinearGen.Benchmarks.Commands;

/// <summary>
/// How long single forward calls take, each between two looks at the clock: what the slow ones among many are like. The clock
/// itself takes its time, which is not deducted but shown by calls that do nothing.
/// </summary>
internal static class LatencyCommand
{
    private const int WarmCalls = 20_000;

    private static readonly Shape[] Shapes = [new(2, 3), new(16, 16), new(64, 64), new(256, 256)];

    private static readonly double NanosecondsPerTick = 1e9 / Stopwatch.Frequency;

    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        int calls = options.Quick ? 50_000 : 1_000_000;
        Cell[] cells = [.. from shape in options.Shapes ?? Shapes from rows in options.Rows ?? [1] select new Cell(shape, rows)];
        List<(string Name, long[] Ticks)> series = [("nothing", Measure(() => { }, calls))];
        ProgressBar progress = new(cells.Length);
        foreach (Cell cell in cells)
        {
            progress.Show(cell.ToString());
            Problem problem = new(cell);
            LayerCalls<float> layer = new(cell.Shape, problem.Weights.Span, problem.Bias.Span);
            AlignedFloats y = new(cell.Rows * cell.Shape.Out);
            series.Add((cell.ToString(), Measure(() => layer.Forward(problem.X.Span, y.Span, 1), calls)));
            progress.Step();
        }

        StringBuilder text = new(string.Create(CultureInfo.InvariantCulture, $"{calls:#,##0} single forward calls of each layer, in ns, with the clock's own time in it: see \"nothing\".\n\n"));
        text.AppendLine(Format.Head("Layer", "p50", "p90", "p99", "p99.9", "max"));
        foreach ((string name, long[] ticks) in series)
        {
            text.AppendLine(Format.Row([name, .. new[] { 0.5, 0.9, 0.99, 0.999, 1 }.Select(share => Format.Nanoseconds(ticks[(int)(share * (ticks.Length - 1))] * NanosecondsPerTick))]));
        }

        foreach ((string name, long[] ticks) in series)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"\n{name}\n\n```text");
            AppendHistogram(text, ticks);
            text.AppendLine("```");
        }

        return text.ToString();
    }

    /// <summary>The ticks of each call, sorted.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static long[] Measure(Action call, int calls)
    {
        long[] ticks = new long[calls];
        for (int i = 0; i < WarmCalls; i++)
        {
            call();
        }

        ticks.AsSpan().Fill(1); // So that no page is touched for the first time between two looks at the clock.
        GC.Collect();
        for (int i = 0; i < ticks.Length; i++)
        {
            long start = Stopwatch.GetTimestamp();
            call();
            ticks[i] = Stopwatch.GetTimestamp() - start;
        }

        Array.Sort(ticks);
        return ticks;
    }

    /// <summary>A line for each quarter of a doubling; bars are logarithmic, so that single calls can be seen beside a million.</summary>
    private static void AppendHistogram(StringBuilder text, long[] sorted)
    {
        const int StepsPerDoubling = 4;
        const int BarPerDecade = 8;
        foreach (IGrouping<int, long> bucket in sorted.GroupBy(ticks => (int)Math.Floor(StepsPerDoubling * Math.Log2(Math.Max(1, ticks * NanosecondsPerTick)))))
        {
            double from = Math.Pow(2, (double)bucket.Key / StepsPerDoubling);
            int count = bucket.Count();
            text.AppendLine(CultureInfo.InvariantCulture, $"{from,9:0} ns {count,9:#,##0} {new string('#', 1 + (int)(BarPerDecade * Math.Log10(count)))}");
        }
    }
}
