using Google.Protobuf.Reflection;
using LinearGen.Tool.Onnx.Schema;

namespace LinearGen.Tool.Onnx;

/// <summary>
/// Goes through a file before any of it becomes an object. Each length has to lie within what encloses it, with all its 64 bits: the
/// parser takes the lower 32. And there must not be too many messages: a node of two bytes becomes an object of two hundred.
/// </summary>
internal ref struct WireCheck
{
    private const int Varint = 0, Fixed64 = 1, LengthDelimited = 2, Fixed32 = 5;

    /// <summary>The fields that hold messages of the schema, by message; all else is skipped over.</summary>
    private static readonly Dictionary<string, Dictionary<int, string>> Nested = ModelProto.Descriptor.File.MessageTypes.ToDictionary(
        message => message.Name,
        message => message.Fields.InDeclarationOrder()
            .Where(field => field.FieldType == FieldType.Message)
            .ToDictionary(field => field.FieldNumber, field => field.MessageType.Name));

    /// <summary>The fields that hold texts or bytes, which become objects too.</summary>
    private static readonly Dictionary<string, HashSet<int>> Texts = ModelProto.Descriptor.File.MessageTypes.ToDictionary(
        message => message.Name,
        message => message.Fields.InDeclarationOrder().Where(field => field.FieldType is FieldType.String or FieldType.Bytes).Select(field => field.FieldNumber).ToHashSet());

    private readonly ReadOnlySpan<byte> _content;
    private int _position;
    private int _count;

    private WireCheck(ReadOnlySpan<byte> content) => _content = content;

    /// <summary>Checks a file.</summary>
    /// <exception cref="ImportException">It is not of the format, or holds too much.</exception>
    public static void Check(ReadOnlySpan<byte> content) => new WireCheck(content).Message(nameof(ModelProto), content.Length);

    /// <summary>Goes through one message. The schema is not recursive, so neither is this deeper than the schema.</summary>
    private void Message(string message, int end)
    {
        Count();
        while (_position < end)
        {
            int start = _position;
            ulong tag = Number(end);
            int field = tag <= uint.MaxValue ? (int)(tag >> 3) : 0;
            if (field == 0)
            {
                throw Damaged(start, "a field has no number");
            }

            switch ((int)(tag & 7))
            {
                case Varint:
                    Number(end);
                    break;
                case Fixed64:
                    Skip(sizeof(ulong), start, end);
                    break;
                case Fixed32:
                    Skip(sizeof(uint), start, end);
                    break;
                case LengthDelimited:
                    ulong length = Number(end);
                    if (length > (ulong)(end - _position))
                    {
                        throw Damaged(start, $"a field of {length} bytes has {end - _position} left");
                    }

                    int fieldEnd = _position + (int)length;
                    if (Nested[message].TryGetValue(field, out string? nested))
                    {
                        Message(nested, fieldEnd);
                    }
                    else if (Texts[message].Contains(field))
                    {
                        Count();
                    }

                    _position = fieldEnd;
                    break;
                default:
                    throw Damaged(start, $"a field is of the kind {tag & 7}, which ONNX does not use");
            }
        }
    }

    private void Count()
    {
        if (++_count > Limits.Messages)
        {
            throw new ImportException($"The file holds more than {Limits.Messages} nodes, names, attributes and tensors; a chain of layers does not.");
        }
    }

    /// <summary>A number of up to ten bytes, seven bits in each.</summary>
    private ulong Number(int end)
    {
        int start = _position;
        ulong number = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            if (_position >= end)
            {
                throw Damaged(start, "it ends within a number");
            }

            byte next = _content[_position++];
            number |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return number;
            }
        }

        throw Damaged(start, "a number is longer than 64 bits");
    }

    private void Skip(int bytes, int start, int end) => _position = bytes <= end - _position ? _position + bytes : throw Damaged(start, "it ends within a number");

    private static ImportException Damaged(int position, string what) => new($"The file is not an ONNX model, or is damaged: at byte {position}, {what}.");
}
