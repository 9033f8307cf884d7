using System.Runtime.CompilerServices;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>An instruction set with arrays in the place of vectors, so that one test serves all of them.</summary>
public abstract class LanesUnderTest<T>
    where T : unmanaged
{
    /// <summary>Whether a multiply-add rounds once.</summary>
    public abstract bool Fused { get; }

    public abstract T[] Zero { get; }

    public abstract T[] Load(ref T source, nint offset);

    public abstract T[] LoadFirst(ref T source, nint offset, int count);

    public abstract T[] Broadcast(ref T source, nint offset);

    public abstract T[] Add(T[] a, T[] b);

    public abstract T[] MultiplyAdd(T[] a, T[] b, T[] c);

    public abstract void Store(T[] value, ref T destination, nint offset);

    public abstract void StoreFirst(T[] value, ref T destination, nint offset, int count);

    public abstract T[] SumEach(T[][] a);
}

/// <summary>
/// Vectors become arrays and the reverse by reinterpreting their 32 bytes, not by the loads and stores under test.
/// </summary>
internal abstract class LanesUnderTest<TLanes, TVector, T> : LanesUnderTest<T>
    where TLanes : ILanes<TVector, T>
    where TVector : struct
    where T : unmanaged
{
    public override bool Fused => typeof(TLanes) == typeof(Fma256);

    public override T[] Zero => Unpack(TLanes.Zero);

    public override T[] Load(ref T source, nint offset) => Unpack(TLanes.Load(ref source, offset));

    public override T[] LoadFirst(ref T source, nint offset, int count) => Unpack(TLanes.LoadFirst(ref source, offset, count));

    public override T[] Broadcast(ref T source, nint offset) => Unpack(TLanes.Broadcast(ref source, offset));

    public override T[] Add(T[] a, T[] b) => Unpack(TLanes.Add(Pack(a), Pack(b)));

    public override T[] MultiplyAdd(T[] a, T[] b, T[] c) => Unpack(TLanes.Fma(Pack(a), Pack(b), Pack(c)));

    public override void Store(T[] value, ref T destination, nint offset) => TLanes.Store(Pack(value), ref destination, offset);

    public override void StoreFirst(T[] value, ref T destination, nint offset, int count) =>
        TLanes.StoreFirst(Pack(value), ref destination, offset, count);

    protected static TVector Pack(T[] lanes)
    {
        Assert.Equal(Unsafe.SizeOf<TVector>(), lanes.Length * Unsafe.SizeOf<T>());
        return Unsafe.ReadUnaligned<TVector>(ref Unsafe.As<T, byte>(ref lanes[0]));
    }

    protected static T[] Unpack(TVector vector)
    {
        T[] lanes = new T[Unsafe.SizeOf<TVector>() / Unsafe.SizeOf<T>()];
        Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref lanes[0]), vector);
        return lanes;
    }
}

/// <summary>What only instruction sets for <see cref="float"/> have.</summary>
public interface IPairsUnderTest
{
    /// <summary>Loads two neighbours and picks one of them.</summary>
    float[] LoadPairAndPick(ref float source, nint offset, int element);
}

/// <summary>An instruction set for <see cref="float"/>.</summary>
internal sealed class SingleLanesUnderTest<TLanes, TVector> : LanesUnderTest<TLanes, TVector, float>, IPairsUnderTest
    where TLanes : ISingleLanes<TVector>
    where TVector : struct
{
    // The element is a constant wherever kernels are generated.
    public float[] LoadPairAndPick(ref float source, nint offset, int element) => Unpack(element == 0
        ? TLanes.Pick(TLanes.LoadPair(ref source, offset), 0)
        : TLanes.Pick(TLanes.LoadPair(ref source, offset), 1));

    public override float[] SumEach(float[][] a) => Unpack(TLanes.SumEach(
        Pack(a[0]), Pack(a[1]), Pack(a[2]), Pack(a[3]), Pack(a[4]), Pack(a[5]), Pack(a[6]), Pack(a[7])));
}

/// <summary>An instruction set for <see cref="double"/>.</summary>
internal sealed class DoubleLanesUnderTest<TLanes, TVector> : LanesUnderTest<TLanes, TVector, double>
    where TLanes : IDoubleLanes<TVector>
    where TVector : struct
{
    public override double[] SumEach(double[][] a) => Unpack(TLanes.SumEach(Pack(a[0]), Pack(a[1]), Pack(a[2]), Pack(a[3])));
}
