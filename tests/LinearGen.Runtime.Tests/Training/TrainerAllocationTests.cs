using LinearGen.Runtime.Tests.Files;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Steps allocate nothing, and the counting would notice if they did.</summary>
public class TrainerAllocationTests
{
    private static readonly float[] X = Numbers.Draw<float>(new Random(1), 8 * 2);
    private static readonly float[] Targets = [.. Enumerable.Repeat(1f / 3, 8 * 3)];
    private static readonly int[] Labels = [0, 1, 2, 0, 1, 2, 0, 1];
    private static object? s_planted;

    public static TheoryData<bool, double> Forms => new() { { true, 0 }, { true, 0.9 }, { false, 0 }, { false, 0.9 } };

    [Theory]
    [MemberData(nameof(Forms))]
    public void Steps_with_targets_allocate_nothing(bool crossEntropy, double momentum)
    {
        Trainer<PlainLayer<float>> trainer = new(
            new PlainLayer<float>(), crossEntropy ? Loss.SoftmaxCrossEntropy : Loss.MeanSquared, new Sgd(0.1, momentum), 8);
        Assert.Equal(0, Allocations.Of(() => trainer.Step(X, Targets)));
    }

    [Fact]
    public void Steps_with_labels_allocate_nothing()
    {
        Trainer<PlainLayer<float>> trainer = new(new PlainLayer<float>(), Loss.SoftmaxCrossEntropy, new Sgd(0.1), 8);
        Assert.Equal(0, Allocations.Of(() => trainer.Step(X, Labels)));
    }

    [Fact]
    public void Steps_in_double_allocate_nothing()
    {
        double[] x = Numbers.Draw<double>(new Random(1), 8 * 2);
        Trainer<PlainLayer<double>, double> trainer = new(new PlainLayer<double>(), Loss.SoftmaxCrossEntropy, new Sgd(0.1, 0.9), 8);
        Assert.Equal(0, Allocations.Of(() => trainer.Step(x, Labels)));
    }

    [Fact]
    public void Steps_with_everything_switched_on_allocate_nothing()
    {
        foreach (Loss loss in new[] { Loss.BinaryCrossEntropy, Loss.L1, Loss.Huber(0.5) })
        {
            foreach (Optimizer optimizer in new Optimizer[] { new Adam(), new AdamW() })
            {
                PlainDeepNetwork<float> network = new();
                network.Initialize(new Random(1));
                network.Frozen[1] = true;
                Trainer<PlainDeepNetwork<float>> trainer = new(network, loss, optimizer, 8)
                {
                    MaxGradientNorm = 1e-3,
                    Schedule = LearningRateSchedule.Cosine(150).WithWarmup(20),
                };
                Assert.Equal(0, Allocations.Of(() => trainer.Step(X, Targets)));
            }
        }
    }

    [Fact]
    public void The_first_step_of_a_trainer_allocates_nothing()
    {
        float[] x = Numbers.Draw<float>(new Random(1), 8 * Iris.In);
        float[] targets = Numbers.Draw<float>(new Random(2), 8 * Iris.Out);
        Queue<Trainer<Iris>> trainers = new(Enumerable.Range(0, 200).Select(_ =>
        {
            Iris network = new();
            network.Initialize(new Random(1));
            return new Trainer<Iris>(network, Loss.MeanSquared, new Adam(), 8);
        }));

        Assert.Equal(0, Allocations.Of(() => trainers.Dequeue().Step(x, targets)));
        Assert.Empty(trainers);
    }

    [Fact]
    public void One_small_object_in_one_step_of_a_hundred_is_noticed()
    {
        int calls = 0;
        PlainLayer<float> layer = new() { OnForward = () => s_planted = ++calls == 150 ? new object() : s_planted };
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.SoftmaxCrossEntropy, new Sgd(0.1), 8);

        Assert.InRange(Allocations.Of(() => trainer.Step(X, Labels)), 1, 100);
        Assert.NotNull(s_planted);
    }
}
