using System.Runtime.InteropServices;

namespace LinearGen.Safety.Tests.Support;

/// <summary>A piece of an arena.</summary>
/// <param name="Start">Its first element.</param>
/// <param name="Length">Its elements.</param>
internal readonly record struct Piece(int Start, int Length)
{
    /// <summary>The element behind it.</summary>
    public int End => Start + Length;

    /// <summary>Whether two pieces share an element.</summary>
    public bool Overlaps(Piece other) => Math.Max(Start, other.Start) < Math.Min(End, other.End);

    /// <inheritdoc/>
    public override string ToString() => FormattableString.Invariant($"[{Start}..{End}]");
}

/// <summary>Memory that calls get their spans from: between guard pages where there are any, and full of NaNs that nobody may read or write.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class Arena<T> : IDisposable
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Bytes = 1 << 16;

    private readonly GuardedMemory? _guarded = GuardedMemory.IsSupported ? new(Bytes) : null;
    private readonly T[] _snapshot = new T[Bytes / Marshal.SizeOf<T>()];
    private readonly T[] _plain = new T[Bytes / Marshal.SizeOf<T>()];

    /// <summary>Elements.</summary>
    public int Count => _plain.Length;

    /// <summary>All elements.</summary>
    public Span<T> All => _guarded is null ? _plain : _guarded.AtEnd<T>(Count);

    /// <summary>The elements of a piece.</summary>
    public Span<T> this[Piece piece] => All.Slice(piece.Start, piece.Length);

    /// <summary>Makes every element a canary.</summary>
    public void Clear() => MemoryMarshal.AsBytes(All).Fill(0xFF);

    /// <summary>Notes what is there.</summary>
    public void Remember() => All.CopyTo(_snapshot);

    /// <summary>Whether everything but a piece is as it was.</summary>
    public bool IsUnchangedBut(Piece written) => IsSame(0, written.Start) && IsSame(written.End, Count);

    /// <summary>Draws a piece: at a guard, anywhere, right behind another one, or over it.</summary>
    public Piece Draw(Random random, int length, params ReadOnlySpan<Piece> others)
    {
        length = Math.Min(length, Count);
        for (int attempt = 0; ; attempt++)
        {
            int most = Count - length;
            Piece other = others.IsEmpty ? default : others[random.Next(others.Length)];
            int start = random.Next(6) switch
            {
                0 => 0,
                1 => most,
                2 => other.End,
                3 => other.Start - length,
                4 => other.Start + random.Next(-length, other.Length + 1),
                _ => random.Next(most + 1),
            };
            Piece piece = new(Math.Clamp(start, 0, most), length);

            // Most pieces look for a place of their own.
            bool isAlone = true;
            foreach (Piece one in others)
            {
                isAlone &= !piece.Overlaps(one);
            }

            if (isAlone || attempt > 20 || random.Next(3) == 0)
            {
                return piece;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _guarded?.Dispose();

    private bool IsSame(int start, int end) =>
        MemoryMarshal.AsBytes<T>(All[start..end]).SequenceEqual(MemoryMarshal.AsBytes<T>(_snapshot.AsSpan()[start..end]));
}
