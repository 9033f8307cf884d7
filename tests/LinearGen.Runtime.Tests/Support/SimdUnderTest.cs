using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>The operations on vectors of one width, with arrays in the place of vectors.</summary>
public abstract class SimdUnderTest<T>
    where T : unmanaged
{
    public abstract int Count { get; }

    public abstract T[] Zero { get; }

    public abstract T[] Create(double value);

    public abstract T[] Broadcast(ref T source, nint offset);

    public abstract T[] Load(ref T source, nint offset);

    public abstract T[] LoadFirst(ref T source, nint offset, nint count);

    public abstract void Store(T[] value, ref T destination, nint offset);

    public abstract void StoreFirst(T[] value, ref T destination, nint offset, nint count);

    public abstract T[] Unary(string name, T[] a);

    public abstract T[] Binary(string name, T[] a, T[] b);

    public abstract T[] MultiplyAdd(T[] a, T[] b, T[] c);

    public abstract T[] MultiplyAdd(T[] a, T[] b, double c);

    public abstract T[] NegatedMultiplyAdd(T[] a, T[] b, T[] c);

    public abstract T[] SelectGreater(T[] a, T[] b, T[] x, T[] y);
}

/// <summary>Either width. Vectors of 512 bits run everywhere, in halves where the machine has none.</summary>
internal static class SimdUnderTest
{
    /// <summary>Bits of a vector.</summary>
    public static TheoryData<int> Widths => [256, 512];

    /// <summary>Whether a multiply-add rounds once.</summary>
    public static bool IsFused => Fma.IsSupported || AdvSimd.IsSupported;

    public static SimdUnderTest<T> Get<T>(int bits)
        where T : unmanaged => bits == 512
            ? new Lanes<Simd512<T>, Vector512<T>, T>()
            : new Lanes<Simd256<T>, Vector256<T>, T>();

    /// <summary>A vector's lanes.</summary>
    public static T[] Unpack<TVector, T>(TVector vector)
        where TVector : struct
        where T : unmanaged
    {
        T[] lanes = new T[Unsafe.SizeOf<TVector>() / Unsafe.SizeOf<T>()];
        Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref lanes[0]), vector);
        return lanes;
    }

    /// <summary>A vector of so many lanes.</summary>
    public static TVector Pack<TVector, T>(T[] lanes)
        where TVector : struct
        where T : unmanaged
    {
        Assert.Equal(Unsafe.SizeOf<TVector>() / Unsafe.SizeOf<T>(), lanes.Length);
        return Unsafe.ReadUnaligned<TVector>(ref Unsafe.As<T, byte>(ref lanes[0]));
    }

    private sealed class Lanes<TSimd, TVector, T> : SimdUnderTest<T>
        where TSimd : struct, ISimd<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        public override int Count => TSimd.Count;

        public override T[] Zero => Unpack(TSimd.Zero);

        public override T[] Create(double value) => Unpack(TSimd.Create(value));

        public override T[] Broadcast(ref T source, nint offset) => Unpack(TSimd.Broadcast(ref source, offset));

        public override T[] Load(ref T source, nint offset) => Unpack(TSimd.Load(ref source, offset));

        public override T[] LoadFirst(ref T source, nint offset, nint count) => Unpack(TSimd.LoadFirst(ref source, offset, count));

        public override void Store(T[] value, ref T destination, nint offset) => TSimd.Store(Pack(value), ref destination, offset);

        public override void StoreFirst(T[] value, ref T destination, nint offset, nint count) => TSimd.StoreFirst(Pack(value), ref destination, offset, count);

        public override T[] Unary(string name, T[] a) => Unpack(name switch
        {
            nameof(TSimd.NegatedAbs) => TSimd.NegatedAbs(Pack(a)),
            nameof(TSimd.ToExponent) => TSimd.ToExponent(Pack(a)),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        });

        public override T[] Binary(string name, T[] a, T[] b) => Unpack(name switch
        {
            nameof(TSimd.Add) => TSimd.Add(Pack(a), Pack(b)),
            nameof(TSimd.Subtract) => TSimd.Subtract(Pack(a), Pack(b)),
            nameof(TSimd.Multiply) => TSimd.Multiply(Pack(a), Pack(b)),
            nameof(TSimd.Divide) => TSimd.Divide(Pack(a), Pack(b)),
            nameof(TSimd.Min) => TSimd.Min(Pack(a), Pack(b)),
            nameof(TSimd.Max) => TSimd.Max(Pack(a), Pack(b)),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        });

        public override T[] MultiplyAdd(T[] a, T[] b, T[] c) => Unpack(TSimd.MultiplyAdd(Pack(a), Pack(b), Pack(c)));

        public override T[] MultiplyAdd(T[] a, T[] b, double c) => Unpack(TSimd.MultiplyAdd(Pack(a), Pack(b), c));

        public override T[] NegatedMultiplyAdd(T[] a, T[] b, T[] c) => Unpack(TSimd.NegatedMultiplyAdd(Pack(a), Pack(b), Pack(c)));

        public override T[] SelectGreater(T[] a, T[] b, T[] x, T[] y) => Unpack(TSimd.SelectGreater(Pack(a), Pack(b), Pack(x), Pack(y)));

        private static TVector Pack(T[] lanes) => SimdUnderTest.Pack<TVector, T>(lanes);

        private static T[] Unpack(TVector vector) => SimdUnderTest.Unpack<TVector, T>(vector);
    }
}
