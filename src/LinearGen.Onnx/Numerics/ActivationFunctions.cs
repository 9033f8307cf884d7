namespace LinearGen.Onnx.Numerics;

/// <summary>LinearGen's activations in double, as their definitions have them.</summary>
internal static class ActivationFunctions
{
    /// <summary>s of s·x above 0.</summary>
    public const double SeluScale = 1.0507009873554804934193349852946;

    /// <summary>α of s·α·(exp(x) − 1) below 0.</summary>
    public const double SeluAlpha = 1.6732632423543772848170429916717;

    /// <summary>The slope or α of an activation that has one, as PyTorch has it by default; otherwise null.</summary>
    public static double? DefaultSlope(Activation activation) => activation switch
    {
        Activation.LeakyRelu => 0.01,
        Activation.Elu or Activation.Celu => 1,
        _ => null,
    };

    /// <summary>An activation in words, with its parameter if that is not the default.</summary>
    public static string Describe(Activation activation, double? slope) => slope is { } given ? FormattableString.Invariant($"{activation} of {given}") : activation.ToString();

    /// <summary>Whether two activations are one function: Elu and Celu of 1, Relu and LeakyRelu of 0.</summary>
    public static bool IsSame(Activation activation, double? slope, Activation other, double? otherSlope)
    {
        double[] values = [-4, -1, -0.5, 0.25, 2, 8], others = [.. values];
        Apply(activation, values, slope);
        Apply(other, others, otherSlope);
        return values.AsSpan().SequenceEqual(others);
    }

    /// <summary>Applies an activation to a row.</summary>
    /// <param name="activation">The activation.</param>
    /// <param name="row">Its arguments, then its values.</param>
    /// <param name="slope">Its parameter; null for the default.</param>
    public static void Apply(Activation activation, Span<double> row, double? slope = null)
    {
        if (activation is Activation.Softmax or Activation.LogSoftmax)
        {
            Softmax(row, activation == Activation.LogSoftmax);
            return;
        }

        foreach (ref double z in row)
        {
            z = Of(activation, z, slope ?? DefaultSlope(activation) ?? 0);
        }
    }

    private static double Of(Activation activation, double z, double slope) => activation switch
    {
        Activation.None => z,
        Activation.Relu => z > 0 ? z : 0,
        Activation.LeakyRelu => z > 0 ? z : slope * z,
        Activation.Elu => z > 0 ? z : slope * (Math.Exp(z) - 1),
        Activation.Sigmoid => Logistic(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.Gelu => z / 2 * (1 + Erf.Of(z / Math.Sqrt(2))),
        Activation.GeluTanh => z * Logistic(2 * Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z))),
        Activation.Silu => z * Logistic(z),
        Activation.Softplus => Softplus(z),
        Activation.HardSwish => z * Math.Clamp(z + 3, 0, 6) / 6,
        Activation.Relu6 => Math.Clamp(z, 0, 6),
        Activation.HardSigmoid => Math.Clamp(z + 3, 0, 6) / 6,
        Activation.HardTanh => Math.Clamp(z, -1, 1),
        Activation.Selu => SeluScale * (z > 0 ? z : SeluAlpha * (Math.Exp(z) - 1)),
        Activation.Celu => z > 0 ? z : slope * (Math.Exp(z / slope) - 1),
        Activation.Mish => z * Math.Tanh(Softplus(z)),
        Activation.Softsign => z / (1 + Math.Abs(z)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    private static double Softplus(double z) => z > 30 ? z : Math.Log(1 + Math.Exp(z));

    private static double Logistic(double z) => 1 / (1 + Math.Exp(-z));

    private static void Softmax(Span<double> row, bool isLog)
    {
        double greatest = double.NegativeInfinity;
        foreach (double z in row)
        {
            greatest = Math.Max(greatest, z);
        }

        double sum = 0;
        foreach (double z in row)
        {
            sum += Math.Exp(z - greatest);
        }

        foreach (ref double z in row)
        {
            z = isLog ? z - greatest - Math.Log(sum) : Math.Exp(z - greatest) / sum;
        }
    }
}
