namespace LinearGen.Benchmarks.Cells;

/// <summary>
/// Zeroed memory on a 64-byte boundary that stays where it is, for managed and native code alike. The collector frees it,
/// once neither this object nor one that holds it is reachable. Its place within a page of 4 KB is drawn, since stores
/// and loads that differ by whole pages hold one another up: with fixed places always the same contenders.
/// </summary>
internal sealed unsafe class AlignedFloats
{
    private const int Alignment = 64;
    private const int Page = 4096;

    private static readonly Random Places = new(1);

    private readonly float[] _array;
    private readonly int _start;

    /// <summary>Allocates zeros.</summary>
    public AlignedFloats(int length)
    {
        Length = length;
        _array = GC.AllocateArray<float>(length + (Page / sizeof(float)), pinned: true);
        fixed (float* first = _array)
        {
            int boundary = (int)(-(nint)first & (Alignment - 1));
            _start = (boundary + (Alignment * Places.Next((Page - boundary) / Alignment))) / sizeof(float);
            Pointer = first + _start;
        }
    }

    /// <summary>The first element.</summary>
    public float* Pointer { get; }

    /// <summary>The number of elements.</summary>
    public int Length { get; }

    /// <summary>All elements.</summary>
    public Span<float> Span => _array.AsSpan(_start, Length);

    /// <summary>A copy of some values.</summary>
    public static AlignedFloats Copy(ReadOnlySpan<float> values)
    {
        AlignedFloats copy = new(values.Length);
        values.CopyTo(copy.Span);
        return copy;
    }

    /// <summary>The transpose of a row-major matrix.</summary>
    public static AlignedFloats Transpose(ReadOnlySpan<float> matrix, int rows, int columns)
    {
        AlignedFloats transpose = new(matrix.Length);
        Span<float> values = transpose.Span;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                values[(j * rows) + i] = matrix[(i * columns) + j];
            }
        }

        return transpose;
    }
}
