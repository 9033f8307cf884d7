using System.Numerics;
using System.Runtime.InteropServices;

namespace LinearGen;

/// <summary>
/// Stochastic gradient descent by the definition of PyTorch's <c>torch.optim.SGD</c>, with dampening 0.
/// </summary>
/// <remarks>
/// Each step, for every parameter p with gradient g and buffer v (0 before the first step):
/// g ← g + weightDecay·p; then without momentum p ← p − learningRate·g, with momentum v ← momentum·v + g and
/// p ← p − learningRate·v, with Nesterov's momentum p ← p − learningRate·(g + momentum·v). Every product and sum is
/// rounded by itself, so that all machines give the same bits.
/// </remarks>
public sealed class Sgd : Optimizer
{
    /// <summary>Sets the hyper-parameters.</summary>
    /// <param name="learningRate">The learning rate, by which the gradient is multiplied, PyTorch's <c>lr</c>: 0 or more.</param>
    /// <param name="momentum">The fraction of the last step's buffer that is kept: 0 (none) or more, usually 0.9.</param>
    /// <param name="nesterov">Whether to look ahead along the buffer, Nesterov's momentum; needs a momentum above 0.</param>
    /// <param name="weightDecay">The factor of an L2 penalty ½·weightDecay·p² on every parameter, biases included: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative, infinite or NaN.</exception>
    /// <exception cref="ArgumentException"><paramref name="nesterov"/> without momentum.</exception>
    public Sgd(double learningRate, double momentum = 0, bool nesterov = false, double weightDecay = 0)
        : base(learningRate)
    {
        CheckNotNegative(momentum, nameof(momentum));
        CheckNotNegative(weightDecay, nameof(weightDecay));
        if (nesterov && momentum == 0)
        {
            throw new ArgumentException("nesterov is true but momentum is 0; expected a momentum above 0, since without one there is no buffer to look ahead along.", nameof(nesterov));
        }

        Momentum = momentum;
        Nesterov = nesterov;
        WeightDecay = weightDecay;
    }

    /// <summary>The fraction of the last step's buffer that is kept; 0 for none.</summary>
    public double Momentum { get; }

    /// <summary>Whether the momentum is Nesterov's.</summary>
    public bool Nesterov { get; }

    /// <summary>The factor of the L2 penalty.</summary>
    public double WeightDecay { get; }

    /// <summary>1 with momentum, otherwise 0.</summary>
    public override int StateBlocks => Momentum > 0 ? 1 : 0;

    /// <inheritdoc/>
    protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate)
    {
        T rate = Convert<T>(learningRate, nameof(learningRate));
        T decay = Convert<T>(WeightDecay, nameof(WeightDecay));
        T momentum = Convert<T>(Momentum, nameof(Momentum));
        Move(parameters, gradients, StateBlocks > 0 ? state : parameters, rate, decay, momentum, StateBlocks > 0, Nesterov);
    }

    /// <summary>The pass over the parameters. Without momentum, there are no buffers, and none are read.</summary>
    private static void Move<T>(
        Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> buffers, T rate, T decay, T momentum, bool hasBuffers, bool nesterov)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Span<Vector<T>> ps = MemoryMarshal.Cast<T, Vector<T>>(parameters);
        ReadOnlySpan<Vector<T>> gs = MemoryMarshal.Cast<T, Vector<T>>(gradients)[..ps.Length];
        Span<Vector<T>> vs = MemoryMarshal.Cast<T, Vector<T>>(buffers)[..ps.Length];
        for (int k = 0; k < ps.Length; k++)
        {
            Vector<T> g = gs[k] + (ps[k] * decay);
            Vector<T> v = g;
            if (hasBuffers)
            {
                v = (vs[k] * momentum) + g;
                vs[k] = v;
            }

            ps[k] -= (nesterov ? g + (v * momentum) : v) * rate;
        }

        for (int k = ps.Length * Vector<T>.Count; k < parameters.Length; k++)
        {
            T g = gradients[k] + (parameters[k] * decay);
            T v = g;
            if (hasBuffers)
            {
                v = (buffers[k] * momentum) + g;
                buffers[k] = v;
            }

            parameters[k] -= (nesterov ? g + (v * momentum) : v) * rate;
        }
    }
}
