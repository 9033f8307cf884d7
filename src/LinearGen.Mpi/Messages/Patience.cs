using System.Diagnostics;

namespace LinearGen.Mpi.Messages;

/// <summary>
/// How a thread waits for other processes: at first it asks again at once, then it lets other threads of the machine run between two questions, and in the end it sleeps, so
/// that ranks that wait for one that saves or evaluates leave it the processors.
/// </summary>
/// <param name="isCrowded">Whether the machine has fewer processors than ranks: then asking at once takes the time from those that are waited for.</param>
internal struct Patience(bool isCrowded)
{
    /// <summary>Some 20 µs: the time of a message on one machine, or of a fast network.</summary>
    private const int Eager = 200;

    private const int TurnsOfALook = 64;

    private static readonly TimeSpan s_beforeSleep = TimeSpan.FromMilliseconds(20);

    private int _turns;
    private long _started;

    /// <summary>Waits a while.</summary>
    /// <returns>Whether so much time has passed that it is worth looking what the other ranks do.</returns>
    public bool Wait()
    {
        _turns++;
        if (_turns <= Eager && !isCrowded)
        {
            return false;
        }

        if (_turns % TurnsOfALook != 0)
        {
            Thread.Yield();
            return false;
        }

        if (_started == 0)
        {
            _started = Stopwatch.GetTimestamp();
        }
        else if (Stopwatch.GetElapsedTime(_started) > s_beforeSleep)
        {
            Thread.Sleep(1);
            _turns--; // From now on, every turn is such a one.
        }

        return true;
    }
}
