using System.Globalization;
using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearGen;

/// <summary>
/// Adam (Kingma and Ba, 2015) by the definition of PyTorch's <c>torch.optim.Adam</c>: steps along a running mean of
/// the gradients, divided by the root of a running mean of their squares.
/// </summary>
/// <remarks>
/// In step s, for every parameter p with gradient g and running means m and v (0 before the first step):
/// g ← g + weightDecay·p; m ← beta1·m + (1 − beta1)·g; v ← beta2·v + (1 − beta2)·g²;
/// p ← p − learningRate/(1 − beta1ˢ) · m / (√v/√(1 − beta2ˢ) + epsilon). What does not depend on p is computed in
/// double; after that every product, quotient, root and sum is rounded by itself to the element type.
/// </remarks>
public class Adam : Optimizer
{
    /// <summary>Sets the hyper-parameters; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">About how far a parameter moves per step, PyTorch's <c>lr</c>: 0 or more.</param>
    /// <param name="beta1">How much of the running mean of the gradients is kept: 0 or more, below 1.</param>
    /// <param name="beta2">How much of the running mean of their squares is kept: 0 or more, below 1.</param>
    /// <param name="epsilon">What is added to the divisor, PyTorch's <c>eps</c>: above 0, also in the element type; without it, a parameter whose gradients are all 0 would become NaN.</param>
    /// <param name="weightDecay">The factor of an L2 penalty ½·weightDecay·p² on every parameter, biases included: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate)
    {
        CheckBeta(beta1, nameof(beta1));
        CheckBeta(beta2, nameof(beta2));
        CheckNotNegative(epsilon, nameof(epsilon));
        if (epsilon == 0)
        {
            throw new ArgumentOutOfRangeException(nameof(epsilon), epsilon, "epsilon is 0; expected a number above 0, since a parameter whose gradients are all 0 would be divided by it.");
        }

        CheckNotNegative(weightDecay, nameof(weightDecay));
        Beta1 = beta1;
        Beta2 = beta2;
        Epsilon = epsilon;
        WeightDecay = weightDecay;
    }

    /// <summary>How much of the running mean of the gradients is kept.</summary>
    public double Beta1 { get; }

    /// <summary>How much of the running mean of the squared gradients is kept.</summary>
    public double Beta2 { get; }

    /// <summary>What is added to the divisor.</summary>
    public double Epsilon { get; }

    /// <summary>How strongly parameters are drawn to 0.</summary>
    public double WeightDecay { get; }

    /// <summary>2: the running means of the gradients, then those of their squares.</summary>
    public override int StateBlocks => 2;

    /// <inheritdoc/>
    protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate) =>
        Move(parameters, gradients, state, step, learningRate, penalty: WeightDecay, kept: 1);

    /// <summary>One step of Adam, with either form of weight decay.</summary>
    /// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
    /// <param name="parameters">[n].</param>
    /// <param name="gradients">[n].</param>
    /// <param name="state">[2, n].</param>
    /// <param name="step">1 for the first step.</param>
    /// <param name="learningRate">The learning rate.</param>
    /// <param name="penalty">What times p is added to the gradients.</param>
    /// <param name="kept">What p is multiplied by before it moves.</param>
    private protected void Move<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate, double penalty, double kept)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Coefficients<T> coefficients = new(
            Penalty: Convert<T>(penalty, nameof(WeightDecay)),
            Kept: Convert<T>(kept, nameof(WeightDecay)),
            Beta1: Convert<T>(Beta1, nameof(Beta1)),
            New1: Convert<T>(1 - Beta1, nameof(Beta1)),
            Beta2: Convert<T>(Beta2, nameof(Beta2)),
            New2: Convert<T>(1 - Beta2, nameof(Beta2)),
            Root: Convert<T>(1 / Math.Sqrt(1 - Math.Pow(Beta2, step)), nameof(Beta2)),
            Epsilon: ConvertPositive<T>(Epsilon, nameof(Epsilon)),
            Rate: Convert<T>(learningRate / (1 - Math.Pow(Beta1, step)), nameof(learningRate)));
        int length = parameters.Length;
        Move(parameters, gradients, state[..length], state[length..], coefficients);
    }

    /// <summary>The pass over the parameters, in a method of its own: beside the conversions above it took a third longer.</summary>
    private static void Move<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> means, Span<T> squares, in Coefficients<T> c)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        (Vector<T> penalty, Vector<T> kept) = (new(c.Penalty), new(c.Kept));
        (Vector<T> beta1, Vector<T> new1, Vector<T> beta2, Vector<T> new2) = (new(c.Beta1), new(c.New1), new(c.Beta2), new(c.New2));
        (Vector<T> root, Vector<T> epsilon, Vector<T> rate) = (new(c.Root), new(c.Epsilon), new(c.Rate));
        Span<Vector<T>> ps = MemoryMarshal.Cast<T, Vector<T>>(parameters);
        ReadOnlySpan<Vector<T>> gs = MemoryMarshal.Cast<T, Vector<T>>(gradients)[..ps.Length];
        Span<Vector<T>> ms = MemoryMarshal.Cast<T, Vector<T>>(means)[..ps.Length];
        Span<Vector<T>> vs = MemoryMarshal.Cast<T, Vector<T>>(squares)[..ps.Length];
        for (int k = 0; k < ps.Length; k++)
        {
            Vector<T> p = ps[k];
            Vector<T> g = gs[k] + (p * penalty);
            Vector<T> m = (ms[k] * beta1) + (g * new1);
            Vector<T> v = (vs[k] * beta2) + (g * g * new2);
            ms[k] = m;
            vs[k] = v;
            ps[k] = (p * kept) - (m / ((Vector.SquareRoot(v) * root) + epsilon) * rate);
        }

        for (int k = ps.Length * Vector<T>.Count; k < parameters.Length; k++)
        {
            T p = parameters[k];
            T g = gradients[k] + (p * c.Penalty);
            T m = (means[k] * c.Beta1) + (g * c.New1);
            T v = (squares[k] * c.Beta2) + (g * g * c.New2);
            means[k] = m;
            squares[k] = v;
            parameters[k] = (p * c.Kept) - (m / ((T.Sqrt(v) * c.Root) + c.Epsilon) * c.Rate);
        }
    }

    private static void CheckBeta(double value, string parameter)
    {
        if (!(value >= 0 && value < 1))
        {
            throw new ArgumentOutOfRangeException(parameter, value, string.Create(
                CultureInfo.InvariantCulture, $"{parameter} is {value}; expected a number from 0 to below 1."));
        }
    }

    private static T ConvertPositive<T>(double value, string parameter)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T converted = Convert<T>(value, parameter);
        return converted > T.Zero
            ? converted
            : throw new ArgumentOutOfRangeException(parameter, value, string.Create(
                CultureInfo.InvariantCulture, $"{parameter} is {value}; expected a number that is above 0 as {typeof(T).Name}."));
    }

    /// <summary>What all parameters have in common in one step.</summary>
    private readonly record struct Coefficients<T>(T Penalty, T Kept, T Beta1, T New1, T Beta2, T New2, T Root, T Epsilon, T Rate)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
