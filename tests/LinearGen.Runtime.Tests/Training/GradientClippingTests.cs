using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>The greatest norm of the gradients, as clip_grad_norm_ has it.</summary>
public class GradientClippingTests
{
    [Fact]
    public void Gradients_above_the_greatest_norm_are_scaled_down_together()
    {
        // From all zeros dY = 2·(0 − t)/3 = (−4, 0, 8)/3; dW = (1, 2)ᵀ·dY, db = dY: the norm is √(1 + 4 + 1)·√80/3.
        double norm = Math.Sqrt(6 * 80) / 3;
        double factor = 0.5 / (norm + 1e-6);
        PlainLayer<double> layer = new();
        Trainer<PlainLayer<double>, double> trainer = new(layer, Loss.MeanSquared, new Sgd(1), 1) { MaxGradientNorm = 0.5 };

        trainer.Step([1, 2], (ReadOnlySpan<double>)[2, 0, -4]);

        double[] gradient = [-4, 0, 8, -8, 0, 16, -4, 0, 8];
        Numbers.AssertClose([.. gradient.Select(g => -factor * g / 3)], layer.Parameters[..9], 1e-15, "parameters");
        Assert.All(layer.PaddingValues, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Gradients_below_the_greatest_norm_keep_every_bit()
    {
        Assert.Equal(Train(null), Train(1e6));
        Assert.NotEqual(Train(null), Train(0.01));

        static float[] Train(double? greatest)
        {
            PlainDeepNetwork<float> network = new();
            network.Initialize(new Random(1));
            Trainer<PlainDeepNetwork<float>> trainer = new(network, Loss.MeanSquared, new Adam(), 1) { MaxGradientNorm = greatest };
            for (int step = 0; step < 5; step++)
            {
                trainer.Step([1, step], (ReadOnlySpan<float>)[2, 0, -4]);
            }

            return network.Parameters.ToArray();
        }
    }

    [Fact]
    public void The_norm_is_that_of_the_layers_that_are_not_frozen()
    {
        PlainDeepNetwork<double> network = new();
        network.Initialize(new Random(2));
        network.Frozen[1] = true;
        Activations<double> activations = network.CreateActivations(1);
        ParameterGradients<double> gradients = network.CreateGradients();
        network.Forward([1, 2], activations);
        double[] dy = new double[3];
        Loss.MeanSquared.Compute(activations.Output, (ReadOnlySpan<double>)[2, 0, -4], 3, dy);
        network.Backward([1, 2], activations, dy, default, gradients);
        gradients.Values[network.ParameterRange(1)].Clear();
        double norm = Math.Sqrt(gradients.Values.ToArray().Sum(g => g * g));
        double[] expected = [.. network.Parameters.ToArray().Zip(gradients.Values.ToArray(), (p, g) => p - (g * 0.1 / (norm + 1e-6)))];

        new Trainer<PlainDeepNetwork<double>, double>(network, Loss.MeanSquared, new Sgd(1), 1) { MaxGradientNorm = 0.1 }
            .Step([1, 2], (ReadOnlySpan<double>)[2, 0, -4]);

        Numbers.AssertClose(expected, network.Parameters, 1e-14, "parameters");
    }

    [Fact]
    public void A_gradient_whose_square_overflows_is_clipped_all_the_same()
    {
        PlainLayer<float> layer = new();
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.MeanSquared, new Sgd(1), 1) { MaxGradientNorm = 1 };

        trainer.Step([1e25f, 0], (ReadOnlySpan<float>)[3, 0, -4]);

        Numbers.AssertClose([0.6, 0, -0.8], Numbers.ToDoubles<float>(layer.Parameters[..3]), 1e-6, "weights of the large input");
    }

    [Fact]
    public void A_norm_that_is_not_finite_is_refused_naming_the_step()
    {
        // The loss is 25/3; the gradients of four rows add up to more than a float holds.
        PlainLayer<float> layer = new();
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.MeanSquared, new Adam(), 4) { MaxGradientNorm = 1 };
        trainer.Step([1, 0], (ReadOnlySpan<float>)[0, 0, 0]);
        float[] huge = [float.MaxValue, 0, float.MaxValue, 0, float.MaxValue, 0, float.MaxValue, 0];

        NotFiniteNumberException thrown = Assert.Throws<NotFiniteNumberException>(
            () => trainer.Step(huge, (ReadOnlySpan<float>)[30, 0, -40, 30, 0, -40, 30, 0, -40, 30, 0, -40]));

        Assert.Contains("The gradients' norm of step 2 is", thrown.Message, StringComparison.Ordinal);
        Assert.False(double.IsFinite(thrown.OffendingNumber));
        Assert.All(layer.Parameters.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(1, trainer.Steps);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(-1.0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_greatest_norm_that_cannot_be_is_refused(double norm)
    {
        Trainer<PlainLayer<float>> trainer = new(new PlainLayer<float>(), Loss.MeanSquared, new Sgd(1), 1) { MaxGradientNorm = 2 };
        Assert.Contains(
            "expected a finite number above 0, or null for none",
            Assert.Throws<ArgumentOutOfRangeException>("MaxGradientNorm", () => trainer.MaxGradientNorm = norm).Message,
            StringComparison.Ordinal);
        Assert.Equal(2, trainer.MaxGradientNorm);
        trainer.MaxGradientNorm = null;
        Assert.Null(trainer.MaxGradientNorm);
    }
}
