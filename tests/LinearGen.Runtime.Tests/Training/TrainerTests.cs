using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>What a step does, on a layer in plain loops.</summary>
public class TrainerTests
{
    [Fact]
    public void One_step_of_softmax_regression_is_what_a_pencil_says()
    {
        // From all zeros each class has probability 1/3, so dY = (1/3 − onehot)/2 for each of the two rows:
        // (1/6, −1/3, 1/6) and (−1/3, 1/6, 1/6). dW = Xᵀ·dY, db = the sum of both; then minus 0.6 times that.
        PlainLayer<double> layer = new();
        Trainer<PlainLayer<double>, double> trainer = new(layer, Loss.SoftmaxCrossEntropy, new Sgd(0.6), maxBatch: 2);

        double loss = trainer.Step([1, 2, 3, -1], (ReadOnlySpan<int>)[1, 0]);

        Assert.Equal(Math.Log(3), loss, 15);
        Numbers.AssertClose([0.5, -0.1, -0.4, -0.4, 0.5, -0.1], layer.Weights(0), 1e-15, "weights");
        Numbers.AssertClose([0.1, 0.1, -0.2], layer.Bias(0), 1e-15, "bias");
        Assert.Equal(1, trainer.Steps);
    }

    [Fact]
    public void One_step_of_linear_regression_is_what_a_pencil_says()
    {
        // From all zeros y = 0, so dY = 2·(0 − t)/3; dW = Xᵀ·dY and db = dY, then minus 0.75 times that.
        PlainLayer<float> layer = new();
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.MeanSquared, new Sgd(0.75), maxBatch: 8);

        float loss = trainer.Step([1, 2], (ReadOnlySpan<float>)[2, 0, -4]);

