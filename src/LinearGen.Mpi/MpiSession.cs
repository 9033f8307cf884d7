using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Mpi.Exchanges;
using LinearGen.Mpi.Messages;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi;

/// <summary>
/// This process's part in a run of several, which <c>mpirun</c> or <c>srun</c> has started: the place from which a <c>Trainer</c> has its exchange of gradients.
/// </summary>
/// <remarks>
/// All members but <see cref="Rank"/>, <see cref="Count"/>, <see cref="Library"/> and <see cref="Abort"/> are meetings of all ranks: all call the same ones in the same order,
/// and on the thread that has called <see cref="Start"/>. In a program without a launcher the session is that of a single rank.
/// <para>
/// If one process ends, all do, within seconds: the launcher sees to that when one is killed or crashes, the session when one is left by an exception that nobody catches, or
/// ends without having disposed of the session. A rank that has disposed of its session while others wait for it in a meeting makes those throw.
/// </para>
/// <para>
/// Which MPI library is loaded, the launcher's environment variables say: Open MPI's (libmpi.so.40) or MPICH's (libmpich.so.12, libmpi.so.12). The environment variable
/// LINEARGEN_MPI, a path or a name, names another.
/// </para>
/// </remarks>
public sealed class MpiSession : IDisposable
{
    private static MpiSession? s_current;

    private readonly MpiLibrary _library;
    private readonly Meetings _meetings;
    private bool _isDisposed;

    private MpiSession(MpiLibrary library, Meetings meetings) => (_library, _meetings) = (library, meetings);

    /// <summary>The number of this process, 0 … <see cref="Count"/> − 1.</summary>
    public int Rank => _library.Rank;

    /// <summary>The number of processes, 1 or more.</summary>
    public int Count => _library.Count;

    /// <summary>The MPI library and its version, as it names itself, for example "Open MPI v4.1.4".</summary>
    public string Library => _library.Version;

    /// <summary>Loads the MPI library that is installed and joins the run. Once in a process: MPI cannot be started a second time.</summary>
    /// <exception cref="DllNotFoundException">No MPI library was found that fits the launcher; the message says what was looked for, and what to install.</exception>
    /// <exception cref="InvalidOperationException">A session was started before in this process; or the library does not know of the processes that the launcher has started, since it is of another MPI.</exception>
    /// <exception cref="NotSupportedException">The library serves programs of a single thread only.</exception>
    /// <exception cref="MpiException">A function of MPI has failed.</exception>
    public static MpiSession Start()
    {
        if (s_current is not null)
        {
            throw new InvalidOperationException("A session was started in this process before. Expected one for the whole run: MPI cannot be started a second time.");
        }

        Launcher launcher = Launcher.Find(Environment.GetEnvironmentVariable);
        MpiLibrary library;
        using (new SignalHandlers())
        {
            library = MpiLoader.Load(launcher, Environment.GetEnvironmentVariable(MpiLoader.Variable));
            if (launcher.IsSure && launcher.Flavor != library.Flavor)
            {
                throw new InvalidOperationException($"{launcher.Name} has started this process, but {library.File} is {library.Version}. Expected the library of the launcher's own MPI: set {MpiLoader.Variable} to its path, or use the other's launcher.");
            }

            if (library.IsFinalized)
            {
                throw new InvalidOperationException("MPI has been finalised in this process. Expected a process in which it is not, since it cannot be started a second time.");
            }

            library.Initialize();
        }

        if (launcher.Count is { } started && library.Count == 1 && started > 1)
        {
            throw new InvalidOperationException(Invariant($"{launcher.Name} has started {started} processes, but {library.Version} ({library.File}) knows of this one only. Expected the library of the launcher's own MPI: set {MpiLoader.Variable} to its path."));
        }

        MpiSession session = new(library, new Meetings(library, RanksHere(library.Count)));
        s_current = session;
        ProcessEnd.Watch(session);
        return session;
    }

    /// <summary>Makes an exchange for <c>Trainer.Exchange</c>. It serves as long as the session, and any number of trainers one after another.</summary>
    /// <remarks>
    /// The ranks tell each other first what they are made of. Working memory, of some times the bytes of what is summed, is allocated at the first call of a length and kept; calls
    /// allocate nothing else.
    /// <para>
    /// Ordered sums have the same bits for any number of ranks: see <see cref="IGradientExchange{T}.Sum"/>. If <paramref name="ordered"/> is false, sums are MPI's own
    /// (<c>MPI_Iallreduce</c>), in an order that depends on the number of ranks and on the library.
    /// </para>
    /// </remarks>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>, the networks' element type.</typeparam>
    /// <param name="ordered">Whether sums have the same bits for any number of ranks.</param>
    /// <exception cref="InvalidOperationException">The ranks differ in versions, element type or <paramref name="ordered"/>: every rank throws, and the message says which has what. Or another rank has ended its session; or called on another thread.</exception>
    /// <exception cref="NotSupportedException">T is neither float nor double.</exception>
    /// <exception cref="ObjectDisposedException">The session has been disposed of.</exception>
    /// <exception cref="MpiException">A function of MPI has failed.</exception>
    public IGradientExchange<T> CreateExchange<T>(bool ordered = true)
        where T : unmanaged, IFloatingPointIeee754<T>
        => CreateExchange<T>(ordered, Handshake.Versions);

