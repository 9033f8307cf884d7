using Google.Protobuf.Reflection;
using LinearGen.Onnx.Schema;

namespace LinearGen.Onnx.Reading;

/// <summary>
/// Goes through a file before any of it becomes an object. Each length has to lie within the field that encloses it, with all its 64 bits: the
/// parser takes the lower 32. And there must not be too many messages: a node of two bytes becomes an object of two hundred.
/// </summary>
internal ref struct WireCheck
{
    /// <summary>A tag and a length, of up to ten bytes each.</summary>
    private const int MostBytesOfHead = 20;

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
    private int _fields;

    private WireCheck(ReadOnlySpan<byte> content) => _content = content;

    /// <summary>Checks a file.</summary>
    /// <exception cref="ImportException">It is not of the format, or holds too much.</exception>
    public static void Check(ReadOnlySpan<byte> content) => new WireCheck(content).Message(nameof(ModelProto), content.Length);

    /// <summary>Checks as much of a file's outermost fields as its first bytes show, before the rest is read.</summary>
    /// <param name="start">The first bytes.</param>
    /// <param name="length">Bytes of the whole file, at most <see cref="Limits.FileBytes"/>.</param>
    /// <exception cref="ImportException">It is not of the format.</exception>
    public static void CheckStart(ReadOnlySpan<byte> start, long length)
    {
        WireCheck check = new(start);
        while (check._position <= start.Length - MostBytesOfHead)
        {
            int content = check.Field(start.Length, length - check._position).Length;
            if (content > start.Length - check._position)
            {
                return;
            }

            check._position += content;
        }
    }

    /// <summary>Goes through one message. The schema is not recursive, so neither is this deeper than the schema.</summary>
    private void Message(string message, int end)
    {
        Count();
        while (_position < end)
        {
            (int field, int kind, int length) = Field(end, end - _position);
            int fieldEnd = _position + length;
            if (kind == LengthDelimited && Nested[message].TryGetValue(field, out string? nested))
            {
                Message(nested, fieldEnd);
            }
            else if (kind == LengthDelimited && Texts[message].Contains(field))
            {
                Count();
            }

            _position = fieldEnd;
        }
    }

    /// <summary>Reads the bytes before a field's content: its number, its kind, the content's bytes.</summary>
    /// <param name="end">The end of the readable bytes.</param>
    /// <param name="left">Bytes up to the end of the enclosing field.</param>
    private (int Number, int Kind, int Length) Field(int end, long left)
    {
        int start = _position;
        ulong tag = Number(end);
        int field = tag <= uint.MaxValue ? (int)(tag >> 3) : 0;
        if (field == 0)
        {
            throw Damaged(start, "a field has no number");
        }

        if (++_fields > Limits.Fields)
        {
            throw new ImportException($"The file holds more than {Limits.Fields} fields; a chain of layers does not.");
        }

        int kind = (int)(tag & 7);
        if (kind == Varint)
        {
            Number(end);
            return (field, kind, 0);
        }

        ulong length = kind switch
        {
            Fixed64 => sizeof(ulong),
            Fixed32 => sizeof(uint),
            LengthDelimited => Number(end),
            _ => throw Damaged(start, $"a field is of the kind {kind}, which ONNX does not use"),
        };
        left -= _position - start;
        return length <= (ulong)left ? (field, kind, (int)length) : throw Damaged(start, $"a field of {length} bytes has {left} left");
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

    private static ImportException Damaged(int position, string what) => new($"The file is not an ONNX model, or is damaged: at byte {position}, {what}.");
}
