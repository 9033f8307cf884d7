namespace LinearGen.Generator.Planning;

/// <summary>How much code a method may hold. Every number rests on a measurement with .NET 10's JIT on Zen 3.</summary>
internal static class CodeBudget
{
    /// <summary>
    /// Vector multiply-adds up to which the one-row forward kernel is written without loops.
    /// </summary>
    /// <remarks>
    /// When the layer alone is hot, a loop is as fast from some 128 multiply-adds on; when several layers share the
    /// instruction cache it is already ahead at 32 (256 copies of 16×16 in turn: 15.1 ns against 17.7). Half of that
    /// region keeps a small layer's source below 12 KB.
    /// </remarks>
    public const int StraightLineMultiplyAdds = 32;

    /// <summary>
    /// Vectors of outputs up to which the one-row forward kernel is written without loops: from three on, one turn of
    /// a loop has enough multiply-adds to hide the loop's own cost.
    /// </summary>
    public const int StraightLineVectors = 2;

    /// <summary>
    /// Independent sums that a one-row kernel keeps going at least, where the shape has as many: a multiply-add
    /// takes four cycles and two start per cycle.
    /// </summary>
    public const int AccumulatorsWanted = 8;

    /// <summary>
    /// Accumulators that leave room in 16 registers for an input and a weight vector. Beside full panels, which keep
    /// the units busy most of the time, a narrow last panel gets no more than <see cref="AccumulatorsWanted"/>: less code.
    /// </summary>
    public const int AccumulatorsAtMost = 12;

    /// <summary>Terms that a partial sum has at least: shorter ones cost more in the final additions than they save.</summary>
    public const int TermsPerChain = 4;
}
