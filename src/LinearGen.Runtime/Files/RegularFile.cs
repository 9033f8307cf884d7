namespace LinearGen;

/// <summary>Opens files for reading. Pipes and devices are refused without being opened, which may never return.</summary>
internal static class RegularFile
{
    /// <summary>Opens a file.</summary>
    /// <param name="path">The file, or a link to it.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    /// <exception cref="InvalidDataException">It is empty, or no regular file.</exception>
    public static FileStream OpenRead(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);

        // Neither pipes nor devices have a length, and no format has empty files.
        return new FileInfo(FollowLinks(path)) is { Exists: true, Length: 0 }
            ? throw new InvalidDataException($"{path} has 0 bytes; expected a regular file with content.")
            : new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
    }

    /// <summary>The path that symbolic links lead to in the end, whether there is a file or not; a path that is no link itself.</summary>
    public static string FollowLinks(string path) =>
        new FileInfo(path) is { LinkTarget: not null } link ? link.ResolveLinkTarget(returnFinalTarget: true)!.FullName : path;
}
