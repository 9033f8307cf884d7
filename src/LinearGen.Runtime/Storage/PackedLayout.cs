using System;

namespace LinearGen.Internals;

/// <summary>
/// The memory layout of a matrix of bfloat16 numbers that kernels read, in elements of 32 bits. It has panels of 256 bytes as <see cref="PanelLayout"/> has,
/// which are 128 columns, padded to 32. Each element holds two numbers of a row: of 32 columns the first element holds column 0 in its lower half and
/// column 16 in its upper half, the next 1 and 17, and so on. So one load and two operations give two vectors of floats of either width: with 512 bits they are
/// neighbours, with 256 they lie 16 columns apart. Behind the matrix lies the bias as floats, padded likewise.
/// </summary>
/// <param name="rows">Rows of the matrix.</param>
/// <param name="columns">Columns without padding.</param>
internal readonly struct PackedLayout(int rows, int columns)
{
    /// <summary>Columns between the two numbers of an element.</summary>
    public const int Apart = 16;

    /// <summary>Columns that lie mixed in memory.</summary>
    public const int Group = 2 * Apart;

    private readonly PanelLayout _panels = new(rows, columns, sizeof(ushort));

    /// <summary>Columns with padding.</summary>
    public int PaddedColumns => (int)PanelLayout.RoundUp(columns, Group);

    /// <summary>Columns of a full panel.</summary>
    public int PanelColumns => _panels.PanelColumns;

    /// <summary>The start of the bias.</summary>
    public long BiasStart => rows * PanelLayout.RoundUp(columns, Group) / 2;

    /// <summary>Elements of matrix and bias.</summary>
    public long BlockLength => BiasStart + PanelLayout.RoundUp(columns, Group);

    /// <summary>Elements of a row of the panel that a column lies in.</summary>
    public int RowLength(int column) => Math.Min(PanelColumns, PaddedColumns - _panels.PanelStart(column)) / 2;

    /// <summary>The element of a number.</summary>
    public int Index(int row, int column)
    {
        int first = _panels.PanelStart(column);
        return (first / 2 * rows) + (row * RowLength(column)) + ((column - first) / Group * Apart) + (column % Apart);
    }

    /// <summary>Whether a column's numbers are upper halves.</summary>
    public static bool IsUpper(int column) => column % Group >= Apart;
}
