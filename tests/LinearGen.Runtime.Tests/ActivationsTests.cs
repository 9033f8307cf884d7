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
        "These activations are for 3 outputs per row; the network has 5.",
        Assert.Throws<ArgumentException>(() => { _activations.Begin(new float[4], 2, 5); }).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0, 3, "maxRows")]
    [InlineData(4, 0, "outputs")]
    [InlineData(1 << 20, 1 << 20, "maxRows")]
    public void Sizes_that_cannot_be_are_refused_by_name(int maxRows, int outputs, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new Activations<float>(maxRows, outputs));
}
