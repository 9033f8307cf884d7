namespace LinearGen.Tool.Writing;

/// <summary>Writes several files so that all of them are there in the end or none.</summary>
internal static class OutputFiles
{
    /// <summary>Writes files under temporary names and renames them when all are complete.</summary>
    /// <param name="folder">Where; made if it is not there.</param>
    /// <param name="overwrite">Whether files that are there may be replaced.</param>
    /// <param name="files">Names and what writes them.</param>
    /// <returns>The paths, in the same order.</returns>
    /// <exception cref="ImportException">A file is there already, or cannot be written.</exception>
    public static IReadOnlyList<string> Write(string folder, bool overwrite, params IReadOnlyList<(string Name, Action<Stream> Write)> files)
    {
        string[] paths = [.. files.Select(file => Path.Combine(folder, file.Name))];
        if (!overwrite && paths.FirstOrDefault(Path.Exists) is { } existing)
        {
            throw Exists(existing);
        }

        string[] temporary = [.. paths.Select(path => $"{path}.{Path.GetRandomFileName()}.tmp")];
        int renamed = 0;
        try
        {
            Directory.CreateDirectory(folder);
            for (int n = 0; n < files.Count; n++)
            {
                using FileStream stream = new(temporary[n], FileMode.CreateNew, FileAccess.Write, FileShare.None);
                files[n].Write(stream);
                stream.Flush(flushToDisk: true);
            }

            for (; renamed < files.Count; renamed++)
            {
                File.Move(temporary[renamed], paths[renamed], overwrite);
            }

            return paths;
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            // What was renamed into an empty place goes again; what replaced a file stays, since the old one is gone.
            foreach (string path in overwrite ? [] : paths.Take(renamed))
            {
                File.Delete(path);
            }

            throw new ImportException($"The files cannot be written to '{folder}': {mistake.Message}", mistake);
        }
        finally
        {
            foreach (string path in temporary.Where(File.Exists))
            {
                File.Delete(path);
            }
        }
    }

    private static ImportException Exists(string path) => new($"'{path}' is there already; --force replaces it.");
}
