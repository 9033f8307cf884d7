using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// How a matrix lies in memory that kernels walk down: columns padded with zeros to whole vectors and cut into
/// panels of <see cref="PanelVectors"/> vectors, the last panel narrower, or up to four vectors wider. Panel after panel, each holds
/// its part of row 0, then of row 1 …, so that a kernel reads memory from one end to the other.
/// </summary>
/// <param name="rows">Rows of the matrix.</param>
/// <param name="columns">Columns without padding.</param>
/// <param name="lanes">Elements of a vector.</param>
internal readonly struct PanelLayout(int rows, int columns, int lanes)
{
    /// <summary>Vectors side by side in a panel: as many as a one-row kernel has accumulators.</summary>
    public const int PanelVectors = 8;

    /// <summary>
    /// Vectors of the widest panel: a last panel takes a few more rather than leave them to a panel of their own, which would
    /// be too narrow to keep the multiply-add units busy.
    /// </summary>
    public const int WidestPanelVectors = 12;

    /// <summary>Rows of the matrix.</summary>
    public int Rows => rows;

    /// <summary>Columns without padding.</summary>
    public int Columns => columns;

    /// <summary>Elements of a vector.</summary>
    public int Lanes => lanes;

    /// <summary>Columns with padding.</summary>
    public int PaddedColumns => RoundUp(columns, lanes);

    /// <summary>Elements that the whole matrix takes.</summary>
    public int Length => checked(rows * PaddedColumns);

    /// <summary>Columns of a full panel.</summary>
    public int PanelColumns => PanelVectors * lanes;

    /// <summary>The layout of a matrix of floats or doubles.</summary>
    public static PanelLayout Of<T>(int rows, int columns, int vectorBytes) => new(rows, columns, vectorBytes / Unsafe.SizeOf<T>());

    /// <summary>The next multiple that is not less.</summary>
    public static int RoundUp(int value, int multiple) => checked(value + multiple - 1) / multiple * multiple;

    /// <summary>Where the last panel starts.</summary>
    private int LastPanel
    {
        get
        {
            int vectors = PaddedColumns / lanes;
            int rest = ((vectors - 1) % PanelVectors) + 1;
            bool isWide = vectors > PanelVectors && rest <= WidestPanelVectors - PanelVectors;
            return (vectors - rest - (isWide ? PanelVectors : 0)) * lanes;
        }
    }

    /// <summary>The first column of the panel that a column lies in.</summary>
    public int PanelStart(int column) => Math.Min(column - (column % PanelColumns), LastPanel);

    /// <summary>Padded columns of the panel that starts at a column.</summary>
    public int PanelWidth(int first) => first == LastPanel ? PaddedColumns - first : PanelColumns;

    /// <summary>Where a row of the panel starts whose first column is given, and how many real columns it has.</summary>
    public int RowStart(int row, int first, out int count)
    {
        int width = PanelWidth(first);
        count = Math.Min(width, columns - first);
        return (first * rows) + (row * width);
    }

    /// <summary>Where an element lies.</summary>
    public int Index(int row, int column)
    {
        int first = PanelStart(column);
        return RowStart(row, first, out _) + (column - first);
    }
}
