using System.Numerics;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Adam and AdamW step by step against PyTorch's definitions, written down a second time in double.</summary>
public class AdamTests
{
    /// <summary>Whether AdamW, the two betas, epsilon, weight decay.</summary>
    public static TheoryData<bool, double, double, double, double> Forms => new()
    {
        { false, 0.9, 0.999, 1e-8, 0 },
        { false, 0.9, 0.999, 1e-8, 0.1 },
        { false, 0.5, 0.7, 1e-3, 0.01 },
        { false, 0, 0, 1e-2, 0 },
        { true, 0.9, 0.999, 1e-8, 0.01 },
        { true, 0.9, 0.999, 1e-8, 0 },
        { true, 0.5, 0.7, 1e-3, 0.5 },
    };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Float_steps_follow_PyTorchs_definition(bool decoupled, double beta1, double beta2, double epsilon, double weightDecay) =>
        Compare<float>(decoupled, beta1, beta2, epsilon, weightDecay);

    [Theory]
    [MemberData(nameof(Forms))]
    public void Double_steps_follow_PyTorchs_definition(bool decoupled, double beta1, double beta2, double epsilon, double weightDecay) =>
        Compare<double>(decoupled, beta1, beta2, epsilon, weightDecay);

    [Fact]
    public void The_first_step_moves_every_parameter_by_the_learning_rate_against_the_sign_of_its_gradient()
    {
        // The corrected means are g and g², so that the step is learningRate·g/(|g| + 1e-8).
        double[] parameters = [1, 1, 1];
        new Adam().Step<double>(parameters, [3, -1e-3, 1e3], new double[6], 1, 0.25);
        Numbers.AssertClose([0.75, 1.25, 0.75], parameters, 3e-6, "parameters");
    }

    [Fact]
    public void The_defaults_are_PyTorchs()
    {
        Adam adam = new();
        Assert.Equal((1e-3, 0.9, 0.999, 1e-8, 0.0), (adam.LearningRate, adam.Beta1, adam.Beta2, adam.Epsilon, adam.WeightDecay));
        AdamW adamW = new();
        Assert.Equal((1e-3, 0.9, 0.999, 1e-8, 0.01), (adamW.LearningRate, adamW.Beta1, adamW.Beta2, adamW.Epsilon, adamW.WeightDecay));
        Assert.Equal(2, adam.StateBlocks);
    }

    [Theory]
    [InlineData(-0.1, 0.9, 0.999, 1e-8, 0, "learningRate", "expected a finite number of 0 or more")]
    [InlineData(0.1, 1, 0.999, 1e-8, 0, "beta1", "beta1 is 1; expected a number from 0 to below 1")]
    [InlineData(0.1, -0.1, 0.999, 1e-8, 0, "beta1", "expected a number from 0 to below 1")]
    [InlineData(0.1, 0.9, double.NaN, 1e-8, 0, "beta2", "expected a number from 0 to below 1")]
    [InlineData(0.1, 0.9, 1.5, 1e-8, 0, "beta2", "expected a number from 0 to below 1")]
    [InlineData(0.1, 0.9, 0.999, 0, 0, "epsilon", "epsilon is 0; expected a number above 0")]
    [InlineData(0.1, 0.9, 0.999, double.PositiveInfinity, 0, "epsilon", "expected a finite number")]
    [InlineData(0.1, 0.9, 0.999, 1e-8, -1, "weightDecay", "expected a finite number of 0 or more")]
    public void Hyper_parameters_that_cannot_be_are_refused_by_name(
        double learningRate, double beta1, double beta2, double epsilon, double weightDecay, string parameter, string message)
    {
        Assert.Contains(message, Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new Adam(learningRate, beta1, beta2, epsilon, weightDecay)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => new AdamW(learningRate, beta1, beta2, epsilon, weightDecay));
    }

    [Theory]
    [InlineData(1e39, 1e-8, 0, "learningRate")]
    [InlineData(0.1, 1e-50, 0, "Epsilon")]
    [InlineData(0.1, 1e39, 0, "Epsilon")]
    [InlineData(0.1, 1e-8, 1e41, "WeightDecay")]
    public void A_hyper_parameter_that_cannot_be_as_float_is_refused_before_anything_changes(double learningRate, double epsilon, double weightDecay, string parameter)
    {
        // In double all of them can be. With an epsilon of 0 the padding would become NaN.
        foreach (Optimizer optimizer in new Optimizer[] { new Adam(0.1, 0.9, 0.999, epsilon, weightDecay), new AdamW(0.1, 0.9, 0.999, epsilon, weightDecay) })
        {
            float[] parameters = [1, 0];
            float[] state = new float[4];
            Assert.Throws<ArgumentOutOfRangeException>(parameter, () => optimizer.Step<float>(parameters, [1, 0], state, 1, learningRate));
            Assert.Equal([1, 0], parameters);
            Assert.All(state, value => Assert.Equal(0, value));

            double[] inDouble = [1, 0];
            optimizer.Step<double>(inDouble, [1, 0], new double[4], 1, learningRate);
            Assert.Equal(0, inDouble[1]);
        }
    }

    /// <summary>Twenty steps on gradients that are given, against the algorithms that PyTorch documents.</summary>
    private static void Compare<T>(bool decoupled, double beta1, double beta2, double epsilon, double weightDecay)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        const int Count = 19;
        const double Rate = 0.1;
        Random random = new(3);
        Optimizer optimizer = decoupled ? new AdamW(Rate, beta1, beta2, epsilon, weightDecay) : new Adam(Rate, beta1, beta2, epsilon, weightDecay);
        T[] parameters = Numbers.Draw<T>(random, Count);
        T[] state = new T[Count * 2];
        double[] expected = Numbers.ToDoubles<T>(parameters);
        double[] means = new double[Count];
        double[] squares = new double[Count];

        for (int step = 1; step <= 20; step++)
        {
            T[] gradients = Numbers.Draw<T>(random, Count);
            optimizer.Step<T>(parameters, gradients, state, step, Rate);
            for (int k = 0; k < Count; k++)
            {
                double g = double.CreateChecked(gradients[k]);
                if (decoupled)
                {
                    expected[k] -= Rate * weightDecay * expected[k];
                }
                else
                {
                    g += weightDecay * expected[k];
                }

                means[k] += (1 - beta1) * (g - means[k]);
                squares[k] += (1 - beta2) * ((g * g) - squares[k]);
                double mean = means[k] / (1 - Math.Pow(beta1, step));
                double square = squares[k] / (1 - Math.Pow(beta2, step));
                expected[k] -= Rate * mean / (Math.Sqrt(square) + epsilon);
            }

            // Some dozen roundings a step; a gradient near 0 makes those of the quotient larger.
            Numbers.AssertClose(expected, Numbers.ToDoubles<T>(parameters), 100 * step * Numbers.Rounding<T>(), $"parameters after step {step}");
        }
    }
}
