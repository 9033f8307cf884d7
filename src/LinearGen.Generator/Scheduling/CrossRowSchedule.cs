namespace LinearGen.Generator.Scheduling;

/// <summary>
/// The schedule of tiny products of many rows in vectors of 512 bits: each vector holds as many whole rows of C as it has lanes for, and a lane's elements of A come
/// from one vector of as many rows, or from two, by a permutation for each term.
/// </summary>
/// <param name="Gemm">The product.</param>
/// <param name="Lanes">Elements of a vector.</param>
internal sealed record CrossRowSchedule(Gemm Gemm, int Lanes)
{
    /// <summary>Rows of a vector.</summary>
    public int Rows => TakesTwo ? RowsOfTwo : Lanes / Math.Max(Gemm.N, Gemm.K);

    /// <summary>Whether the rows of A lie in two vectors, of which the second ends with them, so that nothing behind is read.</summary>
    public bool TakesTwo => Gemm.K > Gemm.N && RowsOfTwo * Gemm.K > Lanes && RowsOfTwo >= Tuning.CrossRowsOfTwo;

    /// <summary>Rows, those of the vector included, that it reaches into when it is loaded and stored in whole.</summary>
    public int RowsReached => (Lanes + ShorterRow - 1) / ShorterRow;

    /// <summary>Whether it can be done: B and the permutations stay in registers, beside A, the start and the partial sums, and there are more rows than in a vector of 256 bits.</summary>
    public bool IsPossible => !Gemm.IsDot && Rows >= Tuning.CrossRows
       && (2 * Gemm.K) + (TakesTwo ? 2 : 1) + (Gemm.HasStart ? 1 : 0) + Gemm.Blocks <= new VectorWidth(Gemm.ElementBytes, 512).Registers;

    /// <summary>Elements of the shorter of the rows whose vectors reach behind them: two vectors of A do not.</summary>
    private int ShorterRow => TakesTwo ? Gemm.N : Math.Min(Gemm.N, Gemm.K);

    private int RowsOfTwo => Math.Min(Lanes / Gemm.N, 2 * Lanes / Gemm.K);

    /// <summary>The row that a lane of a vector of C belongs to; the last lanes may belong to none.</summary>
    public int? Row(int lane) => lane / Gemm.N < Rows ? lane / Gemm.N : null;

    /// <summary>Its column.</summary>
    public int Column(int lane) => lane % Gemm.N;

    /// <summary>The lane of A that a lane of C takes for a term; the lanes of the second vector count on from those of the first.</summary>
    public int Source(int lane, int term)
    {
        int element = ((Row(lane) ?? 0) * Gemm.K) + (Row(lane) is null ? 0 : term);
        return element < Lanes ? element : element - (Rows * Gemm.K) + (2 * Lanes);
    }
}
