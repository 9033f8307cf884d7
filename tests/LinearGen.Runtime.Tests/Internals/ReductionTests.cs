using System.Numerics;
using System.Runtime.Intrinsics;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>What goes across lanes and into representations, against plain arithmetic.</summary>
public abstract class ReductionTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private static readonly int Lanes = Vector256<T>.Count;

    [Fact]
    public void SumAll_adds_halves_first_then_neighbours()
    {
        bool differs = false;
        foreach (T[] value in Magnitudes())
        {
            T sum = Sum(value);
            differs |= sum != value.Aggregate((a, b) => a + b);
            Assert.Equal(Enumerable.Repeat(sum, Lanes), Unpack(Reduction.SumAll(Pack(value))));
        }

        Assert.True(differs, "The numbers drawn tell the order from one from left to right.");
    }

    [Fact]
    public void Sums_of_several_vectors_have_the_bits_of_each_alone()
    {
        T[][] values = [.. Magnitudes()];
        for (int k = 0; k + 1 < values.Length; k++)
        {
            Assert.Equal(Sum(values[k]), Unpack(Reduction.Sums(Pack(values[k])))[0]);
            Assert.Equal([Sum(values[k]), Sum(values[k + 1])], Unpack(Reduction.Sums(Pack(values[k]), Pack(values[k + 1])))[..2]);
        }
    }

    [Fact]
    public void MaxAll_finds_the_greatest_wherever_it_stands()
    {
        for (int place = 0; place < Lanes; place++)
        {
            T[] value = [.. Numbers.Count<T>(Lanes).Select(number => -number)];
            value[place] = Numbers.To<T>(0.5);
            Assert.Equal(Enumerable.Repeat(value[place], Lanes), Unpack(Reduction.MaxAll(Pack(value))));
        }
    }

    [Fact]
    public void First_takes_the_other_lanes_from_another_vector()
    {
        T[] value = Numbers.Count<T>(Lanes);
        T[] others = [.. Enumerable.Repeat(T.NegativeInfinity, Lanes)];
        for (int count = 0; count <= Lanes; count++)
        {
            Assert.Equal([.. value[..count], .. others[count..]], Unpack(Reduction.First(Pack(value), count, Pack(others))));
        }
    }

    [Fact]
    public void First_of_NaN_leaves_none_behind()
    {
        T[] value = [.. Enumerable.Repeat(T.NaN, Lanes)];
        for (int count = 0; count <= Lanes; count++)
        {
            Assert.Equal(count, Unpack(Reduction.First(Pack(value), count, Vector256<T>.Zero)).Count(T.IsNaN));
        }
    }

    [Fact]
    public void Exponent_and_Mantissa_take_a_number_apart()
    {
        T[] values = Numbers.To<T>([1, 1.5, 1.9999, 2, 3, 17, 1000.25, 0.75, 1e-30, 1e30]);
        foreach (T value in values)
        {
            T[] lanes = [.. Enumerable.Repeat(value, Lanes)];
            Assert.Equal(Enumerable.Repeat(Numbers.To<T>(T.ILogB(value)), Lanes), Unpack(Reduction.Exponent(Pack(lanes))));
            Assert.Equal(Enumerable.Repeat(T.ScaleB(value, -T.ILogB(value)), Lanes), Unpack(Reduction.Mantissa(Pack(lanes))));
        }
    }

    /// <summary>Magnitudes far apart: another order gives other bits.</summary>
    protected static IEnumerable<T[]> Magnitudes()
    {
        Random random = new(6);
        for (int repetition = 0; repetition < 50; repetition++)
        {
            yield return [.. Numbers.Draw<T>(random, Lanes).Select(number => number * Numbers.To<T>(Math.Pow(10, random.Next(-3, 4))))];
        }
    }

    /// <summary>Lane k and the one half a vector behind it, then neighbours, then pairs.</summary>
    protected static T Sum(T[] value)
    {
        T[] sums = [.. Enumerable.Range(0, Lanes / 2).Select(k => value[k] + value[k + (Lanes / 2)])];
        while (sums.Length > 1)
        {
            sums = [.. Enumerable.Range(0, sums.Length / 2).Select(k => sums[2 * k] + sums[(2 * k) + 1])];
        }

        return sums[0];
    }

    protected static Vector256<T> Pack(T[] lanes) => SimdUnderTest.Pack<Vector256<T>, T>(lanes);

    protected static T[] Unpack(Vector256<T> vector) => SimdUnderTest.Unpack<Vector256<T>, T>(vector);
}

/// <summary>Eight floats.</summary>
public sealed class SingleReductionTests : ReductionTests<float>
{
    [Fact]
    public void Sums_of_three_and_four_vectors_have_the_bits_of_each_alone()
    {
        foreach (float[][] four in Magnitudes().Chunk(4).Where(chunk => chunk.Length == 4))
        {
            Vector256<float>[] vectors = [.. four.Select(Pack)];
            Assert.Equal(four[..3].Select(Sum), Unpack(Reduction.Sums(vectors[0], vectors[1], vectors[2]))[..3]);
            Assert.Equal(four.Select(Sum), Unpack(Reduction.Sums(vectors[0], vectors[1], vectors[2], vectors[3]))[..4]);
        }
    }
}

/// <summary>Four doubles.</summary>
public sealed class DoubleReductionTests : ReductionTests<double>;
