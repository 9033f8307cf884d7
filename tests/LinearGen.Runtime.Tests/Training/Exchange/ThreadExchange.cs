using System.Numerics;

namespace LinearGen.Runtime.Tests.Training.Exchange;

/// <summary>Ranks that are threads of this process, each with an exchange of its own over the same memory.</summary>
internal sealed class ThreadExchange<T> : IGradientExchange<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Meeting _meeting;

    private ThreadExchange(Meeting meeting, int rank, bool isOrdered)
    {
        _meeting = meeting;
        Rank = rank;
        IsOrdered = isOrdered;
    }

    public int Rank { get; }

    public int Count => _meeting.Numbers.Length;

    public bool IsOrdered { get; }

    /// <summary>How often gradients were summed.</summary>
    public int Sums { get; private set; }

    /// <summary>The ranks that the last sum was taken over.</summary>
    public int Summed { get; private set; }

    /// <summary>Thrown instead of the next sum.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Runs the same on every rank and gives the results, or what was thrown, by rank.</summary>
    public static (TResult? Result, Exception? Failure)[] Run<TResult>(int count, Func<ThreadExchange<T>, TResult> work, bool isOrdered = true)
    {
        using Meeting meeting = new(count);
        (TResult?, Exception?)[] results = new (TResult?, Exception?)[count];
        Thread[] threads = [.. Enumerable.Range(0, count).Select(rank => new Thread(() =>
        {
            try
            {
                results[rank] = (work(new(meeting, rank, isOrdered)), null);
            }
            catch (Exception failure)
            {
                results[rank] = (default, failure);
            }
        }))];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        return results;
    }

    public void Gather(ReadOnlySpan<double> own, Span<double> all)
    {
        Assert.Equal(own.Length * Count, all.Length);
        _meeting.Numbers[Rank] = own.ToArray();
        _meeting.Wait();
        Assert.All(_meeting.Numbers, numbers => Assert.Equal(_meeting.Numbers[0].Length, numbers.Length));
        for (int rank = 0; rank < Count; rank++)
        {
            _meeting.Numbers[rank].CopyTo(all[(rank * own.Length)..]);
        }

        _meeting.Wait();
    }

    public void Sum(Span<T> values, int ranks)
    {
        Sums++;
        Summed = ranks;
        if (Failure is not null)
        {
            throw Failure;
        }

        _meeting.Values[Rank] = values.ToArray();
        _meeting.Wait();
        for (int n = 0; n < values.Length; n++)
        {
            values[n] = IsOrdered ? Node(0, 32, ranks, n) : _meeting.Values.Take(ranks).Reverse().Aggregate(T.Zero, (sum, of) => sum + of[n]);
        }

        _meeting.Wait();
    }

    private T Node(int first, int size, int ranks, int n) => size == 1 ? _meeting.Values[first][n]
        : first + (size / 2) < ranks ? Node(first, size / 2, ranks, n) + Node(first + (size / 2), size / 2, ranks, n)
        : Node(first, size / 2, ranks, n);

    private sealed class Meeting(int count) : IDisposable
    {
        private readonly Barrier _barrier = new(count);

        public double[][] Numbers { get; } = new double[count][];

        public T[][] Values { get; } = new T[count][];

        public void Dispose() => _barrier.Dispose();

        /// <summary>Waits for all ranks, but not for one that does not come.</summary>
        public void Wait()
        {
            if (!_barrier.SignalAndWait(TimeSpan.FromSeconds(20)))
            {
                throw new TimeoutException("A rank has not come to the meeting.");
            }
        }
    }
}
