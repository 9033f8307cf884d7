namespace LinearGen.Runtime.Tests.Training;

/// <summary>Sums in the shape of a binary tree, against the recursion that defines it.</summary>
public class TreeSumTests
{
    [Fact]
    public void Numbers_are_added_node_by_node()
    {
        Random random = new(1);
        int differences = 0;
        for (int count = 0; count <= 70; count++)
        {
            double[] values = [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() - 0.5)];
            TreeSum sum = default;
            foreach (double value in values)
            {
                sum.Add(value);
            }

            double expected = count == 0 ? 0 : Node(values, 0, 128);
            Assert.Equal(expected, sum.Total);
            differences += values.Sum() == expected ? 0 : 1;
        }

        Assert.True(differences > 20, "A sum from one end to the other would pass too.");
    }

    /// <summary>What makes the bits independent of ranks: aligned parts by themselves, then their sums.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    [InlineData(16)]
    public void Aligned_parts_may_be_summed_elsewhere(int part)
    {
        Random random = new(2);
        double[] values = [.. Enumerable.Range(0, 61).Select(_ => random.NextDouble() - 0.5)];
        TreeSum whole = default, ofParts = default;
        foreach (double[] chunk in values.Chunk(part))
        {
            TreeSum sum = default;
            foreach (double value in chunk)
            {
                sum.Add(value);
                whole.Add(value);
            }

            ofParts.Add(sum.Total);
        }

        Assert.Equal(whole.Total, ofParts.Total);
    }

    private static double Node(double[] values, int first, int size) => size == 1 ? values[first]
        : first + (size / 2) < values.Length ? Node(values, first, size / 2) + Node(values, first + (size / 2), size / 2)
        : Node(values, first, size / 2);
}
