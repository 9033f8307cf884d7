using System.Globalization;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Commands;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Native;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Reports;

/// <summary>The comparison with peers, in Markdown.</summary>
/// <param name="results">What was measured.</param>
/// <param name="passes">How many times each cell was visited.</param>
/// <param name="peers">Who took part.</param>
/// <param name="ceilings">What the machine can do.</param>
/// <param name="chart">The name of an operation's chart.</param>
internal sealed class PeersReport(IReadOnlyList<CellResult> results, int passes, Peers peers, Ceilings ceilings, Func<Operation, string> chart)
{
    /// <summary>From here on a ratio counts as "as fast", given the noise.</summary>
    private const double AsFast = 0.97;

    /// <summary>The length of the list of cells in which we are slower.</summary>
    private const int ShownLosses = 20;

    private IEnumerable<Operation> Operations => results.Select(result => result.Operation).Distinct();

    /// <summary>The whole report.</summary>
    public string Text()
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"# LinearGen and its peers: {Machine.Microarchitecture ?? Machine.Processor}, {VectorWidth.Current} bits\n");
        text.AppendLine(Surroundings.Text());
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            Ceilings, measured in the same run with vectors of this width: {2 * ceilings.MultiplyAdds:0.0} GFLOP/s of fused multiply-adds, {ceilings.FirstLevel:0} GB/s from the first-level cache, {ceilings.SecondLevel:0} GB/s from the second.

            All contenders run in one process, on one thread, in rounds; in each round everybody has a turn, in a new order. Passes over all
            cells, with arrays in other places each time: {passes}. Times are minima in ns per call, which repeat where a machine has other
            work too; medians are beside them. "Limit" is the time for the multiply-adds at the ceiling and, for one row, at least the time
            to load the padded weights once: from the first-level cache, or from the second if they are larger than 24 KB. (dW of one row
            writes as many values as it reads, and cannot come near.) "Ratio" is the best peer's time divided by ours, above 1 where we are
            faster; the best peer is the one with the smallest time, whatever it was allowed to prepare beforehand. "By rounds" is the
            median of the quotients round by round, with an interval of 95 % confidence, for the peer with the smallest median: if the two
            differ much, the machine was busy. Results were compared with a reference in double first.

            In the summary, a cell counts as 1.00 where the best peer takes less than {CellResult.ShortNanoseconds} ns and we are within {CellResult.LevelNanoseconds} ns of it, one way or the other.


            """);
        AppendContenders(text);
        text.AppendLine("## Summary\n").AppendLine(Summary());
        foreach (Operation operation in Operations)
        {
            AppendOperation(text, operation);
        }

        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>A line per operation and one for all.</summary>
    public string Summary()
    {
        StringBuilder text = new();
        text.AppendLine(Format.Head("Operation", "cells", "geometric mean of ratios", "by rounds", "share ≥ 0.97", "by rounds", "worst cell"));
        foreach (Operation operation in Operations)
        {
            AppendSummary(text, operation.Key(), results.Where(result => result.Operation == operation));
        }

        AppendSummary(text, "all", results);
        AppendLosses(text);
        foreach (CellResult result in results)
        {
            foreach ((string name, string fault) in result.Faults)
            {
                text.AppendLine(CultureInfo.InvariantCulture, $"\n**Wrong**: {name}, {result.Cell} {result.Operation.Key()}: {fault}");
            }
        }

        return text.ToString();
    }

    private static void AppendSummary(StringBuilder text, string name, IEnumerable<CellResult> results)
    {
        CellResult[] compared = [.. results.Where(result => result.IsCompared)];
        if (compared.Length == 0)
        {
            return;
        }

        double[] ratios = [.. compared.Select(result => result.CountedRatio)];
        double[] byRounds = [.. compared.Select(result => result.CountedRatioByRounds)];
        CellResult worst = compared.MinBy(result => result.CountedRatio)!;
        text.AppendLine(Format.Row(
        [
            name, ratios.Length.ToString(CultureInfo.InvariantCulture), Format.Ratio(Statistics.GeometricMean(ratios)), Format.Ratio(Statistics.GeometricMean(byRounds)),
            Share(ratios), Share(byRounds), $"{worst.Cell} {worst.Operation.Key()}: {Format.Ratio(worst.CountedRatio)} against {worst.BestPeer}",
        ]));

        static string Share(double[] ratios) => Format.Percent((double)ratios.Count(ratio => ratio >= AsFast) / ratios.Length);
    }

    private void AppendLosses(StringBuilder text)
    {
        CellResult[] losses = [.. results.Where(result => result.IsCompared && result.CountedRatio < AsFast).OrderBy(result => result.CountedRatio)];
        if (losses.Length == 0)
        {
            return;
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"\nWhere we are slower, the worst {Math.Min(ShownLosses, losses.Length)} of {losses.Length} cells below {AsFast}:\n");
        text.AppendLine(Format.Head("Cell", "operation", "ns", "best peer", "its ns", "ratio", "by rounds"));
        foreach (CellResult loss in losses.Take(ShownLosses))
        {
            text.AppendLine(Format.Row(
            [
                loss.Cell.ToString(), loss.Operation.Key(), Format.Nanoseconds(loss.Minimum(LinearGenContender.OurName)), loss.BestPeer,
                Format.Nanoseconds(loss.Minimum(loss.BestPeer)), Format.Ratio(loss.Ratio), Format.Ratio(loss.RatioByRounds.Median),
            ]));
        }
    }

    private void AppendContenders(StringBuilder text)
    {
        text.AppendLine("## Contenders\n");
        foreach (IContender contender in peers.Contenders)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- **{contender.Name}**: {contender.Description}");
        }

        foreach (string reason in peers.Absent)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"- absent: {reason}");
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"""

            Who takes more than {PeersCommand.HopelessFactor} times as long as the fastest in a first look at a cell is left out of that cell's rounds; the figure of that first look is marked with "≈".

            """);
    }

    private void AppendOperation(StringBuilder text, Operation operation)
    {
        CellResult[] cells = [.. results.Where(result => result.Operation == operation)];
        text.AppendLine(CultureInfo.InvariantCulture, $"## {operation.Title()}\n\n![percent of the limit]({chart(operation)})\n");
        text.AppendLine(Format.Head("Cell", "ns", "median", "% of limit", "best peer", "its ns", "ratio", "by rounds", "95 % interval"));
        foreach (CellResult cell in cells.Where(cell => cell.IsCompared))
        {
            double ours = cell.Minimum(LinearGenContender.OurName);
            text.AppendLine(Format.Row(
            [
                cell.Cell.ToString(), Format.Nanoseconds(ours), Format.Nanoseconds(cell.Median(LinearGenContender.OurName)), Format.Percent(ceilings.Limit(cell.Cell, operation) / ours), cell.BestPeer,
                Format.Nanoseconds(cell.Minimum(cell.BestPeer)), Format.Ratio(cell.Ratio), Format.Ratio(cell.RatioByRounds.Median), Format.Interval(cell.RatioByRounds),
            ]));
        }

        string[] names = [.. peers.Contenders.Select(contender => contender.Name).Where(name => cells.Any(cell => cell.Rounds.ContainsKey(name) || cell.IsOut(name)))];
        text.AppendLine("\nMinimum (median) of everybody, in ns per call\n");
        text.AppendLine(Format.Head(["Cell", .. names]));
        foreach (CellResult cell in cells)
        {
            text.AppendLine(Format.Row([cell.Cell.ToString(), .. names.Select(name => Figure(cell, name))]));
        }

        text.AppendLine();
    }

    private static string Figure(CellResult cell, string name)
    {
        if (cell.Rounds.ContainsKey(name))
        {
            return $"{Format.Nanoseconds(cell.Minimum(name))} ({Format.Nanoseconds(cell.Median(name))})";
        }

        return cell.Faults.ContainsKey(name) ? "wrong" : cell.Dropped.TryGetValue(name, out double time) ? $"≈ {Format.Nanoseconds(time)}" : "–";
    }
}
