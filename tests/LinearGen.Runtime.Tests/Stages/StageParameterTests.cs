using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Stages;

/// <summary>The parameters of stages: what goes in comes out, and what is wrong is refused with nothing changed.</summary>
public sealed class StageParameterTests
{
    public static TheoryData<int> Sizes => [1, 3, 4, 8, 9, 16, 17, 64, 65, 100, 128, 129];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Vectors_come_out_as_they_went_in(int size)
    {
        RescalingStage<float> rescaling = new(size);
        LayerNormStage<double> norm = new(size, 1e-5);
        for (int vector = 0; vector < 4; vector++)
        {
            rescaling.Set(vector, [.. Enumerable.Range(vector * 1000, size).Select(value => (float)value)], "values");
        }

        norm.Set(0, [.. Enumerable.Range(1, size).Select(value => 1.0 / value)], "values");
        for (int vector = 0; vector < 4; vector++)
        {
            float[] values = new float[size];
            rescaling.Get(vector, values);
            Assert.Equal(Enumerable.Range(vector * 1000, size).Select(value => (float)value), values);
        }

        double[] bias = new double[size];
        norm.Get(1, bias);
        Assert.All(bias, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Wrong_lengths_name_both_lengths()
    {
        (Observation observation, Command command, Norm norm) = (new(), new(), new());
        foreach (int wrong in (int[])[0, 1, 4, 6, 10])
        {
            float[] values = [.. Enumerable.Repeat(2f, wrong)];
            Refuse("mean", () => observation.SetMean(values), wrong, 5);
            Refuse("deviation", () => observation.SetDeviation(values), wrong, 5);
            Refuse("destination", () => observation.GetMean(values), wrong, 5);
            Refuse("destination", () => observation.GetDeviation(values), wrong, 5);
            Refuse("scale", () => command.SetScale(values), wrong, 2);
            Refuse("offset", () => command.SetOffset(values), wrong, 2);
            Refuse("low", () => command.SetRange(values, [3, 3]), wrong, 2);
            Refuse("high", () => command.SetRange([1, 1], values), wrong, 2);
            Refuse("destination", () => command.GetScale(values), wrong, 2);
            Refuse("destination", () => command.GetOffset(values), wrong, 2);
            float[] untouched = [7, 7];
            Refuse("low", () => command.GetRange(values, untouched), wrong, 2);
            Refuse("high", () => command.GetRange(untouched, values), wrong, 2);
            Assert.Equal([7, 7], untouched);
            Refuse("gain", () => norm.SetGain(values), wrong, 9);
            Refuse("bias", () => norm.SetBias(values), wrong, 9);
            Refuse("destination", () => norm.GetGain(values), wrong, 9);
            Refuse("destination", () => norm.GetBias(values), wrong, 9);
            Refuse("destination", () => norm.CreateGradients().GetGain(values), wrong, 9);
            Refuse("destination", () => norm.CreateGradients().GetBias(values), wrong, 9);
            Assert.All(values, value => Assert.Equal(2, value));
        }

        static void Refuse(string parameter, Action call, int wrong, int expected)
        {
            ArgumentException exception = Assert.Throws<ArgumentException>(call);
            Assert.Equal(parameter, exception.ParamName);
            Assert.Contains($"{wrong}", exception.Message, StringComparison.Ordinal);
            Assert.Contains($"{expected}", exception.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void Numbers_that_are_not_finite_are_refused_and_nothing_changes(float wrong)
    {
        Observation observation = new();
        observation.SetMean([1, 2, 3, 4, 5]);
        observation.SetDeviation([1, 2, 3, 4, 5]);
        Assert.Equal("mean", Assert.Throws<ArgumentException>(() => observation.SetMean([9, 9, 9, 9, wrong])).ParamName);
        Assert.Equal("deviation", Assert.Throws<ArgumentException>(() => observation.SetDeviation([9, 9, 9, 9, wrong])).ParamName);
        Assert.Equal("rows", Assert.Throws<ArgumentException>(() => observation.Fit([9, 9, 9, 9, wrong])).ParamName);
        Assert.Equal([1, 2, 3, 4, 5], Mean(observation));
        Assert.Equal([1, 2, 3, 4, 5], Deviation(observation));
        Command command = new();
        Assert.Equal("scale", Assert.Throws<ArgumentException>(() => command.SetScale([1, wrong])).ParamName);
        Assert.Equal("offset", Assert.Throws<ArgumentException>(() => command.SetOffset([wrong, 1])).ParamName);
        float[] scale = new float[2];
        command.GetScale(scale);
        Assert.Equal([1, 1], scale);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1e-30f)]
    [InlineData(-0f)]
    public void A_deviation_is_above_0(float wrong)
    {
        Observation observation = new();
        ArgumentException exception = Assert.Throws<ArgumentException>(() => observation.SetDeviation([2, 2, wrong, 2, 2]));
        Assert.Contains("value 2 of 5", exception.Message, StringComparison.Ordinal);
        Assert.Contains("above 0", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("..", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1, 1, 1], Deviation(observation));
    }

    [Theory]
    [InlineData(2, 1)]
    [InlineData(float.NaN, 1)]
    [InlineData(1, float.NaN)]
    [InlineData(float.PositiveInfinity, float.NegativeInfinity)]
    public void A_low_above_its_high_is_refused_and_nothing_changes(float low, float high)
    {
        Command command = new();
        command.SetRange([-1, -2], [1, 2]);
        ArgumentException exception = Assert.Throws<ArgumentException>(() => command.SetRange([-5, low], [5, high]));
        Assert.Contains("low[1]", exception.Message, StringComparison.Ordinal);
        (float[] lows, float[] highs) = (new float[2], new float[2]);
        command.GetRange(lows, highs);
        Assert.Equal([-1, -2], lows);
        Assert.Equal([1, 2], highs);
    }

    [Fact]
    public void Initialize_leaves_what_is_not_trained_and_resets_gain_and_bias()
    {
        Policy policy = new();
        policy.Observation.SetMean([1, 2, 3, 4, 5]);
        policy.Command.SetScale([3, 4]);
        policy.Block.Norm.SetGain([9, 9, 9, 9, 9, 9, 9, 9, 9]);
        policy.Initialize(new Random(1));
        float[] gain = new float[9];
        policy.Block.Norm.GetGain(gain);
        Assert.All(gain, value => Assert.Equal(1, value));
        Assert.Equal([1, 2, 3, 4, 5], Mean(policy.Observation));
        float[] scale = new float[2];
        policy.Command.GetScale(scale);
        Assert.Equal([3, 4], scale);
    }

    [Fact]
    public void Copies_bring_statistics_and_bounds_and_are_copies()
    {
        Policy policy = new();
        policy.Initialize(new Random(1));
        policy.Observation.SetMean([1, 2, 3, 4, 5]);
        policy.Command.SetRange([-1, -1], [1, 1]);
        Policy copy = new();
        copy.CopyFrom(policy);
        policy.Observation.SetMean([0, 0, 0, 0, 0]);
        Assert.Equal([1, 2, 3, 4, 5], Mean(copy.Observation));
        float[] y = new float[2];
        copy.Forward([1000, 1000, 1000, 1000, 1000], y);
        Assert.All(y, value => Assert.InRange(value, -1, 1));
        Assert.Throws<ArgumentNullException>(() => copy.CopyFrom(null!));
        Assert.Throws<ArgumentNullException>(() => copy.Observation.CopyFrom(null!));
    }

    // Fit: mean and deviation of all rows.
    [Fact]
    public void A_column_that_does_not_vary_has_the_deviation_1_whatever_its_value()
    {
        Random random = new(3);
        foreach (int rows in (int[])[1, 2, 3, 7, 10, 49, 1000])
        {
            float[] column = [.. Enumerable.Range(0, 5).Select(_ => (float)((random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))))];
            Observation observation = new();
            observation.Fit([.. Enumerable.Repeat(column, rows).SelectMany(row => row)]);
            Assert.Equal(column, Mean(observation));
            Assert.Equal([1, 1, 1, 1, 1], Deviation(observation));

            ObservationD precise = new();
            double[] values = [0.1, 1e5 / 3, -1e300 / 7, double.Epsilon, double.MaxValue];
            precise.Fit([.. Enumerable.Repeat(values, rows).SelectMany(row => row)]);
            double[] result = new double[5];
            precise.GetMean(result);
            Assert.Equal(values, result);
            precise.GetDeviation(result);
            Assert.Equal([1, 1, 1, 1, 1], result);
        }
    }

    [Fact]
    public void Fit_takes_mean_and_deviation_of_each_column_also_of_large_and_tiny_values()
    {
        // Two values, half of the rows each: the mean is between them, the deviation half of their distance.
        double[] low = [-1, 1e5, -1e200, 1e-200, -4];
        double[] high = [3, 1e5 + 0.04, 1e200, 3e-200, -4];
        ObservationD observation = new();
        observation.Fit([.. low, .. high, .. low, .. high]);
        (double[] mean, double[] deviation) = (new double[5], new double[5]);
        observation.GetMean(mean);
        observation.GetDeviation(deviation);
        for (int column = 0; column < 5; column++)
        {
            double half = (high[column] - low[column]) / 2;
            Assert.InRange(mean[column], low[column] + (half * (1 - 1e-8)), low[column] + (half * (1 + 1e-8)));
            Assert.InRange(deviation[column], column == 4 ? 1 : half * (1 - 1e-8), column == 4 ? 1 : half * (1 + 1e-8));
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(4)]
    [InlineData(6)]
    public void Fit_needs_whole_rows(int length)
    {
        Observation observation = new();
        ArgumentException exception = Assert.Throws<ArgumentException>(() => observation.Fit(new float[length]));
        Assert.Equal("rows", exception.ParamName);
        Assert.Contains($"{length} values; expected a multiple of 5", exception.Message, StringComparison.Ordinal);
        Assert.Equal([1, 1, 1, 1, 1], Deviation(observation));
    }

    // Means of 1e5 against deviations of 0.02.
    [Fact]
    public void A_normalisation_with_large_means_loses_no_digits()
    {
        Random random = new(5);
        const int Rows = 500;
        Observation observation = new();
        float[] mean = [1e5f, -1e5f, 99999.98f, 1e5f, 123456.7f];
        float[] deviation = [0.02f, 0.02f, 0.021f, 0.5f, 0.03f];
        observation.SetMean(mean);
        observation.SetDeviation(deviation);
        float[] x = [.. Enumerable.Range(0, Rows * 5).Select(k => (float)(mean[k % 5] + (deviation[k % 5] * 6 * (random.NextDouble() - 0.5))))];
        float[] y = new float[x.Length];
        observation.Forward(x, y);
        double[] expected = [.. x.Select((value, k) => Math.Clamp(((double)value - mean[k % 5]) / deviation[k % 5], -4, 4))];
        double largest = expected.Max(Math.Abs);
        Assert.All(expected.Zip(y), pair => Assert.InRange(Math.Abs(pair.First - pair.Second), 0, 2e-6 * largest));
    }

    private static float[] Mean(Observation observation)
    {
        float[] values = new float[5];
        observation.GetMean(values);
        return values;
    }

    private static float[] Deviation(Observation observation)
    {
        float[] values = new float[5];
        observation.GetDeviation(values);
        return values;
    }
}
