namespace LinearGen.Generator.Scheduling;

/// <summary>
/// How tiny products of many rows fill vectors of 512 bits: lanes along C as it lies in memory, so that a few vectors hold whole rows and nothing is
/// padding. What a lane needs of A and of B is brought there by permutations.
/// </summary>
/// <param name="Gemm">What is computed.</param>
/// <param name="Lanes">Elements of a vector.</param>
internal sealed record CrossRowSchedule(Gemm Gemm, int Lanes)
{
    /// <summary>Rows that fill whole vectors of C.</summary>
    public int Rows => Lanes / GreatestCommonDivisor(Lanes, Gemm.N);

    /// <summary>The vectors that they fill.</summary>
    public int Vectors => Gemm.N * Rows / Lanes;

    /// <summary>
    /// Whether it can be done: every vector of C takes what it needs of A from one vector, none reaches beyond the rows of a turn, and matrix and
    /// permutations leave registers.
    /// </summary>
    public bool IsPossible
    {
        get
        {
            if (Gemm.IsDot || Gemm.Blocks > 1 || Gemm.N * 2 > Lanes || Gemm.K * Rows < Lanes || Gemm.K * Vectors > Tuning.CrossRowProducts)
            {
                return false;
            }

            for (int v = 0; v < Vectors; v++)
            {
                if ((Gemm.K * (Row(v, Lanes - 1) + 1)) - From(v) > Lanes)
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>The row that a lane of a vector of C belongs to.</summary>
    public int Row(int vector, int lane) => ((vector * Lanes) + lane) / Gemm.N;

    /// <summary>Its column.</summary>
    public int Column(int vector, int lane) => ((vector * Lanes) + lane) % Gemm.N;

    /// <summary>The element of A, counted from the turn's first row, that a vector of A starts at for a vector of C.</summary>
    public int From(int vector) => Math.Min(Gemm.K * Row(vector, 0), (Gemm.K * Rows) - Lanes);

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);
}
