
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// A schedule of the learning rate during training: a factor for every step, by which the trainer's own rate is
/// multiplied.
/// </summary>
/// <remarks>
/// A function of the number of steps and nothing else, so that one instance serves any number of trainers and a
/// checkpoint needs no more than that number. t is the number of steps completed before, 0 at the first: PyTorch's
/// <c>last_epoch</c> when its scheduler is stepped once after each step of the optimiser. To write one of your own,
/// override <see cref="FactorCore"/>.
/// </remarks>
public abstract class LearningRateSchedule
{
    /// <summary>Always 1: the learning rate stays as it is set.</summary>
    public static LearningRateSchedule Constant { get; } = StepDecay(1, factor: 1);

    /// <summary>factor^⌊t / period⌋, PyTorch's <c>StepLR</c>: the rate falls every so many steps.</summary>
    /// <param name="period">Steps from one change to the next, 1 or more.</param>
    /// <param name="factor">The factor of the rate at each change, PyTorch's <c>gamma</c>: finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static LearningRateSchedule StepDecay(long period, double factor = 0.1) => new StepDecaySchedule(
        CheckSteps(period, nameof(period)), Number.Check(double.IsFinite(factor) && factor > 0, factor, nameof(factor), "a finite number above 0"));

    /// <summary>factorᵗ, PyTorch's <c>ExponentialLR</c>: the rate falls a little with every step.</summary>
    /// <param name="factor">The factor of the rate after each step, PyTorch's <c>gamma</c>: finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="factor"/> is 0 or less, infinite or NaN.</exception>
    public static LearningRateSchedule Exponential(double factor) => StepDecay(1, factor);

    /// <summary>
    /// minimum + (1 − minimum)·(1 + cos(π·t / steps))/2 up to t = steps, PyTorch's <c>CosineAnnealingLR</c>; after that
    /// minimum, where PyTorch's would rise again.
    /// </summary>
    /// <param name="steps">Steps until the minimum is reached, PyTorch's <c>T_max</c>: 1 or more.</param>
    /// <param name="minimum">The factor at the end, 0 to 1: PyTorch's <c>eta_min</c> divided by the learning rate.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static LearningRateSchedule Cosine(long steps, double minimum = 0) => new CosineSchedule(
        CheckSteps(steps, nameof(steps)), CheckShare(minimum, nameof(minimum)));

    /// <summary>
    /// This schedule after a linear rise: start + (1 − start)·t / steps while t &lt; steps, then this schedule from its
    /// beginning. PyTorch's <c>SequentialLR</c> of a <c>LinearLR</c> and another.
    /// </summary>
    /// <param name="steps">Steps of the rise, 1 or more.</param>
    /// <param name="start">The factor of the first step, 0 to 1: PyTorch's <c>start_factor</c>, with its default.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public LearningRateSchedule WithWarmup(long steps, double start = 1.0 / 3) => new WarmupSchedule(
        this, CheckSteps(steps, nameof(steps)), CheckShare(start, nameof(start)));

    /// <summary>Computes the factor by which the learning rate of a step is multiplied.</summary>
    /// <param name="completedSteps">The number of steps before this one, 0 for the first.</param>
    /// <returns>A finite number of 0 or more.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="completedSteps"/> is negative.</exception>
    /// <exception cref="InvalidOperationException">The schedule gave a negative, infinite or NaN factor.</exception>
    public double Factor(long completedSteps)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(completedSteps);
        double factor = FactorCore(completedSteps);
        return double.IsFinite(factor) && factor >= 0
            ? factor
            : throw new InvalidOperationException(Invariant($"{GetType().Name} gives the factor {factor} after {completedSteps} steps; expected a finite number of 0 or more."));
    }

    /// <summary>Does the work of <see cref="Factor"/>; called once a step, so it should not allocate.</summary>
    /// <param name="completedSteps">The number of steps before this one, 0 or more.</param>
    /// <returns>A finite number of 0 or more.</returns>
    protected abstract double FactorCore(long completedSteps);

    private static long CheckSteps(long value, string parameter)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, parameter);
        return value;
    }

    private static double CheckShare(double value, string parameter) => Number.Check(value >= 0 && value <= 1, value, parameter, "a number from 0 to 1");

    private sealed class StepDecaySchedule(long period, double factor) : LearningRateSchedule
    {
        protected override double FactorCore(long completedSteps) => Math.Pow(factor, completedSteps / period);
    }

    private sealed class CosineSchedule(long steps, double minimum) : LearningRateSchedule
    {
        protected override double FactorCore(long completedSteps) => completedSteps >= steps
            ? minimum
            : minimum + ((1 - minimum) * (1 + Math.Cos(Math.PI * completedSteps / steps)) / 2);
    }

    private sealed class WarmupSchedule(LearningRateSchedule after, long steps, double start) : LearningRateSchedule
    {
        protected override double FactorCore(long completedSteps) => completedSteps >= steps
            ? after.Factor(completedSteps - steps)
            : start + ((1 - start) * completedSteps / steps);
    }
}
