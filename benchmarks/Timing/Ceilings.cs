using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Native;

namespace LinearGen.Benchmarks.Timing;

/// <summary>
/// What the machine can do at best with vectors of this process's width: multiply-adds, and loads from the first- and second-level
/// cache. Measured again and again between the cells, since clocks change; the best counts.
/// </summary>
internal sealed unsafe class Ceilings
{
    // Weights beyond this leave the first-level cache no room for anything else.
    private const int FirstLevelBytes = 24 * 1024;

    private const int FirstLevelFloats = 16 * 1024 / sizeof(float);
    private const int SecondLevelFloats = 192 * 1024 / sizeof(float);
    private const int FmaSteps = 100;
    private const int Accumulators = 12;
    private static readonly int Lanes = VectorWidth.Current / (8 * sizeof(float));

    private readonly AlignedFloats _memory = new(SecondLevelFloats);
    private readonly AlignedFloats _sink = new(Lanes);

    /// <summary>Prepares the memory that is loaded.</summary>
    /// <remarks>Pages that were never written are all one and the same, which confuses caches.</remarks>
    public Ceilings() => _memory.Span.Fill(1);

    /// <summary>Single-precision multiply-adds per nanosecond.</summary>
    public double MultiplyAdds { get; private set; }

    /// <summary>Bytes per nanosecond from the first-level cache.</summary>
    public double FirstLevel { get; private set; }

    /// <summary>Bytes per nanosecond from the second-level cache.</summary>
    public double SecondLevel { get; private set; }

    /// <summary>Measures once more.</summary>
    public void Measure()
    {
        if (!Fma.IsSupported || !Avx2.IsSupported)
        {
            return;
        }

        RoundSettings settings = new(40_000, MinRounds: 10, MaxRounds: 25, BudgetMilliseconds: 20);
        Action<int>[] loops = VectorWidth.Current == VectorWidth.Wide
            ? [MultiplyAddLoop512, calls => Load512(FirstLevelFloats, calls), calls => Load512(SecondLevelFloats, calls)]
            : [MultiplyAddLoop, calls => Load(FirstLevelFloats, calls), calls => Load(SecondLevelFloats, calls)];
        double[] best = [.. PairedRounds.Measure(loops, settings).Select(times => times.Min())];
        MultiplyAdds = Math.Max(MultiplyAdds, FmaSteps * Accumulators * Lanes / best[0]);
        FirstLevel = Math.Max(FirstLevel, FirstLevelFloats * sizeof(float) / best[1]);
        SecondLevel = Math.Max(SecondLevel, SecondLevelFloats * sizeof(float) / best[2]);
    }

