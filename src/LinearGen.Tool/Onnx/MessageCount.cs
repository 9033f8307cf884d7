using Google.Protobuf;
using LinearGen.Tool.Onnx.Schema;

namespace LinearGen.Tool.Onnx;

/// <summary>
/// Counts the messages in a file before any becomes an object. A node of two bytes becomes an object of two hundred, so that a file
/// of a megabyte could ask for a hundred.
/// </summary>
internal static class MessageCount
{
    /// <summary>The fields that hold messages of the schema, by message; all else is skipped over.</summary>
    private static readonly Dictionary<string, Dictionary<int, string>> Nested = ModelProto.Descriptor.File.MessageTypes.ToDictionary(
        message => message.Name,
        message => message.Fields.InDeclarationOrder()
            .Where(field => field.FieldType == Google.Protobuf.Reflection.FieldType.Message)
            .ToDictionary(field => field.FieldNumber, field => field.MessageType.Name));

    /// <summary>The fields that hold texts, which become objects too.</summary>
    private static readonly Dictionary<string, HashSet<int>> Texts = ModelProto.Descriptor.File.MessageTypes.ToDictionary(
        message => message.Name,
        message => message.Fields.InDeclarationOrder()
            .Where(field => field.FieldType is Google.Protobuf.Reflection.FieldType.String or Google.Protobuf.Reflection.FieldType.Bytes)
            .Select(field => field.FieldNumber)
            .ToHashSet());

    /// <summary>Counts.</summary>
    /// <param name="content">The file.</param>
    /// <exception cref="ImportException">There are too many.</exception>
    /// <exception cref="InvalidProtocolBufferException">The bytes are not of this format.</exception>
    public static void Check(byte[] content)
    {
        int count = 0;
        using CodedInputStream stream = new(content);
        Count(stream, nameof(ModelProto), content.Length, ref count);
    }

    /// <summary>Goes through one message. The schema is not recursive, so neither is this deeper than the schema.</summary>
    private static void Count(CodedInputStream stream, string message, long end, ref int count)
    {
        if (++count > Limits.Messages)
        {
            throw new ImportException($"The file holds more than {Limits.Messages} nodes, attributes and tensors; a chain of layers does not.");
        }

        while (stream.Position < end)
        {
            uint tag = stream.ReadTag();
            if (tag == 0)
            {
                return;
            }

            int field = WireFormat.GetTagFieldNumber(tag);
            if (WireFormat.GetTagWireType(tag) != WireFormat.WireType.LengthDelimited)
            {
                stream.SkipLastField();
            }
            else if (Nested[message].TryGetValue(field, out string? nested))
            {
                int length = stream.ReadLength();
                Count(stream, nested, length < 0 ? throw Damaged() : Math.Min(end, stream.Position + length), ref count);
            }
            else
            {
                count += Texts[message].Contains(field) ? 1 : 0;
                stream.SkipLastField();
            }
        }
    }

    private static ImportException Damaged() => new("The file is not an ONNX model, or is damaged: a length is negative.");
}
