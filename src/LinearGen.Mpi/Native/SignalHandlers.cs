using System.Runtime.InteropServices;

namespace LinearGen.Mpi.Native;

/// <summary>
/// The process's handlers of faults, which are kept while MPI is loaded and started: libraries below it (UCX) put their own in the place of .NET's, and then a null
/// reference ends the process in the place of being thrown.
/// </summary>
internal sealed unsafe partial class SignalHandlers : IDisposable
{
    /// <summary>More than a <c>struct sigaction</c> has.</summary>
    private const int ActionBytes = 256;

    /// <summary>SIGILL, SIGTRAP, SIGABRT, SIGBUS, SIGFPE and SIGSEGV on Linux.</summary>
    private static readonly int[] s_faults = [4, 5, 6, 7, 8, 11];

    private readonly byte[] _actions = new byte[ActionBytes * s_faults.Length];

    /// <summary>Takes note of them.</summary>
    public SignalHandlers()
    {
        if (OperatingSystem.IsLinux())
        {
            fixed (byte* actions = _actions)
            {
                for (int n = 0; n < s_faults.Length; n++)
                {
                    _ = Action(s_faults[n], null, actions + (n * ActionBytes));
                }
            }
        }
    }

    /// <summary>Puts them back.</summary>
    public void Dispose()
    {
        if (OperatingSystem.IsLinux())
        {
            fixed (byte* actions = _actions)
            {
                for (int n = 0; n < s_faults.Length; n++)
                {
                    _ = Action(s_faults[n], actions + (n * ActionBytes), null);
                }
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "sigaction")]
    private static partial int Action(int signal, byte* action, byte* old);
}
