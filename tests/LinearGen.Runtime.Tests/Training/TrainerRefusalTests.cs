using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>What the trainer refuses, and that a refused step leaves no trace.</summary>
public class TrainerRefusalTests
{
    private readonly PlainLayer<float> _layer = new();
    private readonly Trainer<PlainLayer<float>> _trainer;
    private readonly float[] _before;

    public TrainerRefusalTests()
    {
        _layer.Initialize(new Random(1));
        _trainer = new(_layer, Loss.SoftmaxCrossEntropy, new Sgd(0.1, momentum: 0.9), maxBatch: 4);
        _trainer.Step([1, 2], (ReadOnlySpan<int>)[0]);
        _before = _layer.Parameters.ToArray();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(10)]
    public void Anything_but_one_to_maxBatch_whole_rows_is_refused(int length)
    {
        string message = AssertRefused<ArgumentException>("x", () => _trainer.Step(new float[length], new int[length / 2]));
        Assert.Contains($"x holds {length} values; expected a multiple of 2 (rows × In), from 1 to 4 rows, for a network 2→3, 9 parameters.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_labels_is_refused()
    {
        string message = AssertRefused<ArgumentException>("labels", () => _trainer.Step(new float[4], new int[3]));
        Assert.Contains("labels holds 3 values; expected 2 = 2 rows × 1", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_wrong_number_of_targets_is_refused()
    {
        string message = AssertRefused<ArgumentException>("targets", () => _trainer.Step(new float[4], new float[5]));
        Assert.Contains("targets holds 5 values; expected 6 = 2 rows × 3", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(3)]
    public void A_label_that_is_no_class_is_refused_by_row(int label)
    {
        string message = AssertRefused<ArgumentOutOfRangeException>("labels", () => _trainer.Step(new float[6], new[] { 0, 2, label }));
        Assert.Contains($"labels[2] is {label}; expected a class from 0 to 2", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Labels_for_a_loss_that_takes_none_are_refused()
    {
        Trainer<PlainLayer<float>> trainer = new(_layer, Loss.MeanSquared, new Sgd(0.1), 4);
        Assert.Throws<NotSupportedException>(() => trainer.Step([1, 2], (ReadOnlySpan<int>)[0]));
        Assert.Equal(_before, _layer.Parameters);
        Assert.Equal(0, trainer.Steps);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_loss_that_is_not_finite_is_refused_naming_the_step(float bad)
    {
        NotFiniteNumberException thrown = Assert.Throws<NotFiniteNumberException>(() => _trainer.Step([1, bad], (ReadOnlySpan<int>)[0]));

        Assert.Contains("The loss of step 2 is NaN; no parameter has been changed.", thrown.Message, StringComparison.Ordinal);
        Assert.True(double.IsNaN(thrown.OffendingNumber));
        Assert.Equal(_before, _layer.Parameters);
        Assert.Equal(1, _trainer.Steps);
    }

    [Fact]
    public void A_loss_too_large_for_its_type_is_refused()
    {
        Trainer<PlainLayer<float>> trainer = new(_layer, Loss.MeanSquared, new Sgd(0.1), 4);
        NotFiniteNumberException thrown = Assert.Throws<NotFiniteNumberException>(
            () => trainer.Step([1, 2], (ReadOnlySpan<float>)[1e30f, 0, 0]));
        Assert.Equal(double.PositiveInfinity, thrown.OffendingNumber);
        Assert.Equal(_before, _layer.Parameters);
    }

    [Fact]
    public void Training_goes_on_after_refused_steps_as_if_they_had_not_been()
    {
        PlainLayer<float> untroubled = new();
        untroubled.Initialize(new Random(1));
        Trainer<PlainLayer<float>> trainer = new(untroubled, Loss.SoftmaxCrossEntropy, new Sgd(0.1, momentum: 0.9), maxBatch: 4);
        trainer.Step([1, 2], (ReadOnlySpan<int>)[0]);

        Assert.Throws<NotFiniteNumberException>(() => _trainer.Step([float.NaN, 1, 1, 1], (ReadOnlySpan<int>)[0, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(() => _trainer.Step([1, 1, 1, 1], (ReadOnlySpan<int>)[0, 3]));

        Assert.Equal(trainer.Step([3, 4], (ReadOnlySpan<int>)[1]), _trainer.Step([3, 4], (ReadOnlySpan<int>)[1]));
        Assert.Equal(trainer.Step([3, 4], (ReadOnlySpan<int>)[1]), _trainer.Step([3, 4], (ReadOnlySpan<int>)[1]));
        Assert.Equal(untroubled.Parameters, _layer.Parameters);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MaxValue)]
    public void A_maxBatch_without_rows_or_too_large_for_an_array_is_refused(int maxBatch) =>
        Assert.Throws<ArgumentOutOfRangeException>(nameof(maxBatch), () => new Trainer<PlainLayer<float>>(_layer, Loss.MeanSquared, new Sgd(0.1), maxBatch));

    [Fact]
    public void Null_is_refused_by_name()
    {
        Assert.Throws<ArgumentNullException>("network", () => new Trainer<PlainLayer<float>>(null!, Loss.MeanSquared, new Sgd(0.1), 1));
        Assert.Throws<ArgumentNullException>("loss", () => new Trainer<PlainLayer<float>>(_layer, null!, new Sgd(0.1), 1));
        Assert.Throws<ArgumentNullException>("optimizer", () => new Trainer<PlainLayer<float>>(_layer, Loss.MeanSquared, null!, 1));
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_learning_rate_that_cannot_be_is_refused(double learningRate)
    {
        Assert.Throws<ArgumentOutOfRangeException>("LearningRate", () => _trainer.LearningRate = learningRate);
        Assert.Equal(0.1, _trainer.LearningRate);
    }

    private string AssertRefused<TException>(string parameter, Action step)
        where TException : ArgumentException
    {
        string message = Assert.Throws<TException>(parameter, step).Message;
        Assert.Equal(_before, _layer.Parameters);
        Assert.Equal(1, _trainer.Steps);
        return message;
    }
}
