using System.Text.Json;
using System.Text.Unicode;

namespace LinearGen;

/// <summary>
/// Reads the header of a safetensors file: a JSON object of name → {"dtype", "shape", "data_offsets"}, the offsets counted
/// from the end of the header, and perhaps "__metadata__" of texts. A file that the reference implementation refuses is
/// refused here too, and so are duplicate keys, as the format's description demands.
/// </summary>
internal ref struct SafetensorsHeader
{
    public const string MetadataKey = "__metadata__";

    /// <summary>The name of the object itself in messages.</summary>
    private const string Whole = "the header";

    /// <summary>Dimensions that PyTorch's tensors may have.</summary>
    private const int LongestShape = 64;

    private readonly string _source;
    private readonly Dictionary<string, SafetensorsTensor> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _metadata = new(StringComparer.Ordinal);
    private readonly List<long> _numbers = [];
    private Utf8JsonReader _reader;

    private SafetensorsHeader(ReadOnlySpan<byte> json, string source)
    {
        _source = source;
        _reader = new Utf8JsonReader(json);
    }

    /// <summary>Reads a header.</summary>
    /// <param name="json">Its bytes.</param>
    /// <param name="source">The file's name in messages.</param>
    /// <returns>The tensors by name and in the order of their data, which follow one another without gaps; the metadata.</returns>
    /// <exception cref="InvalidDataException">The header is not right.</exception>
    public static (Dictionary<string, SafetensorsTensor> ByName, SafetensorsTensor[] InOrder, Dictionary<string, string> Metadata) Parse(ReadOnlySpan<byte> json, string source)
    {
        if (!Utf8.IsValid(json))
        {
            throw new InvalidDataException($"{source}: the header is not UTF-8.");
        }

        if (json.IsEmpty || json[0] != (byte)'{')
        {
            throw new InvalidDataException($"{source}: the header does not begin with '{{'.");
        }

        SafetensorsHeader header = new(json, source);
        try
        {
            header.ReadAll();
        }
        catch (JsonException mistake)
        {
            throw new InvalidDataException($"{source}: the header is not valid JSON. {mistake.Message}", mistake);
        }
        catch (InvalidOperationException mistake)
        {
            // The reader throws this for an escape like \ud800 alone, which is valid JSON but not valid text.
            throw new InvalidDataException($"{source}: a text in the header is not Unicode. {mistake.Message}", mistake);
        }

        // Empty tensors lie before the one that begins at the same place.
        SafetensorsTensor[] inOrder = [.. header._byName.Values.OrderBy(tensor => tensor.Start).ThenBy(tensor => tensor.ByteCount)];
        header.CheckPlaces(inOrder);
        return (header._byName, inOrder, header._metadata);
    }

    private readonly void CheckPlaces(SafetensorsTensor[] inOrder)
    {
        long end = 0;
        foreach (SafetensorsTensor tensor in inOrder)
        {
            if (tensor.Start != end)
            {
                throw Mistake(Invariant($"tensor '{SafetensorsText.Quoted(tensor.Name)}' begins at byte {tensor.Start} of the data; expected {end}, where the one before it ends"));
            }

            end += tensor.ByteCount;
        }
    }

    private void ReadAll()
    {
        Next(JsonTokenType.StartObject, Whole);
        bool hasMetadata = false;
        while (NextIsProperty())
        {
            if (_reader.ValueTextEquals(MetadataKey))
            {
                Once(!hasMetadata, MetadataKey);
                hasMetadata = true;
                ReadMetadata();
                continue;
            }

            string name = Text();
            if (!_byName.TryAdd(name, ReadTensor(name)))
            {
                throw Mistake($"{NameOf(name)} is there twice");
            }
        }

        // Nothing but white space may follow; the reader says so.
        _reader.Read();
    }

    private void ReadMetadata()
    {
        Next(JsonTokenType.StartObject, MetadataKey);
        while (NextIsProperty())
        {
            string key = Text();
            Next(JsonTokenType.String, MetadataKey, "a value");
            Once(_metadata.TryAdd(key, Text()), MetadataKey, $"'{SafetensorsText.Quoted(key)}'");
        }
    }

    private SafetensorsTensor ReadTensor(string name)
    {
        string? type = null;
        long[]? shape = null;
        long[]? offsets = null;
        Next(JsonTokenType.StartObject, name);
        while (NextIsProperty())
        {
            if (_reader.ValueTextEquals("dtype"u8))
            {
                Once(type is null, name, "dtype");
                Next(JsonTokenType.String, name, "dtype");
                type = SafetensorsTypes.Shared(Text());
            }
            else if (_reader.ValueTextEquals("shape"u8))
            {
                Once(shape is null, name, "shape");
                shape = ReadNumbers(name, "shape");
            }
            else if (_reader.ValueTextEquals("data_offsets"u8))
            {
                Once(offsets is null, name, "data_offsets");
                offsets = ReadNumbers(name, "data_offsets");
            }
            else
            {
                _reader.Skip();
            }
        }

        if (type is null || shape is null || offsets is null)
        {
            throw Mistake($"{NameOf(name)} lacks {(type is null ? "dtype" : shape is null ? "shape" : "data_offsets")}");
        }

        return offsets is [long start, long end] && start <= end
            ? Describe(name, type, shape, start, end - start)
            : throw Mistake($"data_offsets of {NameOf(name)} are {SafetensorsText.Shape(offsets)}; expected two numbers, the second not less than the first");
    }

    private readonly SafetensorsTensor Describe(string name, string type, long[] shape, long start, long byteCount)
    {
        Int128 elements = 1;
        foreach (long size in shape)
        {
            elements *= size;
            if (elements > long.MaxValue)
            {
                throw Mistake($"{NameOf(name)} has the shape {SafetensorsText.Shape(shape)}: more elements than there can be");
            }
        }

        if (SafetensorsTypes.Bits(type) is int bits && elements * bits != (Int128)byteCount * 8)
        {
            throw Mistake(Invariant($"{NameOf(name)} has {byteCount} bytes; expected {((elements * bits) + 7) / 8}, what {type} {SafetensorsText.Shape(shape)} takes in whole bytes"));
        }

        return new SafetensorsTensor(name, type, Array.AsReadOnly(shape), (long)elements, start, byteCount);
    }

    private long[] ReadNumbers(string name, string property)
    {
        Next(JsonTokenType.StartArray, name, property);
        _numbers.Clear();
        while (Next() != JsonTokenType.EndArray)
        {
            if (_reader.TokenType != JsonTokenType.Number || !_reader.TryGetInt64(out long number) || number < 0)
            {
                throw Mistake($"{property} of {NameOf(name)} is not an array of integers from 0 to 2^63 − 1");
            }

            if (_numbers.Count == LongestShape)
            {
                throw Mistake(Invariant($"{property} of {NameOf(name)} has more than {LongestShape} numbers"));
            }

            _numbers.Add(number);
        }

        return [.. _numbers];
    }

    private bool NextIsProperty()
    {
        bool isProperty = Next() == JsonTokenType.PropertyName;
        if (isProperty && _reader.ValueIsEscaped)
        {
            // Comparisons may end before they come to an escape that stands for no letter.
            _ = Text();
        }

        return isProperty;
    }

    private void Next(JsonTokenType expected, string name, string? property = null)
    {
        if (Next() != expected)
        {
            throw Mistake($"{PlaceOf(name, property)} is a JSON {_reader.TokenType}; expected {expected}");
        }
    }

    private JsonTokenType Next()
    {
        _reader.Read();
        return _reader.TokenType;
    }

    private readonly void Once(bool isNew, string name, string? property = null)
    {
        if (!isNew)
        {
            throw Mistake($"{PlaceOf(name, property)} is there twice");
        }
    }

    private readonly string Text() => _reader.GetString()!;

    private static string PlaceOf(string name, string? property) => property is null ? NameOf(name) : $"{property} of {NameOf(name)}";

    private static string NameOf(string name) => name is MetadataKey or Whole ? name : $"tensor '{SafetensorsText.Quoted(name)}'";

    private readonly InvalidDataException Mistake(string what) => new($"{_source}: {what}.");
}
