using System.Runtime.ExceptionServices;
using Microsoft.CodeAnalysis;

namespace LinearGen.Testing;

/// <summary>
/// Tells our hangs from the compiler's: over some spoiled sources, such as <c>int k (Size * m = (int)(k + 1L);</c>, Roslyn's binder itself does
/// not come to an end.
/// </summary>
public static class HangCheck
{
    /// <summary>Far more than a source takes, also on a busy machine.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    /// <summary>Judges what generators or analyzers make of a source, and gives up if the compiler alone does not come to an end either.</summary>
    /// <param name="judge">Throws if the answer is wrong.</param>
    /// <param name="source">The same source, without generators or analyzers.</param>
    /// <param name="limit">How long each may take; a minute if it is not given.</param>
    /// <exception cref="TimeoutException">It does not come to an end, and the compiler does.</exception>
    public static void Run(Action judge, Func<Compilation> source, TimeSpan? limit = null)
    {
        Task<ExceptionDispatchInfo?> judged = Start(judge);
        if (judged.Wait(limit ?? Limit))
        {
            judged.Result?.Throw();
        }
        else if (Start(() => source().GetDiagnostics()).Wait(limit ?? Limit))
        {
            throw new TimeoutException($"Not come to an end after {limit ?? Limit}, and the compiler alone has.");
        }
    }

    /// <summary>On a thread of its own, which is left behind if it does not come to an end.</summary>
    private static Task<ExceptionDispatchInfo?> Start(Action action) => Task.Factory.StartNew(
        () =>
        {
            try
            {
                action();
                return null;
            }
            catch (Exception exception)
            {
                return ExceptionDispatchInfo.Capture(exception);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