    /// <summary>Waits until all ranks have called it.</summary>
    /// <exception cref="InvalidOperationException">Another rank has ended its session; or called on another thread.</exception>
    /// <exception cref="ObjectDisposedException">The session has been disposed of.</exception>
    /// <exception cref="MpiException">A function of MPI has failed.</exception>
    public void Barrier()
    {
        using Meetings.Meeting meeting = _meetings.Begin(nameof(Barrier));
        _meetings.Barrier();
        _meetings.Wait();
        meeting.Complete();
    }

    /// <summary>Gives the values of one rank to all others.</summary>
    /// <typeparam name="T">A type without references. Machines of one run have the same byte order.</typeparam>
    /// <param name="values">Of rank <paramref name="root"/>: what is given; of all others: overwritten by it. Of the same length on every rank.</param>
    /// <param name="root">The rank that gives, 0 … <see cref="Count"/> − 1, the same on every rank.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no rank <paramref name="root"/>.</exception>
    /// <exception cref="OverflowException">The values have more than 2³¹ − 1 bytes.</exception>
    /// <exception cref="InvalidOperationException">Another rank has ended its session; or called on another thread.</exception>
    /// <exception cref="ObjectDisposedException">The session has been disposed of.</exception>
    /// <exception cref="MpiException">A function of MPI has failed.</exception>
    public unsafe void Broadcast<T>(Span<T> values, int root = 0)
        where T : unmanaged
    {
        ArgumentOutOfRangeException.ThrowIfNegative(root);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(root, Count);
        Span<byte> bytes = MemoryMarshal.AsBytes(values);
        using Meetings.Meeting meeting = _meetings.Begin(nameof(Broadcast));
        byte* scratch = _meetings.Scratch<byte>(bytes.Length);
        Span<byte> copy = new(scratch, bytes.Length);
        if (Rank == root)
        {
            bytes.CopyTo(copy);
        }

        _meetings.Broadcast(scratch, bytes.Length, root);
        _meetings.Wait();
        copy.CopyTo(bytes);
        meeting.Complete();
    }

    /// <summary>Ends all processes of the run at once, by <c>MPI_Abort</c>: for a rank that cannot go on. May be called on any thread.</summary>
    /// <param name="exitCode">The exit code that the launcher reports if it can, 1 … 255.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="exitCode"/> is not in 1 … 255.</exception>
    [DoesNotReturn]
    public void Abort(int exitCode)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(exitCode, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(exitCode, 255);
        ProcessEnd.Abort(_library, exitCode);
    }

    /// <summary>
    /// Waits until all ranks leave, and finalises MPI. If one leaves or fails while others wait for it in a meeting, nobody waits: the session ends, and all processes
    /// of the run end within seconds after the first of them.
    /// </summary>
    /// <exception cref="InvalidOperationException">Called on another thread than <see cref="Start"/> was.</exception>
    /// <exception cref="MpiException">A function of MPI has failed.</exception>
    public void Dispose()
    {
        if (_isDisposed)
        {
            return;
        }

        _meetings.CheckThread(nameof(Dispose));
        _isDisposed = true;
        if (_meetings.Leave())
        {
            _library.Finish();
            _meetings.Dispose();
            ProcessEnd.IsOrderly = true;
        }
        else
        {
            _meetings.Abandon();
        }
    }

    /// <summary>Whether this rank goes on no longer because another has left.</summary>
    internal bool IsLeftAlone => _meetings.IsLeftAlone;

    /// <summary>Whether the session has been disposed of, be it after a failure.</summary>
    internal bool IsDisposed => _isDisposed;

    /// <summary>The library that the session has loaded.</summary>
    internal MpiLibrary Native => _library;

    /// <summary>Makes an exchange that gives itself out for other versions.</summary>
    internal IGradientExchange<T> CreateExchange<T>(bool ordered, string versions)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ElementType type = ElementTypes.Of<T>();
        Handshake.Run(_meetings, string.Create(CultureInfo.InvariantCulture, $"{versions}, {typeof(T).Name}, {(ordered ? "ordered" : "unordered")}"));
        return ordered ? new OrderedExchange<T>(_meetings, type) : new UnorderedExchange<T>(_meetings, type);
    }

    /// <summary>How many ranks share this machine, as far as the launcher says; if not, all of them may.</summary>
    private static int RanksHere(int count)
    {
        foreach (string name in (ReadOnlySpan<string>)["OMPI_COMM_WORLD_LOCAL_SIZE", "MPI_LOCALNRANKS"])
        {
            if (int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out int here))
            {
                return here;
            }
        }

        return count;
    }
}
