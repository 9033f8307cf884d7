namespace LinearGen.PlantedFaults;

/// <summary>The test projects, and in which order a fault is looked for in them.</summary>
internal static class Suites
{
    /// <summary>By the beginning of a file's path, the suites that are likeliest to find what is wrong with it.</summary>
    private static readonly (string Path, string[] Suites)[] Likely =
    [
        ("src/LinearGen.Generator/Emit/", ["Kernel", "Generator"]),
        ("src/LinearGen.Generator/Planning/", ["Kernel", "Generator"]),
        ("src/LinearGen.Generator/", ["Generator", "CodeFixes", "Kernel"]),
        ("src/LinearGen.CodeFixes/", ["CodeFixes"]),
        ("src/LinearGen.Onnx/", ["Tool", "Onnx"]),
        ("src/LinearGen.Tool/", ["Tool"]),
        ("src/LinearGen.Mpi/", ["Mpi"]),
        ("src/LinearGen.Runtime/Internals/Activations/", ["Runtime", "Kernel"]),
        ("src/LinearGen.Runtime/Internals/", ["Kernel", "Runtime"]),
        ("src/LinearGen.Runtime/", ["Runtime", "Kernel"]),
    ];

    /// <summary>Those that build packages and projects come last.</summary>
    private static readonly string[] Slow = ["Roslyn48", "Package"];

    /// <summary>The names of all suites: that of a project without LinearGen. and .Tests.</summary>
    /// <param name="repository">The repository's root folder.</param>
    public static IReadOnlyList<string> All(string repository) =>
    [
        .. Directory.GetDirectories(Path.Combine(repository, "tests"), "LinearGen.*.Tests").Select(folder => Path.GetFileName(folder)["LinearGen.".Length..^".Tests".Length]).Order(StringComparer.Ordinal),
    ];

    /// <summary>A suite's project folder, relative to the root.</summary>
    public static string Project(string suite) => $"tests/LinearGen.{suite}.Tests";

    /// <summary>Suites in the order in which they are tried.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="suites">Those that may be tried.</param>
    public static IReadOnlyList<string> InOrder(Fault fault, IReadOnlyList<string> suites)
    {
        string[] likely = Likely.FirstOrDefault(entry => fault.File.StartsWith(entry.Path, StringComparison.Ordinal)).Suites ?? [];
        return [.. likely.Where(suites.Contains), .. suites.Except(likely).OrderBy(suite => Array.IndexOf(Slow, suite))];
    }
}
