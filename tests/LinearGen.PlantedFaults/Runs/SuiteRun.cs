using System.Text.RegularExpressions;

namespace LinearGen.PlantedFaults;

/// <summary>What a suite says of the copy as it is.</summary>
/// <param name="Suite">The suite.</param>
/// <param name="Failure">The first test that failed, or what else went wrong; null if all is well.</param>
/// <param name="Duration">How long building and testing took.</param>
/// <param name="DoesNotBuild">Whether that is because something does not compile.</param>
internal sealed record Verdict(string Suite, string? Failure, TimeSpan Duration, bool DoesNotBuild = false);

/// <summary>Builds and runs suites in a copy of the repository.</summary>
/// <param name="workshop">The copy.</param>
internal sealed partial class SuiteRun(Workshop workshop)
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(15);

    /// <summary>Builds a project: as the tests have it, but without analyzers, whose opinion of a fault does not matter.</summary>
    /// <param name="project">Its folder, relative to the root.</param>
    public Task<CommandResult> BuildAsync(string project) => DotNet.RunAsync(
        workshop.Root, BuildLimit, "build", project, "-v:q", "-clp:NoSummary", "-p:RunAnalyzersDuringBuild=false", "-p:TreatWarningsAsErrors=false");

    /// <summary>Builds a suite and runs it up to its first failure.</summary>
    /// <param name="suite">The suite.</param>
    /// <param name="limit">How long its tests may take: a fault can make one hang.</param>
    public async Task<Verdict> RunAsync(string suite, TimeSpan limit)
    {
        string project = Suites.Project(suite);
        CommandResult build = await BuildAsync(project).ConfigureAwait(false);
        if (build.ExitCode != 0)
        {
            return new Verdict(suite, $"does not build: {FirstError(build.Output)}", build.Duration, DoesNotBuild: true);
        }

        CommandResult test = await DotNet.RunAsync(workshop.Root, limit, "test", project, "--no-build", "--", "xUnit.StopOnFail=true").ConfigureAwait(false);
        string? failure = test.ExitCode switch
        {
            0 => null,
            null => $"no end after {limit.TotalSeconds:0} s",
            _ => FirstFailure(test.Output),
        };
        return new Verdict(suite, failure, build.Duration + test.Duration);
    }

    /// <summary>The first error of a compiler's output.</summary>
    public static string FirstError(string output) => Error().Match(output) is { Success: true } error ? error.Groups["text"].Value.Trim() : "no error was written";

    private static string FirstFailure(string output)
    {
        Match failed = Failed().Match(output);
        if (failed.Success)
        {
            return failed.Groups["name"].Value.Trim();
        }

        return output.Contains("aborted", StringComparison.OrdinalIgnoreCase) || output.Contains("crashed", StringComparison.OrdinalIgnoreCase)
            ? "the test process crashed"
            : $"ended in failure: {output.Trim().Split('\n')[^1].Trim()}";
    }

    /// <summary>xUnit's own line, or the one of the test platform.</summary>
    [GeneratedRegex(@"^(\[xUnit\.net [^\]]+\]\s+(?<name>\S.*?) \[FAIL\]|\s+Failed (?<name>\S.*?) \[)", RegexOptions.Multiline)]
    private static partial Regex Failed();

    [GeneratedRegex(@"error (?<text>[A-Z]+\d+: .*?)(\[[^\[\]]*\])?$", RegexOptions.Multiline)]
    private static partial Regex Error();
}
