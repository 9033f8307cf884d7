using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>How a matrix lies in panels, against a walk from one end of the memory to the other.</summary>
public class PanelLayoutTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 96, 97, 127, 128, 130, 200];

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Every_element_lies_behind_the_one_before_it_in_its_panel(int elementBytes)
    {
        foreach (int rows in Sizes)
        {
            foreach (int columns in Sizes)
            {
                PanelLayout layout = new(rows, columns, elementBytes);
                int padding = columns * elementBytes <= 32 ? 32 / elementBytes : 64 / elementBytes;
                int expected = 0;
                for (int first = 0; first < columns; first += 256 / elementBytes)
                {
                    int count = Math.Min(256 / elementBytes, columns - first);
                    int width = (count + padding - 1) / padding * padding;
                    Assert.Equal(width, layout.PanelWidth(first));
                    for (int row = 0; row < rows; row++)
                    {
                        Assert.Equal(expected, layout.RowStart(row, first, out int real));
                        Assert.Equal(count, real);
                        for (int column = first; column < first + count; column++)
                        {
                            Assert.Equal(expected + column - first, layout.Index(row, column));
                            Assert.Equal(first, layout.PanelStart(column));
                        }

                        expected += width;
                    }
                }

                Assert.Equal(expected, layout.MatrixLength);
                Assert.Equal(expected / rows, layout.PaddedColumns);
            }
        }
    }

    [Fact]
    public void Blocks_of_floats_end_where_the_walk_does() => AssertBlocks<float>(sizeof(float));

    [Fact]
    public void Blocks_of_doubles_end_where_the_walk_does() => AssertBlocks<double>(sizeof(double));

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Bias_and_what_follows_start_on_cache_lines(int elementBytes)
    {
        foreach (int rows in Sizes)
        {
            foreach (int columns in Sizes)
            {
                PanelLayout layout = new(rows, columns, elementBytes);
                Assert.Equal(0, layout.BiasStart * elementBytes % 64);
                Assert.Equal(0, layout.BlockLength * elementBytes % 64);
                Assert.InRange(layout.BiasStart - layout.MatrixLength, 0, (64 / elementBytes) - 1);

                // Whole vectors of the bias are read, of 512 bits unless a row fits into 256.
                Assert.True(layout.BlockLength - layout.BiasStart >= layout.PaddedColumns);
            }
        }
    }

    [Fact]
    public void A_panel_has_256_bytes_and_a_line_64()
    {
        Assert.Equal((3, 5), (new PanelLayout(3, 5, 8).Rows, new PanelLayout(3, 5, 8).Columns));
        Assert.Equal((64, 32), (new PanelLayout(1, 1, 4).PanelColumns, new PanelLayout(1, 1, 8).PanelColumns));
        Assert.Equal((16, 8), (new PanelLayout(1, 1, 4).Line, new PanelLayout(1, 1, 8).Line));
    }

    [Theory]
    [InlineData(1, 4, 8)]
    [InlineData(8, 4, 8)]
    [InlineData(9, 4, 16)]
    [InlineData(17, 4, 32)]
    [InlineData(65, 4, 80)]
    [InlineData(4, 8, 4)]
    [InlineData(5, 8, 8)]
    [InlineData(9, 8, 16)]
    public void Short_rows_are_padded_to_32_bytes_and_others_to_64(int columns, int elementBytes, int padded) =>
        Assert.Equal(padded, new PanelLayout(3, columns, elementBytes).PaddedColumns);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    public void Rounding_up_stays_at_multiples(int value, int expected) => Assert.Equal(expected, PanelLayout.RoundUp(value, 8));

    [Fact]
    public void Sizes_beyond_an_int_are_told_as_they_are()
    {
        Assert.Equal(1L << 32, new PanelLayout(1 << 16, 1 << 16, 4).MatrixLength);

        // 2³¹ elements only by their padding.
        Assert.Equal(1L << 31, new PanelLayout(1 << 28, 1, 4).MatrixLength);
        Assert.Throws<OverflowException>(() => new PanelLayout(1, int.MaxValue - 3, 4).PaddedColumns);
    }

    private static void AssertBlocks<T>(int elementBytes)
        where T : unmanaged, System.Numerics.IFloatingPointIeee754<T>
    {
        foreach (int rows in Sizes)
        {
            foreach (int columns in Sizes)
            {
                PanelLayout layout = new(rows, columns, elementBytes);
                T[] bias = [.. Enumerable.Repeat(T.One, columns)];
                T[] block = PlainPanels.Lay(new T[rows * columns], rows, bias);
                Assert.Equal(block.Length, layout.BlockLength);
                Assert.Equal(Array.IndexOf(block, T.One), layout.BiasStart);
            }
        }
    }
}
