using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Measuring without training.</summary>
public class EvaluationTests
{
    private const int MaxBatch = 8;

    private readonly PlainLayer<float> _layer = new();
    private readonly Random _random = new(1);

    public EvaluationTests() => _layer.Initialize(new Random(2));

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(16)]
    [InlineData(37)]
    public void Loss_and_accuracy_are_those_of_all_rows_together(int rows)
    {
        float[] x = Numbers.Draw<float>(_random, rows * 2);
        int[] labels = [.. Enumerable.Range(0, rows).Select(_ => _random.Next(3))];
        float[] y = new float[rows * 3];
        _layer.Forward(x, y);
        float loss = Loss.SoftmaxCrossEntropy.Compute<float>(y, labels, 3, new float[y.Length]);
        int[] classes = [.. Enumerable.Range(0, rows).Select(row => Array.IndexOf(y[(3 * row)..(3 * row + 3)], y[(3 * row)..(3 * row + 3)].Max()))];
        Trainer<PlainLayer<float>> trainer = new(_layer, Loss.SoftmaxCrossEntropy, new Sgd(0.1), MaxBatch);

        Evaluation evaluation = trainer.Evaluate(x, labels);
        int[] predicted = new int[rows];
        trainer.Predict(x, predicted);

        Assert.Equal(loss, evaluation.Loss, 1e-6);
        Assert.Equal((double)classes.Zip(labels, (a, b) => a == b ? 1 : 0).Sum() / rows, evaluation.Accuracy);
        Assert.Equal(classes, predicted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(37)]
    public void The_loss_against_targets_is_the_mean_over_all_rows(int rows)
    {
        float[] x = Numbers.Draw<float>(_random, rows * 2);
        float[] targets = Numbers.Draw<float>(_random, rows * 3);
        float[] y = new float[rows * 3];
        _layer.Forward(x, y);
        float loss = Loss.L1.Compute<float>(y, targets, 3, new float[y.Length]);

        Assert.Equal(loss, new Trainer<PlainLayer<float>>(_layer, Loss.L1, new Sgd(0.1), MaxBatch).Evaluate(x, targets), 1e-6);
    }

    [Fact]
    public void The_first_of_equal_outputs_wins()
    {
        // From all zeros all classes are equal; then the last two are.
        PlainLayer<float> layer = new();
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.SoftmaxCrossEntropy, new Sgd(0.1), MaxBatch);
        Assert.Equal(new Evaluation(Math.Log(3), 1.0 / 4), trainer.Evaluate(new float[8], [0, 1, 2, 1]) with { Loss = Math.Log(3) });
        layer.Bias(0)[1] = layer.Bias(0)[2] = 1;
        Assert.Equal(2.0 / 4, trainer.Evaluate(new float[8], [0, 1, 2, 1]).Accuracy);
    }

    [Fact]
    public void Measuring_changes_nothing_of_the_training()
    {
        PlainLayer<float> other = new();
        other.Initialize(new Random(2));
        Trainer<PlainLayer<float>> measured = new(_layer, Loss.SoftmaxCrossEntropy, new Adam(0.1), MaxBatch);
        Trainer<PlainLayer<float>> alone = new(other, Loss.SoftmaxCrossEntropy, new Adam(0.1), MaxBatch);
        for (int step = 0; step < 5; step++)
        {
            measured.Step([1, 2, step, 4], (ReadOnlySpan<int>)[1, 2]);
            alone.Step([1, 2, step, 4], (ReadOnlySpan<int>)[1, 2]);
            measured.Evaluate(new float[40], new int[20]);
            measured.Evaluate(new float[40], new float[60]);
            measured.Predict(new float[40], new int[20]);
        }

        Assert.Equal(other.Parameters, _layer.Parameters);
        Assert.Equal(5, measured.Steps);
    }

    [Fact]
    public void A_loss_that_is_not_finite_is_told_not_thrown()
    {
        Trainer<PlainLayer<float>> trainer = new(_layer, Loss.SoftmaxCrossEntropy, new Sgd(0.1), MaxBatch);
        Assert.True(double.IsNaN(trainer.Evaluate([1, 2, float.NaN, 1], (ReadOnlySpan<int>)[0, 1]).Loss));
    }

    [Fact]
    public void Measuring_allocates_nothing()
    {
        float[] x = Numbers.Draw<float>(_random, 20 * 2);
        float[] targets = new float[20 * 3];
        int[] labels = new int[20];
        Trainer<PlainLayer<float>> trainer = new(_layer, Loss.SoftmaxCrossEntropy, new Sgd(0.1), MaxBatch);
        Assert.Equal(0, Allocations.Of(() => trainer.Evaluate(x, labels)));
        Assert.Equal(0, Allocations.Of(() => trainer.Evaluate(x, targets)));
        Assert.Equal(0, Allocations.Of(() => trainer.Predict(x, labels)));
    }

    [Fact]
    public void What_does_not_fit_is_refused_by_name_and_row()
    {
        Trainer<PlainLayer<float>> trainer = new(_layer, Loss.SoftmaxCrossEntropy, new Sgd(0.1), MaxBatch);
        int[] labels = new int[20];
        labels[17] = 3;

        Assert.Contains("labels[17] is 3; expected a class from 0 to 2", Assert.Throws<ArgumentOutOfRangeException>("labels", () => trainer.Evaluate(new float[40], labels)).Message, StringComparison.Ordinal);
        Assert.Contains("labels holds 19 values; expected 20 = 20 rows × 1", Assert.Throws<ArgumentException>("labels", () => trainer.Evaluate(new float[40], new int[19])).Message, StringComparison.Ordinal);
        Assert.Contains("targets holds 19 values; expected 60 = 20 rows × 3", Assert.Throws<ArgumentException>("targets", () => trainer.Evaluate(new float[40], new float[19])).Message, StringComparison.Ordinal);
        Assert.Contains("x holds 0 values; expected a multiple of 2 (rows × In), 1 rows or more, for a network 2→3, 9 parameters.", Assert.Throws<ArgumentException>("x", () => trainer.Evaluate([], (ReadOnlySpan<int>)[])).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("x", () => trainer.Evaluate(new float[3], new float[3]));
        Assert.Throws<ArgumentException>("x", () => trainer.Predict(new float[3], labels));
        Assert.Throws<ArgumentException>("classes", () => trainer.Predict(new float[40], new int[21]));
        trainer.Predict([], []);
        Assert.Throws<NotSupportedException>(() => new Trainer<PlainLayer<float>>(_layer, Loss.MeanSquared, new Sgd(0.1), 1).Evaluate([1, 2], (ReadOnlySpan<int>)[0]));
    }
}
