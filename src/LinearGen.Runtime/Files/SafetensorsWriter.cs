using System.Buffers.Binary;
using System.Numerics;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LinearGen;

/// <summary>
/// Tensors that are to become a safetensors file. <see cref="Safetensors"/> saves a whole network.
/// </summary>
/// <remarks>
/// The same tensors give the same bytes, regardless of the order in which they were added: the types with the largest elements come first, each sorted by
/// name, as the reference implementation does it, so that every element is aligned.
/// </remarks>
public sealed class SafetensorsWriter
{
    /// <summary>The alignment of the data in bytes, reached by spaces behind the header.</summary>
    private const int Alignment = 8;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>Texts to be written beside the tensors. PyTorch's files have "format": "pt".</summary>
    public IDictionary<string, string> Metadata { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc cref="Add(string, ReadOnlySpan{long}, ReadOnlySpan{double}, TensorType)"/>
    public void Add(string name, ReadOnlySpan<long> shape, ReadOnlySpan<float> values, TensorType type = TensorType.F32) => Add<float>(name, shape, values, type);

    /// <summary>Adds a tensor. Its elements are converted now, to the nearest numbers of the type, ties to even.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="shape">Its sizes, the one whose index moves slowest first.</param>
    /// <param name="values">Its elements, row-major. They may be NaN or infinite.</param>
    /// <param name="type">The type in which they are stored.</param>
    /// <exception cref="ArgumentException">The name is there already, is reserved or no Unicode text, or there are not as many values as the shape says.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The type is not a defined value.</exception>
    /// <exception cref="OverflowException">A finite value is too large for the type. Nothing has been added.</exception>
    public void Add(string name, ReadOnlySpan<long> shape, ReadOnlySpan<double> values, TensorType type = TensorType.F64) => Add<double>(name, shape, values, type);

    /// <summary>Adds all parameters of a layer or network, so that a file holds them beside tensors and metadata of your own.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="network">A layer or a network that the generator has written, or a <see cref="DelegatingNetwork{T}"/> around one.</param>
    /// <param name="names">The names of the tensors; <see cref="TensorNames.Sequential"/> if null.</param>
    /// <param name="layout">The layout of weight matrices: [Out, In], as in PyTorch, by default. The metadata name it, too.</param>
    /// <param name="type">The type in which numbers are stored; the network's own if null.</param>
    /// <exception cref="ArgumentNullException"><paramref name="network"/> is null.</exception>
    /// <exception cref="ArgumentException">The network is not one of the generator's, the names are not one for each layer, or a name is there already.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The layout or the type is not a defined value.</exception>
    /// <exception cref="OverflowException">A finite parameter is too large for the type.</exception>
    public void Add<T>(INetwork<T> network, TensorNames? names = null, WeightLayout layout = WeightLayout.OutIn, TensorType? type = null)
        where T : unmanaged, IFloatingPointIeee754<T> => new NetworkTensors<T>(network, names, layout).AddTo(this, type);

    /// <summary>Writes the file as a whole or not at all: to a temporary file in the same folder first, which then takes the place of the one before.</summary>
    /// <param name="path">The file; replaced if it exists.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="InvalidOperationException">The header would be longer than <see cref="SafetensorsFile"/> reads, 8 MB.</exception>
    /// <exception cref="IOException">The file cannot be written; the one before, if any, is untouched.</exception>
    public void Save(string path) => ReplacementFile.Write(path, Save);

    /// <summary>Writes the file to a stream.</summary>
    /// <param name="stream">The stream to write to. It is neither flushed nor closed.</param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The header would be longer than <see cref="SafetensorsFile"/> reads, 8 MB.</exception>
    /// <exception cref="IOException">The stream cannot be written.</exception>
    public void Save(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        KeyValuePair<string, Entry>[] entries =
        [
            .. _entries
                .OrderByDescending(entry => TensorElements.Size(entry.Value.Type))
                .ThenByDescending(entry => entry.Value.Type)
                .ThenBy(entry => entry.Key, StringComparer.Ordinal),
        ];
        ReadOnlySpan<byte> header = Header(entries);
        Span<byte> length = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(length, header.Length);
        stream.Write(length);
        stream.Write(header);
        foreach ((_, Entry entry) in entries)
        {
            stream.Write(entry.Bytes);
        }
    }

    internal void Add<T>(string name, ReadOnlySpan<long> shape, ReadOnlySpan<T> values, TensorType type)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name == SafetensorsHeader.MetadataKey || _entries.ContainsKey(name))
        {
            throw new ArgumentException($"A tensor or text is named '{name}' already; expected another name.", nameof(name));
        }

        // Throws for a text that no file could hold.
        _ = Strict.GetByteCount(name);
        Int128 elements = 1;
        bool isShape = true;
        foreach (long size in shape)
        {
            isShape &= size >= 0 && elements <= long.MaxValue;
            elements = unchecked(elements * size);
        }

        if (!isShape || elements != values.Length)
        {
            throw new ArgumentException(Invariant($"'{name}' is given {values.Length} values; expected the number that {SafetensorsText.Shape([.. shape])} has."), nameof(values));
        }

        byte[] bytes = new byte[checked(values.Length * TensorElements.Size(type))];
        int overflow = TensorElements.Encode(type, values, bytes);
        if (overflow != TensorElements.None)
        {
            throw new OverflowException(Invariant($"Element {overflow} of '{name}' is {values[overflow]}, too large for {type}."));
        }

        _entries.Add(name, new Entry(type, [.. shape], bytes));
    }

    private ReadOnlySpan<byte> Header(KeyValuePair<string, Entry>[] entries)
    {
        using MemoryStream header = new();
        using (Utf8JsonWriter json = new(header, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            WriteMetadata(json);
            long start = 0;
            foreach ((string name, Entry entry) in entries)
            {
                json.WriteStartObject(name);
                json.WriteString("dtype", entry.Type.ToString());
                WriteNumbers(json, "shape", entry.Shape);
                WriteNumbers(json, "data_offsets", start, start + entry.Bytes.Length);
                json.WriteEndObject();
                start += entry.Bytes.Length;
            }

            json.WriteEndObject();
        }

        while (header.Length % Alignment != 0)
        {
            header.WriteByte((byte)' ');
        }

        return header.Length <= SafetensorsFile.LongestHeader
            ? header.GetBuffer().AsSpan(0, (int)header.Length)
            : throw new InvalidOperationException(Invariant($"The header would have {header.Length} bytes; expected at most {SafetensorsFile.LongestHeader}."));
    }

    private void WriteMetadata(Utf8JsonWriter json)
    {
        if (Metadata.Count == 0)
        {
            return;
        }

        json.WriteStartObject(SafetensorsHeader.MetadataKey);
        foreach ((string key, string value) in Metadata)
        {
            json.WriteString(key, value);
        }

        json.WriteEndObject();
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, params ReadOnlySpan<long> numbers)
    {
        json.WriteStartArray(name);
        foreach (long number in numbers)
        {
            json.WriteNumberValue(number);
        }

        json.WriteEndArray();
    }

    private sealed record Entry(TensorType Type, long[] Shape, byte[] Bytes);
}
