namespace LinearGen.Runtime.Tests.Files;

/// <summary>A stream that can only be read on, a few bytes at a time, as from a network.</summary>
internal sealed class ForwardStream(byte[] bytes) : Stream
{
    private readonly MemoryStream _stream = new(bytes);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override int Read(Span<byte> buffer) => _stream.Read(buffer[..Math.Min(7, buffer.Length)]);

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override void Flush() => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}

/// <summary>A stream that can seek and fails after some bytes, as a disk may.</summary>
internal sealed class FailingStream(byte[] bytes, long readable) : MemoryStream(bytes)
{
    public override int Read(Span<byte> buffer) => Position >= readable && Position < Length
        ? throw new IOException("The disk has failed.")
        : base.Read(buffer[..(int)Math.Min(buffer.Length, Position < readable ? readable - Position : buffer.Length)]);
}
