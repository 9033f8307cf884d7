using System.Runtime.CompilerServices;

namespace LinearGen;

public partial class Trainer<TNetwork, T>
{
    private double _hashOfNames;

    /// <summary>The rows of <c>Fit</c> in the order of this epoch; 0 outside of it.</summary>
    private double _hashOfData;

    /// <summary>
    /// The connection to the trainers of other processes, each of which has a share of every batch: null, as at the beginning, for none. After the backward pass of its own rows each
    /// adds the gradients of all, in one call, before clipping and the optimiser's step.
    /// </summary>
    /// <remarks>
    /// <para>
    /// Every rank makes a trainer alike, of a network with the same parameters, and calls the same members in the same order. <see cref="Step(ReadOnlySpan{T}, ReadOnlySpan{T})"/> takes the rows
    /// that <see cref="ShareOf"/> says, of which there may be none, and returns the loss of the whole batch. <see cref="Fit"/> takes the whole data set on every rank, and its
    /// batch size is that of the whole batch. <see cref="MaxBatch"/> is the most rows of this rank. Evaluate, Predict and checkpoints are a rank's own affair: all have the same network.
    /// </para>
    /// <para>
    /// If the exchange is ordered, parameters and losses have the same bits for every number of ranks and threads: gradients of blocks of <see cref="RowsPerBlock"/> rows are added in the
    /// shape of one binary tree over the blocks of the whole batch. A loss of your own is called for each block of rows by itself, also with one rank.
    /// </para>
    /// <para>
    /// Before each step the ranks compare step counts, learning rates, settings, a hash of all parameters, and in <c>Fit</c> one of all rows and their order. If they differ, or a rank throws or is cancelled within a step or
    /// <c>Fit</c>, all of them throw, and none has taken the step. A learning rate, frozen layers and the like may change between steps, on all ranks alike.
    /// </para>
    /// </remarks>
    /// <exception cref="ArgumentException">Set to an exchange whose rank is not 0 … Count − 1.</exception>
    public IGradientExchange<T>? Exchange
    {
        get => _ranks?.Exchange;
        set
        {
            using CallGuard.Call call = _calls.Enter(nameof(Exchange));
            _hashOfNames = Agreement.HashOf(Loss, Optimizer);
            _ranks = value is null ? null : new RankMeetings<T>(value);
        }
    }

    /// <summary>
    /// The rows of a batch that this process takes. With an ordered <see cref="Exchange"/>, on each rank the same power of two of blocks of <see cref="RowsPerBlock"/> rows, the last ones taking what is
    /// left, perhaps nothing; with another, all ranks alike to one row; without, all rows.
    /// </summary>
    /// <param name="rows">Rows of the whole batch, 0 or more.</param>
    /// <remarks>
    /// All ranks work alike where a batch has a power of two of blocks for each of them: 1,024 rows over four ranks are four blocks of 64 on each. 1,100 rows are 512, 512, 76 and 0.
    /// </remarks>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is negative.</exception>
    public Range ShareOf(int rows)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        return ShareOfRank(rows, Exchange?.Rank ?? 0);
    }

    private Range ShareOfRank(int rows, int rank) => BatchShares.Of(rows, rank, Exchange?.Count ?? 1, RowsPerBlock, Exchange?.IsOrdered ?? true);

    /// <summary>Writes what must be alike on all ranks, in the order of <see cref="Agreement.Names"/>.</summary>
    private void WriteAgreed(Span<double> agreed, double rate)
    {
        agreed[Agreement.Steps] = Steps;
        agreed[1] = rate;
        agreed[2] = _maxGradientNorm ?? 0;
        agreed[3] = _inputs;
        agreed[4] = _outputs;
        agreed[5] = Network.Parameters.Length;
        agreed[6] = Unsafe.SizeOf<T>();
        agreed[Agreement.RowsPerBlock] = RowsPerBlock;
        agreed[8] = _hashOfNames;
        agreed[9] = Agreement.HashOfFrozen(Network);
        agreed[10] = Agreement.HashOf<T>(Network.Parameters);
        agreed[11] = _hashOfData;
    }
}
