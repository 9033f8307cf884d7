using System.Runtime.CompilerServices;
using System.Text;
using LinearGen.Benchmarks.Cells;
using LinearGen.Benchmarks.Contenders.Handwritten;
using LinearGen.Benchmarks.Layers;
using LinearGen.Benchmarks.Reports;
using LinearGen.Benchmarks.Timing;

namespace LinearGen.Benchmarks.Commands;

/// <summary>
/// Square layers of which each call's output is the next call's input: how long a result takes, where the other commands
/// measure how many calls fit into a second.
/// </summary>
internal static class ChainCommand
{
    /// <summary>Runs the command.</summary>
    public static string Run(Options options)
    {
        RoundSettings settings = options.Quick ? RoundSettings.Quick : RoundSettings.Thorough;
        (string Name, Action<int> Pairs)[] chains =
        [
            ("4x4", Chain(new Single4x4())), ("4x4 handwritten", Handwritten(4)),
            ("8x8", Chain(new Single8x8())), ("8x8 handwritten", Handwritten(8)),
            ("16x16", Chain(new Single16x16())), ("16x16 handwritten", Handwritten(16)),
        ];
        double[][] pairs = PairedRounds.Measure([.. chains.Select(chain => chain.Pairs)], settings);
        StringBuilder text = new("One row, each call's output the next call's input; ns per call. \"Handwritten\" is the peers' kernel for shapes known at run time.\n\n");
        text.AppendLine(Format.Head("Layer", "median", "minimum"));
        foreach (((string name, _), double[] times) in chains.Zip(pairs))
        {
            text.AppendLine(Format.Row([name, Format.Nanoseconds(Statistics.Median(times) / 2), Format.Nanoseconds(times.Min() / 2)]));
        }

        return text.ToString();
    }

    // With PyTorch's initialisation such chains run into a fixed point: nothing overflows, nor, thanks to the bias, vanishes.
    // The loops are written out, since through an interface a call would take longer than some layers do.
    private static Action<int> Chain(Single4x4 layer)
    {
        layer.Initialize(new Random(1));
        (float[] a, float[] b) = Buffers(Single4x4.In);
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (pairs) =>
        {
            for (; pairs > 0; pairs--)
            {
                layer.Forward(a, b);
                layer.Forward(b, a);
            }
        };
    }

    private static Action<int> Chain(Single8x8 layer)
    {
        layer.Initialize(new Random(1));
        (float[] a, float[] b) = Buffers(Single8x8.In);
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (pairs) =>
        {
            for (; pairs > 0; pairs--)
            {
                layer.Forward(a, b);
                layer.Forward(b, a);
            }
        };
    }

    private static Action<int> Chain(Single16x16 layer)
    {
        layer.Initialize(new Random(1));
        (float[] a, float[] b) = Buffers(Single16x16.In);
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (pairs) =>
        {
            for (; pairs > 0; pairs--)
            {
                layer.Forward(a, b);
                layer.Forward(b, a);
            }
        };
    }

    private static unsafe Action<int> Handwritten(int size)
    {
        float[] weights = Rows.Random(size * size, seed: 1);
        foreach (ref float weight in weights.AsSpan())
        {
            weight /= MathF.Sqrt(size);
        }

        PackedMatrix packed = new(weights, size, size, Rows.Random(size, seed: 2));
        AlignedFloats a = new(size), b = new(size);
        return [MethodImpl(MethodImplOptions.AggressiveOptimization)] (pairs) =>
        {
            for (; pairs > 0; pairs--)
            {
                Product.Run(a.Pointer, packed, b.Pointer, 1);
                Product.Run(b.Pointer, packed, a.Pointer, 1);
            }
        };
    }

    private static (float[] A, float[] B) Buffers(int size) => (Rows.Random(size, seed: 1), new float[size]);
}
