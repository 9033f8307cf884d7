using LinearGen.Internals;

namespace LinearGen.Generator.Scheduling;

/// <summary>
/// C[M, N] = start + A[M, K]·B[K, N] with M open, known only at run time, and B packed in panels: the forward pass over W, dX over Wᵀ.
/// </summary>
/// <param name="K">Terms of a sum: In of the forward pass, Out of dX.</param>
/// <param name="N">Columns of C.</param>
/// <param name="ElementBytes">Bytes of an element.</param>
/// <param name="HasStart">Whether sums start from a bias, and not from 0.</param>
internal sealed record Gemm(int K, int N, int ElementBytes, bool HasStart)
{
    /// <summary>The layout of B, or of what B would be if it were not packed.</summary>
    public PanelLayout Layout => new(K, N, ElementBytes);

    /// <summary>Whether B is stored as bfloat16. The order of sums does not depend on it.</summary>
    public bool IsPacked { get; init; }

    /// <summary>The layout of B and the start as they are stored.</summary>
    public OperandLayout Operand => new(this);

    /// <summary>
    /// The terms of each partial sum but the last, which takes the rest: the order in which an element's terms are added, a function of the
    /// shape alone. K if there is but one.
    /// </summary>
    /// <remarks>
    /// A row needs some eight sums at once to keep the multiply-add units busy: the fewer vectors a row of C has, the more partial sums. Their
    /// price in batches is an addition for each.
    /// </remarks>
    public int Block
    {
        get
        {
            long bytes = (long)N * ElementBytes;
            int wanted = bytes <= 64 ? 8
                : bytes <= 128 ? (K >= Tuning.MostTermsSplitInTwo ? 4 : 2)
                : bytes < 512 || (K <= Tuning.MostTermsSplitInTwo && K * bytes < Tuning.BytesOfOneStream) ? 2
                : 1;
            int blocks = K >= (bytes <= 64 ? Tuning.LeastTermsSplitInTwo : 2 * Tuning.LeastTermsSplitInTwo) ? 2 : 1;
            while (blocks * 2 <= wanted && K >= blocks * 2 * Tuning.TermsPerBlock)
            {
                blocks *= 2;
            }

            return K / Math.Min(blocks, wanted);
        }
    }

    /// <summary>The number of partial sums.</summary>
    public int Blocks => K / Block;

    /// <summary>Whether it gains by vectors of 512 bits: neither a single vector of 256 does nor a dot form, whose order of sums is that of 256.</summary>
    public bool IsWide => !IsDot && (long)N * ElementBytes > PanelLayout.NarrowBytes;

    /// <summary>The schedule by which batches of a product that is narrower than a vector of 512 bits gain by one all the same; null if they do not.</summary>
    public CrossRowSchedule? CrossRows => CrossRowsOf(new VectorWidth(ElementBytes, 512));

    /// <summary>Returns the schedule by which batches of a narrow product have several rows in a vector; null if they do not.</summary>
    /// <param name="width">The vectors.</param>
    public CrossRowSchedule? CrossRowsOf(VectorWidth width) => !IsWide && new CrossRowSchedule(this, width) is { IsPossible: true } schedule ? schedule : null;

    /// <summary>Whether the terms lie along the lanes, over the transpose of B: where there are many terms and few columns.</summary>
    public bool IsDot
    {
        get
        {
            int lanes = PanelLayout.NarrowBytes / ElementBytes;
            return N <= lanes / 2 && K >= (N == 1 ? Tuning.SingleDotVectors : Tuning.DotVectors) * lanes;
        }
    }

    /// <summary>Formats the product for messages; a record's own text has no end, as a schedule holds its product.</summary>
    public override string ToString() => $"{K}→{N}, {ElementBytes} bytes{(HasStart ? ", from a bias" : "")}{(IsPacked ? ", packed" : "")}";
}
