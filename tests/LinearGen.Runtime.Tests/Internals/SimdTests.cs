using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Versioning;
using LinearGen.Internals;
using LinearGen.Kernel.Checks;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>The widths of vectors.</summary>
public abstract class SimdTests
{
    public static TheoryData<int> Widths => SimdUnderTest.Widths;
}

/// <summary>The operations of both widths, lane by lane against plain arithmetic.</summary>
public abstract class SimdTests<T> : SimdTests
    where T : unmanaged, IFloatingPointIeee754<T>
{
    protected abstract int MantissaBits { get; }

    protected abstract double Bias { get; }

    [Theory]
    [MemberData(nameof(Widths))]
    public void A_vector_has_as_many_lanes_as_its_bits_hold(int bits) => Assert.Equal(bits / 8 / Unsafe.SizeOf<T>(), Simd(bits).Count);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Zero_is_zero_in_every_lane(int bits) => Assert.Equal(new T[Simd(bits).Count], Simd(bits).Zero);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Create_rounds_a_constant_into_every_lane(int bits)
    {
        SimdUnderTest<T> simd = Simd(bits);
        foreach (double value in new[] { 0.1, -3, double.NegativeInfinity, double.NaN })
        {
            Assert.Equal(Enumerable.Repeat(Numbers.To<T>(value), simd.Count), simd.Create(value));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Broadcast_puts_one_element_into_every_lane(int bits)
    {
        T[] source = Numbers.Count<T>(5);
        Assert.Equal(Enumerable.Repeat(source[3], Simd(bits).Count), Simd(bits).Broadcast(ref source[0], 3));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Load_reads_the_lanes_from_the_offset_on(int bits)
    {
        SimdUnderTest<T> simd = Simd(bits);
        T[] source = Numbers.Count<T>(40);
        for (int offset = 0; offset <= 40 - simd.Count; offset++)
        {
            Assert.Equal(source[offset..(offset + simd.Count)], simd.Load(ref source[0], offset));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void LoadFirst_reads_the_first_lanes_and_leaves_the_others_zero(int bits)
    {
        SimdUnderTest<T> simd = Simd(bits);
        T[] source = Numbers.Count<T>(40);
        for (int count = 0; count <= simd.Count; count++)
        {
            T[] expected = [.. source.Skip(3).Take(count), .. new T[simd.Count - count]];
            Assert.Equal(expected, simd.LoadFirst(ref source[0], 3, count));
        }
    }

    [LinuxTheory]
    [SupportedOSPlatform("linux")]
    [MemberData(nameof(Widths))]
    public void LoadFirst_does_not_read_behind_the_last_lane_wanted(int bits)
    {
        SimdUnderTest<T> simd = Simd(bits);
        for (int count = 0; count <= simd.Count; count++)
        {
            using GuardedMemory memory = new((count + 1) * Unsafe.SizeOf<T>());
            Span<T> source = memory.AtEnd<T>(count + 1);
            Numbers.Count<T>(count + 1).CopyTo(source);
            T[] expected = [.. Numbers.Count<T>(count + 1).Skip(1), .. new T[simd.Count - count]];
            Assert.Equal(expected, simd.LoadFirst(ref source[0], 1, count));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Store_writes_the_lanes_and_nothing_beside_them(int bits)
    {
        T[] value = Numbers.Count<T>(Simd(bits).Count);
        AssertWrites(value, (ref T destination) => Simd(bits).Store(value, ref destination, 2));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void StoreFirst_writes_the_first_lanes_and_nothing_beside_them(int bits)
    {
        T[] value = Numbers.Count<T>(Simd(bits).Count);
        for (int count = 0; count <= value.Length; count++)
        {
            AssertWrites(value[..count], (ref T destination) => Simd(bits).StoreFirst(value, ref destination, 2, count));
        }
    }

    [LinuxTheory]
    [SupportedOSPlatform("linux")]
    [MemberData(nameof(Widths))]
    public void StoreFirst_does_not_touch_a_page_behind_the_last_lane_written(int bits)
    {
        T[] value = Numbers.Count<T>(Simd(bits).Count);
        for (int count = 0; count <= value.Length; count++)
        {
            using GuardedMemory memory = new((count + 1) * Unsafe.SizeOf<T>());
            Span<T> destination = memory.AtEnd<T>(count + 1);
            Simd(bits).StoreFirst(value, ref destination[0], 1, count);
            Assert.Equal([T.Zero, .. value[..count]], destination.ToArray());
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Arithmetic_is_that_of_single_numbers(int bits)
    {
        AssertBinary(bits, nameof(ISimd<Vector256<T>, T>.Add), (a, b) => a + b);
        AssertBinary(bits, nameof(ISimd<Vector256<T>, T>.Subtract), (a, b) => a - b);
        AssertBinary(bits, nameof(ISimd<Vector256<T>, T>.Multiply), (a, b) => a * b);
        AssertBinary(bits, nameof(ISimd<Vector256<T>, T>.Divide), (a, b) => a / b);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Min_and_Max_give_their_second_operand_where_one_is_NaN(int bits)
    {
        AssertBinary(bits, nameof(ISimd<Vector256<T>, T>.Min), (a, b) => a < b ? a : b);
        AssertBinary(bits, nameof(ISimd<Vector256<T>, T>.Max), (a, b) => a > b ? a : b);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void NegatedAbs_sets_the_sign(int bits) => AssertUnary(bits, nameof(ISimd<Vector256<T>, T>.NegatedAbs), Interesting(), a => -T.Abs(a));

    [Theory]
    [MemberData(nameof(Widths))]
    public void Multiply_adds_round_once_where_fused_and_twice_elsewhere(int bits)
    {
        SimdUnderTest<T> simd = Simd(bits);
        Random random = new(5);
        bool differs = false;
        for (int repetition = 0; repetition < 20; repetition++)
        {
            T[] a = Numbers.Draw<T>(random, simd.Count);
            T[] b = Numbers.Draw<T>(random, simd.Count);
            T[] c = Numbers.Draw<T>(random, simd.Count);
            T constant = Numbers.To<T>(0.1);
            differs |= a.Where((p, k) => T.FusedMultiplyAdd(p, b[k], c[k]) != (p * b[k]) + c[k]).Any();

            Assert.Equal(a.Select((p, k) => Plain(p, b[k], c[k])), simd.MultiplyAdd(a, b, c));
            Assert.Equal(a.Select((p, k) => Plain(p, b[k], constant)), simd.MultiplyAdd(a, b, 0.1));
            Assert.Equal(a.Select((p, k) => Plain(-p, b[k], c[k])), simd.NegatedMultiplyAdd(a, b, c));
        }

        Assert.True(differs, "The numbers drawn tell fused from rounded twice.");

        static T Plain(T p, T q, T r) => SimdUnderTest.IsFused ? T.FusedMultiplyAdd(p, q, r) : (p * q) + r;
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void SelectGreater_takes_the_other_where_one_is_NaN(int bits)
    {
        SimdUnderTest<T> simd = Simd(bits);
        T[] x = Numbers.Count<T>(simd.Count);
        T[] y = [.. x.Select(value => -value)];
        foreach ((T[] a, T[] b) in Pairs(simd.Count))
        {
            Assert.Equal(a.Select((value, k) => value > b[k] ? x[k] : y[k]), simd.SelectGreater(a, b, x, y));
        }
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void ToExponent_makes_powers_of_two_with_0_below_them_and_infinity_above(int bits)
    {
        double shift = (1.5 * Math.Pow(2, MantissaBits)) + Bias;
        T[] exponents = Numbers.To<T>([-Bias, -Bias + 1, -Bias + 2, -3, -1, 0, 1, 2, 10, Bias - 1, Bias, Bias + 1]);
        T[] shifted = [.. exponents.Select(n => n + Numbers.To<T>(shift))];
        AssertUnary(bits, nameof(ISimd<Vector256<T>, T>.ToExponent), shifted, value =>
        {
            double n = double.CreateChecked(value) - shift;
            return n == -Bias ? T.Zero : T.ScaleB(T.One, (int)n);
        });
    }

    private static SimdUnderTest<T> Simd(int bits) => SimdUnderTest.Get<T>(bits);

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

    private static void AssertBinary(int bits, string name, Func<T, T, T> expected)
    {
        SimdUnderTest<T> simd = Simd(bits);
        foreach ((T[] a, T[] b) in Pairs(simd.Count))
        {
            Assert.Equal(a.Zip(b, expected), simd.Binary(name, a, b));
        }
    }

    private static void AssertUnary(int bits, string name, T[] values, Func<T, T> expected)
    {
        SimdUnderTest<T> simd = Simd(bits);
        foreach (T[] chunk in values.Chunk(simd.Count))
        {
            T[] full = [.. chunk, .. Enumerable.Repeat(chunk[0], simd.Count - chunk.Length)];
            Assert.Equal(full.Select(expected), simd.Unary(name, full));
        }
    }

    private static void AssertWrites(T[] expected, Writer write)
    {
        T canary = Numbers.To<T>(-77);
        T[] memory = [.. Enumerable.Repeat(canary, 60)];
        write(ref memory[20]);
        Assert.Equal([.. Enumerable.Repeat(canary, 22), .. expected, .. Enumerable.Repeat(canary, 38 - expected.Length)], memory);
    }

    private delegate void Writer(ref T destination);
}

/// <summary>Eight or sixteen floats.</summary>
public sealed class SingleSimdTests : SimdTests<float>
{
    protected override int MantissaBits => 23;

    protected override double Bias => 127;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Pick_spreads_any_of_four_elements_over_every_lane(int bits)
    {
        // NaN and infinity among them: a pick that multiplies by 0 or 1 instead of moving would spread NaN.
        float[] source = [1, -0f, float.NaN, float.PositiveInfinity, 5, 6, float.MaxValue, float.Epsilon, 9];
        for (int offset = 0; offset <= source.Length - 4; offset++)
        {
            for (int element = 0; element < 4; element++)
            {
                int expected = BitConverter.SingleToInt32Bits(source[offset + element]);
                Assert.Equal(Enumerable.Repeat(expected, bits / 32), Pick(bits, ref source[0], offset, element).Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [LinuxTheory]
    [SupportedOSPlatform("linux")]
    [MemberData(nameof(Widths))]
    public void LoadFour_does_not_read_beside_the_four(int bits)
    {
        using GuardedMemory memory = new(4 * sizeof(float));
        foreach (bool atStart in new[] { false, true })
        {
            Span<float> four = atStart ? memory.AtStart<float>(4) : memory.AtEnd<float>(4);
            Numbers.Count<float>(4).CopyTo(four);
            for (int element = 0; element < 4; element++)
            {
                Assert.Equal(Enumerable.Repeat(element + 1f, bits / 32), Pick(bits, ref four[0], 0, element));
            }
        }
    }

    // The element is a constant of the machine instruction.
    private static float[] Pick(int bits, ref float source, nint offset, int element)
    {
        Vector256<float> four = Simd256<float>.LoadFour(ref source, offset);
        Vector512<float> wide = Simd512<float>.LoadFour(ref source, offset);
        return (bits, element) switch
        {
            (256, 0) => SimdUnderTest.Unpack<Vector256<float>, float>(Simd256<float>.Pick(four, 0)),
            (256, 1) => SimdUnderTest.Unpack<Vector256<float>, float>(Simd256<float>.Pick(four, 1)),
            (256, 2) => SimdUnderTest.Unpack<Vector256<float>, float>(Simd256<float>.Pick(four, 2)),
            (256, _) => SimdUnderTest.Unpack<Vector256<float>, float>(Simd256<float>.Pick(four, 3)),
            (_, 0) => SimdUnderTest.Unpack<Vector512<float>, float>(Simd512<float>.Pick(wide, 0)),
            (_, 1) => SimdUnderTest.Unpack<Vector512<float>, float>(Simd512<float>.Pick(wide, 1)),
            (_, 2) => SimdUnderTest.Unpack<Vector512<float>, float>(Simd512<float>.Pick(wide, 2)),
            _ => SimdUnderTest.Unpack<Vector512<float>, float>(Simd512<float>.Pick(wide, 3)),
        };
    }
}

/// <summary>Four or eight doubles.</summary>
public sealed class DoubleSimdTests : SimdTests<double>
{
    protected override int MantissaBits => 52;

    protected override double Bias => 1023;
}
