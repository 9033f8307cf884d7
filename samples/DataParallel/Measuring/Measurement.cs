using System.Diagnostics;
using System.Text.Json;
using LinearGen;
using LinearGen.Mpi;

namespace DataParallel.Measuring;

/// <summary>What one run of some ranks has measured. Times are in seconds.</summary>
/// <param name="Library">The MPI library.</param>
/// <param name="Ranks">The number of ranks.</param>
/// <param name="Batch">Rows of a batch.</param>
/// <param name="Step">A step, reading rows included: the median.</param>
/// <param name="Exchange">Of it, in the exchange, waiting for the slowest rank included: the mean.</param>
/// <param name="Gathers">How often a step gathers numbers.</param>
/// <param name="Gradients">Values that are summed.</param>
/// <param name="Ordered">An ordered sum of as many values, all ranks beginning together: the median.</param>
/// <param name="Unordered">An unordered one.</param>
internal sealed record Measurement(string Library, int Ranks, int Batch, double Step, double Exchange, double Gathers, int Gradients, double Ordered, double Unordered)
{
    private const string Mark = "measured ";
    private const int WarmUp = 50;
    private const int Sums = 500;

    /// <summary>Rows that all ranks together train on in a second.</summary>
    public double RowsPerSecond => Batch / Step;

    /// <summary>Measures on this rank, and prints it on rank 0.</summary>
    public static void Run(MpiSession session, TrainingOptions options)
    {
        TimedExchange? timed = null;
        using Training training = new(session, options, exchange => timed = new TimedExchange(exchange));
        for (int step = 0; step < WarmUp; step++)
        {
            training.Step();
        }

        timed!.Reset();
        double[] steps = new double[options.Steps];
        for (int step = 0; step < steps.Length; step++)
        {
            long started = Stopwatch.GetTimestamp();
            training.Step();
            steps[step] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        (double inExchange, double gathers) = (timed.Elapsed.TotalSeconds / steps.Length, (double)timed.Gathers / steps.Length);
        Measurement measured = new(
            session.Library, session.Count, options.Batch, Median(steps), inExchange, gathers, timed.Length,
            TimeOfSum(session, session.CreateExchange<float>(), timed.Length), TimeOfSum(session, session.CreateExchange<float>(ordered: false), timed.Length));
        if (session.Rank == 0)
        {
            Console.WriteLine(Mark + JsonSerializer.Serialize(measured));
        }
    }

    /// <summary>Reads what <see cref="Run"/> has printed.</summary>
    public static Measurement? Read(string output) =>
        output.Split('\n').Select(line => line.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and int start ? line[(start + Mark.Length)..] : null).OfType<string>().FirstOrDefault() is { } json
            ? JsonSerializer.Deserialize<Measurement>(json)
            : null;

    private static double TimeOfSum(MpiSession session, IGradientExchange<float> exchange, int length)
    {
        float[] values = GC.AllocateArray<float>(length, pinned: true);
        double[] times = new double[Sums];
        for (int sum = 0; sum < Sums; sum++)
        {
            session.Barrier();
            long started = Stopwatch.GetTimestamp();
            exchange.Sum(values, session.Count);
            times[sum] = Stopwatch.GetElapsedTime(started).TotalSeconds;
        }

        return Median(times);
    }

    private static double Median(double[] times) => times.Order().ElementAt(times.Length / 2);
}
