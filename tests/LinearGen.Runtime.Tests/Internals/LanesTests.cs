using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Versioning;
using LinearGen.Internals;
using LinearGen.Kernel.Checks;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>The instruction sets that this machine has.</summary>
public abstract class LanesTests
{
    public static TheoryData<string> Sets
    {
        get
        {
            TheoryData<string> sets = [nameof(ScalarLanes)];
            if (Paired128.IsSupported)
            {
                sets.Add(nameof(Paired128));
            }

            if (Fma256.IsSupported)
            {
                sets.Add(nameof(Fma256));
            }

            return sets;
        }
    }
}

/// <summary>Every instruction set that this machine has, lane by lane against plain arithmetic.</summary>
public abstract class LanesTests<T> : LanesTests
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int _lanes = 32 / Marshal.SizeOf<T>();

    [Theory]
    [MemberData(nameof(Sets))]
    public void Zero_is_zero_in_every_lane(string set) => Assert.Equal(new T[_lanes], Lanes(set).Zero);

    [Theory]
    [MemberData(nameof(Sets))]
    public void Load_reads_the_lanes_from_the_offset_on(string set)
    {
        T[] source = Numbers.Count<T>(40);
        for (int offset = 0; offset <= 40 - _lanes; offset++)
        {
            Assert.Equal(source[offset..(offset + _lanes)], Lanes(set).Load(ref source[0], offset));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void LoadFirst_reads_the_first_lanes_and_leaves_the_others_zero(string set)
    {
        T[] source = Numbers.Count<T>(40);
        for (int count = 0; count <= _lanes; count++)
        {
            T[] expected = [.. source.Skip(3).Take(count), .. new T[_lanes - count]];
            Assert.Equal(expected, Lanes(set).LoadFirst(ref source[0], 3, count));
        }
    }

    [LinuxTheory]
    [SupportedOSPlatform("linux")]
    [MemberData(nameof(Sets))]
    public void LoadFirst_does_not_read_behind_the_last_lane_wanted(string set)
    {
        for (int count = 0; count <= _lanes; count++)
        {
            using GuardedMemory memory = new((count + 1) * Unsafe.SizeOf<T>());
            Span<T> source = memory.AtEnd<T>(count + 1);
            Numbers.Count<T>(count + 1).CopyTo(source);
            T[] expected = [.. Numbers.Count<T>(count + 1).Skip(1), .. new T[_lanes - count]];
            Assert.Equal(expected, Lanes(set).LoadFirst(ref source[0], 1, count));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Broadcast_puts_one_element_into_every_lane(string set)
    {
        T[] source = Numbers.Count<T>(5);
        Assert.Equal(Enumerable.Repeat(source[3], _lanes), Lanes(set).Broadcast(ref source[0], 3));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Add_adds_lane_by_lane(string set)
    {
        Random random = new(1);
        for (int repetition = 0; repetition < 20; repetition++)
        {
            (T[] a, T[] b) = (Numbers.Draw<T>(random, _lanes), Numbers.Draw<T>(random, _lanes));
            Assert.Equal(a.Zip(b, (p, q) => p + q), Lanes(set).Add(a, b));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void MultiplyAdd_rounds_once_where_fused_and_twice_elsewhere(string set)
    {
        LanesUnderTest<T> lanes = Lanes(set);
        Random random = new(2);
        bool differs = false;
        for (int repetition = 0; repetition < 20; repetition++)
        {
            (T[] a, T[] b, T[] c) = (Numbers.Draw<T>(random, _lanes), Numbers.Draw<T>(random, _lanes), Numbers.Draw<T>(random, _lanes));
            T[] fused = [.. Enumerable.Range(0, _lanes).Select(k => T.FusedMultiplyAdd(a[k], b[k], c[k]))];
            T[] rounded = [.. Enumerable.Range(0, _lanes).Select(k => (a[k] * b[k]) + c[k])];
            differs |= !fused.SequenceEqual(rounded);

            Assert.Equal(lanes.Fused ? fused : rounded, lanes.MultiplyAdd(a, b, c));
        }

        Assert.True(differs, "The numbers drawn tell fused from rounded twice.");
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Store_writes_the_lanes_and_nothing_beside_them(string set)
    {
        T[] value = Numbers.Count<T>(_lanes);
        AssertWrites(value, (ref T destination) => Lanes(set).Store(value, ref destination, 2));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void StoreFirst_writes_the_first_lanes_and_nothing_beside_them(string set)
    {
        T[] value = Numbers.Count<T>(_lanes);
        for (int count = 0; count <= _lanes; count++)
        {
            AssertWrites(value[..count], (ref T destination) => Lanes(set).StoreFirst(value, ref destination, 2, count));
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void SumEach_adds_in_the_same_order_everywhere(string set)
    {
        // Magnitudes far apart: another order gives other bits.
        Random random = new(3);
        bool differs = false;
        for (int repetition = 0; repetition < 50; repetition++)
        {
            T[][] vectors = [.. Enumerable.Range(0, _lanes).Select(_ =>
                Numbers.Draw<T>(random, _lanes).Select(value => value * Numbers.To<T>(Math.Pow(10, random.Next(-3, 4)))).ToArray())];
            T[] expected = [.. vectors.Select(Tree)];
            differs |= !expected.SequenceEqual(vectors.Select(vector => vector.Aggregate((a, b) => a + b)));

            Assert.Equal(expected, Lanes(set).SumEach(vectors));
        }

        Assert.True(differs, "The numbers drawn tell the tree from a sum from left to right.");
    }

    protected abstract LanesUnderTest<T> Lanes(string set);

    /// <summary>Neighbours first, halves last.</summary>
    private static T Tree(T[] a) => a.Length == 1 ? a[0] : Tree(a[..(a.Length / 2)]) + Tree(a[(a.Length / 2)..]);

    private static void AssertWrites(T[] expected, Writer write)
    {
        T canary = Numbers.To<T>(-77);
        T[] memory = [.. Enumerable.Repeat(canary, 60)];
        write(ref memory[20]);
        Assert.Equal([.. Enumerable.Repeat(canary, 22), .. expected, .. Enumerable.Repeat(canary, 38 - expected.Length)], memory);
    }

    private delegate void Writer(ref T destination);
}

/// <summary>Eight floats.</summary>
public sealed class SingleLanesTests : LanesTests<float>
{
    [Theory]
    [MemberData(nameof(Sets))]
    public void Pick_spreads_either_element_of_a_pair_over_every_lane(string set)
    {
        // NaN and infinity among them: a pick that multiplies by 0 or 1 instead of moving would spread NaN.
        float[] source = [1, -0f, float.NaN, float.PositiveInfinity, 5, 6, float.MaxValue, float.Epsilon, 9];
        IPairsUnderTest lanes = (IPairsUnderTest)Lanes(set);
        for (int offset = 0; offset <= source.Length - 2; offset++)
        {
            for (int element = 0; element < 2; element++)
            {
                int bits = BitConverter.SingleToInt32Bits(source[offset + element]);
                Assert.Equal(Enumerable.Repeat(bits, 8), lanes.LoadPairAndPick(ref source[0], offset, element).Select(BitConverter.SingleToInt32Bits));
            }
        }
    }

    [LinuxTheory]
    [SupportedOSPlatform("linux")]
    [MemberData(nameof(Sets))]
    public void LoadPair_does_not_read_beside_the_pair(string set)
    {
        using GuardedMemory memory = new(2 * sizeof(float));
        foreach (bool atStart in new[] { false, true })
        {
            Span<float> pair = atStart ? memory.AtStart<float>(2) : memory.AtEnd<float>(2);
            pair[0] = 3;
            pair[1] = 4;
            Assert.Equal(Enumerable.Repeat(3f, 8), ((IPairsUnderTest)Lanes(set)).LoadPairAndPick(ref pair[0], 0, 0));
            Assert.Equal(Enumerable.Repeat(4f, 8), ((IPairsUnderTest)Lanes(set)).LoadPairAndPick(ref pair[0], 0, 1));
        }
    }

    protected override LanesUnderTest<float> Lanes(string set) => set switch
    {
        nameof(Fma256) => new SingleLanesUnderTest<Fma256, Vector256<float>>(),
        nameof(Paired128) => new SingleLanesUnderTest<Paired128, Vector128Pair<float>>(),
        _ => new SingleLanesUnderTest<ScalarLanes, QuadPair<float>>(),
    };
}

/// <summary>Four doubles.</summary>
public sealed class DoubleLanesTests : LanesTests<double>
{
    protected override LanesUnderTest<double> Lanes(string set) => set switch
    {
        nameof(Fma256) => new DoubleLanesUnderTest<Fma256, Vector256<double>>(),
        nameof(Paired128) => new DoubleLanesUnderTest<Paired128, Vector128Pair<double>>(),
        _ => new DoubleLanesUnderTest<ScalarLanes, Quad<double>>(),
    };
}
