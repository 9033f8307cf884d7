namespace LinearGen.PlantedFaults;

/// <summary>A mistake that somebody might make, and that a test must find.</summary>
/// <param name="Name">Its name, unique in the list.</param>
/// <param name="Check">The invariant that it violates: values, bounds, threads, diagnostics …</param>
/// <param name="File">The file to be changed, relative to the repository's root, with slashes.</param>
/// <param name="Why">Why the mistake is a likely one, in a sentence.</param>
/// <param name="Old">The text to be replaced; the file has it once.</param>
/// <param name="New">What takes its place.</param>
/// <param name="Source">The list's file that holds the fault.</param>
public sealed record Fault(string Name, string Check, string File, string Why, string Old, string New, string Source)
{
    /// <summary>The text of the file with the fault in it.</summary>
    /// <param name="text">The text without.</param>
    /// <exception cref="InvalidDataException">The text to be replaced is not there, or more than once.</exception>
    public string PlantInto(string text)
    {
        int first = text.IndexOf(Old, StringComparison.Ordinal);
        if (first < 0 || text.IndexOf(Old, first + 1, StringComparison.Ordinal) >= 0)
        {
            throw new InvalidDataException($"{Source}: {Name}: its old text is {(first < 0 ? "not" : "more than once")} in {File}.");
        }

        return text[..first] + New + text[(first + Old.Length)..];
    }
}
