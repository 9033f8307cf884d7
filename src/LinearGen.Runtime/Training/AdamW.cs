namespace LinearGen;

/// <summary>
/// Adam with decoupled weight decay (Loshchilov and Hutter, 2019) by the definition of PyTorch's
/// <c>torch.optim.AdamW</c>.
/// </summary>
/// <remarks>
/// As <see cref="Adam"/>, but weight decay leaves the gradients alone: p ← p·(1 − learningRate·weightDecay) comes before
/// each move.
/// </remarks>
public sealed class AdamW : Adam
{
    /// <summary>Sets the hyper-parameters; the defaults are PyTorch's.</summary>
    /// <param name="learningRate">About how far a parameter moves per step, PyTorch's <c>lr</c>: 0 or more.</param>
    /// <param name="beta1">The fraction of the running mean of the gradients that is kept: 0 or more, below 1.</param>
    /// <param name="beta2">The fraction of the running mean of their squares that is kept: 0 or more, below 1.</param>
    /// <param name="epsilon">The number that is added to the divisor, PyTorch's <c>eps</c>: above 0, also in the element type.</param>
    /// <param name="weightDecay">The share of every parameter, biases included, that a step takes away, divided by the learning rate: 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is outside its range.</exception>
    public AdamW(double learningRate = 1e-3, double beta1 = 0.9, double beta2 = 0.999, double epsilon = 1e-8, double weightDecay = 0.01)
        : base(learningRate, beta1, beta2, epsilon, weightDecay)
    {
    }

    /// <inheritdoc/>
    protected override void StepCore<T>(Span<T> parameters, ReadOnlySpan<T> gradients, Span<T> state, long step, double learningRate) =>
        Move(parameters, gradients, state, step, learningRate, penalty: 0, kept: 1 - (learningRate * WeightDecay));
}
