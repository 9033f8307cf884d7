using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>How a matrix lies in panels, against a walk from one end of the memory to the other.</summary>
public class PanelLayoutTests
{
    private static readonly int[] Sizes = [1, 2, 3, 4, 5, 7, 8, 9, 13, 31, 32, 33, 63, 64, 65, 127, 128, 130, 200];

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public void Every_element_lies_behind_the_one_before_it_in_its_panel(int lanes)
    {
        foreach (int rows in Sizes)
        {
            foreach (int columns in Sizes)
            {
                PanelLayout layout = new(rows, columns, lanes);
                int expected = 0;
                for (int first = 0; first < columns; first += 8 * lanes)
                {
                    int padded = Math.Min(8 * lanes, (columns - first + lanes - 1) / lanes * lanes);
                    Assert.Equal(padded, layout.PanelWidth(first));
                    for (int row = 0; row < rows; row++)
                    {
                        Assert.Equal(expected, layout.RowStart(row, first, out int count));
                        Assert.Equal(Math.Min(8 * lanes, columns - first), count);
                        for (int column = first; column < first + count; column++)
                        {
                            Assert.Equal(expected + column - first, layout.Index(row, column));
                        }

                        expected += padded;
                    }
                }

                Assert.Equal(expected, layout.Length);
                Assert.Equal(expected / rows, layout.PaddedColumns);
            }
        }
    }

    [Fact]
    public void Lanes_are_as_many_as_fit_into_a_vector()
    {
        Assert.Equal((16, 8), (PanelLayout.Of<float>(3, 5, vectorBytes: 64).Lanes, PanelLayout.Of<double>(3, 5, vectorBytes: 64).Lanes));
        Assert.Equal(8, PanelLayout.Of<float>(3, 5, vectorBytes: 32).Lanes);
        Assert.Equal(4, PanelLayout.Of<double>(3, 5, vectorBytes: 32).Lanes);
        Assert.Equal((3, 5), (PanelLayout.Of<double>(3, 5, vectorBytes: 32).Rows, PanelLayout.Of<double>(3, 5, vectorBytes: 32).Columns));
        Assert.Equal((64, 32), (PanelLayout.Of<float>(1, 1, vectorBytes: 32).PanelColumns, PanelLayout.Of<double>(1, 1, vectorBytes: 32).PanelColumns));
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    public void Rounding_up_stays_at_multiples(int value, int expected) => Assert.Equal(expected, PanelLayout.RoundUp(value, 8));

    [Fact]
    public void Sizes_beyond_an_int_are_refused()
    {
        Assert.Throws<OverflowException>(() => PanelLayout.RoundUp(int.MaxValue - 3, 8));
        Assert.Throws<OverflowException>(() => new PanelLayout(1 << 16, 1 << 16, 8).Length);

        // 2³¹ elements only by their padding.
        Assert.Throws<OverflowException>(() => new PanelLayout(1 << 28, 1, 8).Length);
    }
}
