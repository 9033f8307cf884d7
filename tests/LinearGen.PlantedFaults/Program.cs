using System.CommandLine;
using LinearGen.PlantedFaults;

Argument<string[]> names = new("names") { Description = "Parts of names or files; all faults if there are none." };
Option<string[]> suites = new("--suites") { Description = "The suites to try: Generator, Runtime, Kernel …; all if none is named.", AllowMultipleArgumentsPerToken = true };
Option<bool> allSuites = new("--all-suites") { Description = "Goes on to the other suites when one has found a fault." };
Option<string?> folder = new("--folder") { Description = "Where the copy of the repository goes. One of an earlier run is brought up to date, which saves building it." };
Option<bool> noCleanRun = new("--no-clean-run") { Description = "Does not run the suites without a fault first." };

string repository = FindRepository();
IReadOnlyList<Fault> Chosen(ParseResult result) =>
[
    .. FaultFile.ReadAll(repository).Where(fault => result.GetValue(names) is not { Length: > 0 } parts
        || parts.Any(part => fault.Name.Contains(part, StringComparison.OrdinalIgnoreCase) || fault.Source.Contains(part, StringComparison.OrdinalIgnoreCase))),
];

Command list = new("list", "Lists the faults.") { names };
list.SetAction(result =>
{
    IReadOnlyList<Fault> chosen = Chosen(result);
    foreach (Fault fault in chosen)
    {
        Console.WriteLine($"{fault.Name} ({fault.Check}) in {fault.File}: {fault.Why}");
    }

    Console.WriteLine($"{chosen.Count} faults: {string.Join(", ", chosen.CountBy(fault => fault.Check).OrderByDescending(pair => pair.Value).Select(pair => $"{pair.Key} {pair.Value}"))}.");
});

Command verify = new("verify", "Checks that each fault's old text is in its file exactly once.");
verify.SetAction(_ =>
{
    IReadOnlyList<Fault> all = FaultFile.ReadAll(repository);
    IReadOnlyList<string> mistakes = FaultList.Mistakes(repository, all);
    Console.WriteLine(mistakes.Count == 0 ? $"All {all.Count} can be planted." : string.Join('\n', mistakes));
    return mistakes.Count == 0 ? 0 : 1;
});

Command run = new("run", "Plants faults one at a time into a copy of the repository and runs the fast suites on it.") { names, suites, allSuites, folder, noCleanRun };
run.SetAction(async (result, _) =>
{
    IReadOnlyList<Fault> chosen = Chosen(result);
    IReadOnlyList<string> tried = result.GetValue(suites) is { Length: > 0 } some ? some : Suites.All(repository);
    string copy = result.GetValue(folder) ?? Directory.CreateTempSubdirectory("planted-faults-").FullName;
    Console.WriteLine($"{chosen.Count} faults, suites {string.Join(", ", tried)}, in {copy}.");
    FaultRun faults = new(Workshop.Create(repository, Path.GetFullPath(copy)), tried, result.GetValue(allSuites));
    if (!result.GetValue(noCleanRun) && !await faults.CheckCleanAsync().ConfigureAwait(false))
    {
        Console.WriteLine("The suites must pass before faults are planted.");
        return 1;
    }

    return await faults.RunAsync(chosen).ConfigureAwait(false) ? 0 : 1;
});

return await new RootCommand("Mistakes that the tests must find.") { list, verify, run }.Parse(args).InvokeAsync().ConfigureAwait(false);

static string FindRepository()
{
    DirectoryInfo? candidate = new(AppContext.BaseDirectory);
    while (candidate is not null && !File.Exists(Path.Combine(candidate.FullName, "LinearGen.sln")))
    {
        candidate = candidate.Parent;
    }

    return candidate?.FullName ?? throw new InvalidOperationException("This program must run from within the repository.");
}
