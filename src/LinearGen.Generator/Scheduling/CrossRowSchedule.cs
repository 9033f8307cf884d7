namespace LinearGen.Generator.Scheduling;

/// <summary>
/// The schedule of tiny products of many rows: each vector holds as many whole rows of C as it has lanes for, and a lane's elements of A come
/// from one vector of as many rows, or from two, by a permutation for each term.
/// </summary>
/// <param name="Gemm">The product.</param>
/// <param name="Width">The vectors.</param>
internal sealed record CrossRowSchedule(Gemm Gemm, VectorWidth Width)
{
    /// <summary>Elements of a vector.</summary>
    public int Lanes => Width.Lanes;

    /// <summary>Rows of a vector.</summary>
    public int Rows => TakesTwo ? RowsOfTwo : IsHalved ? 2 * HalfRows : RowsOfOne;

    /// <summary>With 512 bits, whether the rows of A lie in two vectors, of which the second ends with them, so that nothing behind is read.</summary>
    public bool TakesTwo => Width.Bits == 512 && Gemm.K > Gemm.N && RowsOfTwo * Gemm.K > Lanes && RowsOfTwo >= Tuning.CrossRowsOfTwo;

    /// <summary>
    /// With 256 bits, where no permutation takes two vectors, whether each term's elements of A are loaded by themselves, in two halves with a row's first in each: all rows of A would not fit
    /// into one vector, and nothing behind them is read.
    /// </summary>
    public bool IsHalved => Width.Bits == 256 && Lanes / 2 % Gemm.N == 0 && HalfRows > 1 && 2 * HalfRows > RowsOfOne
        && ((HalfRows - 1) * Gemm.K) + 1 <= Lanes / 2 && (HalfRows - 1) * Gemm.K >= (Lanes / 2) - 1;

    /// <summary>Rows of a half.</summary>
    public int HalfRows => Lanes / 2 / Gemm.N;

    /// <summary>Rows, those of the vector included, that it reaches into when it is loaded and stored in whole.</summary>
    public int RowsReached => IsHalved ? Rows : (Lanes + ShorterRow - 1) / ShorterRow;

    /// <summary>
    /// Whether it can be done and gains: B and the permutations stay in registers, beside A, the start and the partial sums, and there are more rows than in a vector of 256 bits, or
    /// enough to fill half of it.
    /// </summary>
    public bool IsPossible => !Gemm.IsDot && Rows >= Tuning.CrossRows && (Width.Bits == 512 || 2 * Rows * Gemm.N >= Lanes)
       && (2 * Gemm.K) + (TakesTwo ? 2 : 1) + (Gemm.HasStart ? 1 : 0) + Gemm.Blocks <= Width.Registers;

    /// <summary>Whether the rows of A are loaded without what lies behind them at no cost.</summary>
    public bool EndsExactly => Width.IsOneAccess(Rows * Gemm.K);

    /// <summary>Elements of the shorter of the rows whose vectors reach behind them: two vectors of A do not.</summary>
    private int ShorterRow => TakesTwo || EndsExactly ? Gemm.N : Math.Min(Gemm.N, Gemm.K);

    private int FlatRegisters(int permutations) => (FlatVectors * (Gemm.K + permutations + (Gemm.HasStart ? 1 : 0))) + 3;

    private int RowsOfOne => Lanes / Math.Max(Gemm.N, Gemm.K);

    private int RowsOfTwo => Math.Min(Lanes / Gemm.N, 2 * Lanes / Gemm.K);

    /// <summary>Vectors of C that end with a row: several, where rows do not fill one.</summary>
    public int FlatVectors
    {
        get
        {
            int vectors = 1;
            while (vectors * Lanes % Gemm.N != 0)
            {
                vectors++;
            }

            return vectors;
        }
    }

    /// <summary>Rows of so many vectors.</summary>
    public int FlatRows => FlatVectors * Lanes / Gemm.N;

    /// <summary>Rows of a turn that writes C as an array of whole vectors, without gaps: twice those, as what the JIT sees used but once, a permutation, it loads at every use.</summary>
    public int FlatTurn => 2 * FlatRows;

    /// <summary>Whether so many rows are written without gaps: permutations, B and the start are others for each vector, and must stay in registers.</summary>
    public bool IsFlat => FlatVectors <= Tuning.FlatVectors && Rows * Gemm.N < Lanes && Gemm.Blocks == 1 && !TakesTwo && !IsHalved && FlatRows * Gemm.K >= Lanes
        && FlatRegisters(FlatPermutations) <= Width.Registers
        && Enumerable.Range(0, FlatVectors).All(v => (FlatRow(((v + 1) * Lanes) - 1) * Gemm.K) + FlatPermutations <= FlatStart(v) + Lanes);

    /// <summary>
    /// Permutations of a vector of C: one for each term; or one for all, and a load of A for each term that begins where the term does, if registers are too few. 2×3 with bias has 18 and, so, 15.
    /// </summary>
    public int FlatPermutations => FlatRegisters(Gemm.K) <= Width.Registers ? Gemm.K : 1;

    /// <summary>Rows that a turn without gaps reads, the last in part: a load that begins with the last term ends in the row behind the turn.</summary>
    public int FlatReach => FlatTurn + (FlatPermutations < Gemm.K ? 1 : 0);

    /// <summary>The row of an element of C.</summary>
    public int FlatRow(int element) => element / Gemm.N;

    /// <summary>The first element of A that is loaded for a vector of C: nothing behind the rows is.</summary>
    public int FlatStart(int vector) => Math.Min(FlatRow(vector * Lanes) * Gemm.K, (FlatRows * Gemm.K) - Lanes);

    /// <summary>The row that a lane of a vector of C belongs to; the last lanes may belong to none.</summary>
    public int? Row(int lane) => lane / Gemm.N < Rows ? lane / Gemm.N : null;

    /// <summary>Its column.</summary>
    public int Column(int lane) => lane % Gemm.N;

    /// <summary>The lane of A that a lane of C takes for a term; the lanes of the second vector count on from those of the first.</summary>
    public int Source(int lane, int term)
    {
        if (IsHalved)
        {
            return (lane / (Lanes / 2) * (Lanes / 2)) + (lane % (Lanes / 2) / Gemm.N * Gemm.K);
        }

        int element = ((Row(lane) ?? 0) * Gemm.K) + (Row(lane) is null ? 0 : term);
        return element < Lanes ? element : element - (Rows * Gemm.K) + (2 * Lanes);
    }
}
