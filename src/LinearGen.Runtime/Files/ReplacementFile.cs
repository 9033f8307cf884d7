using System.Text.RegularExpressions;

namespace LinearGen;

/// <summary>
/// A file's next content, under a temporary name in the same folder until it takes the file's place. The temporary file is locked
/// while it is written, so that those of processes that were killed are told from those in use, and deleted.
/// </summary>
/// <remarks>
/// A symbolic link stays one: the file that it leads to is replaced. On Unix the file's permissions stay, its owner is the process's user.
/// </remarks>
internal sealed partial class ReplacementFile : IDisposable
{
    private const int Attempts = 100;

    private readonly string _path;
    private readonly string _temporary;
    private bool _isMoved;

    /// <summary>Creates the temporary file.</summary>
    /// <param name="path">The file to be replaced, or a new one.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public ReplacementFile(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        _path = RegularFile.FollowLinks(Path.GetFullPath(path));
        DeleteLeftovers(_path);
        (Stream, _temporary) = Create(_path);
    }

    /// <summary>Writes a file as a whole or not at all.</summary>
    /// <inheritdoc cref="ReplacementFile(string)"/>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <param name="write">Writes the content.</param>
    public static void Write(string path, Action<Stream> write)
    {
        using ReplacementFile file = new(path);
        write(file.Stream);
        file.Replace();
    }

    /// <summary>Takes the content.</summary>
    public FileStream Stream { get; }

    /// <summary>Puts the content, once all of it is on the disk, into the file's place.</summary>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="IOException">The file cannot be written; the one before, if any, is untouched.</exception>
    public void Replace(bool overwrite = true)
    {
        Stream.Flush(flushToDisk: true);
        if (!OperatingSystem.IsWindows() && File.Exists(_path))
        {
            File.SetUnixFileMode(Stream.SafeFileHandle, File.GetUnixFileMode(_path));
        }

        File.Move(_temporary, _path, overwrite);
        _isMoved = true;
    }

    /// <summary>Closes the file, and deletes it if it has not replaced the target.</summary>
    public void Dispose()
    {
        Stream.Dispose();
        if (!_isMoved)
        {
            File.Delete(_temporary);
        }
    }

    private static (FileStream Stream, string Path) Create(string path)
    {
        // No other process opens it; Windows renames an open file only if its deletion is shared.
        FileShare share = OperatingSystem.IsWindows() ? FileShare.Delete : FileShare.None;
        FileStreamOptions options = new() { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = share };
        if (!OperatingSystem.IsWindows() && File.Exists(path))
        {
            // Content that others may not read is not readable under its temporary name either.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // Between a file's creation and its lock another saver may take it for a leftover: it holds the lock, or has deleted the file.
        // From the lock on nobody does. Each attempt has a name of its own, so what still exists is this one's.
        for (int attempt = 1; ; attempt++)
        {
            string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
            FileStream stream;
            try
            {
                stream = new(temporary, options);
            }
            catch (IOException mistake) when (attempt < Attempts && mistake.GetType() == typeof(IOException))
            {
                continue;
            }

            if (File.Exists(temporary) || attempt == Attempts)
            {
                return (stream, temporary);
            }

            stream.Dispose();
        }
    }

    private static void DeleteLeftovers(string path)
    {
        string folder = Path.GetDirectoryName(path)!, name = Path.GetFileName(path);
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (string leftover in Directory.EnumerateFiles(folder, name + ".*.tmp"))
        {
            if (!TemporaryEnd().IsMatch(leftover.AsSpan(Path.Combine(folder, name).Length)))
            {
                continue;
            }

            try
            {
                new FileStream(leftover, FileMode.Open, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose).Dispose();
            }
            catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException)
            {
                // Another process is writing it or has just renamed it, or it is not ours.
            }
        }
    }

    /// <summary>The end of a name that <see cref="Path.GetRandomFileName"/> made.</summary>
    [GeneratedRegex(@"^\.[a-z0-9]{8}\.[a-z0-9]{3}\.tmp$", RegexOptions.CultureInvariant)]
    private static partial Regex TemporaryEnd();
}
