using Google.Protobuf;
using LinearGen.Onnx.Schema;

namespace LinearGen.Onnx.Reading;

/// <summary>Reads the bytes of a model file.</summary>
internal static class ModelBytes
{
    /// <summary>Bytes of a file that are checked before the rest is read.</summary>
    private const int StartBytes = 4096;

    /// <summary>Parses a file's content.</summary>
    /// <param name="content">The bytes.</param>
    /// <exception cref="ImportException">They are not a model.</exception>
    public static ModelProto Parse(byte[] content)
    {
        if (content.Length == 0)
        {
            throw new ImportException("The file is empty.");
        }

        ModelProto model;
        try
        {
            WireCheck.Check(content);
            model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(content);
        }
        catch (InvalidProtocolBufferException mistake)
        {
            throw new ImportException($"The file is not an ONNX model, or is damaged: {mistake.Message}", mistake);
        }

        return model.Graph is null ? throw new ImportException("The file has no graph: it is not an ONNX model, or is damaged.") : model;
    }

    /// <summary>Reads a file's bytes. Memory is allocated only for bytes that are there, never for a length that the file declares.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ImportException">It cannot be read, or is too large.</exception>
    public static byte[] ReadBytes(string path)
    {
        try
        {
            using FileStream stream = RegularFile.OpenRead(path);
            if (stream.Length > Limits.FileBytes)
            {
                throw new ImportException($"The file has {stream.Length} bytes; an ONNX file has at most 2 GB.");
            }

            Span<byte> start = new byte[Math.Min(stream.Length, StartBytes)];
            stream.ReadExactly(start);
            WireCheck.CheckStart(start, stream.Length);
            byte[] content = new byte[stream.Length];
            start.CopyTo(content);
            stream.ReadExactly(content.AsSpan(start.Length));
            return content;
        }
        catch (Exception mistake) when (mistake is IOException or UnauthorizedAccessException or NotSupportedException or ArgumentException or InvalidDataException)
        {
            throw new ImportException($"The file cannot be read: {mistake.Message}", mistake);
        }
    }
}
