namespace LinearGen.Generator.Scheduling;

/// <summary>
/// Every number that schedules are made with, and what it rests on. "Zen 5": 512 bits, two multiply-adds and two loads a cycle; "Zen 4": the
/// same instructions in two halves, and 256 bits as on Zen 3; measured with .NET 10's JIT.
/// </summary>
internal static class Tuning
{
    /// <summary>
    /// Multiply-adds of 256 bits up to which a single row is written without a loop. Every call of the base library counts against the
    /// inliner's budget where 256 bits are two halves: on Arm64 96 multiply-adds compile without a call, of 128 72 remain.
    /// </summary>
    public const int UnrolledMultiplyAdds = 64;

    /// <summary>Multiply-adds of one turn of a row's loop: enough to hide its three instructions, few enough for a text that can be read.</summary>
    public const int MultiplyAddsPerTurn = 32;

    /// <summary>
    /// Sums that a row keeps going at once with 256 bits: a multiply-add takes four cycles and two start in each; of the 16 registers three
    /// hold operands. 64×64: 16 sums at once spill, 135 ns instead of 77.
    /// </summary>
    public const int Sums256 = 8;

    /// <summary>The same with 512 bits and 32 registers: 64×10 takes 12.5, 15.7 and 24.6 ns with four, two and one sums (Zen 5).</summary>
    public const int Sums512 = 16;

    /// <summary>Terms of a partial sum at least, but for <see cref="LeastTermsSplitInTwo"/>: the additions at the end must stay few beside what is summed.</summary>
    public const int TermsPerBlock = 16;

    /// <summary>
    /// Terms from which two partial sums pay for up to 64 bytes of columns, and twice as many for more: 16×16 5.3 ns with one, 3.6 with two (Zen 5);
    /// calls that wait for each other 21.7 and 13.5.
    /// </summary>
    public const int LeastTermsSplitInTwo = 8;

    /// <summary>Terms up to which wide layers have two partial sums: 64×64 78 and 49 ns from call to call (Zen 5). From 256 on they cost batches 8 to 16 %.</summary>
    public const int MostTermsSplitInTwo = 128;

    /// <summary>Vectors of terms from which up to half a vector of columns takes the dot form: 64×1 5.7 ns instead of 16.4, 64×4 7.6 instead of 16.5 (Zen 3).</summary>
    public const int DotVectors = 4;

    /// <summary>The same for a single column, whose reduction is half as long.</summary>
    public const int SingleDotVectors = 2;

    /// <summary>Sums of a dot form at least: as <see cref="Sums256"/>.</summary>
    public const int DotSums = 8;

    /// <summary>
    /// Vectors of a row whose activation is written into the kernel, so that they never leave the registers: beyond, a call's two
    /// nanoseconds are little beside the work, and the text would only grow.
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
    public const int FusedOperations = 400;

    /// <summary>Terms from which tiles of 512 bits are 8×2: of four vectors a strip of W would not stay in the nearest cache (Zen 5: 97 to 99 %).</summary>
    public const int TermsOfNarrowStrips = 129;

    /// <summary>
    /// Terms from which tiles of 256 bits are 6×2, which keep 12 sums going: 64×64 98 % of the peak, 92 % with 4×2. Below, setting the sums
    /// aside between partial sums costs more: 16×16 1,122 and 977 ns for 192 rows (Zen 4).
    /// </summary>
    public const int TermsOfHighTiles = 32;

    /// <summary>Products of a term and a vector up to which tiny shapes have whole rows in vectors of 512 bits: each takes a register for the matrix and one for a permutation. 2×3 with 256 rows 24 ns, row by row 80 (Zen 5).</summary>
    public const int CrossRowProducts = 16;

    /// <summary>Rows that dW adds up at a time, so that what it reads of X and dY stays in the nearest cache (Zen 5: 32 and 64 rows level, 256 slower).</summary>
    public const int UpdateRows = 64;

    /// <summary>
    /// Bytes between rows, or a divisor of them, from which dW works on a copy of dY: the same column of all rows falls into a few sets of
    /// the nearest cache. 512×512, 256 rows: 45 % of the peak without (Zen 3).
    /// </summary>
    public const int AliasedStride = 1024;
}
