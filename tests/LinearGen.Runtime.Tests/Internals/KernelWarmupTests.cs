using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>What runs when kernels are warmed up: kernels on working memory, and nothing of the user's.</summary>
public class KernelWarmupTests
{
    [Fact]
    public void Every_kernel_runs_and_each_batch_reaches_every_tile()
    {
        Kernels.Calls.Clear();
        KernelWarmup.Run<Kernels, float>(typeof(Layer), hasBias: true);
        string[] calls =
        [
            nameof(Kernels.ForwardRow), nameof(Kernels.InputGradientRow), nameof(Kernels.WeightGradientRow),
            nameof(Kernels.ForwardRows), nameof(Kernels.InputGradientRows), nameof(Kernels.WeightGradientRows),
        ];
        Assert.Equal(calls.Order(), Kernels.Calls.Select(call => call.Name).Distinct().Order());

        foreach (string name in calls.Where(name => name.EndsWith("Rows", StringComparison.Ordinal)))
        {
            int[] rows = [.. Kernels.Calls.Where(call => call.Name == name).Select(call => call.Rows).Distinct()];
            Assert.Contains(rows, count => count % 4 != 0);
            Assert.Equal([4, 8, 12], Reached(rows, 12, 8, 4));
            Assert.Equal([4, 8], Reached(rows, 8, 4));
            Assert.Equal([4, 6], Reached(rows, 6, 4));
        }
    }

    /// <summary>The tiles that are called for some of these batches, as generated code has it: each takes the rows that it fits into, those of 4 what the others leave.</summary>
    private static int[] Reached(int[] batches, params int[] tiles)
    {
        HashSet<int> reached = [];
        foreach (int rows in batches)
        {
            int left = rows / 4 * 4;
            foreach (int tile in tiles)
            {
                // Tiles of 6 rows take dozens.
                int unit = tile == 6 ? 12 : tile;
                int taken = left / unit * unit;
                left -= taken;
                if (taken > 0)
                {
                    reached.Add(tile);
                }
            }
        }

        return [.. reached.Order()];
    }

    [Fact]
    public void An_activation_is_warmed_up_too()
    {
        Kernels.Calls.Clear();
        KernelWarmup.RunActivated<Kernels, float>(typeof(Layer), hasBias: false);
        Assert.Contains(Kernels.Calls, call => call.Name == nameof(Kernels.SumGradients));
    }

    [Fact]
    public void Nothing_of_the_users_runs()
    {
        KernelWarmup.Run<Kernels, float>(typeof(Layer), hasBias: true);
        KernelWarmup.PrepareNetwork<float>(typeof(Layer));
        Assert.Equal(0, Layer.Calls);
        _ = new Layer().Own() + Layer.Forward() + Layer.Generic<int>();
        Assert.Equal(4, Layer.Calls);
    }

    private sealed class Layer
    {
        public Layer() => Calls++;

        public static int Calls { get; private set; }

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public static int Forward() => Calls++;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static int Generic<T>() => Calls++;

        [MethodImpl(MethodImplOptions.AggressiveOptimization)]
        public int Own() => Calls++;
    }

    /// <summary>Kernels that fill what they are given, so that working memory too small would show, and write down their calls.</summary>
    private readonly struct Kernels : IActivatedKernels<float>
    {
        public static List<(string Name, int Rows)> Calls { get; } = [];

        public static int In => 5;

        public static int Out => 3;

        public static void ForwardRow(ref float x, ref float y, in LayerParameters<float> layer) => Record(nameof(ForwardRow), 1, ref x, In, ref y, Out);

        public static void ForwardRows(ref float x, ref float y, nint rows, in LayerParameters<float> layer) => Record(nameof(ForwardRows), rows, ref x, In, ref y, Out);

        public static void InputGradientRow(ref float dy, ref float dx, in LayerParameters<float> layer)
        {
            Assert.Equal((In, Out), (layer.Shape.In, layer.Shape.Out));
            Record(nameof(InputGradientRow), 1, ref dy, Out, ref dx, In);
        }

        public static void InputGradientRows(ref float dy, ref float dx, nint rows, in LayerParameters<float> layer) => Record(nameof(InputGradientRows), rows, ref dy, Out, ref dx, In);

        public static void WeightGradientRow(ref float x, ref float dy, LayerGradients<float> gradients) => Record(nameof(WeightGradientRow), 1, ref x, In, ref dy, Out);

        public static void WeightGradientRows(ref float x, ref float dy, nint rows, LayerGradients<float> gradients) => Record(nameof(WeightGradientRows), rows, ref x, In, ref dy, Out);

        public static void SumGradients(ref float x, ref float y, ref float dy, ref float dz, nint rows, in LayerParameters<float> layer)
        {
            Record(nameof(SumGradients), rows, ref y, Out, ref dy, Out);
            MemoryMarshal.CreateSpan(ref dz, (int)rows * Out).Fill(1);
        }

        private static void Record(string name, nint rows, ref float a, int aColumns, ref float b, int bColumns)
        {
            Fill(ref a, (int)rows * aColumns);
            Fill(ref b, (int)rows * bColumns);
            Calls.Add((name, (int)rows));
        }

        /// <summary>Working memory starts as zeros, and holds nothing but what is written here.</summary>
        private static void Fill(ref float memory, int length)
        {
            Span<float> span = MemoryMarshal.CreateSpan(ref memory, length);
            Assert.All(span.ToArray(), value => Assert.InRange(value, 0, 1));
            span.Fill(1);
        }
    }
}
