using System.Numerics;
using System.Numerics.Tensors;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>A loss and an optimiser of a user's own, made of nothing but public and protected members.</summary>
public class CustomTrainingTests
{
    [Fact]
    public void A_loss_and_an_optimizer_of_ones_own_train_a_network_without_allocating()
    {
        Random random = new(1);
        PlainLayer<float> teacher = new();
        teacher.Initialize(random);
        float[] x = Numbers.Draw<float>(random, 16 * 2);
        float[] targets = new float[16 * 3];
        teacher.Forward(x, targets);

        PlainLayer<float> pupil = new();
        Trainer<PlainLayer<float>> trainer = new(pupil, new LogCosh(), new Lion(1e-2), 16) { Schedule = LearningRateSchedule.Cosine(900) };
        Assert.Equal(0, Allocations.Of(() => trainer.Step(x, targets)));
        for (int step = 0; step < 700; step++)
        {
            trainer.Step(x, targets);
        }

        Assert.InRange(trainer.Evaluate(x, targets), 0, 1e-6);
    }

    [Fact]
    public void Bad_hyper_parameters_of_ones_own_optimizer_are_refused_with_the_librarys_messages() => Assert.Contains(
        "weightDecay is -1; expected a finite number of 0 or more",
        Assert.Throws<ArgumentOutOfRangeException>("weightDecay", () => new Lion(0.1, -1)).Message,
        StringComparison.Ordinal);

    /// <summary>Mean of ln cosh(y − t): about ½d² near the target and |d| − ln 2 far from it; its slope is tanh d.</summary>
    private sealed class LogCosh : Loss
    {
        protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
        {
            double sum = 0;
            for (int k = 0; k < y.Length; k++)
            {
                double distance = Math.Abs(double.CreateTruncating(y[k] - targets[k]));
                sum += distance + Math.Log((1 + Math.Exp(-2 * distance)) / 2);
            }

            TensorPrimitives.Subtract(y, targets, dy);
            TensorPrimitives.Tanh(dy, dy);
            TensorPrimitives.Multiply(dy, T.One / T.CreateTruncating(y.Length), dy);
            return T.CreateTruncating(sum / y.Length);
        }
    }

    /// <summary>Lion (Chen et al., 2023): p ← p − rate·(sign(0.9·m + 0.1·g) + weightDecay·p), then m ← 0.99·m + 0.01·g.</summary>
    private sealed class Lion : Optimizer
    {
        private readonly double _weightDecay;

        public Lion(double learningRate, double weightDecay = 0)
            : base(learningRate)
        {
            CheckNotNegative(weightDecay, nameof(weightDecay));
            _weightDecay = weightDecay;
        }

        public override int StateBlocks => 1;

        protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
        {
            T rate = Convert<T>(learningRate, nameof(learningRate));
            T decay = Convert<T>(_weightDecay, nameof(_weightDecay));
            T old = T.CreateTruncating(0.9);
            T kept = T.CreateTruncating(0.99);
            for (int k = 0; k < parameters.Length; k++)
            {
                // The sign of 0 is 0, so padding stays 0.
                T g = gradients[k];
                T direction = T.CreateTruncating(T.Sign((old * state[k]) + ((T.One - old) * g)));
                parameters[k] -= rate * (direction + (decay * parameters[k]));
                state[k] = (kept * state[k]) + ((T.One - kept) * g);
            }
        }
    }
}
