using System.Numerics;
using System.Reflection;
using System.Runtime.CompilerServices;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>Where blocks lie.</summary>
public class AlignedBlockTests
{
    [Fact]
    public void Every_block_of_floats_starts_on_its_boundary_and_is_zero() => Check<float>();

    [Fact]
    public void Every_block_of_doubles_starts_on_its_boundary_and_is_zero() => Check<double>();

    [Fact]
    public void Blocks_do_not_overlap()
    {
        AlignedBlock<float>[] blocks = [.. Enumerable.Range(0, 50).Select(length => new AlignedBlock<float>(length))];
        for (int k = 0; k < blocks.Length; k++)
        {
            blocks[k].Span.Fill(k);
        }

        for (int k = 0; k < blocks.Length; k++)
        {
            Assert.All(blocks[k].Span.ToArray(), value => Assert.Equal(k, value));
        }
    }

    [Fact]
    public void A_block_stays_where_it_is_when_memory_is_compacted()
    {
        AlignedBlock<float> block = new(16);
        nint before = Address(ref block.Reference);
        GC.Collect(2, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        Assert.Equal(before, Address(ref block.Reference));
    }

    /// <summary>A public reference leads to it: behind the array's end lies the head of another object.</summary>
    [Fact]
    public void An_empty_block_has_a_first_element_of_its_own()
    {
        for (int n = 0; n < 100; n++)
        {
            object block = new AlignedBlock<double>(0);
            Assert.InRange((int)Field("_start").GetValue(block)!, 0, ((double[])Field("_array").GetValue(block)!).Length - 1);
        }

        static FieldInfo Field(string name) => typeof(AlignedBlock<double>).GetField(name, BindingFlags.NonPublic | BindingFlags.Instance)!;
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void Negative_lengths_are_refused(int length) => Assert.Throws<ArgumentOutOfRangeException>(() => new AlignedBlock<float>(length));

    private static unsafe nint Address<T>(ref T reference) => (nint)Unsafe.AsPointer(ref reference);

    private static void Check<T>()
        where T : unmanaged, INumber<T>
    {
        for (int length = 0; length < 200; length++)
        {
            AlignedBlock<T> block = new(length);
            Assert.Equal(length, block.Span.Length);
            Assert.Equal(0, Address(ref block.Reference) % 64);
            Assert.All(block.Span.ToArray(), value => Assert.Equal(T.Zero, value));
            if (length > 0)
            {
                Assert.True(Unsafe.AreSame(ref block.Reference, ref block.Span[0]));
            }
        }
    }
}
