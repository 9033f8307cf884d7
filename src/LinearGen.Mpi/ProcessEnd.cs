using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using System.Text;
using LinearGen.Mpi.Native;

namespace LinearGen.Mpi;

/// <summary>Sees to it that no rank waits for a process that has ended: whichever way this one ends, the others do too.</summary>
internal static class ProcessEnd
{
    /// <summary>How long a rank that has left gives the others for saying that they were left alone.</summary>
    private static readonly TimeSpan s_farewell = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a rank that was left alone gives the one that has left for telling why.</summary>
    private static readonly TimeSpan s_precedence = TimeSpan.FromSeconds(2);

    private static readonly List<PosixSignalRegistration> s_signals = [];
    private static bool s_isEnding;

    /// <summary>Whether all ranks have left together: then the others need not be ended.</summary>
    public static bool IsOrderly { get; set; }

    /// <summary>Watches this process.</summary>
    /// <param name="session">Its session.</param>
    public static void Watch(MpiSession session)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) => OnUnhandled(session, thrown.ExceptionObject);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => OnExit(session);

        // The launcher ends processes by these: it knows already.
        foreach (PosixSignal signal in (ReadOnlySpan<PosixSignal>)[PosixSignal.SIGTERM, PosixSignal.SIGINT, PosixSignal.SIGQUIT, PosixSignal.SIGHUP])
        {
            s_signals.Add(PosixSignalRegistration.Create(signal, _ => s_isEnding = true));
        }
    }

    /// <summary>Ends all processes.</summary>
    [DoesNotReturn]
    public static void Abort(MpiLibrary library, int exitCode)
    {
        s_isEnding = true;
        Console.Out.Flush();
        Console.Error.Flush();
        library.Abort(exitCode);

        // MPI_Abort does not return, says the standard.
        Environment.Exit(exitCode);
    }

    /// <summary>Writes a line in one piece, so that launchers do not mix it with those of other ranks.</summary>
    public static void Say(string line)
    {
        Console.Error.Flush();
        using Stream error = Console.OpenStandardError();
        error.Write(Encoding.UTF8.GetBytes(line + Environment.NewLine));
    }

    private static void OnUnhandled(MpiSession session, object exception)
    {
        if (IsOrderly || s_isEnding)
        {
            return;
        }

        Say(Invariant($"Rank {session.Rank} of {session.Count} has ended by an exception that nobody caught; all ranks are stopped. {exception}"));
        if (session.IsLeftAlone)
        {
            Thread.Sleep(s_precedence);
        }

        Abort(session.Native, 1);
    }

    private static void OnExit(MpiSession session)
    {
        if (IsOrderly || s_isEnding)
        {
            return;
        }

        if (session.IsDisposed)
        {
            Thread.Sleep(session.IsLeftAlone ? s_precedence : s_farewell);
        }
        else
        {
            Say(Invariant($"Rank {session.Rank} of {session.Count} has ended without disposing of its {nameof(MpiSession)}; all ranks are stopped."));
        }

        Abort(session.Native, Environment.ExitCode is > 0 and < 256 and int code ? code : 1);
    }
}
