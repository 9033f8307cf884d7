using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Checks.Commands;

/// <summary>Which subjects a run is about.</summary>
/// <param name="Only">A pattern that names, with their groups before them, must match; null for all.</param>
/// <param name="MostParameters">The most parameters of a subject.</param>
public sealed record Selection(string? Only, int MostParameters)
{
    /// <summary>The selection of a test run: what LINEARGEN_ONLY says, or all.</summary>
    public static Selection FromEnvironment { get; } = new(Environment.GetEnvironmentVariable("LINEARGEN_ONLY"), int.MaxValue);

    /// <summary>Selects from a catalog.</summary>
    public IEnumerable<Subject> From(Catalog catalog) => catalog.All.Where(Includes);

    /// <summary>Whether a subject is selected.</summary>
    public bool Includes(Subject subject) =>
        subject.ParameterCount <= MostParameters && (Only is null || Regex.IsMatch($"{subject.Group}.{subject.Name}", Only));
}
