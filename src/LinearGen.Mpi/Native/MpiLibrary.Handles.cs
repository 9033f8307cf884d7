using System.Runtime.InteropServices;
using System.Text;

namespace LinearGen.Mpi.Native;

/// <summary>The functions of one loaded library, as pointers.</summary>
/// <typeparam name="THandle">What the library's handles are: <see cref="nint"/> or <see cref="int"/>.</typeparam>
internal sealed unsafe class MpiLibrary<THandle> : MpiLibrary
    where THandle : unmanaged
{
    private const int Success = 0;

    /// <summary>MPI_THREAD_FUNNELED: the process has threads, and one of them calls.</summary>
    private const int Funneled = 1;

    /// <summary>More than an MPI_Status has in any flavour.</summary>
    private const int StatusBytes = 128;

    private readonly MpiConstants<THandle> _constants;
    private readonly THandle _world;
    private readonly THandle[] _types;

    private readonly delegate* unmanaged[Cdecl]<int*, int> _initialized;
    private readonly delegate* unmanaged[Cdecl]<int*, int> _finalized;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, int, int*, int> _initThread;
    private readonly delegate* unmanaged[Cdecl]<int> _finalize;
    private readonly delegate* unmanaged[Cdecl]<THandle, int, int> _abort;
    private readonly delegate* unmanaged[Cdecl]<byte*, int*, int> _version;
    private readonly delegate* unmanaged[Cdecl]<int, byte*, int*, int> _errorString;
    private readonly delegate* unmanaged[Cdecl]<THandle, int*, int> _rank;
    private readonly delegate* unmanaged[Cdecl]<THandle, int*, int> _size;
    private readonly delegate* unmanaged[Cdecl]<THandle, THandle*, int> _duplicate;
    private readonly delegate* unmanaged[Cdecl]<THandle*, int> _free;
    private readonly delegate* unmanaged[Cdecl]<THandle, THandle, int> _setErrorHandler;
    private readonly delegate* unmanaged[Cdecl]<void*, int, THandle, int, int, THandle, THandle*, int> _send;
    private readonly delegate* unmanaged[Cdecl]<void*, int, THandle, int, int, THandle, THandle*, int> _receive;
    private readonly delegate* unmanaged[Cdecl]<void*, int, THandle, int, int, THandle, void*, int> _receiveNow;
    private readonly delegate* unmanaged[Cdecl]<void*, int, THandle, void*, int, THandle, THandle, THandle*, int> _allGather;
    private readonly delegate* unmanaged[Cdecl]<void*, int, THandle, int, THandle, THandle*, int> _broadcast;
    private readonly delegate* unmanaged[Cdecl]<THandle, THandle*, int> _barrier;
    private readonly delegate* unmanaged[Cdecl]<void*, void*, int, THandle, THandle, THandle, THandle*, int> _allReduce;
    private readonly delegate* unmanaged[Cdecl]<THandle*, int*, void*, int> _test;
    private readonly delegate* unmanaged[Cdecl]<void*, THandle, int*, int> _getCount;
    private readonly delegate* unmanaged[Cdecl]<THandle*, int> _cancel;
    private readonly delegate* unmanaged[Cdecl]<int, int, THandle, int*, void*, int> _probe;

    private THandle _communicator;
    private bool _isInitializer;
    private int _ownRank;
    private int _ownCount;

    /// <summary>Binds the functions.</summary>
    /// <param name="library">The loaded library.</param>
    /// <param name="file">What it was loaded by.</param>
    /// <param name="constants">The constants of its flavour.</param>
    /// <exception cref="EntryPointNotFoundException">A function is missing.</exception>
    public MpiLibrary(nint library, string file, MpiConstants<THandle> constants)
    {
        File = file;
        _constants = constants;
        _world = constants.World;
        _types = constants.Types;
        _initialized = (delegate* unmanaged[Cdecl]<int*, int>)Function("MPI_Initialized");
        _finalized = (delegate* unmanaged[Cdecl]<int*, int>)Function("MPI_Finalized");
        _initThread = (delegate* unmanaged[Cdecl]<void*, void*, int, int*, int>)Function("MPI_Init_thread");
        _finalize = (delegate* unmanaged[Cdecl]<int>)Function("MPI_Finalize");
        _abort = (delegate* unmanaged[Cdecl]<THandle, int, int>)Function("MPI_Abort");
        _version = (delegate* unmanaged[Cdecl]<byte*, int*, int>)Function("MPI_Get_library_version");
        _errorString = (delegate* unmanaged[Cdecl]<int, byte*, int*, int>)Function("MPI_Error_string");
        _rank = (delegate* unmanaged[Cdecl]<THandle, int*, int>)Function("MPI_Comm_rank");
        _size = (delegate* unmanaged[Cdecl]<THandle, int*, int>)Function("MPI_Comm_size");
        _duplicate = (delegate* unmanaged[Cdecl]<THandle, THandle*, int>)Function("MPI_Comm_dup");
        _free = (delegate* unmanaged[Cdecl]<THandle*, int>)Function("MPI_Comm_free");
        _setErrorHandler = (delegate* unmanaged[Cdecl]<THandle, THandle, int>)Function("MPI_Comm_set_errhandler");
        _send = (delegate* unmanaged[Cdecl]<void*, int, THandle, int, int, THandle, THandle*, int>)Function("MPI_Isend");
        _receive = (delegate* unmanaged[Cdecl]<void*, int, THandle, int, int, THandle, THandle*, int>)Function("MPI_Irecv");
        _receiveNow = (delegate* unmanaged[Cdecl]<void*, int, THandle, int, int, THandle, void*, int>)Function("MPI_Recv");
        _allGather = (delegate* unmanaged[Cdecl]<void*, int, THandle, void*, int, THandle, THandle, THandle*, int>)Function("MPI_Iallgather");
        _broadcast = (delegate* unmanaged[Cdecl]<void*, int, THandle, int, THandle, THandle*, int>)Function("MPI_Ibcast");
        _barrier = (delegate* unmanaged[Cdecl]<THandle, THandle*, int>)Function("MPI_Ibarrier");
        _allReduce = (delegate* unmanaged[Cdecl]<void*, void*, int, THandle, THandle, THandle, THandle*, int>)Function("MPI_Iallreduce");
        _test = (delegate* unmanaged[Cdecl]<THandle*, int*, void*, int>)Function("MPI_Test");
        _getCount = (delegate* unmanaged[Cdecl]<void*, THandle, int*, int>)Function("MPI_Get_count");
        _cancel = (delegate* unmanaged[Cdecl]<THandle*, int>)Function("MPI_Cancel");
        _probe = (delegate* unmanaged[Cdecl]<int, int, THandle, int*, void*, int>)Function("MPI_Iprobe");
        Version = ReadVersion();

        nint Function(string name) => NativeLibrary.GetExport(library, name);
    }

    /// <inheritdoc/>
    public override string File { get; }

    /// <inheritdoc/>
    public override MpiFlavor Flavor => _constants.Flavor;

    /// <inheritdoc/>
    public override string Version { get; }

    /// <inheritdoc/>
    public override int Rank => _ownRank;

    /// <inheritdoc/>
    public override int Count => _ownCount;

    /// <inheritdoc/>
    public override bool IsInitialized
    {
        get
        {
            int flag;
            Check(_initialized(&flag), "MPI_Initialized");
            return flag != 0;
        }
    }

    /// <inheritdoc/>
    public override bool IsFinalized
    {
        get
        {
            int flag;
            Check(_finalized(&flag), "MPI_Finalized");
            return flag != 0;
        }
    }

    /// <inheritdoc/>
    public override void Initialize()
    {
        if (!IsInitialized)
        {
            int provided;
            Check(_initThread(null, null, Funneled, &provided), "MPI_Init_thread");
            _isInitializer = true;
            if (provided < Funneled)
            {
                throw new NotSupportedException($"{File} serves programs of a single thread only (MPI_THREAD_SINGLE); expected MPI_THREAD_FUNNELED or more, since a .NET program has several.");
            }
        }

        THandle communicator;
        int rank, count;
        Check(_duplicate(_world, &communicator), "MPI_Comm_dup");
        _communicator = communicator;
        Check(_setErrorHandler(communicator, _constants.ErrorsReturn), "MPI_Comm_set_errhandler");
        Check(_rank(communicator, &rank), "MPI_Comm_rank");
        Check(_size(communicator, &count), "MPI_Comm_size");
        (_ownRank, _ownCount) = (rank, count);
    }

    /// <inheritdoc/>
    public override void Finish()
    {
        fixed (THandle* communicator = &_communicator)
        {
            Check(_free(communicator), "MPI_Comm_free");
        }

        if (_isInitializer)
        {
            Check(_finalize(), "MPI_Finalize");
        }
    }

    /// <inheritdoc/>
    public override void Abort(int exitCode) => _ = _abort(_world, exitCode);

    /// <inheritdoc/>
    public override void Send(void* data, int count, ElementType type, int peer, int tag, nint* request) =>
        Check(_send(data, count, _types[(int)type], peer, tag, _communicator, (THandle*)request), "MPI_Isend");

    /// <inheritdoc/>
    public override void Receive(void* data, int count, ElementType type, int peer, int tag, nint* request) =>
        Check(_receive(data, count, _types[(int)type], peer, tag, _communicator, (THandle*)request), "MPI_Irecv");

    /// <inheritdoc/>
    public override void AllGather(void* own, void* all, int bytes, nint* request)
    {
        THandle type = _types[(int)ElementType.Byte];
        Check(_allGather(own, bytes, type, all, bytes, type, _communicator, (THandle*)request), "MPI_Iallgather");
    }

    /// <inheritdoc/>
    public override void Broadcast(void* data, int bytes, int root, nint* request) =>
        Check(_broadcast(data, bytes, _types[(int)ElementType.Byte], root, _communicator, (THandle*)request), "MPI_Ibcast");

    /// <inheritdoc/>
    public override void Barrier(nint* request) => Check(_barrier(_communicator, (THandle*)request), "MPI_Ibarrier");

    /// <inheritdoc/>
    public override void AllReduce(void* values, int count, ElementType type, nint* request) =>
        Check(_allReduce((void*)_constants.InPlace, values, count, _types[(int)type], _constants.Sum, _communicator, (THandle*)request), "MPI_Iallreduce");

    /// <inheritdoc/>
    public override bool Test(nint* request, ElementType? received, out int count)
    {
        byte* status = stackalloc byte[StatusBytes];
        int flag, elements = 0;
        Check(_test((THandle*)request, &flag, status), "MPI_Test");
        if (flag != 0 && received is { } type)
        {
            Check(_getCount(status, _types[(int)type], &elements), "MPI_Get_count");
        }

        count = elements;
        return flag != 0;
    }

    /// <inheritdoc/>
    public override void Cancel(nint* request) => Check(_cancel((THandle*)request), "MPI_Cancel");

    /// <inheritdoc/>
    public override bool Probe(int tag)
    {
        byte* status = stackalloc byte[StatusBytes];
        int flag;
        Check(_probe(_constants.AnySource, tag, _communicator, &flag, status), "MPI_Iprobe");
        return flag != 0;
    }

    /// <inheritdoc/>
    public override void ReceiveFromAny(void* data, int bytes, int tag)
    {
        byte* status = stackalloc byte[StatusBytes];
        Check(_receiveNow(data, bytes, _types[(int)ElementType.Byte], _constants.AnySource, tag, _communicator, status), "MPI_Recv");
    }

    private string ReadVersion()
    {
        byte[] text = new byte[_constants.MaxText + 1];
        int length;
        fixed (byte* start = text)
        {
            Check(_version(start, &length), "MPI_Get_library_version");
        }

        string all = Encoding.UTF8.GetString(text, 0, Math.Clamp(length, 0, _constants.MaxText)).TrimEnd('\0');

        // "Open MPI v4.1.4, package: …"; "MPICH Version:      4.0.2", and then lines with the options that it was built with.
        return string.Join(' ', all.Split('\n', ',')[0].Replace(" Version:", " ", StringComparison.Ordinal).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }

    private void Check(int code, string function)
    {
        if (code != Success)
        {
            Throw(code, function);
        }
    }

    private void Throw(int code, string function)
    {
        byte[] text = new byte[_constants.MaxText + 1];
        int length = 0;
        fixed (byte* start = text)
        {
            if (_errorString(code, start, &length) != Success)
            {
                length = 0;
            }
        }

        string words = length > 0 ? Encoding.UTF8.GetString(text, 0, Math.Min(length, _constants.MaxText)).Trim() : "no text";
        throw new MpiException(Invariant($"{function} has failed with error {code}: {words}"), code);
    }
}
