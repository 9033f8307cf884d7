namespace LinearGen;

/// <summary>The meaning of the columns in a file of comma-separated values: see <see cref="TrainingData.ReadCsv{T}(string, CsvOptions)"/>.</summary>
public sealed record CsvOptions
{
    /// <summary>Names of the columns that are targets. Either these or <see cref="Label"/>.</summary>
    public IReadOnlyList<string> Targets { get; init; } = [];

    /// <summary>Name of the column that is the class of each row: integers of 0 or more, or names of classes, which are numbered in ordinal order.</summary>
    public string? Label { get; init; }

    /// <summary>Names of columns that are left out.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];

    /// <summary>The separator between columns; a comma by default.</summary>
    public string Separator { get; init; } = ",";

    /// <summary>Whether the first line has the columns' names; true by default. Without it they are called "0", "1" ….</summary>
    public bool HasHeader { get; init; } = true;
}
