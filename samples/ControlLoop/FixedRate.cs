using System.Diagnostics;

namespace ControlLoop;

/// <summary>
/// Waits for the next of equidistant moments. Each is counted from the start and not from the one before, so that
/// being late once does not shift all that follow.
/// </summary>
internal sealed class FixedRate(double ticksPerSecond)
{
    // Thread.Sleep(1) may take 1 ms more than it should, so that the last stretch is waited out awake.
    private static readonly long SleepMargin = Stopwatch.Frequency / 500;

    private readonly double _period = Stopwatch.Frequency / ticksPerSecond;
    private readonly long _start = Stopwatch.GetTimestamp();
    private long _ticks;

    /// <summary>Returns when the next moment has come, with the time by which it was missed, in units of the stopwatch.</summary>
    public long Wait()
    {
        long due = _start + (long)(++_ticks * _period);
        while (due - Stopwatch.GetTimestamp() > SleepMargin)
        {
            Thread.Sleep(1);
        }

        // Lets other threads have the processor as long as there are any; otherwise it comes back within a microsecond.
        while (Stopwatch.GetTimestamp() < due)
        {
            Thread.Yield();
        }

        return Stopwatch.GetTimestamp() - due;
    }
}
