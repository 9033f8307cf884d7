using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests;

/// <summary>What the gradients of all layers have in common, and the working memory of those whose kernels need it.</summary>
public class LayerGradientsTests
{
    [Fact]
    public void Gradients_are_stored_as_the_parameters_are()
    {
        TestGradients<float> gradients = new(5, 70, hasScratch: true);
        Assert.Equal(new LayerParameters<float>(5, 70, hasBias: true, keepsTranspose: true).Block.Span.Length, gradients.Values.Length);
        gradients.Layer.SetWeights(Numbers.Count<float>(350), WeightLayout.InOut);
        gradients.Layer.SetBias(Numbers.Draw<float>(new Random(1), 70));

        float[] weights = new float[350];
        gradients.GetWeights(weights);
        Assert.Equal(Numbers.Count<float>(350), weights);
        float[] bias = new float[70];
        gradients.GetBias(bias);
        Assert.Equal(Numbers.Draw<float>(new Random(1), 70), bias);
        gradients.Clear();
        Assert.Equal(0, gradients.Norm());
    }

    [Fact]
    public void Working_memory_is_no_gradient_and_only_there_if_it_is_wanted()
    {
        // 64 rows of 64 columns of dY and of 32 of X, as floats. An array has a head, and some elements spare.
        const int Bytes = 64 * (64 + 32) * sizeof(float);
        (long without, long with) = (Size<float>(false), Size<float>(true));
        Assert.InRange(with - without, Bytes, Bytes + 128);
        (without, with) = (Size<double>(false), Size<double>(true));
        Assert.InRange(with - without, Bytes, Bytes + 128);

        TestGradients<float> gradients = new(2, 3, hasScratch: true);
        gradients.Scratch = 7;
        Assert.Equal(0, gradients.Norm());
        Assert.False(Unsafe.AreSame(ref gradients.Scratch, ref new TestGradients<float>(2, 3, hasScratch: true).Scratch));

        static long Size<T>(bool hasScratch)
            where T : unmanaged, IFloatingPointIeee754<T>
        {
            _ = new TestGradients<T>(2, 3, hasScratch);
            long before = GC.GetAllocatedBytesForCurrentThread();
            TestGradients<T> gradients = new(2, 3, hasScratch);
            long size = GC.GetAllocatedBytesForCurrentThread() - before;
            GC.KeepAlive(gradients);
            return size;
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    [InlineData(63)]
    [InlineData(64)]
    [InlineData(65)]
    [InlineData(150)]
    public void Updates_over_copies_are_right_and_stay_within_working_memory(int rows)
    {
        Check<ScalarLanes, QuadPair<float>, float>(rows);
        Check<ScalarLanes, Quad<double>, double>(rows);
        if (Paired128.IsSupported)
        {
            Check<Paired128, Vector128Pair<float>, float>(rows);
            Check<Paired128, Vector128Pair<double>, double>(rows);
        }

        if (Fma256.IsSupported)
        {
            Check<Fma256, Vector256<float>, float>(rows);
            Check<Fma256, Vector256<double>, double>(rows);
        }
    }

    /// <summary>One full panel, from small whole numbers, so that every order of sums gives the same.</summary>
    private static void Check<TLanes, TVector, T>(int rows)
        where TLanes : struct, ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int panel = 8 * TLanes.Count;
        int scratchLength = 64 * panel * 3 / 2;
        T canary = Numbers.To<T>(-77);

        // Less than a piece of X, one, one and a rest, with more inputs beside the tiled ones and more outputs beside the panel.
        foreach (int inputs in new[] { 4, panel / 2, (panel / 2) + 4, panel + 8 })
        {
            (int xStride, int dyStride) = (inputs + 3, panel + 5);
            T[] x = Whole(rows * xStride, 1);
            T[] dy = Whole(rows * dyStride, 2);
            T[] dw = [.. Whole(inputs * panel, 3), .. Enumerable.Repeat(canary, panel)];
            T[] scratch = [.. Enumerable.Repeat(canary, scratchLength + panel)];
            T[] expected = [.. dw];
            for (int i = 0; i < inputs; i++)
            {
                for (int j = 0; j < panel; j++)
                {
                    for (int row = 0; row < rows; row++)
                    {
                        expected[(i * panel) + j] += x[(row * xStride) + i] * dy[(row * dyStride) + j];
                    }
                }
            }

            PackedUpdates<TVector, TLanes, T>.Add(ref x[0], xStride, ref dy[0], dyStride, ref dw[0], inputs, rows, ref scratch[0]);
            Assert.Equal(expected, dw);
            Assert.All(scratch[scratchLength..], value => Assert.Equal(canary, value));
        }

        static T[] Whole(int count, int seed)
        {
            Random random = new(seed);
            return [.. Enumerable.Range(0, count).Select(_ => Numbers.To<T>(random.Next(-3, 4)))];
        }
    }

    private sealed class TestGradients<T>(int inputs, int outputs, bool hasScratch)
        : BiasedLayerGradients<T>(new LayerParameters<T>(inputs, outputs, hasBias: true, keepsTranspose: false), hasScratch)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
