using System.Text.RegularExpressions;

namespace LinearGen.PlantedFaults;

/// <summary>Reads the files of the list, whose form Faults/README.md describes.</summary>
public static partial class FaultFile
{
    private const string Head = "=== ";
    private const string OldMark = "--- old";
    private const string NewMark = "--- new";

    /// <summary>Reads all files of a repository's list, in the order of their names.</summary>
    /// <param name="repository">The repository's root folder.</param>
    /// <exception cref="InvalidDataException">A file has another form, or two faults have one name.</exception>
    public static IReadOnlyList<Fault> ReadAll(string repository)
    {
        string folder = Path.Combine(repository, "tests", "LinearGen.PlantedFaults", "Faults");
        List<Fault> faults =
        [
            .. Directory.GetFiles(folder, "*.faults").Order(StringComparer.Ordinal).SelectMany(path => Parse(Path.GetFileName(path), File.ReadAllText(path))),
        ];
        string? twice = faults.GroupBy(fault => fault.Name, StringComparer.Ordinal).FirstOrDefault(group => group.Count() > 1)?.Key;
        return twice is null ? faults : throw new InvalidDataException($"Two faults are named {twice}.");
    }

    /// <summary>Reads the faults of one file.</summary>
    /// <param name="source">The file's name.</param>
    /// <param name="text">Its content.</param>
    /// <exception cref="InvalidDataException">It has another form.</exception>
    public static IReadOnlyList<Fault> Parse(string source, string text)
    {
        List<Fault> faults = [];
        foreach (string part in Beginning().Split(text.ReplaceLineEndings("\n")).Skip(1))
        {
            string[] lines = part.Split('\n');
            int old = Array.IndexOf(lines, OldMark);
            int @new = Array.IndexOf(lines, NewMark);
            if (old < 0 || @new < old)
            {
                throw new InvalidDataException($"{source}: {lines[0]}: expected '{OldMark}' and, behind it, '{NewMark}'.");
            }

            string Value(string key) => lines.Take(old).Where(line => line.StartsWith($"{key}: ", StringComparison.Ordinal)).Select(line => line[(key.Length + 2)..].Trim()).SingleOrDefault()
                ?? throw new InvalidDataException($"{source}: {lines[0]}: expected a line '{key}: …'.");

            Fault fault = new(lines[0].Trim(), Value("check"), Value("file"), Value("why"), Join(lines[(old + 1)..@new]), Join(lines[(@new + 1)..]), source);
            faults.Add(fault.Old.Length > 0 && fault.Old != fault.New
                ? fault
                : throw new InvalidDataException($"{source}: {fault.Name}: the old text is empty, or the new one is the same."));
        }

        return faults;
    }

    /// <summary>Lines as one text; empty ones at the end only separate faults.</summary>
    private static string Join(string[] lines) => string.Join('\n', lines).TrimEnd('\n');

    [GeneratedRegex($"^{Head}", RegexOptions.Multiline)]
    private static partial Regex Beginning();
}
