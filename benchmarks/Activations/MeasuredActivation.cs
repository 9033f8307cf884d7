using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LinearGen.Internals;

namespace LinearGen.Benchmarks.Activations;

/// <summary>An activation function of floats, on 256-bit vectors.</summary>
internal abstract class MeasuredActivation(Activation activation, bool fromOutput, double slope)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<MeasuredActivation> All { get; } =
    [
        new MeasuredActivation<Relu>(Activation.Relu, fromOutput: true),
        new MeasuredActivation<LeakyRelu>(Activation.LeakyRelu, fromOutput: true, slope: 0.01),
        new MeasuredActivation<Elu>(Activation.Elu, fromOutput: true, slope: 1),
        new MeasuredActivation<Sigmoid>(Activation.Sigmoid, fromOutput: true),
        new MeasuredActivation<Tanh>(Activation.Tanh, fromOutput: true),
        new MeasuredActivation<Gelu>(Activation.Gelu, fromOutput: false),
        new MeasuredActivation<GeluTanh>(Activation.GeluTanh, fromOutput: false),
        new MeasuredActivation<Silu>(Activation.Silu, fromOutput: false),
        new MeasuredActivation<Softplus>(Activation.Softplus, fromOutput: true),
        new MeasuredActivation<HardSwish>(Activation.HardSwish, fromOutput: false),
        new MeasuredActivation<Relu6>(Activation.Relu6, fromOutput: true),
        new MeasuredActivation<HardSigmoid>(Activation.HardSigmoid, fromOutput: true),
        new MeasuredActivation<HardTanh>(Activation.HardTanh, fromOutput: true),
        new MeasuredActivation<Selu>(Activation.Selu, fromOutput: true),
        new MeasuredActivation<Mish>(Activation.Mish, fromOutput: false),
        new MeasuredActivation<Softsign>(Activation.Softsign, fromOutput: true),
        new MeasuredActivation<LeakyRelu<Fifth>>(Activation.LeakyRelu, fromOutput: true, slope: 0.2),
        new MeasuredActivation<Elu<Fifth>>(Activation.Elu, fromOutput: true, slope: 0.2),
        new MeasuredActivation<Celu<Fifth>>(Activation.Celu, fromOutput: true, slope: 0.2),
    ];

    /// <summary>Which one.</summary>
    public Activation Activation => activation;

    /// <summary>Whether its derivative is computed from y.</summary>
    public bool FromOutput => fromOutput;

    /// <summary>Its parameter; 0 if it has none.</summary>
    public double Slope => slope;

    /// <summary>Its name, with its parameter if it has one.</summary>
    public string Name => slope == 0 ? $"{activation}" : FormattableString.Invariant($"{activation} of {slope}");

    /// <summary>y = f(z).</summary>
    public abstract void Forward(float[] z, float[] y);

    /// <summary>dz = f′·dy.</summary>
    public abstract void Backward(float[] source, float[] dy, float[] dz);

    /// <summary>Nanoseconds for two vectors whose arguments wait for the results before them, as a small layer's do.</summary>
    public abstract double TimePair();

    /// <summary>Nanoseconds per vector of a long line of independent ones, with arguments up to a magnitude.</summary>
    public double TimeLine(bool backward, float magnitude = 4)
    {
        const int Length = 1024;
        const int Lanes = 8;
        Random random = new(1);
        float[] z = [.. Enumerable.Range(0, Length).Select(_ => ((2 * random.NextSingle()) - 1) * magnitude)];
        float[] y = new float[Length];
        return Time(backward ? () => Backward(z, z, y) : () => Forward(z, y)) / (Length / Lanes);
    }

    /// <summary>Nanoseconds of a call: the least of many rounds, since whatever disturbs one makes it longer.</summary>
    protected static double Time(Action call)
    {
        const int Rounds = 60;
        const int Calls = 2000;
        double least = double.PositiveInfinity;
        for (int round = 0; round < Rounds; round++)
        {
            long start = Stopwatch.GetTimestamp();
            for (int k = 0; k < Calls; k++)
            {
                call();
            }

            least = Math.Min(least, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Calls);
        }

        return least;
    }
}

/// <summary>An activation function as a kernel uses it.</summary>
internal sealed class MeasuredActivation<TActivation>(Activation activation, bool fromOutput, double slope = 0) : MeasuredActivation(activation, fromOutput, slope)
    where TActivation : struct, IActivation
{
    private const int Links = 64;

    public override void Forward(float[] z, float[] y) =>
        ActivationRows<Vector256<float>, Simd256<float>, float, TActivation>.Forward(ref z[0], ref y[0], z.Length);

    public override void Backward(float[] source, float[] dy, float[] dz) =>
        ActivationRows<Vector256<float>, Simd256<float>, float, TActivation>.Backward(ref source[0], ref dy[0], ref dz[0], source.Length);

    public override double TimePair() => Time(static () => Chain(Links)) / Links;

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private static Vector256<float> Chain(int links)
    {
        Vector256<float> a = Vector256.Create(0.5f);
        Vector256<float> b = Vector256.Create(-0.5f);
        for (int k = 0; k < links; k++)
        {
            a = ActivationRows<Vector256<float>, Simd256<float>, float, TActivation>.Value(a);
            b = ActivationRows<Vector256<float>, Simd256<float>, float, TActivation>.Value(b);
        }

        return a + b;
    }
}

/// <summary>0.2.</summary>
internal readonly struct Fifth : ISlope
{
    public static double Value => 0.2;
}
