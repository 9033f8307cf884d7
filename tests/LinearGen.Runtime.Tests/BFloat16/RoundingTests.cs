using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.BFloat16;

/// <summary>Rounding to bfloat16, one number at a time and in vectors, beside the definition.</summary>
public sealed class RoundingTests
{
    [Theory]
    [InlineData(0x3F800000u, 0x3F800000u)] // 1
    [InlineData(0x3F808000u, 0x3F800000u)] // a tie, to even
    [InlineData(0x3F818000u, 0x3F820000u)] // a tie, to even
    [InlineData(0x3F808001u, 0x3F810000u)]
    [InlineData(0x3F807FFFu, 0x3F800000u)]
    [InlineData(0xBF818000u, 0xBF820000u)]
    [InlineData(0x00000000u, 0x00000000u)]
    [InlineData(0x80000000u, 0x80000000u)] // −0
    [InlineData(0x00000001u, 0x00000000u)] // the least subnormal
    [InlineData(0x00008000u, 0x00000000u)]
    [InlineData(0x00008001u, 0x00010000u)]
    [InlineData(0x007FFFFFu, 0x00800000u)] // the greatest subnormal becomes normal
    [InlineData(0x7F7FFFFFu, 0x7F800000u)] // the greatest float becomes infinite
    [InlineData(0x7F7F7FFFu, 0x7F7F0000u)]
    [InlineData(0x7F800000u, 0x7F800000u)]
    [InlineData(0xFF800000u, 0xFF800000u)]
    [InlineData(0x7F800001u, 0x7FC00000u)] // a NaN whose upper half alone would be infinite
    [InlineData(0xFFFFFFFFu, 0xFFFF0000u)]
    public void A_number_becomes_the_nearest(uint bits, uint expected)
    {
        float value = BitConverter.UInt32BitsToSingle(bits);
        float[] many = new float[19];
        many.AsSpan().Fill(value);
        BFloat16Weights.Round(many);

        Assert.Equal(expected, BitConverter.SingleToUInt32Bits(BFloat16Weights.Rounded(value)));
        Assert.All(many, one => Assert.Equal(expected, BitConverter.SingleToUInt32Bits(one)));
        Fixed157x84 layer = new() { [156, 83] = value };
        Assert.Equal(expected, BitConverter.SingleToUInt32Bits(layer[156, 83]));
    }

    [Fact]
    public void Vectors_round_as_single_numbers_do()
    {
        Random random = new(5);
        float[] values = [.. Enumerable.Range(0, 100_000).Select(_ => BitConverter.UInt32BitsToSingle((uint)random.NextInt64(1L << 32)))];
        uint[] expected = [.. values.Select(value => BitConverter.SingleToUInt32Bits(BFloat16Weights.Rounded(value)))];

        BFloat16Weights.Round(values);

        Assert.Equal(expected, values.Select(BitConverter.SingleToUInt32Bits));
    }

    [Theory]
    [InlineData(1, 33)]
    [InlineData(5, 48)]
    [InlineData(7, 128)]
    [InlineData(3, 129)]
    [InlineData(2, 300)]
    public void A_packed_matrix_holds_every_number_in_a_place_of_its_own(int rows, int columns)
    {
        PackedLayout layout = new(rows, columns);
        PanelLayout panels = new(rows, columns, sizeof(float));
        float[] image = new float[layout.BlockLength];
        HashSet<(int, bool)> places = [];
        float[] source = new float[panels.BlockLength];
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                int index = layout.Index(row, column);
                Assert.InRange(index, 0, layout.BiasStart - 1);
                Assert.True(places.Add((index, PackedLayout.IsUpper(column))));
                BFloat16Weights.Set(image, layout, row, column, (row * columns) + column);
                source[panels.Index(row, column)] = (row * columns) + column;
            }
        }

        float[] packed = new float[layout.BlockLength];
        BFloat16Weights.Pack(source, panels, packed, layout);

        Assert.Equal(image.Select(BitConverter.SingleToInt32Bits), packed.Select(BitConverter.SingleToInt32Bits));
        Assert.Equal(0, layout.BiasStart % 16);
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < columns; column++)
            {
                Assert.Equal(BFloat16Weights.Rounded((row * columns) + column), BFloat16Weights.Get(image, layout, row, column));
            }
        }
    }
}
