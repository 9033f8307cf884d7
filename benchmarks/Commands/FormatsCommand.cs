using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Layers;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Commands;

/// <summary>Layers with weights in bfloat16 beside the same with weights in float, forward.</summary>
internal static class FormatsCommand
{
    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        RoundSettings settings = options.Quick ? RoundSettings.Quick : RoundSettings.Thorough;
        Cell[] cells = [.. from shape in options.Shapes ?? [.. Formats.All.Keys] from rows in options.Rows ?? Cell.UsualRows select new Cell(shape, rows)];
        ProgressBar progress = new(cells.Length);
        StringBuilder text = new("Minima in ns per call, and how many times as fast bfloat16 is; medians of the quotients round by round beside it.\n\n");
        text.AppendLine(Format.Head("Cell", "float ns", "bfloat16 ns", "float/bfloat16", "by rounds", "95 % interval"));
        foreach (Cell cell in cells)
        {
            progress.Show(cell.ToString());
            (Func<INetwork<float>> full, Func<INetwork<float>> rounded) = Formats.All[cell.Shape];
            double[][] times = PairedRounds.Measure([Work(full(), cell), Work(rounded(), cell)], settings);
            Estimate ratio = Statistics.Ratio(times[0], times[1]);
            text.AppendLine(Format.Row(
            [
                cell.ToString(), Format.Nanoseconds(times[0].Min()), Format.Nanoseconds(times[1].Min()),
                Format.Ratio(times[0].Min() / times[1].Min()), Format.Ratio(ratio.Median), Format.Interval(ratio),
            ]));
            progress.Step();
        }

        return text.ToString();
    }

    private static Action<int> Work(INetwork<float> layer, Cell cell)
    {
        layer.Initialize(new Random(1));
        AlignedFloats x = new(cell.Rows * cell.Shape.In), y = new(cell.Rows * cell.Shape.Out);
        Random random = new(2);
        foreach (ref float value in x.Span)
        {
            value = random.NextSingle() - 0.5f;
        }

        return calls =>
        {
            for (int call = 0; call < calls; call++)
            {
                layer.Forward(x.Span, y.Span);
            }
        };
    }
}
