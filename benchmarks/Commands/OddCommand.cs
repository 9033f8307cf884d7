using System.Globalization;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Commands;

/// <summary>
/// Shapes that are no multiple of a vector beside the next that are: these do at least the same work, so that the smaller
/// ones should not take much longer.
/// </summary>
internal static class OddCommand
{
    private const double Suspicious = 1.3;

    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        IReadOnlyList<Shape> shapes = options.Shapes ?? Shape.Odd;
        IReadOnlyList<int> rows = options.Rows ?? Cell.UsualRows;
        foreach (Shape shape in shapes)
        {
            options.Require(shape.WholeVectors);
        }

        LinearGenContender ours = new();
        RoundSettings settings = options.Quick ? RoundSettings.Quick : RoundSettings.Thorough;
        ProgressBar progress = new(shapes.Count * rows.Count * options.Operations.Count);
        StringBuilder text = new($"A ratio above {Format.Ratio(Suspicious)} is flagged: the odd shape takes that much longer than the larger one.\n\n");
        text.AppendLine(Format.Head("Shape and rows", "operation", "ns", "whole vectors", "ns", "ratio", "95 % interval", ""));
        int flagged = 0;
        foreach (Cell cell in from shape in shapes from count in rows select new Cell(shape, count))
        {
            Cell whole = cell with { Shape = cell.Shape.WholeVectors };
            Problem problem = new(cell);
            Problem larger = new(whole);
            foreach (Operation operation in options.Operations)
            {
                progress.Show($"{cell} {operation.Key()}");
                double[][] times = PairedRounds.Measure([ours.Prepare(problem, operation)!.Run, ours.Prepare(larger, operation)!.Run], settings);
                Estimate ratio = Statistics.Ratio(times[0], times[1]);
                bool suspicious = ratio.Median > Suspicious;
                flagged += suspicious ? 1 : 0;
                text.AppendLine(Format.Row(
                [
                    cell.ToString(), operation.Key(), Format.Nanoseconds(Statistics.Median(times[0])), whole.Shape.ToString(),
                    Format.Nanoseconds(Statistics.Median(times[1])), Format.Ratio(ratio.Median), Format.Interval(ratio), suspicious ? "**slow**" : "",
                ]));
                progress.Step();
            }
        }

        return text.AppendLine(CultureInfo.InvariantCulture, $"\n{flagged} flagged.").ToString();
    }
}
