using System.ComponentModel;
using System.Numerics;

namespace LinearGen;

/// <summary>
/// The common interface of layers and networks: a function from rows of In values to rows of Out values, with parameters that
/// can be trained. Generated classes implement it, and <see cref="INetworkShape"/> beside it.
/// </summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// Any number of <c>Forward</c> and <c>Backward</c> calls may run on one instance at once, given separate outputs,
/// <see cref="Activations{T}"/> and gradients. A call that writes parameters must not overlap another call.
/// The interface has no static members, so that it can be a type argument: <c>List&lt;INetwork&lt;float&gt;&gt;</c>,
/// <c>Trainer&lt;INetwork&lt;float&gt;&gt;</c>.
/// </remarks>
public interface INetwork<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Inputs and outputs per row, and the number of parameters.</summary>
    NetworkShape Shape { get; }

    /// <summary>
    /// All parameters as they are stored: one contiguous block, padding included. The padding is 0 and must stay 0. A caller that
    /// writes to the block calls <see cref="ParametersChanged"/> afterwards.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    Span<T> Parameters { get; }

    /// <summary>The number of layers, or other stages, with parameters; a layer by itself is a network of one, and an activation by itself of none.</summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    int LayerCount { get; }

    /// <summary>
    /// Where in <see cref="Parameters"/> a layer's weights and biases lie, padding included; its gradients lie there too. The
    /// ranges follow one another in the order of the layers, without gaps, from the first number to the last.
    /// </summary>
    /// <param name="layer">0 … <see cref="LayerCount"/> − 1, in the order of application.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    Range ParameterRange(int layer);

    /// <summary>
    /// Whether a layer's parameters are to stay as they are: trainers then leave every bit of them, and of what the
    /// optimiser remembers of them, alone. May change between steps.
    /// </summary>
    /// <param name="layer">0 … <see cref="LayerCount"/> − 1, in the order of application.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such layer.</exception>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    bool IsFrozen(int layer);

    /// <summary>
    /// Whether there is a backward pass: not in classes that say <c>Trainable = false</c>, whose <see cref="Backward"/>, <see cref="CreateGradients"/>
    /// and, of networks, <see cref="CreateActivations"/> throw <see cref="NotSupportedException"/>, and which trainers refuse.
    /// </summary>
    bool IsTrainable => true;

    /// <summary>
    /// Updates the data that layers derive from their parameters (a transposed copy of the weights, which dX reads): to be
    /// called after <see cref="Parameters"/> was written to, before the next call. Trainers do.
    /// </summary>
    [EditorBrowsable(EditorBrowsableState.Advanced)]
    void ParametersChanged();

    /// <summary>Computes the outputs of any number of rows.</summary>
    /// <param name="x">[rows, In]; zero rows are a valid call.</param>
    /// <param name="y">[rows, Out]; overwritten. Must not overlap <paramref name="x"/>.</param>
    /// <exception cref="ArgumentException">A length does not fit, or the two spans overlap.</exception>
    void Forward(ReadOnlySpan<T> x, Span<T> y);

    /// <summary>Computes the outputs and keeps the intermediate values that <see cref="Backward"/> needs.</summary>
    /// <param name="x">[rows, In], at most <see cref="Activations{T}.MaxRows"/> rows.</param>
    /// <param name="activations">From <see cref="CreateActivations"/> of the same class; the result is in its <see cref="Activations{T}.Output"/>.</param>
    /// <exception cref="ArgumentException"><paramref name="x"/> is not a whole number of rows, has too many, or lies where the result goes, or the activations are another network's; nothing has changed.</exception>
    void Forward(ReadOnlySpan<T> x, Activations<T> activations);

    /// <summary>
    /// Adds the gradients of a scalar cost C with respect to the parameters to <paramref name="gradients"/> and
    /// computes those with respect to the inputs. Gradients are sums over the rows, not means.
    /// </summary>
    /// <param name="x">[rows, In], as given to <see cref="Forward(ReadOnlySpan{T}, Activations{T})"/>.</param>
    /// <param name="activations">The intermediate values of that call.</param>
    /// <param name="dy">[rows, Out], ∂C/∂Y.</param>
    /// <param name="dx">[rows, In]: ∂C/∂X, overwritten; or empty if it is not wanted.</param>
    /// <param name="gradients">From <see cref="CreateGradients"/> of the same class, or null if they are not wanted.</param>
    /// <exception cref="ArgumentException">A length does not fit, spans overlap, or an object is another network's.</exception>
    void Backward(ReadOnlySpan<T> x, Activations<T> activations, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients);

    /// <summary>Sets every weight and bias of each layer to a draw from U(−1/√In, 1/√In), as PyTorch's <c>nn.Linear</c> does.</summary>
    /// <param name="random">The source of the draws: the same seed gives the same weights.</param>
    void Initialize(Random random);

    /// <summary>Gradients of this network's parameters, all 0.</summary>
    ParameterGradients<T> CreateGradients();

    /// <summary>Creates buffers for the intermediate values of a forward call that <see cref="Backward"/> needs.</summary>
    /// <param name="maxRows">The most rows that one call may have, 1 or more.</param>
    Activations<T> CreateActivations(int maxRows);
}
