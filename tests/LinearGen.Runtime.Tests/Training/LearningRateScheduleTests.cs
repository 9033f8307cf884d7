using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Training;

/// <summary>Schedules against PyTorch's recurrences, and how a trainer follows them.</summary>
public class LearningRateScheduleTests
{
    [Fact]
    public void Step_decay_multiplies_at_every_period_as_StepLR_does()
    {
        LearningRateSchedule schedule = LearningRateSchedule.StepDecay(3, 0.5);
        double factor = 1;
        for (int t = 0; t < 20; t++)
        {
            factor *= t > 0 && t % 3 == 0 ? 0.5 : 1;
            Assert.Equal(factor, schedule.Factor(t), 15);
        }

        Assert.Equal(0.1, LearningRateSchedule.StepDecay(10).Factor(19), 15);
    }

    [Fact]
    public void Exponential_multiplies_after_every_step_as_ExponentialLR_does()
    {
        LearningRateSchedule schedule = LearningRateSchedule.Exponential(0.9);
        double factor = 1;
        for (int t = 0; t < 50; t++, factor *= 0.9)
        {
            Assert.Equal(factor, schedule.Factor(t), 14);
        }
    }

    [Fact]
    public void Cosine_follows_the_recurrence_of_CosineAnnealingLR_and_stays_at_the_minimum()
    {
        // PyTorch's chainable form: (1 + cos(π·t/T)) / (1 + cos(π·(t − 1)/T)) · (rate − minimum) + minimum.
        const int T = 40;
        const double Minimum = 0.05;
        LearningRateSchedule schedule = LearningRateSchedule.Cosine(T, Minimum);
        double factor = 1;
        for (int t = 0; t < T; t++)
        {
            Assert.Equal(factor, schedule.Factor(t), 12);
            factor = ((1 + Math.Cos(Math.PI * (t + 1) / T)) / (1 + Math.Cos(Math.PI * t / T)) * (factor - Minimum)) + Minimum;
        }

        Assert.Equal(Minimum, schedule.Factor(T));
        Assert.Equal(Minimum, schedule.Factor(T + 1));
        Assert.Equal(Minimum, schedule.Factor(long.MaxValue));
        Assert.Equal(0.5, LearningRateSchedule.Cosine(100).Factor(50), 15);
        Assert.Equal(0, LearningRateSchedule.Cosine(100).Factor(100));
    }

    [Fact]
    public void Warmup_rises_as_LinearLR_does_and_then_begins_with_the_other()
    {
        // LinearLR adds the same share each step: 1/3, 1/3 + 2/3/4, … 1 at t = 4.
        LearningRateSchedule cosine = LearningRateSchedule.Cosine(10);
        LearningRateSchedule schedule = cosine.WithWarmup(4);
        double factor = 1.0 / 3;
        for (int t = 0; t < 4; t++, factor += (1 - (1.0 / 3)) / 4)
        {
            Assert.Equal(factor, schedule.Factor(t), 14);
        }

        for (int t = 4; t < 20; t++)
        {
            Assert.Equal(cosine.Factor(t - 4), schedule.Factor(t));
        }

        Assert.Equal(0, LearningRateSchedule.Constant.WithWarmup(5, start: 0).Factor(0));
        Assert.Equal(1, LearningRateSchedule.Constant.WithWarmup(5, start: 0).Factor(5));
    }

    [Fact]
    public void A_trainer_multiplies_its_learning_rate_by_the_factor_of_each_step()
    {
        PlainLayer<double> layer = new();
        RateRecorder recorder = new();
        Trainer<PlainLayer<double>, double> trainer = new(layer, Loss.MeanSquared, recorder, 1) { Schedule = LearningRateSchedule.StepDecay(2, 0.5) };
        for (int step = 0; step < 5; step++)
        {
            Assert.Equal(0.5 * Math.Pow(0.5, step / 2), trainer.ScheduledLearningRate);
            trainer.Step([1, 2], (ReadOnlySpan<double>)[1, 2, 3]);
        }

        trainer.LearningRate = 8;
        trainer.Schedule = LearningRateSchedule.Constant;
        trainer.Step([1, 2], (ReadOnlySpan<double>)[1, 2, 3]);
        Assert.Equal([0.5, 0.5, 0.25, 0.25, 0.125, 8], recorder.Rates);
    }

    [Fact]
    public void A_trainer_has_no_schedule_until_it_is_set_and_none_is_refused()
    {
        Trainer<PlainLayer<float>> trainer = new(new PlainLayer<float>(), Loss.MeanSquared, new Sgd(0.1), 1);
        Assert.Same(LearningRateSchedule.Constant, trainer.Schedule);
        Assert.Throws<ArgumentNullException>("Schedule", () => trainer.Schedule = null!);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_factor_that_cannot_be_is_refused_before_anything_changes(double factor)
    {
        PlainLayer<float> layer = new();
        Trainer<PlainLayer<float>> trainer = new(layer, Loss.MeanSquared, new Sgd(0.1), 1) { Schedule = new FixedSchedule(factor) };

        InvalidOperationException thrown = Assert.Throws<InvalidOperationException>(() => trainer.Step([1, 2], (ReadOnlySpan<float>)[1, 2, 3]));

        Assert.Contains("FixedSchedule gives the factor", thrown.Message, StringComparison.Ordinal);
        Assert.Contains("after 0 steps; expected a finite number of 0 or more", thrown.Message, StringComparison.Ordinal);
        Assert.All(layer.Parameters.ToArray(), value => Assert.Equal(0, value));
        Assert.Equal(0, trainer.Steps);
    }

    [Fact]
    public void Arguments_that_cannot_be_are_refused_by_name()
    {
        Assert.Throws<ArgumentOutOfRangeException>("period", () => LearningRateSchedule.StepDecay(0));
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => LearningRateSchedule.StepDecay(1, 0));
        Assert.Throws<ArgumentOutOfRangeException>("factor", () => LearningRateSchedule.Exponential(double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => LearningRateSchedule.Cosine(0));
        Assert.Throws<ArgumentOutOfRangeException>("minimum", () => LearningRateSchedule.Cosine(1, 1.5));
        Assert.Throws<ArgumentOutOfRangeException>("minimum", () => LearningRateSchedule.Cosine(1, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>("steps", () => LearningRateSchedule.Constant.WithWarmup(0));
        Assert.Throws<ArgumentOutOfRangeException>("start", () => LearningRateSchedule.Constant.WithWarmup(1, -0.1));
        Assert.Throws<ArgumentOutOfRangeException>("completedSteps", () => LearningRateSchedule.Constant.Factor(-1));
    }

    private sealed class FixedSchedule(double factor) : LearningRateSchedule
    {
        protected override double FactorCore(long completedSteps) => factor;
    }

    private sealed class RateRecorder() : Optimizer(0.5)
    {
        public List<double> Rates { get; } = [];

        public override int StateBlocks => 0;

        protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate) =>
            Rates.Add(learningRate);
    }
}
