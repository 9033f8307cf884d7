namespace LinearGen.PlantedFaults;

/// <summary>Plants faults one at a time and writes down which suite finds which.</summary>
/// <param name="workshop">The copy of the repository that they are planted into.</param>
/// <param name="suites">The suites that may be tried.</param>
/// <param name="triesAll">Whether the suites after the first that finds a fault are tried too.</param>
internal sealed class FaultRun(Workshop workshop, IReadOnlyList<string> suites, bool triesAll)
{
    /// <summary>The least time limit of a suite, and how many times as long as without a fault it may take.</summary>
    private static readonly TimeSpan LeastLimit = TimeSpan.FromMinutes(2);
    private const int Patience = 4;

    /// <summary>How long a suite may take that is not run without faults first.</summary>
    private static readonly TimeSpan UnknownLimit = TimeSpan.FromMinutes(10);

    private readonly SuiteRun _run = new(workshop);
    private readonly Dictionary<string, TimeSpan> _limits = [];

    /// <summary>Runs the suites without a fault: they must pass, and their durations give the time limits.</summary>
    /// <returns>Whether all pass.</returns>
    public async Task<bool> CheckCleanAsync()
    {
        bool allPass = true;
        foreach (string suite in suites)
        {
            Verdict verdict = await _run.RunAsync(suite, UnknownLimit).ConfigureAwait(false);
            Console.WriteLine($"Without a fault: {suite} {(verdict.Failure is null ? "passes" : $"FAILS: {verdict.Failure}")}, {verdict.Duration.TotalSeconds:0} s.");
            TimeSpan limit = Patience * verdict.Duration;
            _limits[suite] = limit > LeastLimit ? limit : LeastLimit;
            allPass &= verdict.Failure is null;
        }

        return allPass;
    }

    /// <summary>Runs the suites on each fault.</summary>
    /// <returns>Whether each fault was found.</returns>
    public async Task<bool> RunAsync(IReadOnlyList<Fault> faults)
    {
        List<Fault> missed = [], invalid = [];
        Console.WriteLine();
        Console.WriteLine("| fault | check | suite | first failing test | seconds |");
        Console.WriteLine("|---|---|---|---|---|");
        foreach (Fault fault in faults)
        {
            using (workshop.Plant(fault))
            {
                bool? isFound = await FindAsync(fault).ConfigureAwait(false);
                (isFound is null ? invalid : isFound.Value ? [] : missed).Add(fault);
            }
        }

        Console.WriteLine();
        Console.WriteLine($"{faults.Count - missed.Count - invalid.Count} of {faults.Count} found.");
        Console.WriteLine(missed.Count == 0 ? "None was missed." : $"Not found: {string.Join(", ", missed.Select(fault => fault.Name))}.");
        Console.WriteLine(invalid.Count == 0 ? "All compile." : $"Do not compile: {string.Join(", ", invalid.Select(fault => fault.Name))}.");
        return missed.Count == 0 && invalid.Count == 0;
    }

    /// <returns>Null if the fault does not compile.</returns>
    private async Task<bool?> FindAsync(Fault fault)
    {
        bool isFound = false;
        TimeSpan total = TimeSpan.Zero;
        foreach (string suite in Suites.InOrder(fault, suites))
        {
            Verdict verdict = await _run.RunAsync(suite, _limits.GetValueOrDefault(suite, UnknownLimit)).ConfigureAwait(false);
            total += verdict.Duration;
            if (verdict.DoesNotBuild && await _run.BuildAsync(Workshop.ProjectOf(fault.File)).ConfigureAwait(false) is { ExitCode: not 0 } build)
            {
                Write(fault, "invalid", SuiteRun.FirstError(build.Output), total);
                return null;
            }

            if (verdict.Failure is not null)
            {
                isFound = true;
                Write(fault, suite, verdict.Failure, verdict.Duration);
                if (!triesAll)
                {
                    break;
                }
            }
        }

        if (!isFound)
        {
            Write(fault, "**none**", "", total);
        }

        return isFound;
    }

    private static void Write(Fault fault, string suite, string what, TimeSpan duration) =>
        Console.WriteLine($"| {fault.Name} | {fault.Check} | {suite} | {what.Replace('|', '¦')} | {duration.TotalSeconds:0} |");
}
