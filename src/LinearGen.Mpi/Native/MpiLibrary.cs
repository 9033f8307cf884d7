namespace LinearGen.Mpi.Native;

/// <summary>
/// The functions of MPI that are used, without its handles. After <see cref="Initialize"/> all but <see cref="Abort"/> work on a communicator of their own, a
/// duplicate of MPI_COMM_WORLD, so that messages of the program's own cannot be mistaken for these.
/// </summary>
/// <remarks>
/// Calls that begin something leave a request in a slot of 8 bytes, in memory that does not move; it is over when <see cref="Test"/> says so. Until
/// then the data must stay where it is.
/// </remarks>
internal abstract unsafe class MpiLibrary
{
    /// <summary>The name or path that the library was loaded by.</summary>
    public abstract string File { get; }

    /// <summary>Whose binary interface it has.</summary>
    public abstract MpiFlavor Flavor { get; }

    /// <summary>Its version, as it names itself.</summary>
    public abstract string Version { get; }

    /// <summary>Whether a program or library has initialised MPI already.</summary>
    public abstract bool IsInitialized { get; }

    /// <summary>Whether MPI has been finalised: it cannot be initialised a second time.</summary>
    public abstract bool IsFinalized { get; }

    /// <summary>The number of this process.</summary>
    public abstract int Rank { get; }

    /// <summary>The number of processes.</summary>
    public abstract int Count { get; }

    /// <summary>Initialises MPI, if that has not been done, and makes the communicator.</summary>
    public abstract void Initialize();

    /// <summary>Frees the communicator, and finalises MPI if <see cref="Initialize"/> has initialised it.</summary>
    public abstract void Finish();

    /// <summary>Ends all processes.</summary>
    public abstract void Abort(int exitCode);

    /// <summary>Begins to send.</summary>
    public abstract void Send(void* data, int count, ElementType type, int peer, int tag, nint* request);

    /// <summary>Begins to receive.</summary>
    public abstract void Receive(void* data, int count, ElementType type, int peer, int tag, nint* request);

    /// <summary>Begins to give all ranks some bytes of each.</summary>
    public abstract void AllGather(void* own, void* all, int bytes, nint* request);

    /// <summary>Begins to give all ranks the bytes of one.</summary>
    public abstract void Broadcast(void* data, int bytes, int root, nint* request);

    /// <summary>Begins a barrier.</summary>
    public abstract void Barrier(nint* request);

    /// <summary>Begins to add up the values of all ranks, in MPI's own order.</summary>
    public abstract void AllReduce(void* values, int count, ElementType type, nint* request);

    /// <summary>Whether what a request stands for is over; its slot is empty then.</summary>
    /// <param name="request">The slot.</param>
    /// <param name="received">The type of a received message's elements; null for a request that receives no message.</param>
    /// <param name="count">The number of elements of a received message; otherwise 0.</param>
    public abstract bool Test(nint* request, ElementType? received, out int count);

    /// <summary>Cancels a receive: <see cref="Test"/> says soon that it is over.</summary>
    public abstract void Cancel(nint* request);

    /// <summary>Whether a message of any rank has come that has a tag.</summary>
    public abstract bool Probe(int tag);

    /// <summary>Receives bytes from any rank, and waits for them.</summary>
    public abstract void ReceiveFromAny(void* data, int bytes, int tag);
}
