using System.Numerics;
using System.Runtime.Intrinsics;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>An activation function on vectors of one width, as the row loops run it.</summary>
public abstract class ActivationUnderTest<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public abstract void Forward(ref T z, ref T y, nint count);

    public abstract void Backward(ref T source, ref T dy, ref T dz, nint count);

    public T[] Forward(T[] z)
    {
        T[] y = new T[z.Length];
        Forward(ref z[0], ref y[0], z.Length);
        return y;
    }

    public T[] Backward(T[] source, T[] dy)
    {
        T[] dz = new T[dy.Length];
        Backward(ref source[0], ref dy[0], ref dz[0], dy.Length);
        return dz;
    }
}

/// <summary>Any of the functions on either width.</summary>
internal static class ActivationsUnderTest
{
    /// <summary>Those of single elements, and their parameter: 0 where there is none.</summary>
    public static IReadOnlyList<(Activation Activation, double Slope)> Elementwise { get; } =
    [
        (Activation.Relu, 0), (Activation.LeakyRelu, 0.01), (Activation.Elu, 1), (Activation.Sigmoid, 0), (Activation.Tanh, 0),
        (Activation.Gelu, 0), (Activation.GeluTanh, 0), (Activation.Silu, 0), (Activation.Softplus, 0), (Activation.HardSwish, 0),
        (Activation.Relu6, 0), (Activation.HardSigmoid, 0), (Activation.HardTanh, 0), (Activation.Selu, 0), (Activation.Celu, 1),
        (Activation.Mish, 0), (Activation.Softsign, 0),
        (Activation.LeakyRelu, 0.2), (Activation.LeakyRelu, 0), (Activation.LeakyRelu, 1.5), (Activation.LeakyRelu, -0.5),
        (Activation.Elu, 0.2), (Activation.Elu, 0), (Activation.Elu, 1.5), (Activation.Elu, -0.5),
        (Activation.Celu, 0.2), (Activation.Celu, 1.5), (Activation.Celu, -0.5),
    ];

    /// <summary>Each function on each width: 512 bits run in halves where the machine has none.</summary>
    public static TheoryData<int, Activation, double> Combinations
    {
        get
        {
            TheoryData<int, Activation, double> combinations = [];
            foreach (int bits in (int[])[256, 512])
            {
                foreach ((Activation activation, double slope) in Elementwise)
                {
                    combinations.Add(bits, activation, slope);
                }
            }

            return combinations;
        }
    }

    /// <summary>Whether f′ is computed from y.</summary>
    public static bool FromOutput(Activation activation, double slope) =>
        activation is not (Activation.Gelu or Activation.GeluTanh or Activation.Silu or Activation.HardSwish or Activation.Mish)
        && !(activation is Activation.LeakyRelu or Activation.Elu && slope < 0);

    public static ActivationUnderTest<T> Get<T>(int bits, Activation activation, double slope)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        bits == 256 ? Get<Vector256<T>, Simd256<T>, T>(activation, slope) : Get<Vector512<T>, Simd512<T>, T>(activation, slope);

    private static ActivationUnderTest<T> Get<TVector, TSimd, T>(Activation activation, double slope)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where T : unmanaged, IFloatingPointIeee754<T> => activation switch
        {
            Activation.Relu => new Rows<TVector, TSimd, T, Relu>(),
            Activation.LeakyRelu when slope == 0.01 => new Rows<TVector, TSimd, T, LeakyRelu>(),
            Activation.LeakyRelu when slope == 0 => new Rows<TVector, TSimd, T, Relu>(),
            Activation.Elu or Activation.Celu when slope == 1 => new Rows<TVector, TSimd, T, Elu>(),
            Activation.Sigmoid => new Rows<TVector, TSimd, T, Sigmoid>(),
            Activation.Tanh => new Rows<TVector, TSimd, T, Tanh>(),
            Activation.Gelu => new Rows<TVector, TSimd, T, Gelu>(),
            Activation.GeluTanh => new Rows<TVector, TSimd, T, GeluTanh>(),
            Activation.Silu => new Rows<TVector, TSimd, T, Silu>(),
            Activation.Softplus => new Rows<TVector, TSimd, T, Softplus>(),
            Activation.HardSwish => new Rows<TVector, TSimd, T, HardSwish>(),
            Activation.Relu6 => new Rows<TVector, TSimd, T, Relu6>(),
            Activation.HardSigmoid => new Rows<TVector, TSimd, T, HardSigmoid>(),
            Activation.HardTanh => new Rows<TVector, TSimd, T, HardTanh>(),
            Activation.Selu => new Rows<TVector, TSimd, T, Selu>(),
            Activation.Mish => new Rows<TVector, TSimd, T, Mish>(),
            Activation.Softsign => new Rows<TVector, TSimd, T, Softsign>(),
            _ => slope switch
            {
                0.2 => WithSlope<TVector, TSimd, T, Fifth>(activation),
                0 => WithSlope<TVector, TSimd, T, Nought>(activation),
                1.5 => WithSlope<TVector, TSimd, T, ThreeHalves>(activation),
                -0.5 => WithSlope<TVector, TSimd, T, MinusHalf>(activation),
                _ => throw new ArgumentOutOfRangeException(nameof(slope)),
            },
        };

    private static ActivationUnderTest<T> WithSlope<TVector, TSimd, T, TSlope>(Activation activation)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TSlope : struct, ISlope => activation switch
        {
            Activation.LeakyRelu => new Rows<TVector, TSimd, T, LeakyRelu<TSlope>>(),
            Activation.Elu => new Rows<TVector, TSimd, T, Elu<TSlope>>(),
            Activation.Celu => new Rows<TVector, TSimd, T, Celu<TSlope>>(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    private readonly struct Fifth : ISlope
    {
        public static double Value => 0.2;
    }

    private readonly struct Nought : ISlope
    {
        public static double Value => 0;
    }

    private readonly struct ThreeHalves : ISlope
    {
        public static double Value => 1.5;
    }

    private readonly struct MinusHalf : ISlope
    {
        public static double Value => -0.5;
    }

    private sealed class Rows<TVector, TSimd, T, TActivation> : ActivationUnderTest<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation
    {
        public override void Forward(ref T z, ref T y, nint count) => ActivationRows<TVector, TSimd, T, TActivation>.Forward(ref z, ref y, count);

        public override void Backward(ref T source, ref T dy, ref T dz, nint count) =>
            ActivationRows<TVector, TSimd, T, TActivation>.Backward(ref source, ref dy, ref dz, count);
    }
}
