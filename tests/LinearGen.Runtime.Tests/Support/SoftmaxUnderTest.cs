using System.Numerics;
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
        where T : unmanaged, IFloatingPointIeee754<T> => activation == Activation.LogSoftmax ? new Rows<T, LogSoftmax>() : new Rows<T, Softmax>();

    private sealed class Rows<T, TActivation> : SoftmaxUnderTest<T>
        where T : unmanaged, IFloatingPointIeee754<T>
        where TActivation : struct
    {
        public override void Forward(ref T z, ref T y, nint rows, nint columns) =>
            SoftmaxRows<Simd256<T>, T, TActivation>.Forward(ref z, ref y, rows, columns);

        public override void Backward(ref T y, ref T dy, ref T dz, nint rows, nint columns) =>
            SoftmaxRows<Simd256<T>, T, TActivation>.Backward(ref y, ref dy, ref dz, rows, columns);
    }
}
