namespace LinearGen.Kernel.Checks;

/// <summary>The activation functions of single elements and their derivatives in double, from their definitions.</summary>
public static class ActivationFunctions
{
    private const double GeluLinear = 0.7978845608028654;
    private const double GeluCubic = 0.044715;
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    /// <summary>All functions.</summary>
    public static IReadOnlyList<Activation> All { get; } = [.. Enum.GetValues<Activation>().Where(activation => activation != Activation.None)];

    /// <summary>Whether a row's outputs depend on each other.</summary>
    public static bool IsRowWise(Activation activation) => activation is Activation.Softmax or Activation.LogSoftmax;

    /// <summary>f(z).</summary>
    /// <param name="activation">f.</param>
    /// <param name="z">The argument.</param>
    /// <param name="a">f's parameter, if it has one.</param>
    public static double Value(Activation activation, double z, double a) => activation switch
    {
        Activation.None => z,
        Activation.Relu => z > 0 || double.IsNaN(z) ? z : 0,
        Activation.LeakyRelu => z > 0 ? z : a == 0 && z < 0 ? 0 : a * z,
        Activation.Elu => z > 0 ? z : a * ExpMinusOne(z),
        Activation.Sigmoid => Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.Gelu => Limited(z, Normal(z)),
        Activation.GeluTanh => Limited(z, Sigmoid(2 * Inner(z))),
        Activation.Silu => Limited(z, Sigmoid(z)),
        Activation.Softplus => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z))),
        Activation.HardSwish => Limited(z, Math.Clamp((z / 6) + 0.5, 0, 1)),
        Activation.Relu6 => Math.Clamp(z, 0, 6),
        Activation.HardSigmoid => Math.Clamp((z / 6) + 0.5, 0, 1),
        Activation.HardTanh => Math.Clamp(z, -1, 1),
        Activation.Selu => SeluScale * (z > 0 ? z : SeluAlpha * ExpMinusOne(z)),
        Activation.Celu => z > 0 ? z : a * ExpMinusOne(z / a),
        Activation.Mish => Limited(z, TanhOfSoftplus(z)),
        Activation.Softsign => double.IsInfinity(z) ? Math.Sign(z) : z / (1 + Math.Abs(z)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>f′(z), and at infinities its limit.</summary>
    public static double Slope(Activation activation, double z, double a)
    {
        if (double.IsNaN(z))
        {
            return z;
        }

        if (double.IsInfinity(z))
        {
            return (activation, z > 0) switch
            {
                (Activation.Sigmoid or Activation.Tanh or Activation.Relu6 or Activation.HardSigmoid or Activation.HardTanh or Activation.Softsign, _) => 0,
                (Activation.Selu, true) => SeluScale,
                (_, true) => 1,
                (Activation.LeakyRelu, false) => a,
                _ => 0,
            };
        }

        switch (activation)
        {
            case Activation.None:
                return 1;
            case Activation.Relu:
                return z > 0 ? 1 : 0;
            case Activation.LeakyRelu:
                return z > 0 ? 1 : a;
            case Activation.Elu:
                return z > 0 ? 1 : a * Math.Exp(z);
            case Activation.Sigmoid:
                return Sigmoid(z) * Sigmoid(-z);
            case Activation.Tanh:
                double cosh = Math.Cosh(z);
                return 1 / cosh / cosh;
            case Activation.Gelu:
                return Normal(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
            case Activation.GeluTanh:
                double sigma = Sigmoid(2 * Inner(z));
                double innerSlope = GeluLinear * (1 + (3 * GeluCubic * z * z));
                return sigma + (z * 2 * innerSlope * sigma * Sigmoid(-2 * Inner(z)));
            case Activation.Silu:
                return Sigmoid(z) * (1 + (z * Sigmoid(-z)));
            case Activation.Softplus:
                return Sigmoid(z);
            case Activation.HardSwish:
                return z <= -3 ? 0 : z >= 3 ? 1 : (z / 3) + 0.5;
            case Activation.Relu6:
                return z is > 0 and < 6 ? 1 : 0;
            case Activation.HardSigmoid:
                return z is > -3 and < 3 ? 1.0 / 6 : 0;
            case Activation.HardTanh:
                return z is > -1 and < 1 ? 1 : 0;
            case Activation.Selu:
                return SeluScale * (z > 0 ? 1 : SeluAlpha * Math.Exp(z));
            case Activation.Celu:
                return z > 0 ? 1 : Math.Exp(z / a);
            case Activation.Mish:
                double ratio = TanhOfSoftplus(z);
                return ratio + (z * Sigmoid(z) * (1 - (ratio * ratio)));
            case Activation.Softsign:
                return 1 / (1 + Math.Abs(z)) / (1 + Math.Abs(z));
            default:
                throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    /// <summary>max|f′|, by which an error of z grows at most.</summary>
    public static double GreatestSlope(Activation activation, double a) => activation switch
    {
        Activation.LeakyRelu or Activation.Elu => Math.Max(1, Math.Abs(a)),
        Activation.Selu => SeluScale * SeluAlpha,
        Activation.Sigmoid => 0.25,
        Activation.Gelu or Activation.GeluTanh or Activation.Silu or Activation.Mish => 1.13,
        Activation.HardSwish => 1.5,
        _ => 1,
    };

    /// <summary>Softmax or its logarithm of one row.</summary>
    public static void Row(Activation activation, ReadOnlySpan<double> z, Span<double> y)
    {
        double greatest = double.NegativeInfinity;
        foreach (double value in z)
        {
            greatest = Math.Max(greatest, value);
        }

        double sum = 0;
        foreach (double value in z)
        {
            sum += Math.Exp(value - greatest);
        }

        for (int j = 0; j < z.Length; j++)
        {
            y[j] = activation == Activation.Softmax ? Math.Exp(z[j] - greatest) / sum : z[j] - greatest - Math.Log(sum);
        }
    }

    private static double Sigmoid(double z) => z >= 0 ? 1 / (1 + Math.Exp(-z)) : Math.Exp(z) / (1 + Math.Exp(z));

    private static double TanhOfSoftplus(double z) => Math.Tanh(Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z))));

    private static double Inner(double z) => GeluLinear * (z + (GeluCubic * z * z * z));

    // z·p, where p falls to 0 faster than z grows.
    private static double Limited(double z, double p) => double.IsNegativeInfinity(z) ? 0 : z * p;

    private static double ExpMinusOne(double z)
    {
        if (Math.Abs(z) > 0.1)
        {
            return Math.Exp(z) - 1;
        }

        double sum = 0;
        for (int n = 14; n > 0; n--)
        {
            sum = (1 + sum) * z / n;
        }

        return sum;
    }

    // Kahan's: what 1 + x loses is lost twice.
    private static double LogOnePlus(double x) => 1 + x == 1 ? x : Math.Log(1 + x) * x / (1 + x - 1);

    /// <summary>The normal distribution Φ(z): a series without cancellation in the middle, a continued fraction in the tails.</summary>
    private static double Normal(double z)
    {
        double magnitude = Math.Abs(z);
        double density = Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI);
        if (magnitude < 4)
        {
            double term = z;
            double sum = z;
            for (int n = 3; Math.Abs(term) > 1e-18 * Math.Abs(sum); n += 2)
            {
                term *= z * z / n;
                sum += term;
            }

            return 0.5 + (density * sum);
        }

        double fraction = magnitude;
        for (int n = 80; n > 0; n--)
        {
            fraction = magnitude + (n / fraction);
        }

        double tail = double.IsInfinity(magnitude) ? 0 : density / fraction;
        return z > 0 ? 1 - tail : tail;
    }
}
