using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>Calls a layer or network the same way: Forward, and Backward with Forward's result. For one thread; allocates only when it is made.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <param name="network">The layer or network.</param>
/// <param name="maxRows">The most rows of a call.</param>
public sealed class Runner<T>(INetwork<T> network, int maxRows)
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly Activations<T> _activations = network.CreateActivations(Math.Max(1, maxRows));

    /// <summary>The layer or network.</summary>
    public INetwork<T> Network => network;

    /// <summary>The result of the last <see cref="ForwardKeeping"/>.</summary>
    public ReadOnlySpan<T> Output => _activations.Output;

    /// <summary>Computes the outputs.</summary>
    public void Forward(ReadOnlySpan<T> x, Span<T> y) => network.Forward(x, y);

    /// <summary>Computes the outputs and keeps what the backward pass needs.</summary>
    public void ForwardKeeping(ReadOnlySpan<T> x) => network.Forward(x, _activations);

    /// <summary>A layer's own backward pass, over the caller's y; a network's forward pass that keeps activations, and its backward pass.</summary>
    public void Backward(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, ParameterGradients<T>? gradients)
    {
        if (network is INetworkStage<T> layer)
        {
            layer.Backward(x, y, dy, dx, gradients);
            return;
        }

        network.Forward(x, _activations);
        network.Backward(x, _activations, dy, dx, gradients);
    }
}
