using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>Shapes on both sides of what a transposition distinguishes: blocks of 4 and 8, panels of 32 and 64 columns, rows padded to 32 and 64 bytes, primes.</summary>
public abstract class TranspositionTests
{
    public static TheoryData<int, int> Shapes => new()
    {
        { 1, 1 }, { 1, 7 }, { 7, 1 }, { 1, 200 }, { 200, 1 }, { 2, 3 }, { 3, 4 }, { 4, 4 }, { 4, 5 }, { 5, 11 }, { 7, 8 }, { 8, 7 }, { 8, 8 }, { 8, 9 }, { 9, 8 },
        { 15, 17 }, { 16, 16 }, { 17, 15 }, { 13, 29 }, { 31, 33 }, { 33, 31 }, { 32, 64 }, { 64, 32 }, { 63, 65 }, { 65, 63 }, { 64, 64 }, { 64, 130 }, { 130, 64 },
        { 71, 73 }, { 47, 52 }, { 96, 95 }, { 103, 104 }, { 105, 49 }, { 97, 101 }, { 127, 129 }, { 136, 8 }, { 8, 136 }, { 200, 137 },
    };
}

/// <summary>
/// Wᵀ, which dX is computed from: every way to write parameters brings it up to date. It is read as the kernels do, by the
/// reference to its first element.
/// </summary>
public abstract class TranspositionTests<T> : TranspositionTests
    where T : unmanaged, IFloatingPointIeee754<T>
{
    [Theory]
    [MemberData(nameof(Shapes))]
    public void Weights_set_in_either_layout_are_transposed(int inputs, int outputs)
    {
        T[] weights = Numbers.Count<T>(inputs * outputs);
        LayerParameters<T> parameters = Make(inputs, outputs);
        parameters.SetWeights(weights, WeightLayout.InOut);
        Assert.Equal(Expected(weights, inputs, outputs), Copy(parameters));

        // The same numbers the other way round are another matrix.
        parameters.SetWeights(weights, WeightLayout.OutIn);
        T[] turned = [.. Enumerable.Range(0, weights.Length).Select(k => weights[(k % outputs * inputs) + (k / outputs)])];
        Assert.Equal(Expected(turned, inputs, outputs), Copy(parameters));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Single_weights_are_transposed(int inputs, int outputs)
    {
        LayerParameters<T> parameters = Make(inputs, outputs);
        T[] weights = Numbers.Count<T>(inputs * outputs);
        for (int k = 0; k < weights.Length; k++)
        {
            parameters.SetWeight(k / outputs, k % outputs, weights[k]);
        }

        Assert.Equal(Expected(weights, inputs, outputs), Copy(parameters));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Initialize_and_CopyFrom_transpose(int inputs, int outputs)
    {
        LayerParameters<T> parameters = Make(inputs, outputs);
        parameters.Initialize(new Random(1));
        T[] weights = Weights(parameters, inputs, outputs);
        Assert.DoesNotContain(T.Zero, weights);
        Assert.Equal(Expected(weights, inputs, outputs), Copy(parameters));

        LayerParameters<T> other = Make(inputs, outputs);
        other.CopyFrom(parameters);
        Assert.Equal(Expected(weights, inputs, outputs), Copy(other));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Whoever_writes_to_the_block_says_so(int inputs, int outputs)
    {
        LayerParameters<T> parameters = Make(inputs, outputs);
        parameters.Initialize(new Random(2));
        T[] before = Copy(parameters);

        // As an optimiser does: every element of the block, the padding staying 0.
        foreach (ref T value in parameters.Block.Span)
        {
            value *= -(T.One + T.One);
        }

        Assert.Equal(before, Copy(parameters));
        parameters.ParametersChanged();
        Assert.Equal(Expected(Weights(parameters, inputs, outputs), inputs, outputs), Copy(parameters));
        Assert.Equal(before.Select(value => value * -(T.One + T.One)), Copy(parameters));
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Only_weights_are_written(int inputs, int outputs)
    {
        // Numbers in the padding and in the place of the bias stay as they are: nothing but weights is written. Padding of W is
        // not taken along either.
        LayerParameters<T> parameters = Make(inputs, outputs);
        T[] expected = Expected(Numbers.Count<T>(inputs * outputs), inputs, outputs);
        T canary = Numbers.To<T>(-77);
        Span<T> copy = Memory(parameters);
        for (int k = 0; k < copy.Length; k++)
        {
            copy[k] = canary;
            expected[k] = expected[k] == T.Zero ? canary : expected[k];
        }

        parameters.Block.Span.Fill(Numbers.To<T>(-99));
        parameters.SetWeights(Numbers.Count<T>(inputs * outputs), WeightLayout.InOut);
        Assert.Equal(expected, Copy(parameters));
    }

    [Fact]
    public void Values_are_moved_bit_by_bit()
    {
        // NaN, infinities and −0 in a block of 8 × 8 and beside it.
        T[] odd = [T.NaN, T.NegativeZero, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon];
        T[] weights = [.. Enumerable.Range(0, 9 * 10).Select(k => odd[k % odd.Length])];
        LayerParameters<T> parameters = Make(9, 10);
        parameters.SetWeights(weights, WeightLayout.InOut);
        Assert.Equal(MemoryMarshal.AsBytes<T>(Expected(weights, 9, 10)).ToArray(), MemoryMarshal.AsBytes<T>(Copy(parameters)).ToArray());
    }

    [Fact]
    public void Changing_the_bias_leaves_zeros_behind_the_copy()
    {
        LayerParameters<T> parameters = Make(5, 9);
        parameters.SetBias(Numbers.Count<T>(9));
        parameters.ParametersChanged();
        Assert.All(Copy(parameters), value => Assert.Equal(T.Zero, value));
    }

    [Fact]
    public void Gradients_keep_no_copy()
    {
        LayerParameters<T> layer = new(100, 100, hasBias: true);
        LayerParameters<T> gradients = layer.CreateGradients();
        long before = GC.GetAllocatedBytesForCurrentThread();
        LayerParameters<T> alone = layer.CreateGradients();
        long middle = GC.GetAllocatedBytesForCurrentThread();
        LayerParameters<T> both = new(100, 100, hasBias: true);
        long after = GC.GetAllocatedBytesForCurrentThread();

        Assert.InRange(middle - before, alone.Block.Span.Length * Unsafe.SizeOf<T>(), (alone.Block.Span.Length * Unsafe.SizeOf<T>()) + 200);
        Assert.Equal(2 * (middle - before), after - middle);

        // Every writer works without one.
        gradients.Initialize(new Random(3));
        alone.CopyFrom(gradients);
        alone.SetWeight(99, 99, T.One);
        alone.SetWeights(Numbers.Count<T>(10_000), WeightLayout.OutIn);
        alone.ParametersChanged();
        Assert.Equal(Numbers.To<T>(10_000), alone.GetWeight(99, 99));
        GC.KeepAlive(both);
    }

    private static LayerParameters<T> Make(int inputs, int outputs) => new(inputs, outputs, hasBias: true);

    private static T[] Weights(LayerParameters<T> parameters, int inputs, int outputs)
    {
        T[] weights = new T[inputs * outputs];
        parameters.GetWeights(weights, WeightLayout.InOut);
        return weights;
    }

    /// <summary>The whole copy with what lies behind it in the place of a bias.</summary>
    private static Span<T> Memory(LayerParameters<T> parameters)
    {
        (int inputs, int outputs, _) = parameters.Shape;
        return MemoryMarshal.CreateSpan(ref parameters.TransposedReference, Expected(new T[inputs * outputs], inputs, outputs).Length);
    }

    private static T[] Copy(LayerParameters<T> parameters) => Memory(parameters).ToArray();

    /// <summary>Wᵀ in panels by the plainest of loops, zeros in the place of a bias.</summary>
    private static T[] Expected(T[] weights, int inputs, int outputs)
    {
        T[] transposed = [.. Enumerable.Range(0, weights.Length).Select(k => weights[(k % inputs * outputs) + (k / inputs)])];
        return PlainPanels.Lay(transposed, outputs, new T[inputs]);
    }
}

/// <summary>Blocks of 8 × 8.</summary>
public sealed class SingleTranspositionTests : TranspositionTests<float>;

/// <summary>Blocks of 4 × 4.</summary>
public sealed class DoubleTranspositionTests : TranspositionTests<double>;
