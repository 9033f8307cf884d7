using System.Diagnostics;
using System.Runtime.CompilerServices;

namespace Digits;

/// <summary>Nanoseconds for one row through the trained network, and the bytes that such calls allocate.</summary>
internal static class Latency
{
    private const int Batches = 10_000;

    // A look at the clock costs about a third of a call, so that it is looked at once per batch of calls only.
    private const int CallsPerBatch = 200;

    // The .NET runtime and the processor's clock settle in this time.
    private static readonly TimeSpan Settling = TimeSpan.FromMilliseconds(300);

    public static bool Run(Classifier classifier, LabelledRows test)
    {
        Classifier.Warmup();
        float[] y = new float[Classifier.Out];
        long[] ticks = new long[Batches];
        for (long start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < Settling;)
        {
            Time(classifier, test.X, y, ticks.AsSpan(0, 10));
        }

        long before = GC.GetAllocatedBytesForCurrentThread();
        Time(classifier, test.X, y, ticks);
        long allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        Array.Sort(ticks);
        Console.WriteLine($"{classifier}: ns per call with one row, over {Batches:N0} batches of {CallsPerBatch} calls");
        Console.WriteLine();
        Console.WriteLine($"   minimum {Nanoseconds(ticks[0]),6:0.0}");
        Console.WriteLine($"   median  {Nanoseconds(ticks[Batches / 2]),6:0.0}");
        Console.WriteLine($"   p99     {Nanoseconds(ticks[Batches * 99 / 100]),6:0.0}");
        Console.WriteLine();
        Console.WriteLine($"Allocated by these {(long)Batches * CallsPerBatch:N0} calls: {allocated} bytes");
        return allocated == 0;
    }

    /// <summary>Times batches of calls, each with another digit.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // Compiled once, fully optimised.
    private static void Time(Classifier classifier, ReadOnlySpan<float> digits, Span<float> y, Span<long> ticks)
    {
        int digit = 0;
        for (int batch = 0; batch < ticks.Length; batch++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int call = 0; call < CallsPerBatch; call++)
            {
                classifier.Forward(digits.Slice(digit, Classifier.In), y);
                digit += Classifier.In;
                digit = digit < digits.Length ? digit : 0;
            }

            ticks[batch] = Stopwatch.GetTimestamp() - start;
        }
    }

    private static double Nanoseconds(long ticks) => ticks * 1e9 / Stopwatch.Frequency / CallsPerBatch;
}
