using System.Numerics;
using System.Runtime.InteropServices;
using LinearGen.Internals;

namespace LinearGen;

/// <summary>
/// Adam (Kingma and Ba, 2015) by the definition of PyTorch's <c>torch.optim.Adam</c>: steps along a running mean of
/// the gradients, divided by the root of a running mean of their squares.
/// </summary>
/// <remarks>
/// In step s, for every parameter p with gradient g and running means m and v (0 before the first step):
/// g ← g + weightDecay·p; m ← beta1·m + (1 − beta1)·g; v ← beta2·v + (1 − beta2)·g²;
/// p ← p − learningRate/(1 − beta1ˢ) · m / (√v/√(1 − beta2ˢ) + epsilon). Terms that do not depend on p are computed in
/// double; after that every product, quotient, root and sum is rounded by itself to the element type.
/// </remarks>
public class Adam : Optimizer
{
    /// <summary>Sets the hyper-parameters; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">About how far a parameter moves per step, PyTorch's <c>lr</c>: 0 or more.</param>
    /// <param name="beta1">The fraction of the running mean of the gradients that is kept: 0 or more, below 1.</param>
    /// <param name="beta2">The fraction of the running mean of their squares that is kept: 0 or more, below 1.</param>
    /// <param name="epsilon">The number that is added to the divisor, PyTorch's <c>eps</c>: above 0, also in the element type; without it, a parameter whose gradients are all 0 would become NaN.</param>
    /// <param name="weightDecay">The factor of an L2 penalty ½·weightDecay·p² on every parameter, biases included: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public Adam(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0)
        : base(learningRate)
    {
        Beta1 = Number.Check(beta1 >= 0 && beta1 < 1, beta1, nameof(beta1), "a number from 0 to below 1");
        Beta2 = Number.Check(beta2 >= 0 && beta2 < 1, beta2, nameof(beta2), "a number from 0 to below 1");
        CheckNotNegative(epsilon, nameof(epsilon));
        Epsilon = Number.Check(epsilon > 0, epsilon, nameof(epsilon), "a number above 0, since a parameter whose gradients are all 0 would be divided by it");
        CheckNotNegative(weightDecay, nameof(weightDecay));
        WeightDecay = weightDecay;
    }

    /// <summary>The fraction of the running mean of the gradients that is kept.</summary>
    public double Beta1 { get; }

    /// <summary>The fraction of the running mean of the squared gradients that is kept.</summary>
    public double Beta2 { get; }

    /// <summary>The number that is added to the divisor.</summary>
    public double Epsilon { get; }

    /// <summary>The weight decay, which draws parameters to 0.</summary>
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
    /// <param name="penalty">The factor of p in the term that is added to the gradients.</param>
    /// <param name="kept">The factor of p before it moves.</param>
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
            Epsilon: Convert<T>(Epsilon, nameof(Epsilon)),
            Rate: Convert<T>(learningRate / (1 - Math.Pow(Beta1, step)), nameof(learningRate)));
        if (coefficients.Epsilon == T.Zero)
        {
            _ = Number.Check(false, Epsilon, nameof(Epsilon), $"a number that is above 0 as {typeof(T).Name}");
        }

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

    /// <summary>The coefficients of one step, common to all parameters.</summary>
    private readonly record struct Coefficients<T>(T Penalty, T Kept, T Beta1, T New1, T Beta2, T New2, T Root, T Epsilon, T Rate)
        where T : unmanaged, IFloatingPointIeee754<T>;
}
