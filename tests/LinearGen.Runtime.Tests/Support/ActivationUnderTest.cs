using System.Numerics;
using System.Runtime.Intrinsics;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>An activation function on one instruction set, as the row loops run it.</summary>
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

/// <summary>Any of the functions on any of the sets.</summary>
internal static class ActivationsUnderTest
{
    /// <summary>Those of single elements.</summary>
    public static IReadOnlyList<Activation> Elementwise { get; } =
    [
        Activation.Relu, Activation.LeakyRelu, Activation.Elu, Activation.Sigmoid, Activation.Tanh,
        Activation.Gelu, Activation.GeluTanh, Activation.Silu, Activation.Softplus, Activation.HardSwish,
    ];

    /// <summary>Each function on each set that this machine can run: all of them, since 512 bits are emulated where they are missing.</summary>
    public static TheoryData<string, Activation> Combinations
    {
        get
        {
            TheoryData<string, Activation> combinations = [];
            foreach (string set in ElementaryLanesUnderTest.Sets)
            {
                foreach (Activation activation in Elementwise)
                {
                    combinations.Add(set, activation);
                }
            }

            return combinations;
        }
    }

    /// <summary>Whether f′ is computed from y.</summary>
    public static bool FromOutput(Activation activation) =>
        activation is not (Activation.Gelu or Activation.GeluTanh or Activation.Silu or Activation.HardSwish);

    public static ActivationUnderTest<T> Get<T>(string set, Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T> => (ActivationUnderTest<T>)(object)(typeof(T) == typeof(float) ? Single(set, activation) : Double(set, activation));

    private static ActivationUnderTest<float> Single(string set, Activation activation) => set switch
    {
        nameof(Fma256) => Single<Vector256<float>, Fma256>(activation),
        nameof(Wide512) => Single<Vector512<float>, Wide512>(activation),
        nameof(Paired128) => Single<Vector128Pair<float>, Paired128>(activation),
        _ => Single<QuadPair<float>, ScalarLanes>(activation),
    };

    private static ActivationUnderTest<double> Double(string set, Activation activation) => set switch
    {
        nameof(Fma256) => Double<Vector256<double>, Fma256>(activation),
        nameof(Wide512) => Double<Vector512<double>, Wide512>(activation),
        nameof(Paired128) => Double<Vector128Pair<double>, Paired128>(activation),
        _ => Double<Quad<double>, ScalarLanes>(activation),
    };

    private static ActivationUnderTest<float> Single<TVector, TLanes>(Activation activation)
        where TVector : struct
        where TLanes : struct, ILanes<TVector, float> => activation switch
        {
            Activation.Relu => new Rows<TVector, TLanes, float, SingleRelu<TVector, TLanes>>(),
            Activation.LeakyRelu => new Rows<TVector, TLanes, float, SingleLeakyRelu<TVector, TLanes>>(),
            Activation.Elu => new Rows<TVector, TLanes, float, SingleElu<TVector, TLanes>>(),
            Activation.Sigmoid => new Rows<TVector, TLanes, float, SingleSigmoid<TVector, TLanes>>(),
            Activation.Tanh => new Rows<TVector, TLanes, float, SingleTanh<TVector, TLanes>>(),
            Activation.Gelu => new Rows<TVector, TLanes, float, SingleGelu<TVector, TLanes>>(),
            Activation.GeluTanh => new Rows<TVector, TLanes, float, SingleGeluTanh<TVector, TLanes>>(),
            Activation.Silu => new Rows<TVector, TLanes, float, SingleSilu<TVector, TLanes>>(),
            Activation.Softplus => new Rows<TVector, TLanes, float, SingleSoftplus<TVector, TLanes>>(),
            Activation.HardSwish => new Rows<TVector, TLanes, float, SingleHardSwish<TVector, TLanes>>(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    private static ActivationUnderTest<double> Double<TVector, TLanes>(Activation activation)
        where TVector : struct
        where TLanes : struct, ILanes<TVector, double> => activation switch
        {
            Activation.Relu => new Rows<TVector, TLanes, double, DoubleRelu<TVector, TLanes>>(),
            Activation.LeakyRelu => new Rows<TVector, TLanes, double, DoubleLeakyRelu<TVector, TLanes>>(),
            Activation.Elu => new Rows<TVector, TLanes, double, DoubleElu<TVector, TLanes>>(),
            Activation.Sigmoid => new Rows<TVector, TLanes, double, DoubleSigmoid<TVector, TLanes>>(),
            Activation.Tanh => new Rows<TVector, TLanes, double, DoubleTanh<TVector, TLanes>>(),
            Activation.Gelu => new Rows<TVector, TLanes, double, DoubleGelu<TVector, TLanes>>(),
            Activation.GeluTanh => new Rows<TVector, TLanes, double, DoubleGeluTanh<TVector, TLanes>>(),
            Activation.Silu => new Rows<TVector, TLanes, double, DoubleSilu<TVector, TLanes>>(),
            Activation.Softplus => new Rows<TVector, TLanes, double, DoubleSoftplus<TVector, TLanes>>(),
            Activation.HardSwish => new Rows<TVector, TLanes, double, DoubleHardSwish<TVector, TLanes>>(),
            _ => throw new ArgumentOutOfRangeException(nameof(activation)),
        };

    private sealed class Rows<TVector, TLanes, T, TActivation> : ActivationUnderTest<T>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct, IActivation<TVector>
    {
        public override void Forward(ref T z, ref T y, nint count) => ActivationRows<TVector, TLanes, T, TActivation>.Forward(ref z, ref y, count);

        public override void Backward(ref T source, ref T dy, ref T dz, nint count) =>
            ActivationRows<TVector, TLanes, T, TActivation>.Backward(ref source, ref dy, ref dz, count);
    }
}
