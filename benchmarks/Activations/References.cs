namespace LinearGen.Benchmarks.Activations;

/// <summary>
/// Activation functions and their derivatives in double, to measure others against: plain, slow, and accurate to some 1e-15, also
/// relatively where a result is small.
/// </summary>
internal static class References
{
    private const double GeluTanhLinear = 1.5957691216057308;
    private const double GeluTanhCubic = GeluTanhLinear * 0.044715;
    private const double SeluScale = 1.0507009873554805;
    private const double SeluAlpha = 1.6732632423543772;

    /// <summary>f(z).</summary>
    /// <param name="activation">f.</param>
    /// <param name="z">The argument.</param>
    /// <param name="slope">LeakyRelu's slope, Elu's and Celu's α.</param>
    public static double Value(Activation activation, double z, double slope) => activation switch
    {
        _ when double.IsNaN(z) => double.NaN,
        Activation.Relu => Math.Max(z, 0),
        Activation.LeakyRelu => z > 0 ? z : slope == 0 ? 0 : slope * z,
        Activation.Elu => z > 0 ? z : slope * ExpMinusOne(z),
        Activation.Sigmoid => Sigmoid(z),
        Activation.Tanh => Math.Tanh(z),
        Activation.Gelu => z < -40 ? 0 : z * Normal(z),
        Activation.GeluTanh => z < -40 ? 0 : z * Sigmoid(GeluTanhArgument(z)),
        Activation.Silu => z < -1000 ? 0 : z * Sigmoid(z),
        Activation.Softplus => Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z))),
        Activation.HardSwish => z <= -3 ? 0 : z >= 3 ? z : z * (z + 3) / 6,
        Activation.Relu6 => Math.Clamp(z, 0, 6),
        Activation.HardSigmoid => z <= -3 ? 0 : z >= 3 ? 1 : (z + 3) / 6,
        Activation.HardTanh => Math.Clamp(z, -1, 1),
        Activation.Selu => SeluScale * (z > 0 ? z : SeluAlpha * ExpMinusOne(z)),
        Activation.Celu => z > 0 ? z : slope * ExpMinusOne(z / slope),
        Activation.Mish => z < -1000 ? 0 : z * TanhOfSoftplus(z),
        Activation.Softsign => double.IsInfinity(z) ? Math.Sign(z) : z / (1 + Math.Abs(z)),
        _ => throw new ArgumentOutOfRangeException(nameof(activation)),
    };

    /// <summary>f′(z).</summary>
    public static double Derivative(Activation activation, double z, double slope)
    {
        switch (activation)
        {
            case var _ when double.IsNaN(z):
                return double.NaN;
            case Activation.Relu:
                return z > 0 ? 1 : 0;
            case Activation.LeakyRelu:
                return z > 0 ? 1 : slope;
            case Activation.Elu:
                return z > 0 ? 1 : slope * Math.Exp(z);
            case Activation.Sigmoid:
                return Sigmoid(z) * Sigmoid(-z);
            case Activation.Tanh:
                return 4 * Sigmoid(2 * z) * Sigmoid(-2 * z);
            case Activation.Gelu:
                return Math.Abs(z) > 40 ? (z > 0 ? 1 : 0) : Normal(z) + (z * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
            case Activation.GeluTanh when Math.Abs(z) > 40:
                return z > 0 ? 1 : 0;
            case Activation.GeluTanh:
                double v = GeluTanhArgument(z);
                return Sigmoid(v) + (z * (GeluTanhLinear + (3 * GeluTanhCubic * z * z)) * Sigmoid(v) * Sigmoid(-v));
            case Activation.Silu:
                return Math.Abs(z) > 1000 ? (z > 0 ? 1 : 0) : Sigmoid(z) * (1 + (z * Sigmoid(-z)));
            case Activation.Softplus:
                return Sigmoid(z);
            case Activation.HardSwish:
                return z < -3 ? 0 : z > 3 ? 1 : (z / 3) + 0.5;
            case Activation.Relu6:
                return z is > 0 and < 6 ? 1 : 0;
            case Activation.HardSigmoid:
                return z is > -3 and < 3 ? 1.0 / 6 : 0;
            case Activation.HardTanh:
                return z is > -1 and < 1 ? 1 : 0;
            case Activation.Selu:
                return SeluScale * (z > 0 ? 1 : SeluAlpha * Math.Exp(z));
            case Activation.Celu:
                return z > 0 ? 1 : Math.Exp(z / slope);
            case Activation.Mish when Math.Abs(z) > 1000:
                return z > 0 ? 1 : 0;
            case Activation.Mish:
                double t = TanhOfSoftplus(z);
                double reciprocalCosh = 1 / Math.Cosh(Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z))));
                return t + (z * Sigmoid(z) * reciprocalCosh * reciprocalCosh);
            case Activation.Softsign:
                return 1 / (1 + Math.Abs(z)) / (1 + Math.Abs(z));
            default:
                throw new ArgumentOutOfRangeException(nameof(activation));
        }
    }

    /// <summary>1 / (1 + exp(−z)).</summary>
    private static double Sigmoid(double z)
    {
        double e = Math.Exp(-Math.Abs(z));
        return (z > 0 ? 1 : e) / (1 + e);
    }

    private static double TanhOfSoftplus(double z) => Math.Tanh(Math.Max(z, 0) + LogOnePlus(Math.Exp(-Math.Abs(z))));

    private static double GeluTanhArgument(double z) => z * (GeluTanhLinear + (GeluTanhCubic * z * z));

    /// <summary>By way of tanh, which the C library gives without cancellation.</summary>
    private static double ExpMinusOne(double z)
    {
        double t = Math.Tanh(z / 2);
        return Math.Abs(z) > 1 ? Math.Exp(z) - 1 : 2 * t / (1 - t);
    }

    /// <summary>Kahan's way: the error of 1 + x cancels between the logarithm and its argument.</summary>
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>The normal distribution Φ.</summary>
    private static double Normal(double z) => z > 0 ? 1 - Tail(z) : Tail(-z);

    /// <summary>Φ(−a) for a ≥ 0.</summary>
    private static double Tail(double a)
    {
        double density = Math.Exp(-a * a / 2) / Math.Sqrt(2 * Math.PI);
        if (a < 2.5)
        {
            // Φ(a) − 1/2 = φ(a)·(a + a³/3 + a⁵/(3·5) + …).
            double term = a;
            double sum = a;
            for (int k = 3; term > sum * 1e-17; k += 2)
            {
                term *= a * a / k;
                sum += term;
            }

            return 0.5 - (density * sum);
        }

        // Φ(−a) = φ(a) / (a + 1/(a + 2/(a + 3/…))), Laplace's continued fraction, from behind.
        double fraction = a;
        for (int k = 150; k > 0; k--)
        {
            fraction = a + (k / fraction);
        }

        return density / fraction;
    }
}
