using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;

namespace LinearGen;

/// <summary>
/// A safetensors file that is open for reading: its list of tensors, and their elements as numbers. <see cref="Safetensors"/> loads a
/// whole network.
/// </summary>
/// <remarks>
/// Opening reads and checks the header: its length and text; that tensors lie one behind the other, without gaps or overlaps,
/// as long as their types and shapes say; and, if the stream can tell its length, that the file ends where they do. Memory is
/// allocated for the bytes that are really there, never for the sizes that the file declares. Headers may have up to 8 MB, some 80,000 tensors.
/// An instance is for one thread at a time.
/// </remarks>
public sealed class SafetensorsFile : IDisposable
{
    /// <summary>
    /// The reference implementation stops at 100 MB. Descriptions of the largest published models' files stay far below this, and what
    /// is made of a header of 8 MB stays below 64 MB.
    /// </summary>
    internal const int LongestHeader = 8 << 20;

    /// <summary>The size in bytes of the pieces in which numbers are read, a multiple of every element's size.</summary>
    private const int BufferBytes = 1 << 16;

    private readonly Stream _stream;
    private readonly bool _ownsStream;
    private readonly Dictionary<string, SafetensorsTensor> _byName;
    private readonly SafetensorsTensor[] _inOrder;
    private readonly byte[] _buffer = new byte[BufferBytes];

    /// <summary>The position of the data, counted from the beginning of the stream, if it can seek.</summary>
    private readonly long _dataStart;

    /// <summary>The next byte, counted from the beginning of the data, if the stream cannot seek.</summary>
    private long _position;

    private bool _isDisposed;

    private SafetensorsFile(Stream stream, string source, bool ownsStream)
    {
        _stream = stream;
        _ownsStream = ownsStream;
        Source = source;
        long? length = stream.CanSeek ? stream.Length - stream.Position : null;
        byte[] header = ReadHeader(length);
        (_byName, _inOrder, Dictionary<string, string> metadata) = SafetensorsHeader.Parse(header, source);
        Tensors = Array.AsReadOnly(_inOrder);
        Metadata = metadata.AsReadOnly();
        _dataStart = length is null ? 0 : stream.Position;
        if (length - sizeof(ulong) - header.Length is long data && data != DataBytes)
        {
            throw Mistake(Invariant($"{data} bytes of data follow the header; expected {DataBytes}, the sum of its tensors"));
        }
    }

    /// <summary>All tensors, in the order of their data.</summary>
    public IReadOnlyList<SafetensorsTensor> Tensors { get; }

    /// <summary>The texts that the file holds beside its tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata { get; }

    /// <summary>The file's name in messages.</summary>
    internal string Source { get; }

    private long DataBytes => _inOrder.Length == 0 ? 0 : _inOrder[^1].Start + _inOrder[^1].ByteCount;

