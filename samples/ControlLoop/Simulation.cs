using System.Diagnostics;

namespace ControlLoop;

/// <summary>Arm and controller together, and what is recorded of them. Everything is allocated when it is made.</summary>
internal sealed class Simulation(int seed, int ticks)
{
    /// <summary>Ticks per second.</summary>
    public const int Rate = 500;

    /// <summary>Ticks in one period of the swing.</summary>
    public const int TicksPerPeriod = (int)(Swing.Period * Rate);

    private const double Tick = 1.0 / Rate;

    private readonly Arm _arm = new();
    private readonly Controller _controller = new(seed);
    private readonly double[] _errors = new double[ticks];
    private readonly long[] _work = new long[ticks];
    private readonly long[] _lateness = new long[ticks];

    /// <summary>How long the work of each tick took, in units of the stopwatch.</summary>
    public ReadOnlySpan<long> Work => _work;

    /// <summary>How much too late each tick began, in units of the stopwatch.</summary>
    public ReadOnlySpan<long> Lateness => _lateness;

    /// <summary>Runs all ticks; the network takes part from the second period of the swing on.</summary>
    /// <param name="clock">What to wait for before each tick, or null not to wait.</param>
    public void Run(FixedRate? clock)
    {
        for (int tick = 0; tick < _errors.Length; tick++)
        {
            _lateness[tick] = clock?.Wait() ?? 0;
            long start = Stopwatch.GetTimestamp();
            double time = tick * Tick;
            _errors[tick] = Swing.At(time).Angle - _arm.Motion.Angle;
            double command = _controller.Step(_arm.Motion, time, Tick, withNetwork: tick >= TicksPerPeriod);
            _arm.Step(command, Tick);
            _work[tick] = Stopwatch.GetTimestamp() - start;
        }
    }

    /// <summary>The root mean square of the error over one period of the swing, in rad.</summary>
    public double Error(int period) =>
        Math.Sqrt(_errors.Skip(period * TicksPerPeriod).Take(TicksPerPeriod).Average(error => error * error));
}
