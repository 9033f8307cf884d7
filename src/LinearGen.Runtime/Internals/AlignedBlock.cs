using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// A block of zeroed memory that starts on a 64-byte boundary and stays where it is: a cache line never holds parts
/// of two blocks, and no aligned vector straddles two lines (misaligned weights cost 1.4 to 1.5 times as much).
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// An array of the pinned object heap with an offset: arrays start at 8, 24, 48 … modulo 64, so the offset is
/// computed. Nothing to free, no finaliser.
/// </remarks>
internal readonly struct AlignedBlock<T>
    where T : unmanaged
{
    /// <summary>Elements between two boundaries.</summary>
    public static readonly int ElementsPerLine = PanelLayout.Alignment / Unsafe.SizeOf<T>();

    private readonly T[] _array;
    private readonly int _start;
    private readonly int _length;

    /// <summary>Allocates a block of zeros.</summary>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="length"/> is less than 0.</exception>
    /// <exception cref="NotSupportedException"><typeparamref name="T"/> is neither <see cref="float"/> nor <see cref="double"/>.</exception>
    public AlignedBlock(int length)
    {
        if (typeof(T) != typeof(float) && typeof(T) != typeof(double))
        {
            throw new NotSupportedException($"The elements are of type {typeof(T)}; expected float or double.");
        }

        // An empty block has a first element too, unused, so that the public reference is valid.
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        int spare = ElementsPerLine - 1;
        _array = GC.AllocateArray<T>(checked(Math.Max(length, 1) + spare), pinned: true);
        nint address = Marshal.UnsafeAddrOfPinnedArrayElement(_array, 0);
        _start = (int)(-address & (PanelLayout.Alignment - 1)) / Unsafe.SizeOf<T>();
        _length = length;
    }

    private AlignedBlock(T[] array, int start, int length) => (_array, _start, _length) = (array, start, length);

    /// <summary>The first element. Unchecked: offsets from it must stay within <see cref="Span"/>.</summary>
    public ref T Reference
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_array), _start);
    }

    /// <summary>Whether there is no memory at all: a block that was never allocated.</summary>
    public bool IsEmpty => _length == 0;

    /// <summary>The number of elements.</summary>
    public int Length => _length;

    /// <summary>All elements.</summary>
    public Span<T> Span => _array.AsSpan(_start, _length);

    /// <summary>A part of the block, over the same memory.</summary>
    /// <param name="start">Its start: a multiple of <see cref="PanelLayout.Alignment"/> bytes.</param>
    /// <param name="length">The number of elements.</param>
    /// <exception cref="ArgumentOutOfRangeException">The part does not lie within the block, or starts between two boundaries.</exception>
    public AlignedBlock<T> Slice(int start, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(start % ElementsPerLine, 0, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)_length, nameof(start));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)length, (uint)(_length - start), nameof(length));
        return new(_array, _start + start, length);
    }
}
