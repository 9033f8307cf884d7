using System.Diagnostics;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Commands;

/// <summary>Compares LinearGen with other software, cell by cell.</summary>
internal static class PeersCommand
{
    /// <summary>Who is this many times slower than the fastest in a first look is not timed with the others in that cell.</summary>
    public const double HopelessFactor = 20;

    /// <summary>Runs the command.</summary>
    /// <returns>0, or 1 if a result of ours was wrong.</returns>
    public static int Run(Options options)
    {
        IReadOnlyList<Shape> shapes = options.Shapes ?? Shape.Usual;
        IReadOnlyList<int> rows = options.Rows ?? Cell.UsualRows;
        Peers peers = Peers.Find(shapes, options);
        WarmUp(peers.Contenders);

        // Several passes, so that each cell is met in different moods of the machine, and with memory allocated anew.
        int passes = options.Quick ? 1 : 3;
        RoundSettings settings = options.Quick ? RoundSettings.Quick : RoundSettings.Thorough;
        List<CellResult> results = [.. from shape in shapes from count in rows from operation in options.Operations select new CellResult(new Cell(shape, count), operation)];
        Ceilings ceilings = new();
        ProgressBar progress = new(passes * results.Count);
        for (int pass = 0; pass < passes; pass++)
        {
            Problem? problem = null;
            foreach (CellResult result in results)
            {
                progress.Show($"{result.Cell} {result.Operation.Key()}");
                if (problem?.Cell != result.Cell)
                {
                    problem = new Problem(result.Cell);
                    ceilings.Measure();
                }

                Measure(result, problem, peers.Contenders, settings, first: pass == 0);
                progress.Step();
            }
        }

        PeersReport report = new(results, peers, ceilings);
        Directory.CreateDirectory(options.Output);
        foreach (Operation operation in options.Operations)
        {
            File.WriteAllText(Path.Combine(options.Output, $"peers-{operation.Key()}.svg"), Chart.Draw(results, operation, ceilings));
        }

        File.WriteAllText(Path.Combine(options.Output, "peers.md"), report.Text());
        Console.WriteLine(report.Summary());
        Console.WriteLine($"Written to {Path.Combine(options.Output, "peers.md")} and the charts beside it.");
        return results.Any(result => result.Faults.ContainsKey(LinearGenContender.OurName)) ? 1 : 0;
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

    /// <summary>The JIT compiles what is called often a second time, better, after a while: nothing counts before that.</summary>
    private static void WarmUp(IReadOnlyList<IContender> contenders)
    {
        TimeSpan duration = TimeSpan.FromSeconds(2);
        Cell[] cells = [new(new Shape(2, 3), 1), new(new Shape(16, 16), 8), new(new Shape(64, 64), 32)];
        List<Work> works =
        [
            .. from cell in cells
               let problem = new Problem(cell)
               from contender in contenders
               from operation in Enum.GetValues<Operation>()
               let work = contender.Prepare(problem, operation)
               where work is not null
               select work,
        ];
        long start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < duration)
        {
            foreach (Work work in works)
            {
                work.Run(2);
            }
        }
    }
}
