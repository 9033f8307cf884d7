using System.Globalization;
using LinearGen.Onnx.Schema;

namespace LinearGen.Onnx.Tensors;

/// <summary>
/// Tensors that lie in a file beside the model. A model file is untrusted: a file that it names is opened only if it is a plain file
/// in the model's own folder or below, reached through no link.
/// </summary>
/// <param name="folder">The model's folder; null if there is none, for a model that is only bytes.</param>
internal sealed class ExternalData(string? folder)
{
    /// <summary>Reads the bytes of a tensor.</summary>
    /// <param name="entries">Their place: location, offset, length.</param>
    /// <param name="expected">Their number by the tensor's shape and type.</param>
    /// <param name="what">The tensor's name in messages.</param>
    /// <exception cref="ImportException">It lies elsewhere, or there are not as many.</exception>
    public byte[] Read(IReadOnlyCollection<StringStringEntryProto> entries, long expected, string what)
    {
        string location = Entry(entries, "location") ?? throw new ImportException($"{what} is in another file, which is not named.");
        long offset = Number(entries, "offset", what) ?? 0;
        long length = Number(entries, "length", what) ?? expected;
        if (length != expected)
        {
            throw new ImportException($"{what} has {length} bytes in {Quoted.Name(location)}; expected {expected} by its shape and type.");
        }

        try
        {
            // The length is checked before the file is opened: anything but a plain file, a pipe for instance, has none.
            FileInfo file = Locate(location, what);
            if (file.Length - offset < length)
            {
                throw new ImportException($"{what} is declared to be at bytes {offset} to {(UInt128)offset + (UInt128)length} of {Quoted.Name(location)}, which has {file.Length}.");
            }

            using FileStream stream = file.OpenRead();
            stream.Position = offset;
            byte[] data = new byte[length];
            stream.ReadExactly(data);
            return data;
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException)
        {
            throw new ImportException($"{what} is in {Quoted.Name(location)}, which cannot be read: {mistake.Message}", mistake);
        }
    }

    private FileInfo Locate(string location, string what)
    {
        string[] parts = location.Split('/');
        if (folder is null || Path.IsPathRooted(location) || location.AsSpan().ContainsAny('\\', ':', '\0') || parts.Any(part => part is "" or "." or ".."))
        {
            throw new ImportException($"{what} is declared to be in {Quoted.Name(location)}; only files in the model's own folder are opened.");
        }

        string path = folder;
        foreach (string part in parts)
        {
            path = Path.Combine(path, part);
            if (new FileInfo(path).LinkTarget is not null)
            {
                throw new ImportException($"{what} is declared to be in {Quoted.Name(location)}, which is reached through a link; only plain files in the model's own folder are opened.");
            }
        }

        FileInfo file = new(path);
        return file.Exists ? file : throw new ImportException($"{what} is in {Quoted.Name(location)}, which does not exist.");
    }

    private static string? Entry(IEnumerable<StringStringEntryProto> entries, string key) => entries.FirstOrDefault(entry => entry.Key == key)?.Value;

    private static long? Number(IEnumerable<StringStringEntryProto> entries, string key, string what) => Entry(entries, key) is not { } text
        ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out long number)
            ? number
            : throw new ImportException($"{what} is in another file at {key} {Quoted.Name(text)}, which is not a number of bytes.");
}
