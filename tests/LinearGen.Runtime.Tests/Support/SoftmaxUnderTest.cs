using System.Numerics;
using System.Runtime.Intrinsics;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>Softmax or log-softmax.</summary>
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

/// <summary>Either of the functions. Rows are reduced in 256 bits on every machine.</summary>
internal static class SoftmaxesUnderTest
{
    public static TheoryData<Activation> Both => [Activation.Softmax, Activation.LogSoftmax];

    public static SoftmaxUnderTest<T> Get<T>(Activation activation)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        bool log = activation == Activation.LogSoftmax;
        object found = typeof(T) == typeof(float)
            ? Of<float, SingleElementary<Vector256<float>, Simd256<float>>>(log)
            : Of<double, DoubleElementary<Vector256<double>, Simd256<double>>>(log);
        return (SoftmaxUnderTest<T>)found;
    }

    private static SoftmaxUnderTest<T> Of<T, TElementary>(bool log)
        where T : unmanaged, IFloatingPointIeee754<T>
        where TElementary : struct, IElementary<Vector256<T>> => log ? new LogSoftmax<T, TElementary>() : new Softmax<T, TElementary>();

    private sealed class Softmax<T, TElementary> : SoftmaxUnderTest<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TElementary : struct, IElementary<Vector256<T>>
    {
        public override void Forward(ref T z, ref T y, nint rows, nint columns) => SoftmaxRows<T, TElementary>.Forward(ref z, ref y, rows, columns);

        public override void Backward(ref T y, ref T dy, ref T dz, nint rows, nint columns) => SoftmaxRows<T, TElementary>.Backward(ref y, ref dy, ref dz, rows, columns);
    }

    private sealed class LogSoftmax<T, TElementary> : SoftmaxUnderTest<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TElementary : struct, IElementary<Vector256<T>>
    {
        public override void Forward(ref T z, ref T y, nint rows, nint columns) => LogSoftmaxRows<T, TElementary>.Forward(ref z, ref y, rows, columns);

        public override void Backward(ref T y, ref T dy, ref T dz, nint rows, nint columns) => LogSoftmaxRows<T, TElementary>.Backward(ref y, ref dy, ref dz, rows, columns);
    }
}
