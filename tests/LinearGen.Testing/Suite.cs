namespace LinearGen.Testing;

/// <summary>Which of the two suites runs: the fast one, which <c>dotnet test</c> runs, or the full one (tests/full.runsettings).</summary>
public static class Suite
{
    /// <summary>Whether this is the full suite: tests that can do more, do so there.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("LINEARGEN_SUITE") == "full";
}
