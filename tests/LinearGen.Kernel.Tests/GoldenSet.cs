namespace LinearGen.Kernel.Tests;

/// <summary>The golden set that lies beside the tests.</summary>
internal static class GoldenSet
{
    /// <summary>Its manifest.</summary>
    public static string Manifest { get; } = Path.Combine(AppContext.BaseDirectory, "Golden", "A_linear.json");

    /// <summary>Layers with activations.</summary>
    public static IReadOnlyList<GoldenCase> Fused { get; } = GoldenCase.Load(Path.Combine(AppContext.BaseDirectory, "Golden", "B_fused.json"));

    /// <summary>Its cases.</summary>
    public static IReadOnlyList<GoldenCase> Cases { get; } = GoldenCase.Load(Manifest);
}
