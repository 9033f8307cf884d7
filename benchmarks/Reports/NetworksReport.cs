using System.Globalization;
using System.Text;
using LinearGen.Benchmarks.Networks;
using LinearGen.Benchmarks.Networks.Contenders;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Reports;

/// <summary>Networks beside other software, in Markdown.</summary>
/// <param name="peers">Who took part.</param>
/// <param name="rows">Single rows.</param>
/// <param name="chains">Single rows that wait for one another.</param>
/// <param name="batches">Batches.</param>
/// <param name="parts">The training step, then its parts.</param>
/// <param name="torch">The same step in PyTorch, or null.</param>
/// <param name="allocation">What a number of steps allocated.</param>
/// <param name="wide">Forward, backward and both of the wide network.</param>
/// <param name="ceilings">What the machine can do.</param>
internal sealed class NetworksReport(
    NetPeers peers,
    IReadOnlyList<ForwardResult> rows,
    IReadOnlyList<ForwardResult> chains,
    IReadOnlyList<ForwardResult> batches,
    IReadOnlyList<(string Name, double[] Times)> parts,
    Torch? torch,
    (int Steps, long Bytes) allocation,
    double[][] wide,
    Ceilings ceilings)
{
    private readonly StringBuilder _text = new();

    private static string BatchHead => Format.Head("Network", "rows", FusedNet.OurName, "median", LayeredNet.LayersName, "ratio", "by rounds", "ONNX Runtime", "ratio");

    private double Step => parts[0].Times.Min();

    /// <summary>The whole report.</summary>
    public string Text()
    {
        Line($"""
            All of one thread. Contenders run in one process, in short rounds; in each round everybody has a turn, in a new order. A
            figure is the minimum over all rounds, with the median beside it: on a machine that others use too, minima are what repeats.
            "Ratio" is the minimum divided by LinearGen's, "by rounds" the median of the ratios round by round with its 95 % interval:
            above 1 LinearGen is faster. Calls do not depend on one another, so that processors overlap them; this is so for everybody.
            All have been compared with a computation in double on 64 inputs first; the greatest absolute error is in the table.
            Activations are behind all layers but the last; every layer has a bias.

            """);
        Targets();
        foreach (ForwardResult result in rows)
        {
            Line($"\n## {result.Net}, one row\n");
            if (result.Net == Net.Tame)
            {
                Line($"As above, but no tanh has an argument beyond 0.6: there xsimd's tanh skips half of its work. LinearGen's takes the same time everywhere.\n");
            }

            Forward(result);
        }

        Line($"\n## One row that waits for the one before\n\nEach call's first output is the next one's first input, as in a control loop or behind a recurrence: nothing overlaps. ns per call.\n");
        Line($"{BatchHead}");
        foreach (ForwardResult result in chains)
        {
            Batch(result);
        }

        Line($"\n## Batches\n\nns per call.\n");
        Line($"{BatchHead}");
        foreach (ForwardResult result in batches)
        {
            Batch(result);
        }

        Training();
        Line($"\n## Contenders\n");
        foreach (INetContender contender in peers.Rows)
        {
            Line($"- {contender.Name}: {contender.Description}");
        }

        foreach (string absent in peers.Absent)
        {
            Line($"- absent: {absent}");
        }

        if (torch is null)
        {
            Line($"- absent: torch, in neither python3 nor /usr/bin/python3 (Debian: python3-torch)");
        }

        return _text.ToString();
    }

    private void Targets()
    {
        // What noise may do: a tie is not a loss.
        const double AsFast = 0.98;
        Line($"{Format.Head("Target", "to reach", "measured (minima)", "reached")}");
        foreach ((ForwardResult result, double limit) in rows.Zip([75.0, 32.0, 32.0]))
        {
            double ours = result.Minimum(FusedNet.OurName);
            Target($"{result.Net}, one row", string.Create(CultureInfo.InvariantCulture, $"≤ {limit} ns"), $"{Format.Nanoseconds(ours)} ns", ours <= limit);
            string best = result.Names.Where(IsRival).MinBy(result.Minimum)!;
            double ratio = result.Minimum(best) / ours, wanted = result.Net == Net.Digits ? 1.3 : 1 / 0.6;
            Target($"{result.Net}, beside the best other", $"≥ {Format.Ratio(wanted)} ×", $"{Format.Ratio(ratio)} × ({best}: {Format.Nanoseconds(result.Minimum(best))} ns)", ratio >= wanted);
            double layers = result.Minimum(LayeredNet.LayersName) / ours;
            Target($"{result.Net}, beside its layers one by one", "≥ 1.15 ×", $"{Format.Ratio(layers)} ×", layers >= 1.15);
            double typed = ours / result.Minimum(TypedNet.TypedName);
            Target($"{result.Net}, typed rows beside spans", "never slower", $"{Format.Ratio(typed)} ×", typed >= AsFast);
        }

        double least = batches.Min(result => result.Minimum(LayeredNet.LayersName) / result.Minimum(FusedNet.OurName));
        Target("batches, beside layers one by one", "never slower", $"{Format.Ratio(least)} × at worst", least >= AsFast);
        double torchRatio = (torch?.Minimum ?? double.NaN) / Step;
        Target("training step, beside torch", "≥ 10 ×", torch is null ? "torch absent" : $"{Format.Ratio(torchRatio)} ×", torchRatio >= 10);
        double share = WideShare(wide[2]);
        Target("forward and backward at 256→256→256, 64 rows", "≥ 60 % of FMA peak", Format.Percent(share), share >= 0.6);
        Target($"allocation over {Count(allocation.Steps)} steps", "0 bytes", $"{Count(allocation.Bytes)} bytes", allocation.Bytes == 0);
    }

    private void Target(string what, string wanted, string measured, bool reached) => Line($"{Format.Row([what, wanted, measured, reached ? "yes" : "**no**"])}");

    private static bool IsRival(string name) => name is not (FusedNet.OurName or TypedNet.TypedName or LayeredNet.LayersName);

    private void Forward(ForwardResult result)
    {
        Line($"{Format.Head("Contender", "ns", "median", "ratio", "by rounds", "greatest error")}");
        double ours = result.Minimum(FusedNet.OurName);
        foreach (string name in result.Names.OrderBy(result.Minimum))
        {
            Estimate ratio = result.Ratio(name);
            Line($"{Format.Row([name, Format.Nanoseconds(result.Minimum(name)), Format.Nanoseconds(result.Median(name)), Format.Ratio(result.Minimum(name) / ours), $"{Format.Ratio(ratio.Median)} ({Format.Interval(ratio)})", result.Errors[name].ToString("0.0e+0", CultureInfo.InvariantCulture)])}");
        }

        foreach (string name in result.Wrong)
        {
            Line($"\n{name} was off by {result.Errors[name]:G3} and is not timed.");
        }
    }

    private void Batch(ForwardResult result)
    {
        const string Onnx = "ONNX Runtime";
        double ours = result.Minimum(FusedNet.OurName), layers = result.Minimum(LayeredNet.LayersName);
        Estimate ratio = result.Ratio(LayeredNet.LayersName);
        string[] onnx = result.Names.Contains(Onnx) ? [Format.Nanoseconds(result.Minimum(Onnx)), Format.Ratio(result.Minimum(Onnx) / ours)] : ["–", "–"];
        Line($"{Format.Row([result.Net.ToString(), result.RowCount.ToString(CultureInfo.InvariantCulture), Format.Nanoseconds(ours), Format.Nanoseconds(result.Median(FusedNet.OurName)), Format.Nanoseconds(layers), Format.Ratio(layers / ours), $"{Format.Ratio(ratio.Median)} ({Format.Interval(ratio)})", .. onnx])}");
    }

    private void Training()
    {
        Line($"\n## Training step: {Net.Digits}, {DigitsTraining.BatchRows} rows, Adam, softmax cross entropy\n");
        Line($"{Format.Head("", "µs", "median", "ratio")}");
        Line($"{Format.Row(["LinearGen, Trainer.Step", Micro(Step), Micro(Statistics.Median(parts[0].Times)), "1.00"])}");
        if (torch is not null)
        {
            Line($"{Format.Row([$"{torch.Name}, one thread", Micro(torch.Minimum), Micro(torch.Median), Format.Ratio(torch.Minimum / Step)])}");
            Line($"\nPyTorch times its own loop in a process of its own, after LinearGen and not in turns with it: the step is zero_grad, forward,\nloss, backward and Adam's step, {DigitsTraining.Batches} batches by turns, as here; the faster of Adam's two forms counts.");
        }

        Line($"\nWhere the time goes, each part measured by itself:\n");
        Line($"{Format.Head("Part", "µs", "median", "share of the step")}");
        foreach ((string name, double[] times) in parts)
        {
            Line($"{Format.Row([name, Micro(times.Min()), Micro(Statistics.Median(times)), Format.Percent(times.Min() / Step)])}");
        }

        double rest = Step - parts.Skip(1).Sum(part => part.Times.Min());
        Line($"{Format.Row(["the rest (checks; caches that the parts by themselves keep to themselves)", Micro(rest), "", Format.Percent(rest / Step)])}");
        Line($"\n{allocation.Steps:#,##0} steps allocated {allocation.Bytes:#,##0} bytes.");

        Line($"\n## Forward and backward: 256→256→256 relu, {WideTraining.BatchRows} rows, without dX\n");
        Line($"The peak, measured in the same run: {2 * ceilings.MultiplyAdds:0.0} GFLOP/s of fused multiply-adds.\n");
        Line($"{Format.Head("", "µs", "median", "share of the peak")}");
        foreach ((string name, double[] times, double work) in new[] { ("Forward(x, activations)", wide[0], 0.4), ("Backward with gradients", wide[1], 0.6), ("both", wide[2], 1) })
        {
            Line($"{Format.Row([name, Micro(times.Min()), Micro(Statistics.Median(times)), Format.Percent(work * WideShare(times))])}");
        }
    }

    private double WideShare(double[] times) => WideTraining.MultiplyAdds / ceilings.MultiplyAdds / times.Min();

    private static string Micro(double nanoseconds) => (nanoseconds / 1000).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Count(long value) => value.ToString("#,##0", CultureInfo.InvariantCulture);

    private void Line(FormattableString line) => _text.AppendLine(line.ToString(CultureInfo.InvariantCulture));
}
