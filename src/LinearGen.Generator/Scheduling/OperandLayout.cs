using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>Where a product finds B and the start, in elements of its own type, whether B is stored as such or packed.</summary>
/// <param name="gemm">The product.</param>
internal sealed class OperandLayout(Gemm gemm)
{
    private readonly PanelLayout _full = gemm.Layout;
    private readonly PackedLayout _packed = new(gemm.K, gemm.N);

    /// <summary>Columns of a full panel.</summary>
    public int PanelColumns => gemm.IsPacked ? _packed.PanelColumns : _full.PanelColumns;

    /// <summary>Columns with padding.</summary>
    public int PaddedColumns => gemm.IsPacked ? _packed.PaddedColumns : _full.PaddedColumns;

    /// <summary>Columns that one element holds.</summary>
    public int ColumnsPerElement => gemm.IsPacked ? 2 : 1;

    /// <summary>The start of the start values.</summary>
    public long BiasStart => gemm.IsPacked ? _packed.BiasStart : _full.BiasStart;

    /// <summary>Elements of a row of the panel that a column lies in.</summary>
    public int RowLength(int column) => gemm.IsPacked ? _packed.RowLength(column) : _full.PanelWidth(_full.PanelStart(column));

    /// <summary>The element of a column's first row.</summary>
    public long Start(int column) => gemm.IsPacked ? _packed.Index(0, column) : _full.Index(0, column);

    /// <summary>A vector of columns within a strip of B that starts with a whole group of columns.</summary>
    /// <param name="column">Its first column in the strip.</param>
    /// <returns>The element of its first column, and whether it is the second of the two vectors that those elements hold.</returns>
    public (int Element, bool IsSecond) Vector(int column) => gemm.IsPacked
        ? ((column / PackedLayout.Group * PackedLayout.Apart) + (column % PackedLayout.Apart), PackedLayout.IsUpper(column))
        : (column, false);
}
