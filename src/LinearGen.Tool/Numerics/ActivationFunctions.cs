namespace LinearGen.Tool.Numerics;

/// <summary>LinearGen's activations in double, as their definitions have them.</summary>
internal static class ActivationFunctions
{
    /// <summary>Applies an activation to a row.</summary>
    public static void Apply(Activation activation, Span<double> row)
    {
        if (activation is Activation.Softmax or Activation.LogSoftmax)
        {
            Softmax(row, activation == Activation.LogSoftmax);
            return;
        }

        foreach (ref double z in row)
        {
            z = Of(activation, z);
        }
    }

    private static double Of(Activation activation, double z) => activation switch
    {
        Activation.None => z,
        Activation.Relu => z > 0 ? z : 0,
        Activation.LeakyRelu => z > 0 ? z : 0.01 * z,
        Activation.Elu => z > 0 ? z : Math.Exp(z) - 1,
        Activation.Sigmoid => Logistic(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.Gelu => z / 2 * (1 + Erf.Of(z / Math.Sqrt(2))),
        Activation.GeluTanh => z * Logistic(2 * Math.Sqrt(2 / Math.PI) * (z + (0.044715 * z * z * z))),
        Activation.Silu => z * Logistic(z),
        Activation.Softplus => z > 30 ? z : Math.Log(1 + Math.Exp(z)),
        Activation.HardSwish => z * Math.Clamp(z + 3, 0, 6) / 6,
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

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
