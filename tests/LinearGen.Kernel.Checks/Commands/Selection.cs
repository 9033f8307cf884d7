using System.Text.RegularExpressions;

namespace LinearGen.Kernel.Checks.Commands;

/// <summary>Which subjects a run is about.</summary>
/// <param name="Only">A pattern that names, with their groups before them, must match; null for all.</param>
/// <param name="MostParameters">The most parameters of a subject.</param>
/// <param name="Precision">The element type; null for both.</param>
public sealed record Selection(string? Only, int MostParameters = int.MaxValue, Precision? Precision = null)
{
    /// <summary>The selection of a test run: what LINEARGEN_ONLY says, or all.</summary>
    public static Selection FromEnvironment { get; } = new(Environment.GetEnvironmentVariable("LINEARGEN_ONLY"));

    /// <summary>Selects from a catalog.</summary>
    public IEnumerable<Subject> From(Catalog catalog) => catalog.All.Where(Includes);

    /// <summary>Whether a subject is selected.</summary>
    public bool Includes(Subject subject) =>
        subject.ParameterCount <= MostParameters
        && (Precision is null || (Precision == LinearGen.Precision.Double) == (subject is Subject<double>))
        && (Only is null || Regex.IsMatch($"{subject.Group}.{subject.Name}", Only));
}
