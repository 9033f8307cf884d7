using System.Numerics;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>The instruction sets that this machine can run.</summary>
public abstract class ElementaryLanesTests
{
    public static TheoryData<string> Sets => ElementaryLanesUnderTest.Sets;
}

/// <summary>What activation functions use of the instruction sets, lane by lane against plain arithmetic.</summary>
public abstract class ElementaryLanesTests<T> : ElementaryLanesTests
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected abstract int MantissaBits { get; }

    protected abstract double Bias { get; }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Create_rounds_a_constant_into_every_lane(string set)
    {
        ElementaryLanesUnderTest<T> lanes = Lanes(set);
        foreach (double value in new[] { 0.1, -3, double.NegativeInfinity, double.NaN })
        {
            Assert.Equal(Enumerable.Repeat(Numbers.To<T>(value), lanes.Count), lanes.Create(value));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Arithmetic_is_that_of_single_numbers(string set)
    {
        AssertBinary(set, nameof(ILanes<int, T>.Subtract), (a, b) => a - b);
        AssertBinary(set, nameof(ILanes<int, T>.Multiply), (a, b) => a * b);
        AssertBinary(set, nameof(ILanes<int, T>.Divide), (a, b) => a / b);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Min_and_Max_give_their_second_operand_where_one_is_NaN(string set)
    {
        AssertBinary(set, nameof(ILanes<int, T>.Min), (a, b) => a < b ? a : b);
        AssertBinary(set, nameof(ILanes<int, T>.Max), (a, b) => a > b ? a : b);
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void NegatedAbs_sets_the_sign(string set) => AssertUnary(set, nameof(ILanes<int, T>.NegatedAbs), Interesting(), a => -T.Abs(a));

    [Theory]
    [MemberData(nameof(Sets))]
    public void Multiply_adds_round_once_where_fused_and_twice_elsewhere(string set)
    {
        ElementaryLanesUnderTest<T> lanes = Lanes(set);
        Random random = new(5);
        for (int repetition = 0; repetition < 20; repetition++)
        {
            T[] a = Numbers.Draw<T>(random, lanes.Count);
            T[] b = Numbers.Draw<T>(random, lanes.Count);
            T[] c = Numbers.Draw<T>(random, lanes.Count);
            T constant = Numbers.To<T>(0.1);
            T Fma(T p, T q, T r) => lanes.Fused ? T.FusedMultiplyAdd(p, q, r) : (p * q) + r;

            Assert.Equal(a.Select((p, k) => Fma(-p, b[k], c[k])), lanes.NegatedFma(a, b, c));
            Assert.Equal(a.Select((p, k) => Fma(p, b[k], constant)), lanes.FmaConstant(a, b, 0.1));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void SelectGreater_takes_the_other_where_one_is_NaN(string set)
    {
        ElementaryLanesUnderTest<T> lanes = Lanes(set);
        T[] x = Numbers.Count<T>(lanes.Count);
        T[] y = [.. x.Select(value => -value)];
        foreach ((T[] a, T[] b) in Pairs(lanes.Count))
        {
            Assert.Equal(a.Select((value, k) => value > b[k] ? x[k] : y[k]), lanes.SelectGreater(a, b, x, y));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void ToExponent_makes_powers_of_two_with_0_below_them_and_infinity_above(string set)
    {
        double shift = (1.5 * Math.Pow(2, MantissaBits)) + Bias;
        T[] exponents = Numbers.To<T>([-Bias, -Bias + 1, -Bias + 2, -3, -1, 0, 1, 2, 10, Bias - 1, Bias, Bias + 1]);
        T[] shifted = [.. exponents.Select(n => n + Numbers.To<T>(shift))];
        AssertUnary(set, nameof(ILanes<int, T>.ToExponent), shifted, value =>
        {
            double n = double.CreateChecked(value) - shift;
            return n == -Bias ? T.Zero : T.ScaleB(T.One, (int)n);
        });
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Exponent_and_Mantissa_take_a_number_apart(string set)
    {
        T[] values = Numbers.To<T>([1, 1.5, 1.9999, 2, 3, 17, 1000.25, 0.75, 1e-30, 1e30]);
        AssertUnary(set, nameof(ILanes<int, T>.Exponent), values, value => Numbers.To<T>(T.ILogB(value)));
        AssertUnary(set, nameof(ILanes<int, T>.Mantissa), values, value => T.ScaleB(value, -T.ILogB(value)));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void First_takes_the_other_lanes_from_another_vector(string set)
    {
        ElementaryLanesUnderTest<T> lanes = Lanes(set);
        T[] value = Numbers.Count<T>(lanes.Count);
        T[] others = [.. Enumerable.Repeat(T.NegativeInfinity, lanes.Count)];
        for (int count = 0; count <= lanes.Count; count++)
        {
            Assert.Equal([.. value[..count], .. others[count..]], lanes.First(value, count, others));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void SumAll_adds_neighbours_first_and_halves_last(string set)
    {
        ElementaryLanesUnderTest<T> lanes = Lanes(set);
        Random random = new(6);
        for (int repetition = 0; repetition < 50; repetition++)
        {
            T[] value = [.. Numbers.Draw<T>(random, lanes.Count).Select(number => number * Numbers.To<T>(Math.Pow(10, random.Next(-3, 4))))];
            Assert.Equal(Enumerable.Repeat(Tree(value), lanes.Count), lanes.Unary(nameof(ILanes<int, T>.SumAll), value));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void MaxAll_finds_the_greatest_wherever_it_stands(string set)
    {
        ElementaryLanesUnderTest<T> lanes = Lanes(set);
        for (int place = 0; place < lanes.Count; place++)
        {
            T[] value = [.. Numbers.Count<T>(lanes.Count).Select(number => -number)];
            value[place] = Numbers.To<T>(0.5);
            Assert.Equal(Enumerable.Repeat(value[place], lanes.Count), lanes.Unary(nameof(ILanes<int, T>.MaxAll), value));
        }
    }

    protected abstract ElementaryLanesUnderTest<T> Lanes(string set);

    private static T Tree(T[] a) => a.Length == 1 ? a[0] : Tree(a[..(a.Length / 2)]) + Tree(a[(a.Length / 2)..]);

    private static T[] Interesting() =>
        [.. Numbers.To<T>([0, -0.0, 1, -1, 0.1, -7.3, 1e-30, 1e30]), T.NaN, T.PositiveInfinity, T.NegativeInfinity, T.Epsilon];

    /// <summary>Every interesting number beside every other.</summary>
    private static IEnumerable<(T[] A, T[] B)> Pairs(int lanes)
    {
        T[] values = Interesting();
        (T A, T B)[] pairs = [.. from a in values from b in values select (a, b)];
        foreach ((T A, T B)[] chunk in pairs.Chunk(lanes))
        {
            (T A, T B)[] full = [.. chunk, .. Enumerable.Repeat((T.One, T.One), lanes - chunk.Length)];
            yield return ([.. full.Select(pair => pair.A)], [.. full.Select(pair => pair.B)]);
        }
    }

    private void AssertBinary(string set, string name, Func<T, T, T> expected)
    {
        ElementaryLanesUnderTest<T> lanes = Lanes(set);
        foreach ((T[] a, T[] b) in Pairs(lanes.Count))
        {
            Assert.Equal(a.Zip(b, expected), lanes.Binary(name, a, b));
        }
    }

    private void AssertUnary(string set, string name, T[] values, Func<T, T> expected)
    {
        ElementaryLanesUnderTest<T> lanes = Lanes(set);
        foreach (T[] chunk in values.Chunk(lanes.Count))
        {
            T[] full = [.. chunk, .. Enumerable.Repeat(chunk[0], lanes.Count - chunk.Length)];
            Assert.Equal(full.Select(expected), lanes.Unary(name, full));
        }
    }
}

/// <summary>Floats.</summary>
public sealed class SingleElementaryLanesTests : ElementaryLanesTests<float>
{
    protected override int MantissaBits => 23;

    protected override double Bias => 127;

    protected override ElementaryLanesUnderTest<float> Lanes(string set) => ElementaryLanesUnderTest.Single(set);
}

/// <summary>Doubles.</summary>
public sealed class DoubleElementaryLanesTests : ElementaryLanesTests<double>
{
    protected override int MantissaBits => 52;

    protected override double Bias => 1023;

    protected override ElementaryLanesUnderTest<double> Lanes(string set) => ElementaryLanesUnderTest.Double(set);
}
