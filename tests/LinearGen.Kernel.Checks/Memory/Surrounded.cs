using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearGen.Kernel.Checks;

/// <summary>
/// A span amid NaNs of a bit pattern of their own: whatever reads a neighbour gets NaN, whatever writes one is seen.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
public readonly struct Surrounded<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Margin = 64;

    private readonly T[] _memory;
    private readonly int _start;
    private readonly int _count;

    /// <summary>Makes room, itself filled with the same NaNs.</summary>
    /// <param name="count">Elements.</param>
    /// <param name="shift">Elements by which the span is moved, to try other alignments.</param>
    public Surrounded(int count, int shift)
    {
        _memory = new T[count + shift + (2 * Margin)];
        MemoryMarshal.AsBytes(_memory.AsSpan()).Fill(Surrounded.Canary);
        _start = Margin + shift;
        _count = count;
    }

    /// <summary>Makes room and copies values into it.</summary>
    public Surrounded(ReadOnlySpan<T> values, int shift)
        : this(values.Length, shift) => values.CopyTo(Span);

    /// <summary>The elements.</summary>
    public Span<T> Span => _memory.AsSpan(_start, _count);

    /// <summary>Whether nothing around the elements has changed.</summary>
    public bool IsIntact => Surrounded.IsUntouched<T>(_memory.AsSpan(0, _start)) && Surrounded.IsUntouched<T>(_memory.AsSpan(_start + _count));
}

/// <summary>Tells whether memory is as <see cref="Surrounded{T}"/> left it.</summary>
public static class Surrounded
{
    /// <summary>Every byte at first: as a number, NaN.</summary>
    internal const byte Canary = 0xFF;

    /// <summary>Whether elements are still as they were when the room was made.</summary>
    public static bool IsUntouched<T>(ReadOnlySpan<T> span)
        where T : unmanaged, IFloatingPointIeee754<T> => !MemoryMarshal.AsBytes(span).ContainsAnyExcept(Canary);
}
