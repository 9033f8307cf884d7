namespace LinearGen.Testing;

/// <summary>Which of the two suites is run.</summary>
public static class Suite
{
    /// <summary>Whether the full suite is run: with fresh seeds and more cases than the fast one.</summary>
    public static bool IsFull => Environment.GetEnvironmentVariable("LINEARGEN_SUITE") == "full";
}
