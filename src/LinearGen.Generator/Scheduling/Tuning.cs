namespace LinearGen.Generator.Scheduling;

/// <summary>
/// The numbers that schedules are made with, and their measurements. "Zen 5": 512 bits, two multiply-adds and two loads a cycle; "Zen 4": the
/// same instructions in two halves, and 256 bits as on Zen 3; measured with .NET 10's JIT.
/// </summary>
internal static class Tuning
{
    /// <summary>
    /// Multiply-adds of 256 bits up to which a single row is written without a loop. Every call of the base library counts against the
    /// inliner's budget where 256 bits are two halves: on Arm64 96 multiply-adds compile without a call, of 128 72 remain.
    /// </summary>
    public const int UnrolledMultiplyAdds = 64;

    /// <summary>Bits of partial sums up to which a row waits for them, and not for loads: four elements of A at once gain nothing.</summary>
    public const int LatencyBits = 1024;

    /// <summary>
    /// Multiply-adds of a term from which four elements of A are rotated, in the place of a text for each: a rotation takes a shuffle for each partial sum. Zen 4, 64×64:
    /// 80 ns with either, 94 without fours; of four multiply-adds, 32×32 with 512 bits, 25 and 22 ns.
    /// </summary>
    public const int MultiplyAddsOfRotation = 6;

    /// <summary>Multiply-adds of some vectors of a row, as written, up to which they need no loop over terms.</summary>
    public const int StraightMultiplyAdds = 24;

    /// <summary>Multiply-adds, as written, that turns of several terms may leave without a loop of their own.</summary>
    public const int StraightRest = 12;

    /// <summary>
    /// Sums that a row keeps going at once with 256 bits: a multiply-add takes four cycles and two start in each; of the 16 registers three
    /// hold operands. 64×64: 16 sums at once spill, 135 ns instead of 77.
    /// </summary>
    public const int Sums256 = 8;

    /// <summary>Sums that a row keeps going at once with 512 bits and 32 registers: 64×10 takes 12.5, 15.7 and 24.6 ns with four, two and one sums (Zen 5).</summary>
    public const int Sums512 = 16;

    /// <summary>Terms of a partial sum at least, but for <see cref="LeastTermsSplitInTwo"/>: the additions at the end must stay few beside the terms.</summary>
    public const int TermsPerBlock = 16;

    /// <summary>
    /// Terms from which two partial sums pay for up to 64 bytes of columns, and twice as many for more: 16×16 5.3 ns with one, 3.6 with two (Zen 5);
    /// calls that wait for each other 21.7 and 13.5.
    /// </summary>
    public const int LeastTermsSplitInTwo = 8;

    /// <summary>
    /// Terms up to which wide layers have two partial sums: 64×64 78 and 49 ns from call to call (Zen 5). From 256 on they cost batches 8 to 16 %. From so many on narrow ones,
    /// of 128 bytes of columns, have four: dX of 32×128 45 ns, 61 with two; batches are level (Zen 5).
    /// </summary>
    public const int MostTermsSplitInTwo = 128;

    /// <summary>
    /// Bytes of a matrix from which wide layers have one partial sum, however few their terms: it comes from the second-level cache, and is fetched ahead if every load
    /// goes through it from end to end in equal steps. dX of 784×128: 1,880 ns, 3,200 with two partial sums; with 256 bits 2,010 and 2,330 to 2,850 (Zen 5).
    /// </summary>
    public const int BytesOfOneStream = 128 * 1024;

    /// <summary>Vectors of terms from which up to half a vector of columns takes the dot form: 64×1 5.7 ns instead of 16.4, 64×4 7.6 instead of 16.5 (Zen 3).</summary>
    public const int DotVectors = 4;

    /// <summary>Vectors of terms from which a single column takes the dot form: its reduction is half as long.</summary>
    public const int SingleDotVectors = 2;

    /// <summary>Sums of a dot form at least: as <see cref="Sums256"/>.</summary>
    public const int DotSums = 8;

    /// <summary>
    /// Vectors of a row whose activation is written into the kernel, so that they never leave the registers: beyond, a call's two
    /// nanoseconds are little beside the work, and the text would only grow.
    /// </summary>
    public const int ActivatedVectors = 4;

