using System.Buffers.Binary;
using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LinearGen;

/// <summary>Reads what a <see cref="CheckpointWriter"/> has written. Takes no size from the file.</summary>
/// <param name="stream">The file, from its beginning.</param>
internal sealed class CheckpointReader(Stream stream) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[CheckpointWriter.BufferBytes];
    private long _position;

    /// <summary>How long the file should be, in bytes, by what is known of it.</summary>
    public long Length { get; set; }

    /// <summary>Refuses a file in which something is not as it should be.</summary>
    /// <exception cref="InvalidDataException">It is not right.</exception>
    public static void Check<TValue>(bool right, string what, TValue actual, string expected)
    {
        if (!right)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"{what} in the checkpoint is {actual}; expected {expected}."));
        }
    }

    /// <exception cref="InvalidDataException">The file ends too early.</exception>
    public void Read(Span<byte> bytes)
    {
        ReadUnhashed(bytes);
        _hash.AppendData(bytes);
    }

    /// <exception cref="InvalidDataException">The file ends too early.</exception>
    public long ReadInt64()
    {
        Span<byte> bytes = _buffer.AsSpan(0, sizeof(long));
        Read(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <exception cref="InvalidDataException">The file ends too early.</exception>
    public void Read<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> buffer = MemoryMarshal.Cast<byte, T>(_buffer.AsSpan());
        while (!values.IsEmpty)
        {
            int count = Math.Min(values.Length, buffer.Length);
            Span<byte> bytes = MemoryMarshal.AsBytes(buffer[..count]);
            Read(bytes);
            CheckpointWriter.ToggleByteOrder(bytes, bytes.Length / count);
            buffer[..count].CopyTo(values);
            values = values[count..];
        }
    }

    /// <summary>Reads the end of the file.</summary>
    /// <exception cref="InvalidDataException">The checksum is another one, or the file goes on.</exception>
    public void CheckEnd()
    {
        Span<byte> expected = stackalloc byte[SHA256.HashSizeInBytes];
        Span<byte> actual = stackalloc byte[SHA256.HashSizeInBytes];
        _hash.GetCurrentHash(expected);
        ReadUnhashed(actual);
        if (!actual.SequenceEqual(expected))
        {
            throw new InvalidDataException(
                $"The checkpoint is damaged: its checksum is {Convert.ToHexString(actual)}; expected {Convert.ToHexString(expected)}, that of its content.");
        }

        if (stream.ReadByte() >= 0)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"The checkpoint goes on after its end; expected {Length} bytes."));
        }
    }

    public void Dispose() => _hash.Dispose();

    private void ReadUnhashed(Span<byte> bytes)
    {
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += count;
        if (count < bytes.Length)
        {
            throw new InvalidDataException(string.Create(
                CultureInfo.InvariantCulture, $"The checkpoint ends after {_position} bytes; expected {Length}."));
        }
    }
}
