using System.Globalization;
using System.Text;
using LinearGen.Benchmarks.Generators;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Commands;

/// <summary>The generator itself: what it writes and in what time, what a keystroke costs beside an empty generator, and what it adds to a build.</summary>
internal static class GeneratorCommand
{
    private static readonly int[] Counts = [1, 100, 1000];

    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        ProgressBar progress = new(1 + Counts.Length + (2 * Counts.Length * Keystroke.All.Count) + 1);
        StringBuilder text = new("""
            Layers of mixed shapes up to 128×128, three in four with a bias, two in three with an activation, and a network of every ten.
            On a machine that has other work too, minima repeat better than medians, which may be twice as long.

            ## Generation

            Compilation in, sources out, everything for the first time. "First" is the first run of the process, in which Roslyn and the
            generator are compiled themselves; the others are the best of three. "Retained" is what the driver keeps: sources, models, tables.


            """.ReplaceLineEndings("\n"));
        text.AppendLine(Format.Head("Layers and networks", "ms", "bytes of source per layer", "largest", "per network", "allocated MB", "retained MB"));
        Done("first run", () => text.AppendLine(Generation.Measure(100, runs: 1).Row("100, first")));
        foreach (int count in Counts)
        {
            Done($"{count} layers", () => text.AppendLine(Generation.Measure(count, runs: 3).Row(count.ToString(CultureInfo.InvariantCulture))));
        }

        text.Append("""

            ## Keystrokes

            A character is typed in a project that is open, and the generators run again. Parsing is not counted; binding of attributes is, which
            every generator that goes by attributes makes the compiler do. "Empty" is such a generator for each of the two attributes, told of
            the same classes, that counts their attributes and does nothing. Both run in the same process in turn, in rounds. "Ratio" is the
            median of the ratios round by round with its 95 % interval; the aim is 1.5 for the first two kinds. The last kind has its code to write,
            which the empty one has not. "Kept" says that all steps behind the reading of attributes were cached and no source was written.
            Sizes are written as numbers, or as the outputs of the layer before (`In = Hidden.Out`), which take a look at another class.


            """.ReplaceLineEndings("\n"));
        text.AppendLine(Format.Head("Layers", "sizes", "typed", "ms", "minimum", "empty ms", "minimum", "ratio", "95 % interval", "of minima", "KB allocated", "empty KB", "kept"));
        RoundSettings settings = new(0, MinRounds: 15, MaxRounds: 1001, BudgetMilliseconds: options.Quick ? 2_500 : 12_000);
        foreach (int count in Counts)
        {
            foreach (bool numbersOnly in (bool[])[true, false])
            {
                foreach (Keystroke keystroke in Keystroke.All)
                {
                    Done($"{count} layers, {keystroke.Name}", () => text.AppendLine(TypingResult.Measure(new LayerProject(count, numbersOnly: numbersOnly), keystroke, settings).Row(count, numbersOnly)));
                }
            }
        }

        Done("builds", () => text.Append(CultureInfo.InvariantCulture, $"\n## A cold build\n\n{ColdBuild.Measure(100, options.Quick ? 2 : 3)}"));
        return text.ToString();

        void Done(string what, Action measure)
        {
            progress.Show(what);
            measure();
            progress.Step();
        }
    }
}
