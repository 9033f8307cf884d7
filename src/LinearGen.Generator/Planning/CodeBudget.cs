namespace LinearGen.Generator.Planning;

/// <summary>
/// The numbers that plans are made with. Percentages and times were measured with .NET 10's JIT on Zen 3; where no
/// measurement is named, the number is reasoned and still to be measured.
/// </summary>
internal static class CodeBudget
{
    /// <summary>
    /// Vector multiply-adds up to which the one-row forward kernel is written without loops.
    /// </summary>
    /// <remarks>
    /// A layer that is hot alone gains by it up to some 128 multiply-adds. But many layers in turn share the instruction
    /// cache, and then a loop is ahead already at 32 (256 copies of 16×16: 15.1 ns against 17.7). So 32 is where it stops;
    /// it also keeps the source of a small layer short.
    /// </remarks>
    public const int StraightLineMultiplyAdds = 32;

    /// <summary>
    /// Vectors of outputs up to which the one-row forward kernel is written without loops: from three on, one turn of
    /// a loop should have enough multiply-adds to hide the loop's own cost.
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

    /// <summary>Partial sums of one output at most: the most that was measured (64×10, each call waiting for the last: 87, 48 and 35 ns with one, two and four).</summary>
    public const int ChainsAtMost = 4;

    /// <summary>
    /// Rows and vectors of a batch tile: 4×2 needs 6 loads for 8 multiply-adds and reaches 95 to 99 % of the peak; 3×4
    /// spills (44 %), 6×2 has too few registers left (80 to 93 %).
    /// </summary>
    public const int TileRows = 4;

    /// <inheritdoc cref="TileRows"/>
    public const int TileVectors = 2;

    /// <summary>
    /// Rows of a batch tile whose columns are a single vector: as many accumulators again. 58 to 68 % of the peak at 8×8.
    /// </summary>
    public const int SingleVectorTileRows = 8;

    /// <summary>
    /// Vectors of a single row whose activation is written into the kernel, so that they never leave the registers: beyond, a
    /// call's two nanoseconds are little beside the work, and the text would only grow.
    /// </summary>
    public const int ActivatedVectors = 4;

    /// <summary>
    /// Bytes between the layers of a network up to which a single row goes through all of them in one method: what is on the
    /// stack is set to 0 at every call, which is 32 stores for so many.
    /// </summary>
    public const int FusedBytes = 1024;

    /// <summary>
    /// Vector operations, those inside loops counted once and those of activations with them, up to which a network's layers make up
    /// one method: the JIT inlines them within a budget. Of seven layers 16→16 with Gelu, 1,000 operations, 79 remained calls.
    /// </summary>
    public const int FusedOperations = 320;

    /// <summary>
    /// Vector multiply-adds up to which a layer that takes its inputs from registers is written without loops: lanes are named in the
    /// code. 32→10 are 64.
    /// </summary>
    public const int UnrolledMultiplyAdds = 64;

    /// <summary>Terms that a partial sum has at least, so that the final additions stay fewer than what is summed.</summary>
    public const int TermsPerChain = 2;

    /// <summary>Vector registers of x86-64 with AVX2. Arm64 and AVX-512 have 32.</summary>
    public const int Registers = 16;

    /// <summary>
    /// Vector multiply-adds of a row up to which elements are broadcast one by one: spreading pairs by shuffles saves
    /// loads, but makes a call that waits for the last one's result 1.4 ns longer.
    /// </summary>
    public const int BroadcastMultiplyAdds = 8;

    /// <summary>Vector multiply-adds of one turn of the loop over a batch whose matrix is in registers: 12 hide what the loop itself costs.</summary>
    public const int MultiplyAddsPerTurn = 12;

    /// <summary>Terms that one turn of a one-row kernel's loop takes of each partial sum: the loop's own cost disappears.</summary>
    public const int TermsPerTurn = 4;

    /// <summary>
    /// Sums that a straight-line row keeps going: fewer than a loop, since rows of a batch go through the partial sums one after
    /// another. 16×16 with four partial sums of each output takes 14.5 ns from call to call and 65 % of the peak in batches,
    /// with two 15.5 ns and 82 %.
    /// </summary>
    public const int StraightLineAccumulators = 4;

    /// <summary>
    /// Vectors of terms from which a product with at most half a vector of columns takes the dot form: 64×1 5.7 ns instead of
    /// 16.4, 64×4 7.6 instead of 16.5. With fewer, the final reduction costs more than the padding.
    /// </summary>
    public const int DotVectors = 4;

    /// <summary>The same for a single column, whose reduction is half as long: the layer 16→1 at the end of a network 4 ns less.</summary>
    public const int SingleDotVectors = 2;

    /// <summary>
    /// Bytes between rows, or a divisor of them, from which dW works on copies. 512×512, 256 rows: 45 % of the peak without, with
    /// copies as stated in docs/performance.md.
    /// </summary>
    public const int AliasedStride = 1024;
}
