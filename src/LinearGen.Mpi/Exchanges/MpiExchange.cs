using System.Numerics;
using System.Runtime.InteropServices;
using LinearGen.Mpi.Messages;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi.Exchanges;

/// <summary>What ordered and unordered exchanges share: all but the sum itself.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="meetings">The session's meetings.</param>
/// <param name="type">MPI's name for T.</param>
internal abstract class MpiExchange<T>(Meetings meetings, ElementType type) : IGradientExchange<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <inheritdoc/>
    public int Rank => meetings.Rank;

    /// <inheritdoc/>
    public int Count => meetings.Count;

    /// <inheritdoc/>
    public abstract bool IsOrdered { get; }

    /// <summary>Where the ranks meet.</summary>
    protected Meetings Meetings => meetings;

    /// <summary>MPI's name for T.</summary>
    protected ElementType Type => type;

    /// <inheritdoc/>
    public unsafe void Gather(ReadOnlySpan<double> own, Span<double> all)
    {
        if (all.Length != (long)Count * own.Length)
        {
            throw new ArgumentException(Invariant($"{nameof(all)} holds {all.Length} values; expected {(long)Count * own.Length} = {Count} ranks × {own.Length}."), nameof(all));
        }

        using Meetings.Meeting meeting = meetings.Begin(nameof(Gather));
        double* scratch = meetings.Scratch<double>(own.Length + all.Length);
        own.CopyTo(new Span<double>(scratch, own.Length));
        meetings.AllGather(scratch, scratch + own.Length, checked(own.Length * sizeof(double)));
        meetings.Wait();
        new ReadOnlySpan<double>(scratch + own.Length, all.Length).CopyTo(all);
        meeting.Complete();
    }

    /// <inheritdoc/>
    public unsafe void Sum(Span<T> values, int ranks)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(ranks, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ranks, Count);
        using Meetings.Meeting meeting = meetings.Begin(nameof(Sum));
        if (Count > 1 && values.Length > 0)
        {
            fixed (T* start = &MemoryMarshal.GetReference(values))
            {
                SumCore(start, values.Length, ranks);
            }
        }

        meeting.Complete();
    }

    /// <summary>Adds up the values of the first ranks, of two or more that there are.</summary>
    protected abstract unsafe void SumCore(T* values, int length, int ranks);
}
