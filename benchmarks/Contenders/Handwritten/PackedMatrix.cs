using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders.Handwritten;

/// <summary>
/// A matrix as a one-row product likes to read it: columns padded with zeros to vectors of eight, and in panels of
/// eight vectors, each panel row after row. With it a start for sums, padded likewise.
/// </summary>
internal sealed unsafe class PackedMatrix
{
    /// <summary>Columns of a full panel.</summary>
    public const int PanelColumns = 64;

    private readonly AlignedFloats _values;
    private readonly AlignedFloats _start;

    /// <summary>Packs a row-major matrix.</summary>
    /// <param name="matrix">[rows, columns].</param>
    /// <param name="rows">Its rows.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="start">What sums of a column start from, or nothing for 0.</param>
    public PackedMatrix(ReadOnlySpan<float> matrix, int rows, int columns, ReadOnlySpan<float> start)
    {
        int padded = (columns + 7) / 8 * 8;
        (Rows, Columns, PaddedColumns) = (rows, columns, padded);
        _values = new AlignedFloats(rows * padded);
        _start = new AlignedFloats(padded);
        Values = _values.Pointer;
        Start = _start.Pointer;
        start.CopyTo(_start.Span);
        for (int first = 0; first < columns; first += PanelColumns)
        {
            int width = Math.Min(PanelColumns, padded - first);
            int count = Math.Min(width, columns - first);
            for (int i = 0; i < rows; i++)
            {
                matrix.Slice((i * columns) + first, count).CopyTo(_values.Span[((first * rows) + (i * width))..]);
            }
        }
    }

    /// <summary>Rows.</summary>
    public int Rows { get; }

    /// <summary>Columns without the padding.</summary>
    public int Columns { get; }

    /// <summary>Columns with the padding.</summary>
    public int PaddedColumns { get; }

    /// <summary>The first value.</summary>
    public float* Values { get; }

    /// <summary>What sums start from.</summary>
    public float* Start { get; }
}
