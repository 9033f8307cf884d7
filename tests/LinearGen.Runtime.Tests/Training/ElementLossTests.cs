using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Binary cross entropy, Huber and L1: values known by hand, derivatives, places, the edges of the number range.</summary>
public class ElementLossTests
{
    private static readonly Dictionary<string, Loss> All = new()
    {
        ["bce"] = Loss.BinaryCrossEntropy,
        ["huber"] = Loss.Huber(0.7),
        ["l1"] = Loss.L1,
    };

    public static TheoryData<string> Names => [.. All.Keys];

    [Fact]
    public void Huber_is_half_the_square_near_and_linear_far()
    {
        double[] dy = new double[4];
        double loss = Loss.Huber(2).Compute<double>([1, 5, -5, 0], (ReadOnlySpan<double>)[0, 0, 0, 0], 2, dy);

        Assert.Equal((0.5 + (2 * 4) + (2 * 4) + 0) / 4, loss);
        Assert.Equal([0.25, 0.5, -0.5, 0], dy);
    }

    [Fact]
    public void L1_is_the_distance_and_flat_where_it_is_zero()
    {
        float[] dy = new float[4];
        float loss = Loss.L1.Compute<float>([1, 2, 3, 4], (ReadOnlySpan<float>)[0, 2, 5, 4], 2, dy);

        Assert.Equal(3f / 4, loss);
        Assert.Equal([0.25f, 0, -0.25f, 0], dy);
    }

    [Fact]
    public void Binary_cross_entropy_of_no_opinion_is_the_logarithm_of_two()
    {
        double[] dy = new double[2];
        Assert.Equal(Math.Log(2), Loss.BinaryCrossEntropy.Compute<double>([0, 0], (ReadOnlySpan<double>)[1, 0], 1, dy), 15);
        Assert.Equal([-0.25, 0.25], dy);
    }

    [Theory]
    [InlineData(10f)]
    [InlineData(17f)]
    [InlineData(30f)]
    [InlineData(80f)]
    public void Binary_cross_entropy_of_a_sure_and_right_answer_is_small_but_not_nothing(float sure)
    {
        // 1 + exp(−17) is 1 in float, and its logarithm 0.
        float[] dy = new float[2];
        float loss = Loss.BinaryCrossEntropy.Compute<float>([sure, -sure], (ReadOnlySpan<float>)[1, 0], 1, dy);
        double z = Math.Exp(-(double)sure);
        double expected = z - (z * z / 2);
        Assert.InRange(loss, expected * (1 - 1e-6), expected * (1 + 1e-6));
    }

    [Theory]
    [InlineData(1e4f)]
    [InlineData(1e30f)]
    [InlineData(float.MaxValue)]
    public void Binary_cross_entropy_of_a_sure_and_wrong_answer_is_its_distance(float sure)
    {
        float[] dy = new float[1];
        Assert.Equal(sure, Loss.BinaryCrossEntropy.Compute<float>([sure], (ReadOnlySpan<float>)[0], 1, dy));
        Assert.Equal([1], dy);
        Assert.Equal(sure, Loss.BinaryCrossEntropy.Compute<float>([-sure], (ReadOnlySpan<float>)[1], 1, dy));
        Assert.Equal([-1], dy);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradients_are_the_derivatives_of_the_loss(string name)
    {
        Random random = new(1);
        for (int length = 1; length <= 40; length++)
        {
            double[] y = Numbers.Draw<double>(random, length, 3);
            double[] targets = [.. Numbers.Draw<double>(random, length).Select(Math.Abs)];
            double[] dy = new double[length];
            double[] ignored = new double[length];
            All[name].Compute<double>(y, targets, length, dy);
            for (int k = 0; k < length; k++)
            {
                // Away from the kinks of L1 and Huber, where the difference is of the same branch.
                const double H = 1e-5;
                double[] above = [.. y];
                double[] below = [.. y];
                above[k] += H;
                below[k] -= H;
                double slope = (All[name].Compute<double>(above, targets, length, ignored) - All[name].Compute<double>(below, targets, length, ignored)) / (2 * H);
                Assert.InRange(dy[k], slope - 1e-5, slope + 1e-5);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Where_an_element_lies_does_not_change_the_bits_of_its_gradient(string name)
    {
        // Equal elements, in vectors and in the rest behind them.
        for (int length = 2; length <= 40; length++)
        {
            float[] dy = new float[length];
            All[name].Compute<float>(Enumerable.Repeat(0.3f, length).ToArray(), Enumerable.Repeat(0.9f, length).ToArray(), 1, dy);
            Assert.Single(dy.Distinct());
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Nothing_beside_the_gradient_is_written(string name)
    {
        for (int length = 1; length <= 40; length++)
        {
            float[] dy = [.. Enumerable.Repeat(7f, length + 40)];
            All[name].Compute<float>(new float[length], new float[length], 1, dy.AsSpan(20, length));
            Assert.All(dy[..20].Concat(dy[(20 + length)..]), value => Assert.Equal(7, value));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_large_batch_does_not_lose_precision(string name)
    {
        // A running sum in float would be off by some 1e-4 here.
        float[] y = Numbers.Draw<float>(new Random(2), 1 << 20, 3);
        float[] targets = new float[y.Length];
        float loss = All[name].Compute<float>(y, targets, 1, new float[y.Length]);
        double exact = All[name].Compute<double>([.. y.Select(v => (double)v)], new double[y.Length], 1, new double[y.Length]);
        Assert.InRange(loss, exact * (1 - 2e-7), exact * (1 + 2e-7));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_delta_that_cannot_be_is_refused(double delta) => Assert.Contains(
        "expected a finite number above 0",
        Assert.Throws<ArgumentOutOfRangeException>(nameof(delta), () => Loss.Huber(delta)).Message,
        StringComparison.Ordinal);
}
