using System.Numerics;

namespace LinearGen;

/// <summary>Checks of what networks give to their callers, since user code may implement <see cref="INetwork{T}"/>.</summary>
internal static class NetworkObjects
{
    /// <summary>The network inside of all decorators that derive from <see cref="DelegatingNetwork{T}"/>.</summary>
    public static INetwork<T> Undecorated<T>(this INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        while (network is DelegatingNetwork<T> decorator)
        {
            network = decorator.Inner;
        }

        return network;
    }

    /// <summary>Checks that what is written to a network's parameters reaches the network.</summary>
    /// <exception cref="InvalidOperationException">The parameters lie elsewhere each time.</exception>
    public static void CheckParameters<T>(this INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (network.Parameters != network.Parameters)
        {
            throw new InvalidOperationException($"Parameters of {network.GetType()} gave other memory at its second call; expected the same at each, the network's own and no copy.");
        }
    }

    /// <summary>The outputs of some rows, kept for a backward call.</summary>
    /// <exception cref="InvalidOperationException">The network has written another number of outputs.</exception>
    public static ReadOnlySpan<T> ForwardRows<T>(this INetwork<T> network, ReadOnlySpan<T> x, Activations<T> activations, int length)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        network.Forward(x, activations);
        ReadOnlySpan<T> y = activations.Output;
        return y.Length == length ? y : throw WrongOutput(network.GetType(), y.Length, length);
    }

    private static InvalidOperationException WrongOutput(Type network, int actual, int expected) => new(Invariant(
        $"Forward of {network} left {actual} values in activations.Output; expected {expected} (rows × Out), written to what activations.Begin gives."));

    /// <summary>Gradients of a network's parameters.</summary>
    /// <exception cref="InvalidOperationException">The network makes none, or of another length.</exception>
    public static ParameterGradients<T> NewGradients<T>(this INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ParameterGradients<T>? gradients = network.CreateGradients();
        int expected = network.Parameters.Length;
        return gradients?.Values.Length == expected
            ? gradients
            : throw new InvalidOperationException(Invariant(
                $"CreateGradients of {network.GetType()} gave {(gradients is null ? "null" : Invariant($"{gradients.Values.Length} values"))}; expected {expected} values, as many as Parameters."));
    }

    /// <summary>Buffers of a network for some rows.</summary>
    /// <exception cref="InvalidOperationException">The network makes none, or for fewer rows.</exception>
    public static Activations<T> NewActivations<T>(this INetwork<T> network, int maxRows)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Activations<T>? activations = network.CreateActivations(maxRows);
        return activations?.MaxRows >= maxRows
            ? activations
            : throw new InvalidOperationException(Invariant(
                $"CreateActivations({maxRows}) of {network.GetType()} gave {(activations is null ? "null" : Invariant($"room for {activations.MaxRows} rows"))}; expected room for {maxRows}."));
    }
}
