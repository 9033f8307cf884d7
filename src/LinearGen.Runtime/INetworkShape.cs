namespace LinearGen;

/// <summary>
/// The sizes of a layer or network as static members, for generic code that knows the class as a type parameter only. Generated
/// classes implement it beside <see cref="INetwork{T}"/>, which has the same sizes for each instance in <see cref="INetwork{T}.Shape"/>.
/// </summary>
/// <remarks>An interface with static abstract members is a constraint, and no type argument; <see cref="INetwork{T}"/> is both.</remarks>
public interface INetworkShape
{
    /// <summary>Inputs per row.</summary>
    static abstract int In { get; }

    /// <summary>Outputs per row.</summary>
    static abstract int Out { get; }

    /// <summary>Weights and biases together, without the padding of their storage.</summary>
    static abstract int ParameterCount { get; }
}
