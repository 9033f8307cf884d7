using System.Globalization;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace LinearGen.Benchmarks.Generators;

/// <summary>A keystroke's cost beside that of an empty generator.</summary>
/// <param name="Keystroke">What is typed.</param>
/// <param name="Ours">Nanoseconds, round by round.</param>
/// <param name="Empty">The empty generator's.</param>
/// <param name="OurBytes">Bytes allocated.</param>
/// <param name="EmptyBytes">The empty generator's.</param>
/// <param name="IsKept">Whether nothing was computed behind the reading of attributes.</param>
internal sealed record TypingResult(Keystroke Keystroke, double[] Ours, double[] Empty, long OurBytes, long EmptyBytes, bool IsKept)
{
    /// <summary>Roslyn is compiled in tiers; what is typed before that is done does not count.</summary>
    private static readonly RoundSettings WarmUp = new(0, MinRounds: 20, MaxRounds: 300, BudgetMilliseconds: 2_000);

    /// <summary>Measures.</summary>
    public static TypingResult Measure(LayerProject project, Keystroke keystroke, RoundSettings settings)
    {
        CSharpCompilation compilation = Compiler.Compile(project);
        Typing ours = new(compilation, Compiler.LinearGen(), keystroke);
        Typing empty = new(compilation, Compiler.Empty(), keystroke);
        PairedRounds.Measure([(ours.Type, ours.Run), (empty.Type, empty.Run)], WarmUp);
        double[][] times = PairedRounds.Measure([(ours.Type, ours.Run), (empty.Type, empty.Run)], settings);
        return new TypingResult(keystroke, times[0], times[1], ours.Allocated(), empty.Allocated(), AreKept(compilation, keystroke));
    }

    /// <summary>For the report.</summary>
    public string Row(int count, bool numbersOnly)
    {
        Estimate ratio = Statistics.Ratio(Ours, Empty);
        return Format.Row(
        [
            count.ToString(CultureInfo.InvariantCulture), numbersOnly ? "numbers" : "references", Keystroke.Name, Milliseconds(Statistics.Median(Ours)), Milliseconds(Ours.Min()),
            Milliseconds(Statistics.Median(Empty)), Milliseconds(Empty.Min()), Format.Ratio(ratio.Median), Format.Interval(ratio),
            Format.Ratio(Ours.Min() / Empty.Min()), Kilobytes(OurBytes), Kilobytes(EmptyBytes), IsKept ? "yes" : "no",
        ]);
    }

    private static string Milliseconds(double nanoseconds) => (nanoseconds / 1e6).ToString("0.00", CultureInfo.InvariantCulture);

    private static string Kilobytes(long bytes) => (bytes / 1e3).ToString("#,##0", CultureInfo.InvariantCulture);

    /// <summary>In a run of its own, since recording steps takes time.</summary>
    private static bool AreKept(CSharpCompilation compilation, Keystroke keystroke)
    {
        Typing typing = new(compilation, Compiler.LinearGen(tracked: true), keystroke);
        typing.Type();
        typing.Run();
        return typing.Result.Results.All(generator =>
            Reasons(generator.TrackedSteps.GetValueOrDefault("LinearLayer.Parse", [])).All(reason => reason is IncrementalStepRunReason.Unchanged or IncrementalStepRunReason.Cached)
            && Reasons(generator.TrackedSteps.GetValueOrDefault("LinearLayer.Spec", [])).All(reason => reason == IncrementalStepRunReason.Cached)
            && Reasons(generator.TrackedOutputSteps.Values.SelectMany(steps => steps)).All(reason => reason == IncrementalStepRunReason.Cached));
    }

    private static IEnumerable<IncrementalStepRunReason> Reasons(IEnumerable<IncrementalGeneratorRunStep> steps) =>
        steps.SelectMany(step => step.Outputs).Select(output => output.Reason);
}
