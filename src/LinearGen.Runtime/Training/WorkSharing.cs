using System.Diagnostics.CodeAnalysis;
using System.Runtime.ExceptionServices;

namespace LinearGen;

/// <summary>
/// Numbered pieces of work, taken one after another by the calling thread and, as far as they come in time, by threads of the
/// pool. Nothing is allocated per run, and a run does not wait for threads that are late.
/// </summary>
/// <param name="threads">Threads that work at once at most, the calling one included.</param>
internal sealed class WorkSharing(int threads)
{
    private readonly Helper[] _helpers = [.. Enumerable.Range(0, threads - 1).Select(_ => new Helper())];
    private Action<int>? _piece;
    private Exception? _failure;

    /// <summary>In the upper half the number of pieces, in the lower the next one to be taken: both change together, or not at all.</summary>
    private long _state;
    private int _remaining;

    /// <summary>Threads that work at once at most.</summary>
    public int Threads => _helpers.Length + 1;

    /// <summary>Does all pieces and returns when the last is done.</summary>
    /// <param name="piece">Does one.</param>
    /// <param name="count">The number of pieces.</param>
    public void Run(Action<int> piece, int count)
    {
        if (count <= 1 || _helpers.Length == 0)
        {
            for (int n = 0; n < count; n++)
            {
                piece(n);
            }

            return;
        }

        _piece = piece;
        _failure = null;
        _remaining = count;
        Volatile.Write(ref _state, (long)count << 32);
        foreach (Helper helper in _helpers.AsSpan(0, Math.Min(_helpers.Length, count - 1)))
        {
            helper.Call(this);
        }

        Work();
        SpinWait spin = default;
        while (Volatile.Read(ref _remaining) > 0)
        {
            spin.SpinOnce(sleep1Threshold: -1);
        }

        if (_failure is { } failure)
        {
            ExceptionDispatchInfo.Throw(failure);
        }
    }

    /// <summary>Takes pieces as long as there are any. A helper that comes late finds none, or those of the next run.</summary>
    [SuppressMessage("Design", "CA1031:Do not catch general exception types", Justification = "It is thrown again on the thread that called Run.")]
    private void Work()
    {
        while (true)
        {
            long state = Volatile.Read(ref _state);
            int next = (int)state;
            if (next >= (int)(state >> 32))
            {
                return;
            }

            if (Interlocked.CompareExchange(ref _state, state + 1, state) != state)
            {
                continue;
            }

            try
            {
                _piece!(next);
            }
            catch (Exception failure)
            {
                Interlocked.CompareExchange(ref _failure, failure, null);
            }

            Interlocked.Decrement(ref _remaining);
        }
    }

    /// <summary>The work item that is given to the thread pool, made once and reused.</summary>
    private sealed class Helper : IThreadPoolWorkItem
    {
        private WorkSharing? _work;
        private int _isQueued;

        /// <summary>Asks the pool for a thread, unless it still owes one: else its queue would grow, and growing allocates.</summary>
        public void Call(WorkSharing work)
        {
            _work = work;
            if (Interlocked.Exchange(ref _isQueued, 1) == 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        public void Execute()
        {
            Volatile.Write(ref _isQueued, 0);
            _work?.Work();
        }
    }
}
