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
    /// <summary>Those of single elements.</summary>
    public static IReadOnlyList<Activation> Elementwise { get; } =
    [
        Activation.Relu, Activation.LeakyRelu, Activation.Elu, Activation.Sigmoid, Activation.Tanh,
        Activation.Gelu, Activation.GeluTanh, Activation.Silu, Activation.Softplus, Activation.HardSwish,
    ];

    /// <summary>Each function on each width: 512 bits run in halves where the machine has none.</summary>
    public static TheoryData<int, Activation> Combinations
    {
        get
        {
            TheoryData<int, Activation> combinations = [];
            foreach (int bits in (int[])[256, 512])
            {
                foreach (Activation activation in Elementwise)
                {
                    combinations.Add(bits, activation);
                }
            }

            return combinations;
        }
    }

    /// <summary>Whether f′ is computed from y.</summary>
    public static bool FromOutput(Activation activation) =>
        activation is not (Activation.Gelu or Activation.GeluTanh or Activation.Silu or Activation.HardSwish);

    public static ActivationUnderTest<T> Get<T>(int bits, Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        object found = (typeof(T) == typeof(float), bits) switch
        {
            (true, 256) => Single<Vector256<float>, Simd256<float>>(activation),
            (true, _) => Single<Vector512<float>, Simd512<float>>(activation),
            (false, 256) => Double<Vector256<double>, Simd256<double>>(activation),
            (false, _) => Double<Vector512<double>, Simd512<double>>(activation),
        };
        return (ActivationUnderTest<T>)found;
    }

    private static ActivationUnderTest<float> Single<TVector, TSimd>(Activation activation)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, float> => activation switch
        {
            Activation.Relu => new Rows<TVector, TSimd, float, Relu<TVector, TSimd, float>>(),
            Activation.LeakyRelu => new Rows<TVector, TSimd, float, LeakyRelu<TVector, TSimd, float>>(),
            Activation.Elu => new Rows<TVector, TSimd, float, Elu<TVector, TSimd, float, SingleElementary<TVector, TSimd>>>(),
            Activation.Sigmoid => new Rows<TVector, TSimd, float, Sigmoid<TVector, TSimd, float, SingleElementary<TVector, TSimd>>>(),
            Activation.Tanh => new Rows<TVector, TSimd, float, SingleTanh<TVector, TSimd>>(),
            Activation.Gelu => new Rows<TVector, TSimd, float, Gelu<TVector, TSimd, float, SingleElementary<TVector, TSimd>>>(),
            Activation.GeluTanh => new Rows<TVector, TSimd, float, GeluTanh<TVector, TSimd, float, SingleElementary<TVector, TSimd>>>(),
            Activation.Silu => new Rows<TVector, TSimd, float, Silu<TVector, TSimd, float, SingleElementary<TVector, TSimd>>>(),
            Activation.Softplus => new Rows<TVector, TSimd, float, Softplus<TVector, TSimd, float, SingleElementary<TVector, TSimd>>>(),
            Activation.HardSwish => new Rows<TVector, TSimd, float, HardSwish<TVector, TSimd, float>>(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    private static ActivationUnderTest<double> Double<TVector, TSimd>(Activation activation)
        where TVector : struct
        where TSimd : struct, ISimd<TVector, double> => activation switch
        {
            Activation.Relu => new Rows<TVector, TSimd, double, Relu<TVector, TSimd, double>>(),
            Activation.LeakyRelu => new Rows<TVector, TSimd, double, LeakyRelu<TVector, TSimd, double>>(),
            Activation.Elu => new Rows<TVector, TSimd, double, Elu<TVector, TSimd, double, DoubleElementary<TVector, TSimd>>>(),
            Activation.Sigmoid => new Rows<TVector, TSimd, double, Sigmoid<TVector, TSimd, double, DoubleElementary<TVector, TSimd>>>(),
            Activation.Tanh => new Rows<TVector, TSimd, double, ExponentialTanh<TVector, TSimd, double, DoubleElementary<TVector, TSimd>>>(),
            Activation.Gelu => new Rows<TVector, TSimd, double, Gelu<TVector, TSimd, double, DoubleElementary<TVector, TSimd>>>(),
            Activation.GeluTanh => new Rows<TVector, TSimd, double, GeluTanh<TVector, TSimd, double, DoubleElementary<TVector, TSimd>>>(),
            Activation.Silu => new Rows<TVector, TSimd, double, Silu<TVector, TSimd, double, DoubleElementary<TVector, TSimd>>>(),
            Activation.Softplus => new Rows<TVector, TSimd, double, Softplus<TVector, TSimd, double, DoubleElementary<TVector, TSimd>>>(),
            Activation.HardSwish => new Rows<TVector, TSimd, double, HardSwish<TVector, TSimd, double>>(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    private sealed class Rows<TVector, TSimd, T, TActivation> : ActivationUnderTest<T>
        where TVector : struct
        where TSimd : struct, ISimd<TVector, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation<TVector>
    {
        public override void Forward(ref T z, ref T y, nint count) => ActivationRows<TVector, TSimd, T, TActivation>.Forward(ref z, ref y, count);

        public override void Backward(ref T source, ref T dy, ref T dz, nint count) =>
            ActivationRows<TVector, TSimd, T, TActivation>.Backward(ref source, ref dy, ref dz, count);
    }
}
