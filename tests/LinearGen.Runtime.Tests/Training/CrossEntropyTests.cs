namespace LinearGen.Runtime.Tests.Training;

/// <summary>Cross entropy with label smoothing and class weights, by PyTorch's formulas, and its gradient by differences.</summary>
public class CrossEntropyTests
{
    private static readonly double[] Logits = [1.5, -0.5, 0.25, 2, 0, -1, 0.1, 0.2, 0.3, -3, 4, 1];
    private static readonly double[] Weights = [0.5, 2, 1.25];

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.1, false)]
    [InlineData(0, true)]
    [InlineData(0.3, true)]
    public void Labels_as_PyTorch_has_them(double smoothing, bool weighted)
    {
        int[] labels = [0, 2, 1, 1];
        Loss loss = Loss.CrossEntropy(smoothing, weighted ? Weights : null);
        double[] weights = weighted ? Weights : [1, 1, 1];
        double[] dy = new double[12];

        double value = loss.Compute<double>(Logits, labels, 3, dy);

        Assert.Equal(Of(Logits), value, 1e-12);
        Check(dy, Of);

        double Of(double[] y)
        {
            double plain = 0;
            double smooth = 0;
            double total = 0;
            for (int row = 0; row < 4; row++)
            {
                double[] log = LogSoftmax(y.AsSpan(3 * row, 3));
                plain -= weights[labels[row]] * log[labels[row]];
                smooth -= log.Zip(weights, (p, w) => p * w).Sum();
                total += weights[labels[row]];
            }

            return (((1 - smoothing) * plain) + (smoothing / 3 * smooth)) / total;
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(0.2, false)]
    [InlineData(0.2, true)]
    public void Probabilities_as_PyTorch_has_them(double smoothing, bool weighted)
    {
        double[] targets = [0.7, 0.2, 0.1, 0, 0, 1, 0.3, 0.3, 0.4, 1, 0, 0];
        Loss loss = Loss.CrossEntropy(smoothing, weighted ? Weights : null);
        double[] dy = new double[12];

        double value = loss.Compute<double>(Logits, targets, 3, dy);

        Assert.Equal(Of(Logits), value, 1e-12);
        Check(dy, Of);

        double Of(double[] y)
        {
            double sum = 0;
            for (int row = 0; row < 4; row++)
            {
                double[] log = LogSoftmax(y.AsSpan(3 * row, 3));
                for (int k = 0; k < 3; k++)
                {
                    sum -= (weighted ? Weights[k] : 1) * ((targets[(3 * row) + k] * (1 - smoothing)) + (smoothing / 3)) * log[k];
                }
            }

            return sum / 4;
        }
    }

    [Fact]
    public void Without_options_it_is_the_plain_one_to_the_bit()
    {
        int[] labels = [0, 2, 1, 1];
        double[] one = new double[12];
        double[] two = new double[12];
        Assert.Equal(Loss.SoftmaxCrossEntropy.Compute<double>(Logits, labels, 3, one), Loss.CrossEntropy().Compute<double>(Logits, labels, 3, two));
        Assert.Equal(one, two);
    }

    [Fact]
    public void Options_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CrossEntropy(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CrossEntropy(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CrossEntropy(0, [1, -1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => Loss.CrossEntropy(0, [0, 0]));
        Assert.Contains("2 class weights; expected 3", Assert.Throws<ArgumentException>(() => Loss.CrossEntropy(0, [1, 1]).Compute<double>(Logits, (int[])[0, 0, 0, 0], 3, new double[12])).Message);
    }

    private static double[] LogSoftmax(ReadOnlySpan<double> y)
    {
        double[] values = y.ToArray();
        double log = Math.Log(values.Sum(Math.Exp));
        return [.. values.Select(value => value - log)];
    }

    private static void Check(double[] dy, Func<double[], double> of)
    {
        for (int n = 0; n < dy.Length; n++)
        {
            double[] up = [.. Logits];
            double[] down = [.. Logits];
            up[n] += 1e-5;
            down[n] -= 1e-5;
            Assert.Equal((of(up) - of(down)) / 2e-5, dy[n], 1e-8);
        }
    }
}
