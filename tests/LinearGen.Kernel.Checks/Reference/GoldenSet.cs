namespace LinearGen.Kernel.Checks;

/// <summary>The golden sets, which lie beside the program.</summary>
public static class GoldenSet
{
    /// <summary>Cases of plain layers.</summary>
    public static IReadOnlyList<GoldenCase> Plain { get; } = Load("A_linear.json");

    /// <summary>Cases of layers with activations.</summary>
    public static IReadOnlyList<GoldenCase> Activated { get; } = Load("B_fused.json");

    /// <summary>All cases.</summary>
    public static IEnumerable<GoldenCase> Cases => Plain.Concat(Activated);

    private static IReadOnlyList<GoldenCase> Load(string manifest) => GoldenCase.Load(Path.Combine(AppContext.BaseDirectory, "Golden", manifest));
}
