using System.Diagnostics;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Native;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Commands;

/// <summary>Compares LinearGen with other software, cell by cell.</summary>
internal static class PeersCommand
{
    /// <summary>Who is this many times slower than the fastest in a first look is not timed with the others in that cell.</summary>
    public const double HopelessFactor = 10;

    private const int MostPasses = 5;

    /// <summary>A pass that would end later than this is not begun.</summary>
    private static readonly TimeSpan LongestRun = TimeSpan.FromMinutes(8.5);

    /// <summary>Runs the command.</summary>
    /// <returns>0, or 1 if a result of ours was wrong.</returns>
    public static int Run(Options options)
    {
        IReadOnlyList<Shape> shapes = options.Shapes ?? Shape.Usual;
        IReadOnlyList<int> rows = options.Rows ?? Cell.UsualRows;
        Peers peers = Peers.Find(shapes, options);
        WarmUp.Run([.. FirstWorks(peers.Contenders)]);

        RoundSettings settings = options.Quick ? RoundSettings.Quick : RoundSettings.OnePass;
        List<CellResult> results = [.. from shape in shapes from count in rows from operation in options.Operations select new CellResult(new Cell(shape, count), operation)];
        Ceilings ceilings = new();

        // Several passes, so that each cell is met in different moods of the machine, and with arrays in other places.
        long start = Stopwatch.GetTimestamp();
        int passes = 0;
        do
        {
            RunPass(results, peers.Contenders, settings, ceilings, first: passes == 0);
            passes++;
        }
        while (!options.Quick && passes < MostPasses && Stopwatch.GetElapsedTime(start) * (passes + 1) / passes < LongestRun);

        PeersReport report = new(results, passes, peers, ceilings, operation => options.FileName(ChartName(operation)));
        foreach (Operation operation in options.Operations)
        {
            options.Write(ChartName(operation), Chart.Draw(results, operation, ceilings));
        }

        string path = options.Write(".md", report.Text());
        Console.WriteLine($"{VectorWidth.Current} bits:\n\n{report.Summary()}");
        Console.WriteLine($"Written to {path} and the charts beside it.\n");
        return results.Any(result => result.Faults.ContainsKey(LinearGenContender.OurName)) ? 1 : 0;
    }

    private static string ChartName(Operation operation) => $"-{operation.Key()}.svg";

    /// <summary>Small, middling and larger works of everybody, so that what they share is compiled to its final form.</summary>
    private static IEnumerable<Action<int>> FirstWorks(IReadOnlyList<IContender> contenders) =>
        from cell in new Cell[] { new(new Shape(2, 3), 1), new(new Shape(16, 16), 8), new(new Shape(64, 64), 32) }
        let problem = new Problem(cell)
        from contender in contenders
        from operation in Enum.GetValues<Operation>()
        let work = contender.Prepare(problem, operation)
        where work is not null
        select work.Run;

    private static void RunPass(List<CellResult> results, IReadOnlyList<IContender> contenders, RoundSettings settings, Ceilings ceilings, bool first)
    {
        ProgressBar progress = new(results.Count);
        Problem? problem = null;
        foreach (CellResult result in results)
        {
            progress.Show($"{result.Cell} {result.Operation.Key()}");
            if (problem?.Cell != result.Cell)
            {
                problem = new Problem(result.Cell);
                ceilings.Measure();
            }

            Measure(result, problem, contenders, settings, first);
            progress.Step();
        }
    }

    private static void Measure(CellResult result, Problem problem, IReadOnlyList<IContender> contenders, RoundSettings settings, bool first)
    {
        Dictionary<string, Work> works = [];
        foreach (IContender contender in contenders)
        {
            if (!result.IsOut(contender.Name) && contender.Prepare(problem, result.Operation) is { } work)
            {
                works.Add(contender.Name, work);
            }
        }

        if (first)
        {
            Verify(result, problem, works);
            if (works.Count == 0)
            {
                return;
            }

            Dictionary<string, double> probes = works.ToDictionary(work => work.Key, work => PairedRounds.Probe(work.Value.Run));
            double best = probes.Values.Min();
            foreach ((string name, double time) in probes)
            {
                if (time > HopelessFactor * best && name != LinearGenContender.OurName)
                {
                    result.Dropped.Add(name, time);
                    works.Remove(name);
                }
            }
        }

        double[][] times = PairedRounds.Measure([.. works.Values.Select(work => work.Run)], settings);
        foreach ((string name, double[] rounds) in works.Keys.Zip(times))
        {
            result.Add(name, rounds);
        }
    }

    /// <summary>Who computes something else is out.</summary>
    private static void Verify(CellResult result, Problem problem, Dictionary<string, Work> works)
    {
        // Gradients add up over calls, other results do not.
        const int Calls = 2;
        int times = result.Operation == Operation.WeightGradient ? Calls : 1;
        Reference reference = Reference.Of(problem, result.Operation);
        float[] values = new float[problem.ResultLength(result.Operation)];
        foreach ((string name, Work work) in works)
        {
            values.AsSpan().Fill(float.NaN);
            work.Run(Calls);
            work.Read(values);
            if (reference.Fault(values, times) is { } fault)
            {
                Console.Error.WriteLine($"WRONG: {name}, {result.Cell} {result.Operation.Key()}: {fault}");
                result.Faults.Add(name, fault);
                works.Remove(name);
            }
        }
    }
}
