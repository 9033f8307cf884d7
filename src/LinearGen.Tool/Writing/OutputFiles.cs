namespace LinearGen.Tool.Writing;

/// <summary>Writes several files so that all of them are there in the end or none.</summary>
internal static class OutputFiles
{
    /// <summary>Writes files under temporary names and renames them when all are complete.</summary>
    /// <param name="folder">The folder; it is created if it does not exist.</param>
    /// <param name="overwrite">Whether existing files may be replaced.</param>
    /// <param name="files">Names and the methods that write the files.</param>
    /// <returns>The paths, in the same order.</returns>
    /// <exception cref="ImportException">A file is there already, or cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, bool overwrite, params IReadOnlyList<(string Name, Action<Stream> Write)> files)
    {
        string[] paths = [.. files.Select(file => Path.Combine(folder, file.Name))];
        if (!overwrite && paths.FirstOrDefault(Path.Exists) is { } existing)
        {
            throw Exists(existing);
        }

        List<ReplacementFile> replacements = [];
        int renamed = 0;
        try
        {
            Directory.CreateDirectory(folder);
            for (int n = 0; n < files.Count; n++)
            {
                ReplacementFile replacement = new(paths[n]);
                replacements.Add(replacement);
                files[n].Write(replacement.Stream);
            }

            for (; renamed < files.Count; renamed++)
            {
                replacements[renamed].Replace(overwrite);
            }

            return paths;
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // A file renamed into an empty place is deleted again; one that replaced a file stays, since the old one is gone.
            foreach (string path in overwrite ? [] : paths.Take(renamed))
            {
                File.Delete(path);
            }

            throw new ImportException($"The files cannot be written to '{folder}': {mistake.Message}", mistake);
        }
        finally
        {
            replacements.ForEach(replacement => replacement.Dispose());
        }
    }

    private static ImportException Exists(string path) => new($"'{path}' exists already; --force replaces it.");
}
