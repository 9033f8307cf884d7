namespace LinearGen;

/// <summary>Admits one call at a time: buffers that a call works in are not another call's, on no thread and from no callback.</summary>
internal sealed class CallGuard
{
    private bool _isTaken;

    /// <summary>Enters a call; the result leaves it.</summary>
    /// <param name="member">The trainer's member.</param>
    /// <exception cref="InvalidOperationException">Another call has not returned yet.</exception>
    public Call Enter(string member) => Interlocked.Exchange(ref _isTaken, true)
        ? throw new InvalidOperationException(
            $"{member} was called while another call of the same trainer had not returned: from another thread, or from a loss, an optimiser, a schedule, a stream or a network that the trainer was calling. Expected one call at a time.")
        : new(this);

    /// <summary>A call that is going on.</summary>
    public readonly ref struct Call(CallGuard guard)
    {
        /// <summary>Leaves it.</summary>
        public void Dispose() => Volatile.Write(ref guard._isTaken, false);
    }
}
