using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Layers;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Commands;

/// <summary>Layers in double beside the same in float, forward. A vector holds half as many: twice the time is what one expects.</summary>
internal static class DoublesCommand
{
    private static readonly Shape[] Shapes = [new(8, 8), new(16, 16), new(32, 32), new(64, 64), new(128, 128), new(256, 256)];

    private static readonly int[] Rows = [1, 32];

    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        RoundSettings settings = options.Quick ? RoundSettings.Quick : RoundSettings.Thorough;
        Cell[] cells = [.. from shape in options.Shapes ?? Shapes from rows in options.Rows ?? Rows select new Cell(shape, rows)];
        ProgressBar progress = new(cells.Length);
        StringBuilder text = new("Multiply-adds per ns, and the rate in double as a share of that in float: one half is what one expects.\n\n");
        text.AppendLine(Format.Head("Cell", "float ns", "double ns", "float rate", "double rate", "double/float rate", "95 % interval"));
        foreach (Cell cell in cells)
        {
            progress.Show(cell.ToString());
            Problem problem = new(cell);
            LayerCalls<float> single = new(cell.Shape, problem.Weights.Span, problem.Bias.Span);
            LayerCalls<double> precise = new(cell.Shape, Widen(problem.Weights), Widen(problem.Bias));
            AlignedFloats y = new(cell.Rows * cell.Shape.Out);
            double[] x = Widen(problem.X);
            double[] preciseY = new double[y.Length];
            double[][] times = PairedRounds.Measure([calls => single.Forward(problem.X.Span, y.Span, calls), calls => precise.Forward(x, preciseY, calls)], settings);
            double floatTime = Statistics.Median(times[0]), doubleTime = Statistics.Median(times[1]);
            Estimate ratio = Statistics.Ratio(times[0], times[1]);
            text.AppendLine(Format.Row(
            [
                cell.ToString(), Format.Nanoseconds(floatTime), Format.Nanoseconds(doubleTime), Format.Ratio(cell.MultiplyAdds / floatTime),
                Format.Ratio(cell.MultiplyAdds / doubleTime), Format.Ratio(ratio.Median), Format.Interval(ratio),
            ]));
            progress.Step();
        }

        return text.ToString();
    }

    private static double[] Widen(AlignedFloats values) => [.. values.Span.ToArray().Select(value => (double)value)];
}
