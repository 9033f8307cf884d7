using LinearGen.Generator.Planning;

namespace LinearGen.Generator.Emit;

/// <summary>
/// The operands of a product C[M, N] = start + A[M, K]·B[K, N] whose N lies along the lanes: where each matrix lies,
/// how far its rows are apart, and which of M and K is known only at run time. Forward, dW and db differ in nothing else.
/// </summary>
internal sealed record RowProduct
{
    /// <summary>What M counts, as a loop variable.</summary>
    public required string Index { get; init; }

    /// <summary>M; null if it is the number of rows, known at run time.</summary>
    public required int? M { get; init; }

    /// <summary>Whether K is the number of rows; otherwise it is In and is cut into the plan's partial sums.</summary>
    public required bool SumsOverRows { get; init; }

    /// <summary>A, the stride between its rows and the stride along a row.</summary>
    public required (string Name, string Row, string Step) A { get; init; }

    /// <summary>B: along its rows lie the columns.</summary>
    public required Matrix B { get; init; }

    /// <summary>What the sums start from.</summary>
    public required Matrix Start { get; init; }

    /// <summary>The result.</summary>
    public required Matrix C { get; init; }

    /// <summary>
    /// Where the column sums of B are added up, or null: the same product with a single row of ones in the place of A.
    /// </summary>
    public Matrix? ColumnSums { get; init; }
}

/// <summary>A matrix in memory whose rows are cut into panels.</summary>
/// <param name="Name">The reference to it.</param>
/// <param name="Offset">Where it begins behind that reference.</param>
/// <param name="RowStride">The stride between plain rows; null if it is packed in panels as weights are.</param>
internal sealed record Matrix(string Name, long Offset, string? RowStride)
{
    /// <summary>Where the part of row 0 begins that belongs to a panel, counted from the reference.</summary>
    /// <param name="column">The panel's first column.</param>
    /// <param name="inputs">Rows of a packed matrix.</param>
    public string PanelOffset(string column, int inputs) =>
        Address.Sum(RowStride is null ? Address.Product(column, Address.Text(inputs)) : column, Address.Text(Offset));

    /// <summary>How far the rows of a panel are apart.</summary>
    public string Stride(PanelPlan panel) => RowStride ?? Address.Text(panel.Width);

    /// <summary>Lanes of a panel's last vector that are there: all of a packed matrix, which is padded.</summary>
    public int Last(PanelPlan panel, Element element) => RowStride is null or "0" || !panel.HasTail ? element.Lanes : panel.Tail;
}
