using System.Numerics;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>SGD step by step against PyTorch's definition, written down a second time in double.</summary>
public class SgdTests
{
    public static TheoryData<double, bool, double> Forms => new()
    {
        { 0, false, 0 },
        { 0, false, 0.01 },
        { 0.9, false, 0 },
        { 0.9, false, 0.01 },
        { 0.9, true, 0 },
        { 0.9, true, 0.01 },
        { 0.5, true, 0.3 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Float_steps_follow_PyTorchs_definition(double momentum, bool nesterov, double weightDecay) =>
        Compare<float>(momentum, nesterov, weightDecay);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Double_steps_follow_PyTorchs_definition(double momentum, bool nesterov, double weightDecay) =>
        Compare<double>(momentum, nesterov, weightDecay);

    [Fact]
    public void The_learning_rate_of_the_step_counts_not_the_one_to_begin_with()
    {
        float[] parameters = [1];
        new Sgd(0.1).Step<float>(parameters, [1], [], 1, 0.5);
        Assert.Equal([0.5f], parameters);
    }

    [Fact]
    public void Only_momentum_needs_state()
    {
        Assert.Equal(0, new Sgd(0.1, weightDecay: 0.1).StateBlocks);
        Assert.Equal(1, new Sgd(0.1, momentum: 0.9).StateBlocks);
    }

    [Fact]
    public void Hyper_parameters_can_be_read_back()
    {
        Sgd sgd = new(0.1, 0.9, true, 0.01);
        Assert.Equal((0.1, 0.9, true, 0.01), (sgd.LearningRate, sgd.Momentum, sgd.Nesterov, sgd.WeightDecay));
    }

    [Theory]
    [InlineData(-0.1, 0, 0, "learningRate")]
    [InlineData(double.NaN, 0, 0, "learningRate")]
    [InlineData(double.PositiveInfinity, 0, 0, "learningRate")]
    [InlineData(0.1, -0.9, 0, "momentum")]
    [InlineData(0.1, double.NaN, 0, "momentum")]
    [InlineData(0.1, 0, -1, "weightDecay")]
    [InlineData(0.1, 0, double.NaN, "weightDecay")]
    public void Hyper_parameters_that_cannot_be_are_refused_by_name(double learningRate, double momentum, double weightDecay, string parameter) =>
        Assert.Contains(
            "expected a finite number of 0 or more",
            Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new Sgd(learningRate, momentum, false, weightDecay)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void Nesterov_without_momentum_is_refused() =>
        Assert.Throws<ArgumentException>("nesterov", () => new Sgd(0.1, nesterov: true));

    [Theory]
    [InlineData(3, 4, 1, 0.1, "gradients", "gradients holds 3 values; expected 4")]
    [InlineData(4, 3, 1, 0.1, "state", "state holds 3 values; expected 4")]
    [InlineData(4, 4, 0, 0.1, "step", "")]
    [InlineData(4, 4, 1, double.NaN, "learningRate", "expected a finite number")]
    public void A_step_with_arguments_that_do_not_fit_changes_nothing(int gradients, int state, long step, double learningRate, string parameter, string message)
    {
        float[] parameters = [1, 2, 3, 4];
        float[] buffers = [.. Enumerable.Repeat(7f, state)];
        Exception thrown = Assert.ThrowsAny<ArgumentException>(
            () => new Sgd(0.1, momentum: 0.9).Step<float>(parameters, new float[gradients], buffers, step, learningRate));

        Assert.Equal(parameter, ((ArgumentException)thrown).ParamName);
        Assert.Contains(message, thrown.Message, StringComparison.Ordinal);
        Assert.Equal([1, 2, 3, 4], parameters);
        Assert.All(buffers, value => Assert.Equal(7, value));
    }

    /// <summary>Twenty steps on gradients that are given, against torch.optim.SGD's documented algorithm.</summary>
    private static void Compare<T>(double momentum, bool nesterov, double weightDecay)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Count = 19;
        const double Rate = 0.1;
        Random random = new(3);
        Sgd sgd = new(Rate, momentum, nesterov, weightDecay);
        T[] parameters = Numbers.Draw<T>(random, Count);
        T[] state = new T[Count * sgd.StateBlocks];
        double[] expected = Numbers.ToDoubles<T>(parameters);
        double[]? buffer = null;

        for (int step = 1; step <= 20; step++)
        {
            T[] gradients = Numbers.Draw<T>(random, Count);
            sgd.Step<T>(parameters, gradients, state, step, Rate);

            double[] g = [.. gradients.Select((gradient, k) => double.CreateChecked(gradient) + (weightDecay * expected[k]))];
            if (momentum != 0)
            {
                buffer = buffer is null ? g : [.. buffer.Select((b, k) => (momentum * b) + g[k])];
                g = nesterov ? [.. g.Select((value, k) => value + (momentum * buffer[k]))] : buffer;
            }

            expected = [.. expected.Select((p, k) => p - (Rate * g[k]))];

            // Some five roundings a step of numbers below 10.
            Numbers.AssertClose(expected, Numbers.ToDoubles<T>(parameters), 50 * step * Numbers.Rounding<T>(), $"parameters after step {step}");
        }
    }

    [Theory]
    [InlineData(1e39, 0, 0)]
    [InlineData(0.1, 1e39, 0)]
    [InlineData(0.1, 0, 1e39)]
    public void A_hyper_parameter_that_is_infinite_as_float_is_refused_before_anything_changes(double learningRate, double momentum, double weightDecay)
    {
        Sgd sgd = new(learningRate, momentum, false, weightDecay);
        float[] parameters = [1, 0];
        float[] state = new float[2 * sgd.StateBlocks];

        Assert.Throws<ArgumentOutOfRangeException>(() => sgd.Step<float>(parameters, [1, 0], state, 1, learningRate));

        Assert.Equal([1, 0], parameters);
        Assert.All(state, value => Assert.Equal(0, value));
        sgd.Step<double>(new double[2], new double[2], new double[2 * sgd.StateBlocks], 1, learningRate);
    }
}
