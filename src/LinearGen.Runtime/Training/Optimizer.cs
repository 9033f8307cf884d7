using System.Numerics;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// An update rule for parameters by their gradients. It holds hyper-parameters only and never changes: the values that it
/// keeps from step to step (its state, such as momenta) belong to the caller of <see cref="Step{T}"/>, so that
/// one instance serves any number of trainers, threads and element types.
/// </summary>
/// <remarks>
/// To write one of your own, override <see cref="StateBlocks"/> and <see cref="StepCore{T}"/>. A trainer calls
/// <see cref="Step{T}"/> once for each layer that is not frozen, with that layer's parameters and state.
/// </remarks>
public abstract class Optimizer
{
    /// <summary>Sets the learning rate.</summary>
    /// <param name="learningRate">The learning rate to begin with, finite and not negative.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="learningRate"/> is negative, infinite or NaN.</exception>
    protected Optimizer(double learningRate)
    {
        CheckNotNegative(learningRate, nameof(learningRate));
        LearningRate = learningRate;
    }

    /// <summary>The learning rate that a trainer begins with; it may go on with another, see <see cref="Trainer{TNetwork, T}.LearningRate"/>.</summary>
    public double LearningRate { get; }

    /// <summary>The number of state values for each parameter, 0 or more: constant for one instance.</summary>
    public abstract int StateBlocks { get; }

    /// <summary>Moves parameters by one step.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">[n]: the parameters as stored; updated. A parameter that is 0 and whose gradients are 0 stays 0.</param>
    /// <param name="gradients">[n]: ∂C/∂parameters, in the same order.</param>
    /// <param name="state">[<see cref="StateBlocks"/>, n]: all 0 before the first step and as the last step left it afterwards; updated.</param>
    /// <param name="step">The number of steps of these parameters, this one included: 1 for the first.</param>
    /// <param name="learningRate">The learning rate of this step, finite and not negative.</param>
    /// <exception cref="ArgumentException">A length does not fit; nothing has been changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="step"/> is less than 1, or <paramref name="learningRate"/> or another hyper-parameter is negative, NaN or not finite as <typeparamref name="T"/>; nothing has been changed.</exception>
    public void Step<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength(gradients.Length, parameters.Length, nameof(gradients));
        CheckLength(state.Length, (long)StateBlocks * parameters.Length, nameof(state));
        ArgumentOutOfRangeException.ThrowIfLessThan(step, 1);
        CheckNotNegative(learningRate, nameof(learningRate));
        Convert<T>(learningRate, nameof(learningRate));
        StepCore(parameters, gradients, state, step, learningRate);
    }

    /// <summary>Does the work of <see cref="Step{T}"/>, all arguments being checked.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">[n], to be updated in place; an element that is 0 and has gradients of 0 must stay 0, since it may be padding.</param>
    /// <param name="gradients">[n].</param>
    /// <param name="state">[<see cref="StateBlocks"/>, n], block after block, to be updated in place; all 0 at the first step, and 0 for padding after a checkpoint was loaded.</param>
    /// <param name="step">1 for the first step.</param>
    /// <param name="learningRate">To be used instead of <see cref="LearningRate"/>.</param>
    protected abstract void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
        where T : unmanaged, IFloatingPointIeee754<T>;

    /// <summary>
    /// A hyper-parameter in the element type. One that becomes infinite there would turn the zeros of the padding into
    /// NaN, which nothing clears again.
    /// </summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="value">The hyper-parameter.</param>
    /// <param name="parameter">Its name, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is too large for the element type.</exception>
    protected static T Convert<T>(double value, string parameter)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T converted = T.CreateTruncating(value);
        return T.IsFinite(converted)
            ? converted
            : throw new ArgumentOutOfRangeException(parameter, value, Invariant($"{parameter} is {value}; expected a number that is finite as {typeof(T).Name}."));
    }

    /// <summary>Throws unless a hyper-parameter is finite and 0 or more.</summary>
    /// <param name="value">The hyper-parameter.</param>
    /// <param name="parameter">Its name, for the message.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="value"/> is negative, infinite or NaN.</exception>
    protected internal static void CheckNotNegative(double value, string parameter) =>
        _ = Number.Check(double.IsFinite(value) && value >= 0, value, parameter, "a finite number of 0 or more");

    private static void CheckLength(int actual, long expected, string parameter)
    {
        if (actual != expected)
        {
            throw new ArgumentException(Invariant($"{parameter} holds {actual} values; expected {expected} to go with the parameters."), parameter);
        }
    }
}
