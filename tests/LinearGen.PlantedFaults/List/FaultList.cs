namespace LinearGen.PlantedFaults;

/// <summary>Holds the list to the sources.</summary>
public static class FaultList
{
    /// <summary>What is wrong with a list: faults whose file is not there, or does not have the old text exactly once.</summary>
    /// <param name="repository">The repository's root folder.</param>
    /// <param name="faults">The list.</param>
    public static IReadOnlyList<string> Mistakes(string repository, IEnumerable<Fault> faults)
    {
        List<string> mistakes = [];
        foreach (Fault fault in faults)
        {
            string path = Path.Combine(repository, fault.File);
            if (!File.Exists(path))
            {
                mistakes.Add($"{fault.Source}: {fault.Name}: there is no file {fault.File}.");
                continue;
            }

            try
            {
                fault.PlantInto(File.ReadAllText(path).ReplaceLineEndings("\n"));
            }
            catch (InvalidDataException mistake)
            {
                mistakes.Add(mistake.Message);
            }
        }

        return mistakes;
    }
}
