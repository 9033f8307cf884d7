using System.Numerics;
using System.Runtime.Intrinsics;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>Softmax or log-softmax on one instruction set.</summary>
public abstract class SoftmaxUnderTest<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public abstract void Forward(ref T z, ref T y, nint rows, nint columns);

    public abstract void Backward(ref T y, ref T dy, ref T dz, nint rows, nint columns);

    public T[] Forward(T[] z, int columns)
    {
        T[] y = new T[z.Length];
        Forward(ref z[0], ref y[0], z.Length / columns, columns);
        return y;
    }

    public T[] Backward(T[] y, T[] dy, int columns)
    {
        T[] dz = new T[y.Length];
        Backward(ref y[0], ref dy[0], ref dz[0], y.Length / columns, columns);
        return dz;
    }
}

/// <summary>Either of the functions on any of the sets.</summary>
internal static class SoftmaxesUnderTest
{
    public static TheoryData<string, Activation> Combinations
    {
        get
        {
            TheoryData<string, Activation> combinations = [];
            foreach (string set in ElementaryLanesUnderTest.Sets)
            {
                combinations.Add(set, Activation.Softmax);
                combinations.Add(set, Activation.LogSoftmax);
            }

            return combinations;
        }
    }

    public static SoftmaxUnderTest<T> Get<T>(string set, Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool log = activation == Activation.LogSoftmax;
        object found = typeof(T) == typeof(float)
            ? set switch
            {
                nameof(Fma256) => Of<Vector256<float>, Fma256, float, SingleElementary<Vector256<float>, Fma256>>(log),
                nameof(Wide512) => Of<Vector512<float>, Wide512, float, SingleElementary<Vector512<float>, Wide512>>(log),
                nameof(Paired128) => Of<Vector128Pair<float>, Paired128, float, SingleElementary<Vector128Pair<float>, Paired128>>(log),
                _ => Of<QuadPair<float>, ScalarLanes, float, SingleElementary<QuadPair<float>, ScalarLanes>>(log),
            }
            : set switch
            {
                nameof(Fma256) => Of<Vector256<double>, Fma256, double, DoubleElementary<Vector256<double>, Fma256>>(log),
                nameof(Wide512) => Of<Vector512<double>, Wide512, double, DoubleElementary<Vector512<double>, Wide512>>(log),
                nameof(Paired128) => Of<Vector128Pair<double>, Paired128, double, DoubleElementary<Vector128Pair<double>, Paired128>>(log),
                _ => Of<Quad<double>, ScalarLanes, double, DoubleElementary<Quad<double>, ScalarLanes>>(log),
            };
        return (SoftmaxUnderTest<T>)found;
    }

    private static SoftmaxUnderTest<T> Of<TVector, TLanes, T, TElementary>(bool log)
        where TVector : struct
        where TLanes : struct, ILanes<TVector, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TElementary : struct, IElementary<TVector> =>
        log ? new LogSoftmax<TVector, TLanes, T, TElementary>() : new Softmax<TVector, TLanes, T, TElementary>();

    private sealed class Softmax<TVector, TLanes, T, TElementary> : SoftmaxUnderTest<T>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TElementary : struct, IElementary<TVector>
    {
        public override void Forward(ref T z, ref T y, nint rows, nint columns) =>
            SoftmaxRows<TVector, TLanes, T, TElementary>.Forward(ref z, ref y, rows, columns);

        public override void Backward(ref T y, ref T dy, ref T dz, nint rows, nint columns) =>
            SoftmaxRows<TVector, TLanes, T, TElementary>.Backward(ref y, ref dy, ref dz, rows, columns);
    }

    private sealed class LogSoftmax<TVector, TLanes, T, TElementary> : SoftmaxUnderTest<T>
        where TVector : struct
        where TLanes : struct, ILanes<TVector, T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TElementary : struct, IElementary<TVector>
    {
        public override void Forward(ref T z, ref T y, nint rows, nint columns) =>
            LogSoftmaxRows<TVector, TLanes, T, TElementary>.Forward(ref z, ref y, rows, columns);

        public override void Backward(ref T y, ref T dy, ref T dz, nint rows, nint columns) =>
            LogSoftmaxRows<TVector, TLanes, T, TElementary>.Backward(ref y, ref dy, ref dz, rows, columns);
    }
}
