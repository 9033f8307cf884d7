using System;

namespace LinearGen.Internals;

/// <summary>
/// The memory layout of a matrix that kernels read. Columns are padded with zeros and cut into panels of 256 bytes, the last panel
/// narrower. Panel after panel, each holds its part of row 0, then of row 1 …, so that a kernel reads memory from one end to
/// the other. Behind the last panel, on the next 64-byte boundary, lies the bias, padded likewise.
/// </summary>
/// <param name="rows">Rows of the matrix.</param>
/// <param name="columns">Columns without padding.</param>
/// <param name="elementBytes">Bytes of an element.</param>
/// <remarks>
/// The layout is the same for every width of vectors: a panel is four vectors of 512 bits or eight of 256. The generator compiles this
/// file too, so that the layout in kernels and the layout in the runtime cannot differ.
/// </remarks>
internal readonly struct PanelLayout(int rows, int columns, int elementBytes)
{
    /// <summary>Bytes of a full panel's row.</summary>
    public const int PanelBytes = 256;

    /// <summary>The boundary in bytes that matrix, bias and block start on: a cache line, and a vector of 512 bits.</summary>
    public const int Alignment = 64;

    /// <summary>Bytes of a row that a single vector of 256 bits holds: those are padded to no more, since wider vectors have nothing to gain.</summary>
    public const int NarrowBytes = 32;

    /// <summary>Rows of the matrix.</summary>
    public int Rows => rows;

    /// <summary>Columns without padding.</summary>
    public int Columns => columns;

    /// <summary>Elements between two boundaries.</summary>
    public int Line => Alignment / elementBytes;

    /// <summary>Columns with padding.</summary>
    public int PaddedColumns => checked((int)Padded);

    /// <summary>Columns of a full panel.</summary>
    public int PanelColumns => PanelBytes / elementBytes;

    /// <summary>Elements that the matrix takes.</summary>
    public long MatrixLength => rows * Padded;

    /// <summary>The start of the bias.</summary>
    public long BiasStart => RoundUp(MatrixLength, Line);

    /// <summary>Elements of matrix and bias, up to the next boundary.</summary>
    public long BlockLength => BiasStart + RoundUp(Padded, Line);

    /// <summary>Columns with padding, also where those are more than an int holds: a layer of that size is refused by its length.</summary>
    private long Padded => RoundUp(columns, (long)columns * elementBytes <= NarrowBytes ? NarrowBytes / elementBytes : Line);

    /// <summary>The next multiple that is not less.</summary>
    public static long RoundUp(long value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>The first column of the panel that a column lies in.</summary>
    public int PanelStart(int column) => column - (column % PanelColumns);

    /// <summary>Padded columns of the panel that starts at a column.</summary>
    public int PanelWidth(int first) => Math.Min(PanelColumns, PaddedColumns - first);

    /// <summary>The start of a row in the panel whose first column is given, and the number of columns in it without padding.</summary>
    public int RowStart(int row, int first, out int count)
    {
        int width = PanelWidth(first);
        count = Math.Min(width, columns - first);
        return (first * rows) + (row * width);
    }

    /// <summary>The position of an element.</summary>
    public int Index(int row, int column)
    {
        int first = PanelStart(column);
        return RowStart(row, first, out _) + (column - first);
    }
}
