using System.Globalization;
using System.Numerics;

namespace LinearGen;

/// <summary>
/// The meetings of a trainer with those of the other ranks: before and after the backward pass of each step, and at the end of <c>Fit</c>. Each rank says whether it goes on, so
/// that a rank that fails is not waited for: all the others throw in the same step.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
internal sealed class RankMeetings<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Numbers of a meeting: which it is, whether the rank goes on, its rows, its part of a sum, and what must be alike.</summary>
    private static readonly int _length = 4 + Agreement.Names.Length;

    private readonly IGradientExchange<T> _exchange;
    private readonly double[] _own = new double[_length];
    private readonly double[] _all;
    private readonly long[] _rows;
    private int _participants;

    /// <summary>Meetings at which the other ranks still expect this one.</summary>
    private int _expected;

    /// <summary>Allocates what meetings need.</summary>
    /// <exception cref="ArgumentException">Rank and count do not fit each other.</exception>
    public RankMeetings(IGradientExchange<T> exchange)
    {
        (int rank, int count) = (exchange.Rank, exchange.Count);
        if (count < 1 || rank < 0 || rank >= count)
        {
            throw new ArgumentException(Invariant($"The exchange says that this is rank {rank} of {count}; expected one rank or more, and this one to be 0 … Count − 1."), nameof(exchange));
        }

        _exchange = exchange;
        _all = new double[count * _length];
        _rows = new long[count];
    }

    private enum Meeting
    {
        BeforeBackward,
        AfterBackward,
        EndOfFit,
    }

    private enum Status
    {
        GoesOn,
        Failed,
        Cancelled,
    }

    /// <summary>The connection.</summary>
    public IGradientExchange<T> Exchange => _exchange;

    /// <summary>Numbers that must be alike on all ranks, in the order of <see cref="Agreement.Names"/>; to be written before each step.</summary>
    public Span<double> Agreed => _own.AsSpan(4);

    /// <summary>Begins a single step.</summary>
    public void EnterStep() => _expected = 2;

    /// <summary>Begins any number of steps, and the meeting after the last.</summary>
    public void EnterFit() => _expected = int.MaxValue;

    /// <summary>Agrees on a step and on the rows of each rank.</summary>
    /// <param name="rows">This rank's rows.</param>
    /// <param name="divisor">What they add to the number by which the sum of losses is divided.</param>
    /// <returns>That number for the whole batch.</returns>
    /// <exception cref="InvalidOperationException">A rank has failed, or something that must be alike is not, or no tree has the rows so divided; thrown on every rank.</exception>
    /// <exception cref="OperationCanceledException">A rank was cancelled; thrown on every rank.</exception>
    public double BeforeBackward(int rows, double divisor)
    {
        _own[2] = rows;
        Meet(Meeting.BeforeBackward, divisor);
        for (int n = 0; n < Agreement.Names.Length; n++)
        {
            CheckAlike(4 + n, Agreement.Names[n]);
        }

        for (int rank = 0; rank < _rows.Length; rank++)
        {
            _rows[rank] = (long)Of(rank, 2);
        }

        if (!_rows.AsSpan().ContainsAnyExcept(0L))
        {
            throw End(new InvalidOperationException("No rank has a row; expected the share of a batch of one row or more, see ShareOf."));
        }

        if (_exchange.IsOrdered && !BatchShares.AreNodes(_rows, (int)Agreed[Agreement.RowsPerBlock]))
        {
            throw End(new InvalidOperationException(Invariant(
                $"The ranks have {string.Join(", ", _rows)} rows; expected a power of two of blocks of {Agreed[Agreement.RowsPerBlock]} rows on each, as many on the last as are left and 0 on those behind it, as ShareOf divides a batch: the sums would not be those of the whole batch.")));
        }

        _participants = _exchange.IsOrdered ? BatchShares.Participants(_rows) : _rows.Length;
        return TotalOfParts();
    }

    /// <summary>Adds up the loss, after this rank's backward pass.</summary>
    /// <param name="part">The part that this rank's rows make.</param>
    /// <returns>The mean loss of the whole batch.</returns>
    public double AfterBackward(double part)
    {
        Meet(Meeting.AfterBackward, part);
        return TotalOfParts();
    }

    /// <summary>Replaces this rank's gradients by those of the whole batch.</summary>
    public void Sum(Span<T> gradients)
    {
        try
        {
            _exchange.Sum(gradients, _participants);
        }
        catch
        {
            _expected = 0;
            throw;
        }
    }

    /// <summary>Ends <c>Fit</c> on all ranks.</summary>
    public void EndFit()
    {
        Meet(Meeting.EndOfFit, 0);
        _expected = 0;
    }

    /// <summary>Tells the other ranks that this one does not go on, if they do not know.</summary>
    /// <param name="reason">What is thrown here.</param>
    public void Abandon(Exception reason)
    {
        if (_expected > 0)
        {
            _expected = 0;
            _own[1] = (double)(reason is OperationCanceledException ? Status.Cancelled : Status.Failed);
            try
            {
                _exchange.Gather(_own, _all);
            }
            catch (Exception failure)
            {
                throw new AggregateException(reason, failure);
            }
        }
    }

    private void Meet(Meeting meeting, double part)
    {
        _own[0] = (double)meeting;
        _own[1] = (double)Status.GoesOn;
        _own[3] = part;
        int expected = _expected;
        _expected = 0;
        _exchange.Gather(_own, _all);
        for (int rank = 0; rank < _rows.Length; rank++)
        {
            switch ((Status)Of(rank, 1))
            {
                case Status.Cancelled:
                    throw new OperationCanceledException(Invariant($"Rank {rank} was cancelled, and so all others: no rank has taken step {Agreed[Agreement.Steps] + 1}."));
                case Status.Failed:
                    throw new InvalidOperationException(Invariant($"Rank {rank} has failed in step {Agreed[Agreement.Steps] + 1}, for the reason that it throws itself; no rank has taken the step."));
            }
        }

        CheckAlike(0, "place in the training (0 and 1 in a step, 2 at the end of Fit)");
        _expected = expected - 1;
    }

    private void CheckAlike(int number, string name)
    {
        for (int rank = 1; rank < _rows.Length; rank++)
        {
            if (Of(rank, number) != Of(0, number))
            {
                throw End(Difference(number, name));
            }
        }
    }

    private InvalidOperationException Difference(int number, string name)
    {
        string all = string.Join(", ", Enumerable.Range(0, _rows.Length).Select(rank => Of(rank, number).ToString(CultureInfo.InvariantCulture)));
        return new(Invariant(
            $"The ranks differ in {name}: {all}, by rank; expected the same on all, since each takes the same step with the sum of all gradients. No rank has taken step {Agreed[Agreement.Steps] + 1}."));
    }

    /// <summary>All ranks know it, so none is to be told.</summary>
    private InvalidOperationException End(InvalidOperationException failure)
    {
        _expected = 0;
        return failure;
    }

    private double TotalOfParts()
    {
        TreeSum sum = default;
        for (int rank = 0; rank < _participants; rank++)
        {
            sum.Add(Of(rank, 3));
        }

        return sum.Total;
    }

    private double Of(int rank, int number) => _all[(rank * _length) + number];
}
