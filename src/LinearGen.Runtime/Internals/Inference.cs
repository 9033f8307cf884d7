using System.Numerics;

namespace LinearGen.Internals;

/// <summary>The refusals of classes without backward pass.</summary>
internal static class Inference
{
    /// <summary>The class has none.</summary>
    public static NotSupportedException NotTrainable<T>(INetwork<T> network)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        new($"{network.GetType()} has no backward pass, as it is declared with Trainable = false, or all of its layers are.");

    /// <summary>The class has one, but belongs to a network that keeps no transposed weights.</summary>
    public static NotSupportedException NoTransposed(NetworkShape shape) =>
        new($"The layer or block {shape} belongs to a network with Trainable = false, which keeps no transposed weights; expected dx to be empty, or a layer that does not.");

    /// <summary>A network's first layers have none.</summary>
    public static NotSupportedException NoInputGradient(NetworkShape shape) =>
        new($"The network {shape} has layers with Trainable = false before those that are trained; expected dx to be empty, as gradients do not pass through them.");
}