    /// <summary>
    /// Bytes between the layers of a network up to which a single row goes through all of them in one method: memory on the
    /// stack is set to 0 at every call, which is 32 stores for this number of bytes.
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
    /// aside between partial sums costs more: 16×16 1,122 and 977 ns for 192 rows (Zen 4). A single sum is never set aside: dX of 64×10 with 256 rows 4,210 ns, 4,530 with 4×2; forward of 5×40 2,500
    /// and 3,320 (Sapphire Rapids).
    /// </summary>
    public const int TermsOfHighTiles = 32;

    /// <summary>
    /// Rows from which vectors of 512 bits that hold as many whole rows pay for their permutations, with A in one vector or in two. 256 rows, with vectors of 256 bits for single rows and so:
    /// dX of 5×7, three rows a vector, 264 and 192 ns; of 4×6, four, 241 and 127; of 6×7, two, 261 and 207; forward of 7×7, two, 257 and 211 (Zen 5). 2×3, five rows: 96 and 47 ns (Zen 4). Of 256 bits, from two rows that fill half a vector: forward of 4×4 146 and 106 ns, of 2×2, four rows, 89 and 37, dX of 2×3, four, 124 and 64;
    /// dX of 1×3, which fills a quarter, 125 and 141 (Zen 5).
    /// </summary>
    public const int CrossRows = 2;

    /// <summary>Vectors that rows end with, up to which long batches are written without gaps, twice in a turn: of seven, 1×7, the text has more variables than the JIT inlines into. 2×3 has three.</summary>
    public const int FlatVectors = 3;

    /// <summary>Rows of a vector from which A may lie in two: a permutation of two vectors is worth more. 11×7, two rows: 400 and 443 ns for 256 rows (Zen 5).</summary>
    public const int CrossRowsOfTwo = 3;

    /// <summary>Lines of dW and db, up to which several rows lie in a vector: of 13, 12×5, the text has more vectors' calls than the JIT is sure to inline, and 12×8 gains a tenth at most (Zen 5).</summary>
    public const int CrossRowLines = 10;

    /// <summary>
    /// Lines of dW and db up to which each has two sums for every row of a vector: too few multiply-adds of one turn wait for those of the turn before. 3×5, 256 rows: 113 ns,
    /// 146 with one sum; of six lines, 5×7, 163 and 170 (Zen 5).
    /// </summary>
    public const int CrossRowLinesOfTwoSets = 4;

    /// <summary>Rows that dW adds up at a time, so that the rows of X and dY stay in the nearest cache (Zen 5: 32 and 64 rows level, 256 slower).</summary>
    public const int UpdateRows = 64;

    /// <summary>
    /// Bytes between rows, or a divisor of them, from which dW works on a copy of dY: the same column of all rows falls into a few sets of
    /// the nearest cache. 512×512, 256 rows: 45 % of the peak without (Zen 3).
    /// </summary>
    public const int AliasedStride = 1024;

    /// <summary>
    /// Sums that a row of packed weights keeps going at once with 256 bits, whose shifts and masks compete with multiply-adds: 256×384 2,420 ns with floats, 2,170 with eight
    /// sums, 1,860 with twelve (Zen 5).
    /// </summary>
    public const int PackedSums256 = 12;

    /// <summary>
    /// Bytes of a matrix of floats from which weights in bfloat16 are packed: a row of less has all of it in the nearest cache, and gains little by half of it. One row with floats and
    /// packed, with 512 bits: 64×64 44 and 40 ns, 96×96 89 and 82, 128×64 82 and 77, 128×96 146 and 113, 128×128 287 and 142; with 256 bits 81 and 78, 179 and 175,
    /// 162 and 157, 294 and 233, 410 and 310. Below, batches of few rows lose up to a tenth (Zen 5, 48 KB).
    /// </summary>
    public const int PackedBytes = 48 * 1024;

    /// <summary>
    /// Columns up to which weights in bfloat16 stay floats: padding to 32 columns costs batches more than a row gains. 400×48 with 8 rows 1,378 ns with floats, 1,472 packed,
    /// with 256 bits 2,880 and 3,710; one row 448 and 251, 441 and 356 (Zen 5).
    /// </summary>
    public const int RoundedColumns = 48;
}
