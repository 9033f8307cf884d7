using System.Numerics;
using System.Runtime.CompilerServices;
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
        Assert.Equal(new LayerParameters<float>(5, 70, hasBias: true).Block.Span.Length, gradients.Values.Length);
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
        // 64 rows of a panel of dY. An array has a head, and some elements spare, one more if it is empty.
        const int Bytes = 64 * 256;
        (long without, long with) = (Size<float>(false), Size<float>(true));
        Assert.InRange(with - without, Bytes - 64, Bytes + 128);
        (without, with) = (Size<double>(false), Size<double>(true));
        Assert.InRange(with - without, Bytes - 64, Bytes + 128);

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

    private sealed class TestGradients<T>(int inputs, int outputs, bool hasScratch)
        : BiasedLayerGradients<T>(new LayerParameters<T>(inputs, outputs, hasBias: true).CreateGradients(), inputs, outputs, hasScratch)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
