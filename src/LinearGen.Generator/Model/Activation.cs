namespace LinearGen.Generator.Model;

/// <summary>The activation of a layer; the values are those of the runtime's enum of the same name.</summary>
internal enum Activation
{
    None = 0,
    Relu,
    LeakyRelu,
    Elu,
    Sigmoid,
    Tanh,
    Gelu,
    GeluTanh,
    Silu,
    Softplus,
    HardSwish,
    Softmax,
    LogSoftmax,
}

/// <summary>What the emitters need to know of activations.</summary>
internal static class ActivationTraits
{
    /// <summary>Whether a row's outputs depend on each other, so that a row must be complete first.</summary>
    public static bool IsRowWise(this Activation activation) => activation is Activation.Softmax or Activation.LogSoftmax;

    /// <summary>Vector operations that a vector of it takes, about.</summary>
    public static int Operations(this Activation activation) => activation switch
    {
        Activation.None or Activation.Softmax or Activation.LogSoftmax => 0,
        Activation.Relu or Activation.LeakyRelu or Activation.HardSwish => 5,
        Activation.Tanh => 20,
        Activation.Gelu or Activation.GeluTanh or Activation.Softplus => 45,
        _ => 30,
    };

    /// <summary>Whether the derivative cannot be told from the output, so that the backward pass needs the sums again.</summary>
    public static bool NeedsSums(this Activation activation) =>
        activation is Activation.Gelu or Activation.GeluTanh or Activation.Silu or Activation.HardSwish;
}