    /// <summary>
    /// The nanoseconds that no call can do without: for all multiply-adds; and for one row at least those to load the padded
    /// weights once, from where they fit.
    /// </summary>
    public double Limit(Cell cell, Operation operation)
    {
        double arithmetic = cell.MultiplyAdds / MultiplyAdds;
        int bytes = (operation == Operation.InputGradient ? cell.Shape.Transpose : cell.Shape).PaddedBytes;
        return cell.Rows > 1 ? arithmetic : Math.Max(arithmetic, bytes / (bytes > FirstLevelBytes ? SecondLevel : FirstLevel));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyAddLoop(int calls)
    {
        Vector256<float> factor = Vector256.Create(0.5f);
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Vector256<float> a6 = default, a7 = default, a8 = default, a9 = default, a10 = default, a11 = default;
        for (int step = calls * FmaSteps; step > 0; step--)
        {
            a0 = Fma.MultiplyAdd(a0, factor, factor);
            a1 = Fma.MultiplyAdd(a1, factor, factor);
            a2 = Fma.MultiplyAdd(a2, factor, factor);
            a3 = Fma.MultiplyAdd(a3, factor, factor);
            a4 = Fma.MultiplyAdd(a4, factor, factor);
            a5 = Fma.MultiplyAdd(a5, factor, factor);
            a6 = Fma.MultiplyAdd(a6, factor, factor);
            a7 = Fma.MultiplyAdd(a7, factor, factor);
            a8 = Fma.MultiplyAdd(a8, factor, factor);
            a9 = Fma.MultiplyAdd(a9, factor, factor);
            a10 = Fma.MultiplyAdd(a10, factor, factor);
            a11 = Fma.MultiplyAdd(a11, factor, factor);
        }

        *(Vector256<float>*)_sink.Pointer = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load(int floats, int calls)
    {
        // "Or" is cheap enough not to be the limit.
        Vector256<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        for (; calls > 0; calls--)
        {
            float* end = _memory.Pointer + floats;
            for (float* from = _memory.Pointer; from < end; from += 64)
            {
                a0 |= *(Vector256<float>*)from;
                a1 |= *(Vector256<float>*)(from + 8);
                a2 |= *(Vector256<float>*)(from + 16);
                a3 |= *(Vector256<float>*)(from + 24);
                a4 |= *(Vector256<float>*)(from + 32);
                a5 |= *(Vector256<float>*)(from + 40);
                a6 |= *(Vector256<float>*)(from + 48);
                a7 |= *(Vector256<float>*)(from + 56);
            }
        }

        *(Vector256<float>*)_sink.Pointer = a0 | a1 | a2 | a3 | a4 | a5 | a6 | a7;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void MultiplyAddLoop512(int calls)
    {
        Vector512<float> factor = Vector512.Create(0.5f);
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default;
        Vector512<float> a6 = default, a7 = default, a8 = default, a9 = default, a10 = default, a11 = default;
        for (int step = calls * FmaSteps; step > 0; step--)
        {
            a0 = Vector512.FusedMultiplyAdd(a0, factor, factor);
            a1 = Vector512.FusedMultiplyAdd(a1, factor, factor);
            a2 = Vector512.FusedMultiplyAdd(a2, factor, factor);
            a3 = Vector512.FusedMultiplyAdd(a3, factor, factor);
            a4 = Vector512.FusedMultiplyAdd(a4, factor, factor);
            a5 = Vector512.FusedMultiplyAdd(a5, factor, factor);
            a6 = Vector512.FusedMultiplyAdd(a6, factor, factor);
            a7 = Vector512.FusedMultiplyAdd(a7, factor, factor);
            a8 = Vector512.FusedMultiplyAdd(a8, factor, factor);
            a9 = Vector512.FusedMultiplyAdd(a9, factor, factor);
            a10 = Vector512.FusedMultiplyAdd(a10, factor, factor);
            a11 = Vector512.FusedMultiplyAdd(a11, factor, factor);
        }

        *(Vector512<float>*)_sink.Pointer = a0 + a1 + a2 + a3 + a4 + a5 + a6 + a7 + a8 + a9 + a10 + a11;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Load512(int floats, int calls)
    {
        // "Or" is cheap enough not to be the limit.
        Vector512<float> a0 = default, a1 = default, a2 = default, a3 = default, a4 = default, a5 = default, a6 = default, a7 = default;
        for (; calls > 0; calls--)
        {
            float* end = _memory.Pointer + floats;
            for (float* from = _memory.Pointer; from < end; from += 128)
            {
                a0 |= *(Vector512<float>*)from;
                a1 |= *(Vector512<float>*)(from + 16);
                a2 |= *(Vector512<float>*)(from + 32);
                a3 |= *(Vector512<float>*)(from + 48);
                a4 |= *(Vector512<float>*)(from + 64);
                a5 |= *(Vector512<float>*)(from + 80);
                a6 |= *(Vector512<float>*)(from + 96);
                a7 |= *(Vector512<float>*)(from + 112);
            }
        }

        *(Vector512<float>*)_sink.Pointer = a0 | a1 | a2 | a3 | a4 | a5 | a6 | a7;
    }
}
