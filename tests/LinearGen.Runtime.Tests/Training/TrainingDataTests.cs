namespace LinearGen.Runtime.Tests.Training;

/// <summary>Rows to train on: what they hold, how they are split, how they are read from comma-separated values.</summary>
public class TrainingDataTests
{
    [Fact]
    public void Rows_are_copied()
    {
        float[] x = [1, 2, 3, 4, 5, 6];
        float[] targets = [10, 20, 30];
        TrainingData<float> data = new(x, 2, targets, 1);
        x[0] = 99;
        targets[2] = 99;
        Assert.Equal((3, 2, 1, false), (data.Rows, data.Inputs, data.Outputs, data.HasLabels));
        Assert.Equal([1, 2, 3, 4, 5, 6], data.X.ToArray());
        Assert.Equal([10, 20, 30], data.Targets.ToArray());
    }

    [Fact]
    public void Parts_hold_each_row_once_with_its_own_answer()
    {
        const int Rows = 101;
        double[] x = [.. Enumerable.Range(0, 2 * Rows).Select(n => (double)n)];
        int[] labels = [.. Enumerable.Range(0, Rows)];
        TrainingData<double> data = new(x, 2, labels);

        (TrainingData<double> first, TrainingData<double> second) = data.Split(0.8, seed: 3);

        Assert.Equal((81, 20), (first.Rows, second.Rows));
        Assert.Equal(labels, first.Labels.ToArray().Concat(second.Labels.ToArray()).Order());
        Assert.NotEqual(labels[..81], first.Labels.ToArray());
        foreach (TrainingData<double> part in (TrainingData<double>[])[first, second])
        {
            for (int row = 0; row < part.Rows; row++)
            {
                Assert.Equal([2.0 * part.Labels[row], (2.0 * part.Labels[row]) + 1], part.X.Slice(2 * row, 2).ToArray());
            }
        }

        Assert.Equal(first.Labels.ToArray(), data.Split(0.8, seed: 3).First.Labels.ToArray());
        Assert.NotEqual(first.Labels.ToArray(), data.Split(0.8, seed: 4).First.Labels.ToArray());
    }

    [Theory]
    [InlineData(0.001, 1, 1)]
    [InlineData(0.999, 1, 1)]
    public void Each_part_gets_a_row(double fraction, int first, int second)
    {
        TrainingData<float> data = new([1, 2], 1, [3, 4], 1);
        (TrainingData<float> one, TrainingData<float> two) = data.Split(fraction, 1);
        Assert.Equal((first, second), (one.Rows, two.Rows));
    }

    [Fact]
    public void What_is_wrong_is_said()
    {
        Assert.Contains("x holds 3 values; expected a multiple of 2", Assert.Throws<ArgumentException>(() => new TrainingData<float>([1, 2, 3], 2, [1], 1)).Message);
        Assert.Contains("targets holds 3 values; expected 2 = 2 rows × 1", Assert.Throws<ArgumentException>(() => new TrainingData<float>([1, 2], 1, [1, 2, 3], 1)).Message);
        Assert.Contains("labels holds 1 values; expected 2 = 2 rows × 1", Assert.Throws<ArgumentException>(() => new TrainingData<float>([1, 2], 1, (int[])[0])).Message);
        Assert.Contains("labels[1]", Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingData<float>([1, 2], 1, (int[])[0, -1])).Message);
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingData<float>([1, 2], 0, [1, 2], 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TrainingData<float>([1, 2], 1, [], 0));
        TrainingData<float> single = new([1], 1, [2], 1);
        Assert.Throws<InvalidOperationException>(() => single.Split(0.5, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => single.Split(1, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => single.Split(double.NaN, 1));
    }

    [Fact]
    public void Csv_gives_inputs_and_targets_by_name()
    {
        const string Text = """
            size,"price, net",town,rooms
            50.5,100000,"A ""big"" one",2
            1e2,250000,B,4
            """;
        TrainingData<double> data = Read(Text, new CsvOptions { Targets = ["price, net"], Ignored = ["town"] });
        Assert.Equal([50.5, 2, 100, 4], data.X.ToArray());
        Assert.Equal([100000, 250000], data.Targets.ToArray());
        Assert.Equal(["size", "rooms"], data.InputNames);
        Assert.Equal(["price, net"], data.OutputNames);
    }

    [Fact]
    public void Csv_numbers_the_names_of_classes_and_takes_numbers_as_they_are()
    {
        TrainingData<double> named = Read("a;kind\n1;virginica\n2;setosa\n3;virginica\n", new CsvOptions { Label = "kind", Separator = ";" });
        Assert.Equal([1, 0, 1], named.Labels.ToArray());
        Assert.Equal(["setosa", "virginica"], named.OutputNames);
        TrainingData<double> numbered = Read("1,7\n2,0\n", new CsvOptions { Label = "1", HasHeader = false });
        Assert.Equal([7, 0], numbered.Labels.ToArray());
        Assert.Equal([1, 2], numbered.X.ToArray());
        Assert.Empty(numbered.OutputNames);
    }

    [Theory]
    [InlineData("a,b\n1,x\n", "'x' in column 'b' of row 1")]
    [InlineData("a,b\n1,\n", "'' in column 'b' of row 1")]
    [InlineData("a,b\n1,NaN\n", "'NaN' in column 'b' of row 1")]
    [InlineData("a,b\n1,2\n3\n", "Row 2 has 1 values; expected 2")]
    [InlineData("a,c\n1,2\n", "There is no column 'b'; the file has a, c")]
    [InlineData("a,b\n", "no rows")]
    [InlineData("", "no lines")]
    [InlineData("b\n1\n", "No column is left for the inputs")]
    [InlineData("a,b\n\"1,2\n", "Line 2 cannot be read as comma-separated values")]
    public void Csv_says_where_it_is_wrong(string text, string message) =>
        Assert.Contains(message, Assert.Throws<InvalidDataException>(() => Read(text, new CsvOptions { Targets = ["b"] })).Message);

    [Fact]
    public void Csv_needs_either_targets_or_a_label()
    {
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2\n", new CsvOptions()));
        Assert.Throws<ArgumentException>(() => Read("a,b\n1,2\n", new CsvOptions { Targets = ["a"], Label = "b" }));
    }

    private static TrainingData<double> Read(string text, CsvOptions options) => TrainingData.ReadCsv<double>(new StringReader(text), options);
}
