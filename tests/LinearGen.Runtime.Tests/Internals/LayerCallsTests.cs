using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>The checks at the head of generated calls, for a layer 2→3.</summary>
public class LayerCallsTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(100)]
    public void Whole_rows_are_counted(int rows)
    {
        Assert.Equal(rows, LayerCalls.CheckForward<float>(new float[2 * rows], new float[3 * rows], 2, 3));
        Assert.Equal(rows, LayerCalls.CheckBackward<float>(new float[2 * rows], new float[3 * rows], new float[2 * rows], 2, 3));
        Assert.Equal(rows, LayerCalls.CheckBackward<float>(new float[2 * rows], new float[3 * rows], default, 2, 3));
    }

    [Theory]
    [InlineData(1, 3, "x", "x holds 1 values, which is not a whole number of rows; expected a multiple of 2 (rows × In) for a 2→3 layer.")]
    [InlineData(3, 3, "x", "x holds 3 values")]
    [InlineData(2, 0, "y", "y holds 0 values; expected 3 = 1 rows × 3, since x holds 1 rows for a 2→3 layer.")]
    [InlineData(4, 3, "y", "y holds 3 values; expected 6")]
    [InlineData(0, 3, "y", "y holds 3 values; expected 0")]
    public void Forward_names_what_does_not_fit(int x, int y, string parameter, string message) => Assert.Contains(
        message,
        Assert.Throws<ArgumentException>(parameter, () => LayerCalls.CheckForward<float>(new float[x], new float[y], 2, 3)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(5, 3, 0, "x", "x holds 5 values")]
    [InlineData(4, 5, 0, "dy", "dy holds 5 values; expected 6 = 2 rows × 3")]
    [InlineData(4, 6, 2, "dx", "dx holds 2 values; expected 4 = 2 rows × 2")]
    public void Backward_names_what_does_not_fit(int x, int dy, int dx, string parameter, string message) => Assert.Contains(
        message,
        Assert.Throws<ArgumentException>(parameter, () => LayerCalls.CheckBackward<float>(new float[x], new float[dy], new float[dx], 2, 3)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Outputs_may_touch_inputs_but_not_overlap_them()
    {
        float[] memory = new float[10];
        Assert.Equal(1, LayerCalls.CheckForward<float>(memory.AsSpan(0, 2), memory.AsSpan(2, 3), 2, 3));
        Assert.Throws<ArgumentException>("y", () => LayerCalls.CheckForward<float>(memory.AsSpan(0, 2), memory.AsSpan(1, 3), 2, 3));
        Assert.Equal(1, LayerCalls.CheckBackward<float>(memory.AsSpan(0, 2), memory.AsSpan(2, 3), memory.AsSpan(5, 2), 2, 3));
        Assert.Throws<ArgumentException>("dx", () => LayerCalls.CheckBackward<float>(memory.AsSpan(0, 2), memory.AsSpan(2, 3), memory.AsSpan(1, 2), 2, 3));
        Assert.Throws<ArgumentException>("dx", () => LayerCalls.CheckBackward<float>(memory.AsSpan(0, 2), memory.AsSpan(2, 3), memory.AsSpan(4, 2), 2, 3));
    }

    [Theory]
    [InlineData(2, 3, true)]
    [InlineData(2, 6, false)]
    [InlineData(4, 3, false)]
    [InlineData(4, 6, false)]
    [InlineData(0, 0, false)]
    [InlineData(2, 0, false)]
    [InlineData(0, 3, false)]
    [InlineData(1, 3, false)]
    [InlineData(3, 2, false)]
    public void A_forward_row_has_exactly_its_lengths(int x, int y, bool isRow) =>
        Assert.Equal(isRow, LayerCalls.IsRow<float>(new float[x], new float[y], 2, 3));

    [Theory]
    [InlineData(2, 3, 0, true)]
    [InlineData(2, 3, 2, true)]
    [InlineData(2, 3, 1, false)]
    [InlineData(2, 3, 3, false)]
    [InlineData(2, 3, 4, false)]
    [InlineData(2, 6, 2, false)]
    [InlineData(4, 3, 2, false)]
    [InlineData(4, 6, 0, false)]
    [InlineData(4, 6, 4, false)]
    [InlineData(0, 0, 0, false)]
    [InlineData(3, 2, 2, false)]
    public void A_backward_row_has_exactly_its_lengths_and_may_do_without_dx(int x, int dy, int dx, bool isRow) =>
        Assert.Equal(isRow, LayerCalls.IsRow<float>(new float[x], new float[dy], new float[dx], 2, 3));

    [Fact]
    public void A_row_that_overlaps_is_none_whichever_side_it_is_on() => ForEachPlace<float>();

    [Fact]
    public void A_row_of_doubles_that_overlaps_is_none_either() => ForEachPlace<double>();

    [Fact]
    public void Without_dx_the_inputs_may_overlap()
    {
        // Both are only read. An empty dx lies somewhere, but has nothing to overlap with.
        float[] memory = new float[8];
        Assert.True(LayerCalls.IsRow<float>(memory.AsSpan(2, 2), memory.AsSpan(1, 3), default, 2, 3));
        Assert.True(LayerCalls.IsRow<float>(memory.AsSpan(2, 2), memory.AsSpan(1, 3), memory.AsSpan(3, 0), 2, 3));
    }

    /// <summary>Outputs at every place around inputs, from beyond one end to beyond the other; touching is allowed.</summary>
    private static void ForEachPlace<T>()
        where T : unmanaged
    {
        T[] memory = new T[30];
        T[] elsewhere = new T[3];
        for (int start = 0; start < 20; start++)
        {
            // x or dx of 2 elements at 10, y or dy of 3: apart if one ends where the other starts, or earlier.
            bool isApart = start + 3 <= 10 || start >= 12;
            Assert.Equal(isApart, LayerCalls.IsRow<T>(memory.AsSpan(10, 2), memory.AsSpan(start, 3), 2, 3));
            Assert.Equal(isApart, LayerCalls.IsRow<T>(elsewhere.AsSpan(0, 2), memory.AsSpan(start, 3), memory.AsSpan(10, 2), 2, 3));
            bool inputsAreApart = start + 2 <= 10 || start >= 12;
            Assert.Equal(inputsAreApart, LayerCalls.IsRow<T>(memory.AsSpan(start, 2), elsewhere, memory.AsSpan(10, 2), 2, 3));
        }
    }
}
