using System.Diagnostics;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi.Messages;

/// <summary>
/// The meetings of all ranks, counted: each is begun by <see cref="Begin"/>, consists of messages, and waits for them. A rank that waits notices when
/// another has ended its session, or has failed, before that meeting, and throws in the place of waiting for ever.
/// </summary>
/// <remarks>
/// A rank that leaves tells all others how many meetings it has completed. Who is in a later one, then, waits for nobody. As long as nothing is late, nobody looks for such notices.
/// </remarks>
internal sealed unsafe class Meetings : IDisposable
{
    private const int DataTag = 1;
    private const int NoticeTag = 2;

    /// <summary>How long a rank that cannot go on waits for its own last messages to be taken.</summary>
    private static readonly TimeSpan s_lastMessages = TimeSpan.FromSeconds(2);

    private readonly MpiLibrary _library;
    private readonly Requests _requests;
    private readonly NativeBuffer _scratch = new();
    private readonly NativeBuffer _noticeMemory = new();
    private readonly Notice* _received;
    private readonly Notice* _sent;
    private readonly nint* _noticeSlots;
    private readonly bool[] _areNoticesTaken;
    private readonly int _thread = Environment.CurrentManagedThreadId;
    private readonly bool _isCrowded;
    private string _name = "";
    private long _completed;
    private int _left;
    private Notice _first = new(-1, long.MaxValue, HasFailed: false);
    private long _last;
    private bool _hasOtherFailed;
    private bool _isOpen;
    private bool _haveToldOthers;
    private bool _isDisposed;

    /// <summary>Makes them over an initialised library, for the calling thread.</summary>
    /// <param name="library">The initialised library.</param>
    /// <param name="ranksHere">How many ranks there are on this machine.</param>
    public Meetings(MpiLibrary library, int ranksHere)
    {
        _library = library;
        _requests = new Requests(library);
        _isCrowded = ranksHere > Environment.ProcessorCount;
        _areNoticesTaken = new bool[library.Count];
        _received = _noticeMemory.Of<Notice>(2 + library.Count);
        _sent = _received + 1;
        _noticeSlots = (nint*)(_received + 2);
    }

    /// <summary>The number of this process.</summary>
    public int Rank => _library.Rank;

    /// <summary>The number of processes.</summary>
    public int Count => _library.Count;

    /// <summary>Whether a meeting has failed on this rank, or another has left too early: there can be no more of them.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Whether this rank goes on no longer because another has left: that one has the cause to tell.</summary>
    public bool IsLeftAlone { get; private set; }

    /// <summary>Memory for messages, until the end of the meeting.</summary>
    public T* Scratch<T>(long count)
        where T : unmanaged => _scratch.Of<T>(count);

    /// <summary>Begins a meeting; the result ends it, or breaks all to come if it is left by an exception.</summary>
    /// <param name="name">What it is for.</param>
    /// <exception cref="ObjectDisposedException">The session has been disposed of.</exception>
    /// <exception cref="InvalidOperationException">Called on another thread than the session's, or after a meeting that has failed.</exception>
    public Meeting Begin(string name)
    {
        ObjectDisposedException.ThrowIf(_isDisposed, typeof(MpiSession));
        CheckThread(name);
        if (IsBroken)
        {
            throw new InvalidOperationException($"{name} was called after a meeting of the ranks had failed on this rank. Expected no further call: dispose of the session and end the program, then start all ranks anew.");
        }

        _name = name;
        _isOpen = true;
        return new Meeting(this);
    }

    /// <summary>Holds a call to the session's thread.</summary>
    /// <param name="name">The member.</param>
    /// <exception cref="InvalidOperationException">The calling thread is another one.</exception>
    public void CheckThread(string name)
    {
        if (Environment.CurrentManagedThreadId != _thread)
        {
            throw new InvalidOperationException(Invariant($"{name} was called on thread {Environment.CurrentManagedThreadId}; expected thread {_thread}, which has started the session, since MPI serves that thread alone. After an await, a program may be on another one."));
        }
    }

    /// <summary>Begins to send.</summary>
    public void Send(void* data, int count, ElementType type, int peer) => _requests.Send(data, count, type, peer, DataTag);

    /// <summary>Begins to receive.</summary>
    public void Receive(void* data, int count, ElementType type, int peer) => _requests.Receive(data, count, type, peer, DataTag);

    /// <summary>Begins to give all ranks some bytes of each, from <see cref="Scratch"/> to there.</summary>
    public void AllGather(void* own, void* all, int bytes) => _library.AllGather(own, all, bytes, _requests.Other(isOfCaller: false));

    /// <summary>Begins to give all ranks the bytes of one, in <see cref="Scratch"/>.</summary>
    public void Broadcast(void* data, int bytes, int root) => _library.Broadcast(data, bytes, root, _requests.Other(isOfCaller: false));

    /// <summary>Begins a barrier.</summary>
    public void Barrier() => _library.Barrier(_requests.Other(isOfCaller: false));

    /// <summary>Begins to add up the values of all ranks, in MPI's own order.</summary>
    public void AllReduce(void* values, int count, ElementType type) => _library.AllReduce(values, count, type, _requests.Other(isOfCaller: true));

