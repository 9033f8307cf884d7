using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace LinearGen;

/// <summary>Reads the data that a <see cref="CheckpointWriter"/> has written. Takes no size from the file.</summary>
/// <param name="stream">The file, from its beginning.</param>
/// <param name="length">The expected length of the file, in bytes.</param>
internal sealed class CheckpointReader(Stream stream, long length) : IDisposable
{
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private long _position;

    /// <summary>Refuses a file in which something is not as it should be.</summary>
    /// <exception cref="InvalidDataException">It is not right.</exception>
    public static void Check<TValue>(bool right, string what, TValue actual, string expected)
    {
        if (!right)
        {
            throw new InvalidDataException(Invariant($"{what} in the checkpoint is {actual}; expected {expected}."));
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
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        Read(bytes);
        return BinaryPrimitives.ReadInt64LittleEndian(bytes);
    }

    /// <exception cref="InvalidDataException">The file ends too early.</exception>
    public void Read<T>(Span<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (Span<T> piece; !values.IsEmpty; values = values[piece.Length..])
        {
            piece = values[..Math.Min(values.Length, CheckpointWriter.BufferBytes / Unsafe.SizeOf<T>())];
            Span<byte> bytes = MemoryMarshal.AsBytes(piece);
            Read(bytes);
            CheckpointWriter.ToggleByteOrder(bytes, Unsafe.SizeOf<T>());
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
            throw new InvalidDataException(Invariant($"The checkpoint has more than {length} bytes; expected exactly as many."));
        }
    }

    public void Dispose() => _hash.Dispose();

    private void ReadUnhashed(Span<byte> bytes)
    {
        int count = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
        _position += count;
        if (count < bytes.Length)
        {
            throw new InvalidDataException(Invariant($"The checkpoint ends after {_position} bytes; expected {length}."));
        }
    }
}
