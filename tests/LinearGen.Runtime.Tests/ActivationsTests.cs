namespace LinearGen.Runtime.Tests;

/// <summary>The buffers between forward and backward.</summary>
public class ActivationsTests
{
    private readonly Activations<float> _activations = new(maxRows: 4, outputs: 3);

    [Fact]
    public void The_output_is_what_was_written_into_the_rows_of_the_last_call()
    {
        Assert.True(_activations.Output.IsEmpty);
        _activations.Begin(new float[8], 2, 3).Fill(7);
        Assert.Equal(4, _activations.Rows);
        Assert.Equal(12, _activations.Output.Length);

        Span<float> place = _activations.Begin(new float[4], 2, 3);
        Assert.Equal(6, place.Length);
        place.Fill(1);
        Assert.Equal((2, 4), (_activations.Rows, _activations.MaxRows));
        Assert.Equal([1, 1, 1, 1, 1, 1], _activations.Output);

        Assert.True(_activations.Begin([], 2, 3).IsEmpty);
        Assert.Equal(0, _activations.Rows);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(10)]
    public void Anything_but_whole_rows_that_fit_is_refused(int length)
    {
        _activations.Begin(new float[4], 2, 3);
        Assert.Contains(
            $"x holds {length} values; expected a multiple of 2 (rows × In) of at most 4 rows.",
            Assert.Throws<ArgumentException>("x", () => { _activations.Begin(new float[length], 2, 3); }).Message,
            StringComparison.Ordinal);
        Assert.Equal(2, _activations.Rows);
    }

    [Fact]
    public void Another_networks_outputs_are_refused() => Assert.Contains(
        "The activations are for 3 outputs per row; expected 5, the network's.",
        Assert.Throws<ArgumentException>(() => { _activations.Begin(new float[4], 2, 5); }).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Another_calls_rows_are_refused()
    {
        _activations.Begin(new float[4], 2, 3);
        _activations.CheckIsOf(new float[4], 2, 3);

        Assert.Contains(
            "x holds 6 values; expected 4 = 2 rows × 2, since these activations are of a forward call with 2 rows.",
            Assert.Throws<ArgumentException>("x", () => _activations.CheckIsOf(new float[6], 2, 3)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _activations.CheckIsOf(new float[4], 2, 5));
    }

    [Theory]
    [InlineData(0, 3, "maxRows")]
    [InlineData(4, 0, "outputs")]
    [InlineData(1 << 20, 1 << 20, "maxRows")]
    public void Sizes_that_cannot_be_are_refused_by_name(int maxRows, int outputs, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new Activations<float>(maxRows, outputs));
}
