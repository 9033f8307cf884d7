using System.Numerics;

namespace LinearGen;

/// <summary>
/// How the rows of a batch are divided among ranks. Where sums are ordered, each rank takes an aligned power of two of blocks, so that its own sum is a node of the tree over
/// all blocks; the last ranks take what there is, perhaps nothing. Otherwise all take alike.
/// </summary>
internal static class BatchShares
{
    /// <summary>The rows that a rank takes.</summary>
    /// <param name="rows">Rows of the whole batch, 0 or more.</param>
    /// <param name="rank">Which.</param>
    /// <param name="count">The number of ranks.</param>
    /// <param name="rowsPerBlock">Rows of a block.</param>
    /// <param name="isOrdered">Whether sums are added in the shape of the tree.</param>
    public static Range Of(int rows, int rank, int count, int rowsPerBlock, bool isOrdered)
    {
        if (!isOrdered)
        {
            return (int)((long)rows * rank / count)..(int)((long)rows * (rank + 1) / count);
        }

        long blocks = ((long)rows + rowsPerBlock - 1) / rowsPerBlock;
        long share = rowsPerBlock * (long)BitOperations.RoundUpToPowerOf2((ulong)Math.Max(1, (blocks + count - 1) / count));
        return (int)Math.Min(rows, share * rank)..(int)Math.Min(rows, share * (rank + 1));
    }

    /// <summary>Whether ordered sums over ranks with these rows are those of the whole batch.</summary>
    /// <param name="rows">Rows of each rank, not all 0.</param>
    /// <param name="rowsPerBlock">Rows of a block.</param>
    public static bool AreNodes(ReadOnlySpan<long> rows, int rowsPerBlock)
    {
        int last = Participants(rows) - 1;
        (long blocks, long rest) = Math.DivRem(rows[0], rowsPerBlock);
        return last == 0 || (rest == 0 && BitOperations.IsPow2(blocks) && rows[last] <= rows[0] && rows[1..last].IndexOfAnyExcept(rows[0]) < 0);
    }

    /// <summary>The ranks up to the last that has rows.</summary>
    public static int Participants(ReadOnlySpan<long> rows) => rows.LastIndexOfAnyExcept(0L) + 1;
}
