namespace LinearGen.Kernel.Tests;

/// <summary>The golden set that lies beside the tests.</summary>
internal static class GoldenSet
{
    /// <summary>Its manifest.</summary>
    public static string Manifest { get; } = Path.Combine(AppContext.BaseDirectory, "Golden", "A_linear.json");

    /// <summary>Its cases.</summary>
    public static IReadOnlyList<GoldenCase> Cases { get; } = GoldenCase.Load(Manifest);
}
