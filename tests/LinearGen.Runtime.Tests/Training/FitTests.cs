using System.Globalization;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Training by one call: the same as steps of one's own, the best epoch kept, an end in time.</summary>
public class FitTests
{
    [Fact]
    public void Without_shuffling_it_is_the_steps_that_one_would_write()
    {
        (FitNetwork fitted, Trainer<FitNetwork> trainer) = Make();
        TrainingHistory history = trainer.Fit(Data(), new FitOptions { Epochs = 3, BatchSize = 4, Shuffle = false, KeepBest = false });

        (FitNetwork stepped, Trainer<FitNetwork> steps) = Make();
        TrainingData<float> data = Data();
        double[] losses = new double[3];
        for (int epoch = 0; epoch < 3; epoch++)
        {
            for (int row = 0; row < data.Rows; row += 4)
            {
                int count = Math.Min(4, data.Rows - row);
                losses[epoch] += count * (double)steps.Step(data.X.Slice(row * 3, count * 3), data.Targets.Slice(row * 2, count * 2)) / data.Rows;
            }
        }

        Assert.Equal(Bits(stepped), Bits(fitted));
        Assert.Equal(losses.Length, history.Epochs.Count);
        Assert.All(history.Epochs, epoch => Assert.Equal(losses[epoch.Number - 1], epoch.Loss, 1e-9));
        Assert.Equal(FitEnd.AllEpochs, history.End);
        Assert.Equal(trainer.Steps, steps.Steps);
    }

    [Fact]
    public void The_seed_decides_the_bits_whatever_the_threads()
    {
        float[] one = Run(seed: 5, threads: 1);
        Assert.Equal(one, Run(seed: 5, threads: 2));
        Assert.NotEqual(one, Run(seed: 6, threads: 1));

        static float[] Run(int seed, int threads)
        {
            (FitNetwork network, Trainer<FitNetwork> trainer) = Make(maxBatch: 200);
            trainer.Threads = threads;
            trainer.Fit(Data(rows: 500), new FitOptions { Epochs = 2, BatchSize = 200, Seed = seed, KeepBest = false });
            return Bits(network);
        }
    }

    [Fact]
    public void Every_row_is_trained_on_once_in_an_epoch()
    {
        Recorder loss = new();
        FitNetwork network = new();
        network.Initialize(new Random(1));
        float[] targets = [.. Enumerable.Range(0, 22).Select(n => (float)n)];
        new Trainer<FitNetwork>(network, loss, new Sgd(0), 4).Fit(new TrainingData<float>(new float[33], 3, targets, 2), new FitOptions { Epochs = 2, Seed = 9 });
        Assert.Equal(44, loss.Targets.Count);
        Assert.Equal(targets, loss.Targets[..22].Order());
        Assert.Equal(targets, loss.Targets[22..].Order());
        Assert.NotEqual(loss.Targets[..22], loss.Targets[22..]);
    }

    [Fact]
    public void The_best_epoch_is_kept_and_training_ends_in_time()
    {
        // A rate so high that the loss rises: the first epoch stays the best.
        (FitNetwork network, Trainer<FitNetwork> trainer) = Make(learningRate: 1.5);
        TrainingData<float> valid = Data(rows: 40, seed: 8);
        List<Epoch> told = [];
        float[] first = [];
        TrainingHistory history = trainer.Fit(Data(), new FitOptions { Epochs = 50, BatchSize = 4, Validation = valid, Patience = 3 }, new Told(epoch =>
        {
            told.Add(epoch);
            first = epoch.IsBest ? Bits(network) : first;
        }));

        Assert.Equal(FitEnd.NoImprovement, history.End);
        Assert.Equal(history.Best.Number + 3, history.Epochs.Count);
        Assert.Equal(history.Epochs, told);
        Assert.Equal(history.Epochs.Min(epoch => epoch.ValidationLoss), history.Best.ValidationLoss);
        Assert.Equal(first, Bits(network));
        Assert.Equal(history.Best.ValidationLoss!.Value, trainer.Evaluate(valid.X, valid.Targets), 1e-9);
    }

    [Fact]
    public void A_plateau_lowers_the_learning_rate()
    {
        (_, Trainer<FitNetwork> trainer) = Make(learningRate: 1.5);
        TrainingHistory history = trainer.Fit(Data(), new FitOptions { Epochs = 12, BatchSize = 4, PlateauPatience = 2, PlateauFactor = 0.5 });
        int lowered = history.Epochs.Zip(history.Epochs.Skip(1)).Count(pair => pair.Second.LearningRate < pair.First.LearningRate);
        Assert.InRange(lowered, 1, 5);
        Assert.Equal(1.5 * Math.Pow(0.5, lowered), history.Epochs[^1].LearningRate, 1e-12);
    }

