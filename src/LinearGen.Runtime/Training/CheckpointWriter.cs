using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LinearGen;

/// <summary>Writes little-endian numbers to a stream and their checksum behind them.</summary>
internal sealed class CheckpointWriter(Stream stream) : IDisposable
{
    /// <summary>Numbers are copied through a buffer, so that a machine of the other byte order can turn them round.</summary>
    public const int BufferBytes = 1 << 16;

    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly byte[] _buffer = new byte[BufferBytes];

    public void Write(ReadOnlySpan<byte> bytes)
    {
        _hash.AppendData(bytes);
        stream.Write(bytes);
    }

    public void Write(long value)
    {
        BinaryPrimitives.WriteInt64LittleEndian(_buffer, value);
        Write(_buffer.AsSpan(0, sizeof(long)));
    }

    public void Write<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<T> buffer = MemoryMarshal.Cast<byte, T>(_buffer.AsSpan());
        for (; !values.IsEmpty; values = values[buffer.Length..])
        {
            buffer = buffer[..Math.Min(values.Length, buffer.Length)];
            values[..buffer.Length].CopyTo(buffer);
            Span<byte> bytes = MemoryMarshal.AsBytes(buffer);
            ToggleByteOrder(bytes, Unsafe.SizeOf<T>());
            Write(bytes);
        }
    }

    /// <summary>Ends the file.</summary>
    public void WriteChecksum() => stream.Write(_hash.GetCurrentHash());

    public void Dispose() => _hash.Dispose();

    /// <summary>Turns numbers of this machine into little-endian ones, or the reverse.</summary>
    public static void ToggleByteOrder(Span<byte> bytes, int size)
    {
        for (int start = 0; !BitConverter.IsLittleEndian && start < bytes.Length; start += size)
        {
            bytes.Slice(start, size).Reverse();
        }
    }
}
