using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using LinearGen;

namespace Ahead;

/// <summary>What a call takes, as the least of many turns.</summary>
internal static class Times
{
    private const int Turns = 300;
    private const double TurnNanoseconds = 50_000;
    private const double WarmMilliseconds = 600;
    private const int Batch = 32;

    // The loop around the calls is compiled to its final form at once, like the kernels: how soon the JIT gets to it is not what is measured.
    private const MethodImplOptions Whole = MethodImplOptions.AggressiveOptimization;

    private static readonly int[] RowCounts = [1, Batch];

    /// <summary>Prints a line "what: nanoseconds" for layers and networks of several sizes, with one row and with 32.</summary>
    /// <remarks>Calls are of the classes themselves, as programs make them, not of an interface: so they can become part of the loop.</remarks>
    public static void Print()
    {
        Measure<Projection, float>(new(), [MethodImpl(Whole)] static (layer, x, y, calls) => { for (; calls > 0; calls--) { layer.Forward(x, y); } });
        Measure<Square16, float>(new(), [MethodImpl(Whole)] static (layer, x, y, calls) => { for (; calls > 0; calls--) { layer.Forward(x, y); } });
        Measure<Square64, float>(new(), [MethodImpl(Whole)] static (layer, x, y, calls) => { for (; calls > 0; calls--) { layer.Forward(x, y); } });
        Measure<Square128, float>(new(), [MethodImpl(Whole)] static (layer, x, y, calls) => { for (; calls > 0; calls--) { layer.Forward(x, y); } });
        Measure<Odd, float>(new(), [MethodImpl(Whole)] static (layer, x, y, calls) => { for (; calls > 0; calls--) { layer.Forward(x, y); } });
        Measure<Precise, double>(new(), [MethodImpl(Whole)] static (layer, x, y, calls) => { for (; calls > 0; calls--) { layer.Forward(x, y); } });
        Measure<Classifier, float>(new(), [MethodImpl(Whole)] static (network, x, y, calls) => { for (; calls > 0; calls--) { network.Forward(x, y); } });
        MeasureTraining();
    }

    private static void Measure<TNetwork, T>(TNetwork network, Action<TNetwork, T[], T[], int> forward)
        where TNetwork : class, INetwork<T>
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Initialize(new Random(1));
        foreach (int rows in RowCounts)
        {
            T[] x = new T[rows * network.Shape.In], y = new T[rows * network.Shape.Out];
            Array.Fill(x, T.One / (T.One + T.One));
            Report($"{typeof(TNetwork).Name} {network.Shape.In}→{network.Shape.Out}, {rows} {(rows == 1 ? "row" : "rows")}", Least(calls => forward(network, x, y, calls)));
        }
    }

    private static void MeasureTraining()
    {
        Classifier network = new();
        network.Initialize(new Random(1));
        Trainer<Classifier> trainer = new(network, Loss.SoftmaxCrossEntropy, new Adam(), maxBatch: Batch);
        float[] x = new float[Batch * Classifier.In];
        Array.Fill(x, 0.5f);
        int[] labels = [.. Enumerable.Range(0, Batch).Select(row => row % Classifier.Out)];
        Report($"training step of Classifier, {Batch} rows", Least(calls =>
        {
            for (int call = 0; call < calls; call++)
            {
                trainer.Step(x, labels);
            }
        }));
    }

    private static double Least(Action<int> work)
    {
        // The JIT compiles what is called often once more, some time after: until then nothing counts but how many calls fill a turn.
        long start = Stopwatch.GetTimestamp();
        double fastest = double.MaxValue;
        int calls = 1;
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < WarmMilliseconds)
        {
            fastest = Math.Min(fastest, Turn(work, calls));
            Thread.Sleep(1); // It compiles on a thread of its own, which may have to share a processor with this one.
            calls = Math.Clamp((int)(TurnNanoseconds / fastest), 1, 2 * calls);
        }

        double least = double.MaxValue;
        for (int turn = 0; turn < Turns; turn++)
        {
            least = Math.Min(least, Turn(work, calls));
        }

        return least;
    }

    /// <summary>Nanoseconds per call.</summary>
    private static double Turn(Action<int> work, int calls)
    {
        long before = Stopwatch.GetTimestamp();
        work(calls);
        return Math.Max(1, Stopwatch.GetTimestamp() - before) * 1e9 / Stopwatch.Frequency / calls;
    }

    private static void Report(string what, double nanoseconds) => Console.WriteLine(FormattableString.Invariant($"{what}: {nanoseconds:0.00}"));
}
