using System.Globalization;

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
    Relu6,
    HardSigmoid,
    HardTanh,
    Selu,
    Celu,
    Mish,
    Softsign,
}

/// <summary>The properties of activations that the emitters need.</summary>
internal static class ActivationTraits
{
    /// <summary>Whether a row's outputs depend on each other, so that a row must be complete first.</summary>
    public static bool IsRowWise(this Activation activation) => activation is Activation.Softmax or Activation.LogSoftmax;

    /// <summary>Vector operations that a vector of it takes, about.</summary>
    public static int Operations(this Activation activation) => activation switch
    {
        Activation.None or Activation.Softmax or Activation.LogSoftmax => 0,
        Activation.Relu or Activation.LeakyRelu or Activation.HardSwish or Activation.Relu6 or Activation.HardSigmoid or Activation.HardTanh => 5,
        Activation.Softsign => 10,
        Activation.Tanh => 20,
        Activation.Gelu or Activation.GeluTanh or Activation.Softplus or Activation.Mish => 45,
        _ => 30,
    };

    /// <summary>Whether the derivative cannot be told from the output, so that the backward pass needs the sums again.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="slope">Its parameter; null for the default.</param>
    public static bool NeedsSums(this Activation activation, double? slope) => activation switch
    {
        Activation.Gelu or Activation.GeluTanh or Activation.Silu or Activation.HardSwish or Activation.Mish => true,

        // Two z give the same y, one of them above 0 and one below. Celu rises for every value of its parameter.
        Activation.LeakyRelu or Activation.Elu => slope < 0,
        _ => false,
    };

    /// <summary>The parameter by default, as in PyTorch; null if the activation has none.</summary>
    public static double? DefaultSlope(this Activation activation) => activation switch
    {
        Activation.LeakyRelu => 0.01,
        Activation.Elu or Activation.Celu => 1,
        _ => null,
    };

    /// <summary>The activation as a reader is told of it.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="slope">Its parameter; null for the default.</param>
    public static string InWords(this Activation activation, double? slope) => slope is { } value ? $"{activation} of {Number(value)}" : activation.ToString();

    /// <summary>A number as it is written in C#, with as few digits as say which it is.</summary>
    public static string Number(double value)
    {
        // .NET Framework's R may lose the last bit.
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        return double.Parse(text, CultureInfo.InvariantCulture).Equals(value) ? text : value.ToString("G17", CultureInfo.InvariantCulture);
    }
}
