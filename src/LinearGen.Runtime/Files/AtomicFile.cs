namespace LinearGen;

/// <summary>Writes files as a whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>
    /// Writes to a temporary file in the same folder first, which takes the place of the one before once all of it is on
    /// the disk. If that fails, the temporary file is deleted.
    /// </summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written; the one before, if any, is untouched.</exception>
    public static void Write(string path, Action<Stream> write)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        string full = Path.GetFullPath(path);
        string temporary = $"{full}.{Path.GetRandomFileName()}.tmp";
        FileStream stream = new(temporary, FileMode.CreateNew, FileAccess.Write);
        try
        {
            using (stream)
            {
                write(stream);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