    /// <summary>Waits until everything that was begun is over.</summary>
    /// <exception cref="InvalidOperationException">Another rank has left, so that it cannot come to that; or a message had another length.</exception>
    /// <exception cref="MpiException">A function of MPI has failed.</exception>
    public void Wait()
    {
        try
        {
            Patience patience = new(_isCrowded);
            while (!_requests.AreDone())
            {
                if (patience.Wait())
                {
                    TakeNotices();
                    CheckNotices();
                }
            }
        }
        catch
        {
            // At once: if nobody catches the exception, nothing is disposed of.
            Break();
            throw;
        }
    }

    /// <summary>Tells the others that this rank leaves and waits until all do, or until one has left after another number of meetings.</summary>
    /// <returns>Whether all leave after the same meetings: if not, MPI cannot be finalised.</returns>
    public bool Leave()
    {
        if (IsBroken)
        {
            return false;
        }

        TellOthers();
        Patience patience = new(isCrowded: true);
        while (_left < Count - 1 || !AreNoticesTaken())
        {
            if (patience.Wait())
            {
                TakeNotices();
            }

            if (_left > 0 && (_hasOtherFailed || _first.Completed != _completed || _last != _completed))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Frees the memory of messages. None may be under way.</summary>
    public void Dispose()
    {
        if (!_isDisposed)
        {
            _isDisposed = true;
            _requests.Dispose();
            _scratch.Dispose();
            _noticeMemory.Dispose();
        }
    }

    /// <summary>Takes no more calls, but leaves the memory to MPI, which may still write to it.</summary>
    public void Abandon() => _isDisposed = true;

    private void End()
    {
        if (_isOpen)
        {
            Break();
        }
    }

    private void Complete()
    {
        _isOpen = false;
        _completed++;
    }

    /// <summary>
    /// After a meeting that has failed: tells the others, and sees to it that MPI no longer reads or writes memory of the caller. A send that nobody takes cannot be
    /// called back; then the process ends here, with all others.
    /// </summary>
    private void Break()
    {
        (IsBroken, _isOpen) = (true, false);
        try
        {
            TellOthers();
            _requests.Cancel();
            long started = Stopwatch.GetTimestamp();
            Patience patience = new(isCrowded: true);
            while (!_requests.AreDone())
            {
                patience.Wait();
                if (Stopwatch.GetElapsedTime(started) > s_lastMessages)
                {
                    ProcessEnd.Say(Invariant($"Rank {Rank}: {_name} has failed, and another rank does not take this one's values. All ranks are stopped."));
                    _library.Abort(1);
                }
            }
        }
        catch (Exception exception) when (exception is MpiException)
        {
            // The first failure is the one to be told, and it is on its way to the caller.
        }
    }

    private void TellOthers()
    {
        if (_haveToldOthers)
        {
            return;
        }

        _haveToldOthers = true;
        _areNoticesTaken[Rank] = true;
        *_sent = new Notice(Rank, _completed, IsBroken);
        for (int peer = 0; peer < Count; peer++)
        {
            if (peer != Rank)
            {
                _noticeSlots[peer] = 0;
                _library.Send(_sent, sizeof(Notice), ElementType.Byte, peer, NoticeTag, _noticeSlots + peer);
            }
        }
    }

    private bool AreNoticesTaken()
    {
        bool areTaken = true;
        for (int peer = 0; peer < Count; peer++)
        {
            _areNoticesTaken[peer] = _areNoticesTaken[peer] || _library.Test(_noticeSlots + peer, null, out _);
            areTaken &= _areNoticesTaken[peer];
        }

        return areTaken;
    }

    private void TakeNotices()
    {
        while (_library.Probe(NoticeTag))
        {
            _library.ReceiveFromAny(_received, sizeof(Notice), NoticeTag);
            _left++;
            if (_received->Completed < _first.Completed)
            {
                _first = *_received;
            }

            _last = Math.Max(_last, _received->Completed);
            _hasOtherFailed |= _received->HasFailed;
        }
    }

    /// <summary>Throws if a rank has left that cannot come to the meeting that goes on.</summary>
    private void CheckNotices()
    {
        if (_first.Completed <= _completed)
        {
            IsLeftAlone = true;
            throw new InvalidOperationException(Invariant($"Rank {_first.Rank} has ended its session, or failed, after {_first.Completed} meetings of all ranks; this rank has had {_completed} and waits in the next, {_name}. Expected the same calls of all ranks."));
        }
    }

    /// <summary>A meeting that goes on.</summary>
    public readonly ref struct Meeting(Meetings meetings)
    {
        /// <summary>Says that it has come to its end.</summary>
        public void Complete() => meetings.Complete();

        /// <summary>Leaves it; if it has not come to its end, there can be no more meetings.</summary>
        public void Dispose() => meetings.End();
    }

    /// <summary>What a rank that leaves tells the others.</summary>
    /// <param name="Rank">Who leaves.</param>
    /// <param name="Completed">After how many meetings.</param>
    /// <param name="HasFailed">Whether it has failed in the next.</param>
    private readonly record struct Notice(int Rank, long Completed, bool HasFailed);
}