        Assert.Equal(20f / 3, loss, 6);
        Numbers.AssertClose([1, 0, -2, 2, 0, -4], Numbers.ToDoubles<float>(layer.Weights(0)), 1e-6, "weights");
        Numbers.AssertClose([1, 0, -2], Numbers.ToDoubles<float>(layer.Bias(0)), 1e-6, "bias");
    }

    [Fact]
    public void Linear_regression_finds_the_weights_that_made_the_data()
    {
        PlainLayer<double> teacher = new();
        teacher.Initialize(new Random(4));
        double[] x = Numbers.Draw<double>(new Random(5), 16 * 2);
        double[] targets = new double[16 * 3];
        teacher.Forward(x, targets);

        PlainLayer<double> pupil = new();
        Trainer<PlainLayer<double>, double> trainer = new(pupil, Loss.MeanSquared, new Sgd(0.5, momentum: 0.9), maxBatch: 16);
        double loss = double.MaxValue;
        for (int step = 0; step < 2000; step++)
        {
            loss = trainer.Step(x, targets);
        }

        Assert.InRange(loss, 0, 1e-25);
        Numbers.AssertClose(teacher.Parameters, pupil.Parameters, 1e-12, "parameters");
    }

    [Fact]
    public void Softmax_regression_on_separate_clusters_gets_better_with_every_step_and_then_is_right()
    {
        Random random = new(6);
        (float X, float Y)[] centres = [(2, 0), (-1, 2), (-1, -2)];
        int[] labels = [.. Enumerable.Range(0, 30).Select(row => row % 3)];
        float[] x = [.. labels.SelectMany(label => new[] { centres[label].X + random.NextSingle(), centres[label].Y + random.NextSingle() })];
        PlainLayer<float> layer = new();
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.SoftmaxCrossEntropy, new Sgd(0.1), maxBatch: 30);

        float before = float.PositiveInfinity;
        for (int step = 0; step < 100; step++)
        {
            float loss = trainer.Step(x, labels);
            Assert.True(loss < before, $"The loss of step {step + 1} is {loss}, after {before}.");
            before = loss;
        }

        float[] y = new float[90];
        layer.Forward(x, y);
        Assert.Equal(labels, Enumerable.Range(0, 30).Select(row => Array.IndexOf(y[(3 * row)..(3 * row + 3)], y[(3 * row)..(3 * row + 3)].Max())));
    }

    [Fact]
    public void Padding_stays_zero()
    {
        PlainPerceptron<float> network = new();
        network.Initialize(new Random(7));
        Trainer<PlainPerceptron<float>> trainer = new(network, Loss.MeanSquared, new Sgd(0.1, 0.9, nesterov: true, weightDecay: 0.1), maxBatch: 4);
        for (int step = 0; step < 20; step++)
        {
            trainer.Step(Numbers.Draw<float>(new Random(step), 40), Numbers.Draw<float>(new Random(step), 4));
        }

        Assert.Equal(2 * PlainPerceptron<float>.Padding, network.PaddingValues.Length);
        Assert.All(network.PaddingValues, value => Assert.Equal(0, value));
    }

    [Fact]
    public void Batches_of_different_sizes_do_not_leave_traces_in_each_other()
    {
        // A large batch fills buffers that the small one after it must not read.
        float[] large = Numbers.Draw<float>(new Random(8), 8 * 2);
        PlainLayer<float> used = new();
        Trainer<PlainLayer<float>> trainer = new(used, Loss.SoftmaxCrossEntropy, new Sgd(0.1), maxBatch: 8);
        trainer.Step(large, new int[8]);
        PlainLayer<float> fresh = new();
        used.Parameters.CopyTo(fresh.Parameters);

        float loss = trainer.Step([1, 2], (ReadOnlySpan<int>)[1]);
        float lossOfFresh = new Trainer<PlainLayer<float>>(fresh, Loss.SoftmaxCrossEntropy, new Sgd(0.1), 1).Step([1, 2], (ReadOnlySpan<int>)[1]);

        Assert.Equal(lossOfFresh, loss);
        Assert.Equal(fresh.Parameters, used.Parameters);
    }

    [Fact]
    public void Trainers_that_share_an_optimizer_do_not_mix_their_momenta()
    {
        Sgd shared = new(0.1, momentum: 0.9);
        (PlainLayer<float> alone, PlainLayer<float> one, PlainLayer<float> other) = (new(), new(), new());
        Trainer<PlainLayer<float>> trainerAlone = new(alone, Loss.MeanSquared, new Sgd(0.1, momentum: 0.9), 1);
        Trainer<PlainLayer<float>> trainerOfOne = new(one, Loss.MeanSquared, shared, 1);
        Trainer<PlainLayer<float>> trainerOfOther = new(other, Loss.MeanSquared, shared, 1);
        for (int step = 0; step < 5; step++)
        {
            trainerAlone.Step([1, step], (ReadOnlySpan<float>)[1, 2, 3]);
            trainerOfOne.Step([1, step], (ReadOnlySpan<float>)[1, 2, 3]);
            trainerOfOther.Step([step, -1], (ReadOnlySpan<float>)[7, 0, -9]);
        }

        Assert.Equal(alone.Parameters, one.Parameters);
        Assert.False(alone.Parameters.SequenceEqual(other.Parameters));
    }

    [Fact]
    public void The_learning_rate_is_the_optimizers_until_it_is_set_and_then_this_trainers_alone()
    {
        Sgd shared = new(0.25);
        PlainLayer<float> layer = new();
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.MeanSquared, shared, 1);
        Trainer<PlainLayer<float>> other = new(new PlainLayer<float>(), Loss.MeanSquared, shared, 1);
        Assert.Equal(0.25, trainer.LearningRate);

        trainer.LearningRate = 0;
        trainer.Step([1, 2], (ReadOnlySpan<float>)[1, 2, 3]);
        Assert.All(layer.Parameters.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(0.25, other.LearningRate);

        trainer.LearningRate = 0.75;
        trainer.Step([0, 0], (ReadOnlySpan<float>)[2, 0, -4]);
        Assert.Equal([1, 0, -2], layer.Bias(0));
    }

    [Fact]
    public void The_step_number_that_an_optimizer_sees_starts_at_one()
    {
        RecordingOptimizer optimizer = new();
        Trainer<PlainLayer<float>> trainer = new(new PlainLayer<float>(), Loss.MeanSquared, optimizer, 1);
        for (int step = 0; step < 3; step++)
        {
            trainer.Step([1, 2], (ReadOnlySpan<float>)[1, 2, 3]);
        }

        Assert.Equal([1, 2, 3], optimizer.Steps);
        Assert.Equal(2 * (9 + PlainLayer<float>.Padding), optimizer.StateLength);
        Assert.Equal(3, trainer.Steps);
    }

    [Fact]
    public void Whatever_is_derived_from_parameters_is_brought_up_to_date_after_every_step()
    {
        // A generated layer keeps a transposed copy of its weights; here the copy is one of all parameters.
        PlainLayer<float> layer = new();
        float[] derived = layer.Parameters.ToArray();
        int calls = 0;
        layer.OnParametersChanged = () =>
        {
            calls++;
            derived = layer.Parameters.ToArray();
        };
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.SoftmaxCrossEntropy, new Sgd(0.5, momentum: 0.9), 1);
        for (int step = 1; step <= 3; step++)
        {
            float[] before = layer.Parameters.ToArray();
            trainer.Step([1, step], (ReadOnlySpan<int>)[step - 1]);
            Assert.NotEqual(before, layer.Parameters.ToArray());
            Assert.Equal(layer.Parameters.ToArray(), derived);
            Assert.Equal((2 * step) - 1, calls);

            trainer.Step([step, 1], (ReadOnlySpan<float>)[0, 1, 0]);
            Assert.Equal(layer.Parameters.ToArray(), derived);
            Assert.Equal(2 * step, calls);
        }
    }

    private sealed class RecordingOptimizer() : Optimizer(0.5)
    {
        public List<long> Steps { get; } = [];

        public int StateLength { get; private set; }

        public override int StateBlocks => 2;

        protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
        {
            Assert.Equal(0.5, learningRate);
            Steps.Add(step);
            StateLength = state.Length;
        }
    }
}
