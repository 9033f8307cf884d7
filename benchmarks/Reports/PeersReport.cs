using System.Globalization;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Commands;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Reports;

/// <summary>The comparison with peers, in Markdown.</summary>
internal sealed class PeersReport(IReadOnlyList<CellResult> results, Peers peers, Ceilings ceilings)
{
    /// <summary>From here on a ratio counts as "as fast", given the noise.</summary>
    private const double AsFast = 0.97;

    private IEnumerable<Operation> Operations => results.Select(result => result.Operation).Distinct();

    /// <summary>The whole report.</summary>
    public string Text()
    {
        StringBuilder text = new();
        text.AppendLine("# LinearGen and its peers\n");
        text.AppendLine(Surroundings.Text());
        text.AppendLine(CultureInfo.InvariantCulture, $"""
            Ceilings, measured in the same run: {2 * ceilings.MultiplyAdds:0.0} GFLOP/s of fused multiply-adds, {ceilings.FirstLevel:0} GB/s from the first-level cache, {ceilings.SecondLevel:0} GB/s from the second.

            All contenders run in one process, on one thread, in rounds; in each round everybody has a turn, in a new order. Times are
            medians in ns per call. "Limit" is the time for the multiply-adds at the ceiling and, for one row, at least the time to
            load the padded weights once: from the first-level cache, or from the second if they are larger than 24 KB. (dW of one
            row writes as many values as it reads, and cannot come near.) "Ratio" is the best peer's time divided by ours, above 1 where
            we are faster: the median over the rounds, with an interval of 95 % confidence. The best peer is the one with the smallest
            median, whatever it was allowed to prepare beforehand. "Of minima" divides the
            smallest time of any peer by our smallest: if that differs much from the ratio, the machine was busy with something else. Results were compared with a reference in double first.


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
        text.AppendLine(Format.Head("Operation", "geometric mean of ratios", "of minima", "share ≥ 0.97", "cells", "worst cell"));
        foreach (Operation operation in Operations)
        {
            AppendSummary(text, operation.Key(), results.Where(result => result.Operation == operation));
        }

        AppendSummary(text, "all", results);
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
        CellResult[] compared = [.. results.Where(result => result.Ratio is not null).OrderBy(result => result.Ratio!.Value.Median)];
        if (compared.Length == 0)
        {
            return;
        }

        double[] ratios = [.. compared.Select(result => result.Ratio!.Value.Median)];
        CellResult worst = compared[0];
        text.AppendLine(Format.Row(
        [
            name,
            Format.Ratio(Statistics.GeometricMean(ratios)),
            Format.Ratio(Statistics.GeometricMean(compared.Select(result => result.RatioOfMinima!.Value))),
            Format.Percent((double)ratios.Count(ratio => ratio >= AsFast) / ratios.Length),
            ratios.Length.ToString(CultureInfo.InvariantCulture),
            $"{worst.Cell} {worst.Operation.Key()}: {Format.Ratio(ratios[0])} against {worst.BestPeer}",
        ]));
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
        text.AppendLine(CultureInfo.InvariantCulture, $"## {operation.Title()}\n\n![percent of the limit](peers-{operation.Key()}.svg)\n");
        text.AppendLine(Format.Head("Cell", "ns", "% of limit", "best peer", "its ns", "ratio", "95 % interval", "of minima"));
        foreach (CellResult cell in cells)
        {
            if (cell is { Ours: { } ours, BestPeer: { } best, Ratio: { } ratio })
            {
                text.AppendLine(Format.Row(
                [
                    cell.Cell.ToString(), Format.Nanoseconds(ours), Format.Percent(ceilings.Limit(cell.Cell) / ours), best,
                    Format.Nanoseconds(cell.Median(best)), Format.Ratio(ratio.Median), Format.Interval(ratio), Format.Ratio(cell.RatioOfMinima!.Value),
                ]));
            }
        }

        string[] names = [.. peers.Contenders.Select(contender => contender.Name).Where(name => cells.Any(cell => cell.Rounds.ContainsKey(name) || cell.IsOut(name)))];
        text.AppendLine("\nMedian (minimum) of everybody, in ns per call\n");
        text.AppendLine(Format.Head(["Cell", .. names]));
        foreach (CellResult cell in cells)
        {
            text.AppendLine(Format.Row([cell.Cell.ToString(), .. names.Select(name => Figure(cell, name))]));
        }

        text.AppendLine();
    }

    private static string Figure(CellResult cell, string name)
    {
        if (cell.Rounds.TryGetValue(name, out List<double>? rounds))
        {
            return $"{Format.Nanoseconds(cell.Median(name))} ({Format.Nanoseconds(rounds.Min())})";
        }

        return cell.Faults.ContainsKey(name) ? "wrong" : cell.Dropped.TryGetValue(name, out double time) ? $"≈ {Format.Nanoseconds(time)}" : "–";
    }
}