    [Fact]
    public void Cancelling_ends_it_before_the_next_step()
    {
        (_, Trainer<FitNetwork> trainer) = Make();
        using CancellationTokenSource source = new();
        Assert.Throws<OperationCanceledException>(() => trainer.Fit(Data(), new FitOptions { Epochs = 9, BatchSize = 4 }, new Told(epoch =>
        {
            if (epoch.Number == 2)
            {
                source.Cancel();
            }
        }), source.Token));
        Assert.Equal(6, trainer.Steps);
        trainer.Step(new float[3], new float[2]);
    }

    [Fact]
    public void Callbacks_must_leave_the_trainer_alone()
    {
        (_, Trainer<FitNetwork> trainer) = Make();
        Assert.Throws<InvalidOperationException>(() => trainer.Fit(Data(), new FitOptions { Epochs = 1 }, new Told(_ => trainer.Step(new float[3], new float[2]))));
    }

    [Fact]
    public void Steps_allocate_nothing()
    {
        (_, Trainer<FitNetwork> trainer) = Make();
        TrainingData<float> data = Data(rows: 400);
        trainer.Fit(data, new FitOptions { Epochs = 2, BatchSize = 4 });
        long few = Allocated(epochs: 1);
        long many = Allocated(epochs: 21);

        // Twenty more epochs, 2,000 steps: an object for each epoch and the list's growth, nothing for steps.
        Assert.InRange(many - few, 0, 20 * 400);

        long Allocated(int epochs)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            trainer.Fit(data, new FitOptions { Epochs = epochs, BatchSize = 4 });
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    [Fact]
    public void What_does_not_fit_is_refused_and_nothing_changes()
    {
        (FitNetwork network, Trainer<FitNetwork> trainer) = Make();
        float[] before = Bits(network);
        TrainingData<float> data = Data();
        Assert.Contains("expected 3 inputs and 2 targets", Assert.Throws<ArgumentException>(() => trainer.Fit(new TrainingData<float>([1, 2], 2, [1, 2], 2))).Message);
        Assert.Throws<ArgumentException>(() => trainer.Fit(data, new FitOptions { Validation = new TrainingData<double>([1, 2, 3], 3, [1, 2], 2) }));
        Assert.Throws<ArgumentException>(() => trainer.Fit(data, new FitOptions { Validation = new TrainingData<float>([1, 2, 3], 3, (int[])[1]) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data, new FitOptions { Epochs = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data, new FitOptions { BatchSize = 5 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data, new FitOptions { Patience = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data, new FitOptions { PlateauFactor = 1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => trainer.Fit(data, new FitOptions { MinimumImprovement = double.NaN }));
        Assert.Throws<ArgumentNullException>(() => trainer.Fit(null!));
        Assert.Equal(before, Bits(network));
        Assert.Equal(0, trainer.Steps);
    }

    [Fact]
    public void History_is_written_as_comma_separated_values()
    {
        TrainingHistory history = new([new Epoch(1, 0.5, null, null, 0.001, true, TimeSpan.FromSeconds(1.25)), new Epoch(2, 0.25, 0.125, 0.75, 0.001, true, TimeSpan.FromSeconds(2))], null!, FitEnd.AllEpochs);
        using StringWriter writer = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
        history.SaveCsv(writer);
        Assert.Equal("epoch,loss,validation_loss,validation_accuracy,learning_rate,is_best,seconds\n1,0.5,,,0.001,true,1.250\n2,0.25,0.125,0.75,0.001,true,2.000\n", writer.ToString());
    }

    [Fact]
    public void Metrics_of_classes_count_what_is_taken_for_what()
    {
        // Logits that are the inputs themselves: the class is where the largest is.
        FitClasses network = new();
        network.SetWeights([1, 0, 0, 0, 1, 0, 0, 0, 1]);
        Trainer<FitClasses> trainer = new(network, Loss.SoftmaxCrossEntropy, new Sgd(0.1), 2);
        TrainingData<float> data = new([5, 0, 0, 0, 5, 0, 0, 5, 0, 0, 0, 5, 5, 0, 0], 3, (int[])[0, 1, 0, 2, 1]);
        ClassMetrics metrics = Assert.IsType<ClassMetrics>(trainer.Evaluate(data));
        Assert.Equal(new int[,] { { 1, 1, 0 }, { 1, 1, 0 }, { 0, 0, 1 } }, metrics.Confusion);
        Assert.Equal(0.6, metrics.Accuracy, 1e-12);
        Assert.Equal(0.5, metrics.Precision(0), 1e-12);
        Assert.Equal(1, metrics.Recall(2), 1e-12);
        Assert.Equal(trainer.Evaluate(data.X, data.Labels).Loss, metrics.Loss, 1e-12);
    }

    [Fact]
    public void Metrics_of_targets_are_their_formulas()
    {
        (FitNetwork network, Trainer<FitNetwork> trainer) = Make();
        TrainingData<float> data = Data();
        float[] y = new float[data.Rows * 2];
        network.Forward(data.X, y);
        double[] errors = [.. y.Select((value, n) => (double)value - data.Targets[n])];
        double r2 = Enumerable.Range(0, 2).Average(output =>
        {
            double[] targets = [.. data.Targets.ToArray().Where((_, n) => n % 2 == output).Select(value => (double)value)];
            double mean = targets.Average();
            return 1 - (errors.Where((_, n) => n % 2 == output).Sum(error => error * error) / targets.Sum(value => (value - mean) * (value - mean)));
        });

        RegressionMetrics metrics = Assert.IsType<RegressionMetrics>(trainer.Evaluate(data));

        Assert.Equal(errors.Average(Math.Abs), metrics.MeanAbsoluteError, 1e-9);
        Assert.Equal(Math.Sqrt(errors.Average(error => error * error)), metrics.RootMeanSquaredError, 1e-9);
        Assert.Equal(r2, metrics.RSquared, 1e-9);
        Assert.Equal(data.Rows, metrics.Rows);
    }

    [Fact]
    public void Losses_that_take_logits_refuse_what_is_none()
    {
        Assert.Contains("ends in Softmax", Refused(new FitSoftmax(), Loss.SoftmaxCrossEntropy));
        Assert.Contains("ends in Sigmoid", Refused(new FitSigmoid(), Loss.BinaryCrossEntropy));
        Assert.Contains("ends in Sigmoid", Refused(new FitSigmoidNetwork(), Loss.BinaryCrossEntropy));
        Assert.Contains("ends in Softmax", Refused(new FitSoftmaxStageNetwork(), Loss.SoftmaxCrossEntropy));
        Assert.Contains("ends in Sigmoid", Refused(new FitSigmoidStageNetwork(), Loss.BinaryCrossEntropy));
        Assert.Contains("single output", Refused(new FitSingle(), Loss.SoftmaxCrossEntropy));
        _ = new Trainer<INetwork<float>>(new FitSigmoid(), Loss.MeanSquared, new Sgd(0.1), 1);
        _ = new Trainer<INetwork<float>>(new FitSingle(), Loss.BinaryCrossEntropy, new Sgd(0.1), 1);

        static string Refused(INetwork<float> network, Loss loss) =>
            Assert.Throws<ArgumentException>(() => new Trainer<INetwork<float>>(network, loss, new Sgd(0.1), 1)).Message;
    }

    private static (FitNetwork Network, Trainer<FitNetwork> Trainer) Make(double learningRate = 0.05, int maxBatch = 4)
    {
        FitNetwork network = new();
        network.Initialize(new Random(1));
        return (network, new Trainer<FitNetwork>(network, Loss.MeanSquared, new Sgd(learningRate), maxBatch));
    }

    private static float[] Bits(FitNetwork network) => ((INetwork<float>)network).Parameters.ToArray();

    private static TrainingData<float> Data(int rows = 11, int seed = 2)
    {
        Random random = new(seed);
        float[] x = [.. Enumerable.Range(0, rows * 3).Select(_ => random.NextSingle() - 0.5f)];
        float[] targets = new float[rows * 2];
        for (int row = 0; row < rows; row++)
        {
            targets[2 * row] = MathF.Sin(3 * x[3 * row]) + x[(3 * row) + 1];
            targets[(2 * row) + 1] = x[(3 * row) + 2] * x[3 * row];
        }

        return new TrainingData<float>(x, 3, targets, 2);
    }

    private sealed class Told(Action<Epoch> tell) : IProgress<Epoch>
    {
        public void Report(Epoch value) => tell(value);
    }

    private sealed class Recorder : Loss
    {
        public List<float> Targets { get; } = [];

        protected override T ComputeCore<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> targets, int outputs, Span<T> dy)
        {
            foreach (T target in targets)
            {
                Targets.Add(float.CreateChecked(target));
            }

            dy.Clear();
            return T.Zero;
        }
    }
}

[LinearLayer(In = 3, Out = 8, Bias = true, Activation = Activation.Tanh)]
internal sealed partial class FitHidden;

[LinearLayer(In = 8, Out = 2, Bias = true)]
internal sealed partial class FitHead;

[Sequential(typeof(FitHidden), typeof(FitHead))]
internal sealed partial class FitNetwork;

[LinearLayer(In = 3, Out = 3)]
internal sealed partial class FitClasses;

[LinearLayer(In = 3, Out = 3, Activation = Activation.Softmax)]
internal sealed partial class FitSoftmax;

[LinearLayer(In = 3, Out = 2, Activation = Activation.Sigmoid)]
internal sealed partial class FitSigmoid;

[Sequential(typeof(FitClasses), typeof(FitSigmoid))]
internal sealed partial class FitSigmoidNetwork;

[ActivationLayer(Size = 3, Activation = Activation.Softmax)]
internal sealed partial class FitSoftmaxStage;

[ActivationLayer(Size = 3, Activation = Activation.Sigmoid)]
internal sealed partial class FitSigmoidStage;

[Sequential(typeof(FitClasses), typeof(FitSoftmaxStage))]
internal sealed partial class FitSoftmaxStageNetwork;

[Sequential(typeof(FitClasses), typeof(FitSigmoidStage))]
internal sealed partial class FitSigmoidStageNetwork;

[LinearLayer(In = 3, Out = 1)]
internal sealed partial class FitSingle;
