using LinearGen.Mpi.Native;

namespace LinearGen.Mpi.Messages;

/// <summary>Messages on their way: what has been begun and is not over yet. At most a send and a receive for each rank.</summary>
internal sealed unsafe class Requests : IDisposable
{
    private readonly MpiLibrary _library;
    private readonly NativeBuffer _memory = new();
    private readonly Kind[] _kinds;
    private readonly nint* _slots;
    private int _used;
    private int _open;
    private bool _isFailed;

    /// <summary>Makes room for them.</summary>
    /// <param name="library">The initialised library.</param>
    public Requests(MpiLibrary library)
    {
        _library = library;
        _kinds = new Kind[Math.Max(2, 2 * library.Count)];
        _slots = _memory.Of<nint>(_kinds.Length);
    }

    /// <summary>Begins to send to a rank.</summary>
    public void Send(void* data, int count, ElementType type, int peer, int tag) =>
        _library.Send(data, count, type, peer, tag, Add(new Kind(IsOfCaller: true)));

    /// <summary>Begins to receive from a rank.</summary>
    public void Receive(void* data, int count, ElementType type, int peer, int tag) =>
        _library.Receive(data, count, type, peer, tag, Add(new Kind(IsOfCaller: true, IsReceive: true, type, peer, count)));

    /// <summary>A slot for something else, which is begun right after.</summary>
    /// <param name="isOfCaller">Whether MPI reads or writes memory of the caller until it is over.</param>
    public nint* Other(bool isOfCaller) => Add(new Kind(IsOfCaller: isOfCaller));

    /// <summary>Asks MPI about each that is not over yet.</summary>
    /// <returns>Whether all are.</returns>
    /// <exception cref="InvalidOperationException">A message had another length than was expected.</exception>
    public bool AreDone()
    {
        for (int n = 0; n < _used; n++)
        {
            Kind kind = _kinds[n];
            if (kind.IsOver || !IsOver(n, kind, out int count))
            {
                continue;
            }

            if (kind.IsReceive && !_isFailed && count != kind.Count)
            {
                throw new InvalidOperationException(Invariant($"Rank {kind.Peer} has sent {count} values where this rank expected {kind.Count}. Expected the same calls of all ranks, in the same order, with the same lengths."));
            }
        }

        if (_open > 0)
        {
            return false;
        }

        _used = 0;
        return true;
    }

    /// <summary>After a failure: cancels all receives, and forgets what needs no memory of the caller. What is still open then are sends and sums of MPI's own; lengths no longer count.</summary>
    public void Cancel()
    {
        _isFailed = true;
        for (int n = 0; n < _used; n++)
        {
            Kind kind = _kinds[n];
            if (kind.IsOver)
            {
                continue;
            }

            if (kind.IsReceive)
            {
                _library.Cancel(_slots + n);
            }
            else if (!kind.IsOfCaller)
            {
                SetOver(n);
            }
        }
    }

    /// <summary>Frees the slots. Nothing may be open.</summary>
    public void Dispose() => _memory.Dispose();

    /// <summary>Whether one is over, be it by an error.</summary>
    private bool IsOver(int n, Kind kind, out int count)
    {
        bool isOver = true;
        try
        {
            isOver = _library.Test(_slots + n, kind.IsReceive ? kind.Type : null, out count);
        }
        finally
        {
            if (isOver)
            {
                SetOver(n);
            }
        }

        return isOver;
    }

    private void SetOver(int n)
    {
        _kinds[n] = _kinds[n] with { IsOver = true };
        _open--;
    }

    private nint* Add(Kind kind)
    {
        _kinds[_used] = kind;
        _slots[_used] = 0;
        _open++;
        return _slots + _used++;
    }

    /// <summary>What a slot stands for.</summary>
    private readonly record struct Kind(bool IsOfCaller, bool IsReceive = false, ElementType Type = default, int Peer = 0, int Count = 0, bool IsOver = false);
}