    /// <summary>Opens a file and reads its header.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="ArgumentException"><paramref name="path"/> is null or empty.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It is a folder, or may not be read.</exception>
    /// <exception cref="InvalidDataException">It is no regular file, no safetensors file, or a damaged one.</exception>
    public static SafetensorsFile Open(string path)
    {
        FileStream stream = RegularFile.OpenRead(path);
        try
        {
            return new SafetensorsFile(stream, path, ownsStream: true);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>Reads the header of a file that begins where a stream stands and ends where the stream does.</summary>
    /// <param name="stream">
    /// The file. It stays open when this instance is disposed of. If it cannot seek, tensors can be read only in the order of
    /// <see cref="Tensors"/>, and whether the file ends where it should is seen only by further reads.
    /// </param>
    /// <exception cref="ArgumentNullException"><paramref name="stream"/> is null.</exception>
    /// <exception cref="IOException">The stream cannot be read.</exception>
    /// <exception cref="InvalidDataException">It is no safetensors file, or a damaged one.</exception>
    public static SafetensorsFile Open(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return new SafetensorsFile(stream, stream is FileStream file ? file.Name : "the safetensors stream", ownsStream: false);
    }

    /// <summary>Finds a tensor.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="tensor">The tensor, if there is one of that name.</param>
    public bool TryGetTensor(string name, [NotNullWhen(true)] out SafetensorsTensor? tensor) => _byName.TryGetValue(name, out tensor);

    /// <inheritdoc cref="Read(string, Span{double})"/>
    public void Read(string name, Span<float> destination) => Read<float>(name, destination);

    /// <summary>Reads a tensor's elements, converting them to the nearest numbers, ties to even.</summary>
    /// <param name="name">A tensor of type F32, F64, F16 or BF16.</param>
    /// <param name="destination">As many values as it has elements, row-major; if reading fails, some may have been overwritten. NaN and infinities are read as they are.</param>
    /// <exception cref="ArgumentException">There is no such tensor, or <paramref name="destination"/> has another length.</exception>
    /// <exception cref="ObjectDisposedException">The file has been closed.</exception>
    /// <exception cref="InvalidOperationException">The stream cannot seek, and the tensor has been passed.</exception>
    /// <exception cref="InvalidDataException">The tensor has another type, a finite element is too large for the destination, or the file ends too early.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public void Read(string name, Span<double> destination) => Read<double>(name, destination);

    /// <summary>Closes the file, if it was opened by its path.</summary>
    public void Dispose()
    {
        _isDisposed = true;
        if (_ownsStream)
        {
            _stream.Dispose();
        }
    }

    internal void Read<T>(string name, Span<T> destination)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ArgumentNullException.ThrowIfNull(name);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        if (!TryGetTensor(name, out SafetensorsTensor? tensor))
        {
            throw new ArgumentException($"{Source} has no tensor '{name}'; it has {SafetensorsText.List(_inOrder, _inOrder.Length)}.", nameof(name));
        }

        if (destination.Length != tensor.ElementCount)
        {
            throw new ArgumentException(Invariant($"destination holds {destination.Length} values; expected {tensor.ElementCount}, the number of values of {tensor} of {Source}."), nameof(destination));
        }

        if (tensor.Type is not { } type)
        {
            throw Mistake($"tensor '{SafetensorsText.Quoted(name)}' is {tensor.Form}; expected F32, F64, F16 or BF16");
        }

        MoveTo(tensor);
        int size = TensorElements.Size(type);
        for (int read = 0; read < destination.Length;)
        {
            int count = Math.Min(destination.Length - read, BufferBytes / size);
            ReadData(_buffer.AsSpan(0, count * size));
            int overflow = TensorElements.Decode(type, _buffer, destination.Slice(read, count));
            if (overflow != TensorElements.None)
            {
                throw Mistake(Invariant($"element {read + overflow} of tensor '{SafetensorsText.Quoted(name)}', {tensor.Form}, is too large for a {typeof(T).Name}"));
            }

            read += count;
        }
    }

    /// <summary>Reads on to the end of the tensors, which must be that of the file.</summary>
    /// <exception cref="InvalidDataException">The file ends too early or goes on.</exception>
    internal void ReadToEnd()
    {
        if (_stream.CanSeek)
        {
            // Checked when the file was opened.
            _stream.Position = _dataStart + DataBytes;
            return;
        }

        Skip(DataBytes - _position);
        if (_stream.ReadByte() >= 0)
        {
            throw Mistake(Invariant($"the file goes on after the {DataBytes} bytes of its tensors"));
        }
    }

    internal InvalidDataException Mistake(string what) => new($"{Source}: {what}.");

    private byte[] ReadHeader(long? fileLength)
    {
        Span<byte> number = stackalloc byte[sizeof(ulong)];
        int read = _stream.ReadAtLeast(number, number.Length, throwOnEndOfStream: false);
        if (read < number.Length)
        {
            throw Mistake(Invariant($"the file ends after {read} bytes; expected 8 that give the header's length"));
        }

        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(number);
        if (number.SequenceEqual(Checkpoint<float>.Magic))
        {
            throw Mistake("this is a trainer's checkpoint, which Trainer.LoadCheckpoint reads; expected a safetensors file, as Safetensors.Save writes it");
        }

        if (length > LongestHeader)
        {
            throw Mistake(Invariant($"the header is declared to have {length} bytes; expected at most {LongestHeader}"));
        }

        if (fileLength - sizeof(ulong) is long rest && rest < (long)length)
        {
            throw Mistake(Invariant($"the header is declared to have {length} bytes; {Math.Max(rest, 0)} follow"));
        }

        // Grows with the bytes that are really read.
        byte[] header = new byte[Math.Min((int)length, BufferBytes)];
        int filled = 0;
        while (true)
        {
            int count = _stream.ReadAtLeast(header.AsSpan(filled), header.Length - filled, throwOnEndOfStream: false);
            filled += count;
            if (filled < header.Length)
            {
                throw Mistake(Invariant($"the file ends after {filled} bytes of the header; expected {length}"));
            }

            if (filled == (int)length)
            {
                return header;
            }

            Array.Resize(ref header, (int)Math.Min(length, 2 * (ulong)header.Length));
        }
    }

    private void MoveTo(SafetensorsTensor tensor)
    {
        if (_stream.CanSeek)
        {
            _stream.Position = _dataStart + tensor.Start;
            return;
        }

        if (tensor.Start < _position && tensor.ByteCount > 0)
        {
            throw new InvalidOperationException($"{Source} cannot seek, and tensor '{SafetensorsText.Quoted(tensor.Name)}' has been passed: read tensors in the order of Tensors.");
        }

        Skip(tensor.Start - _position);
    }

    private void Skip(long count)
    {
        while (count > 0)
        {
            int piece = (int)Math.Min(count, BufferBytes);
            ReadData(_buffer.AsSpan(0, piece));
            count -= piece;
        }
    }

    private void ReadData(Span<byte> bytes)
    {
        int count = _stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += count;
        if (count < bytes.Length)
        {
            throw Mistake(Invariant($"the file ends in the middle of its tensors, which take {DataBytes} bytes"));
        }
    }
}
