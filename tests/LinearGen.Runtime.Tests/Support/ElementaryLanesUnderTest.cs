using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using LinearGen.Internals;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>What activation functions use of an instruction set, with arrays in the place of vectors.</summary>
public abstract class ElementaryLanesUnderTest<T>
    where T : unmanaged
{
    public abstract int Count { get; }

    public abstract bool Fused { get; }

    public abstract T[] Create(double value);

    public abstract T[] Unary(string name, T[] a);

    public abstract T[] Binary(string name, T[] a, T[] b);

    public abstract T[] FmaConstant(T[] a, T[] b, double c);

    public abstract T[] NegatedFma(T[] a, T[] b, T[] c);

    public abstract T[] SelectGreater(T[] a, T[] b, T[] x, T[] y);

    public abstract T[] First(T[] value, int count, T[] others);
}

/// <summary>Any set. Those of 512 bits run everywhere, emulated where the machine has none.</summary>
internal static class ElementaryLanesUnderTest
{
    public static TheoryData<string> Sets
    {
        get
        {
            TheoryData<string> sets = [nameof(ScalarLanes)];
            if (Paired128.IsSupported)
            {
                sets.Add(nameof(Paired128));
            }

            if (Fma256.IsSupported)
            {
                sets.Add(nameof(Fma256));
                sets.Add(nameof(Wide512));
            }

            return sets;
        }
    }

    public static ElementaryLanesUnderTest<float> Single(string set) => set switch
    {
        nameof(Fma256) => new Lanes<Fma256, Vector256<float>, float>(),
        nameof(Wide512) => new Lanes<Wide512, Vector512<float>, float>(),
        nameof(Paired128) => new Lanes<Paired128, Vector128Pair<float>, float>(),
        _ => new Lanes<ScalarLanes, QuadPair<float>, float>(),
    };

    public static ElementaryLanesUnderTest<double> Double(string set) => set switch
    {
        nameof(Fma256) => new Lanes<Fma256, Vector256<double>, double>(),
        nameof(Wide512) => new Lanes<Wide512, Vector512<double>, double>(),
        nameof(Paired128) => new Lanes<Paired128, Vector128Pair<double>, double>(),
        _ => new Lanes<ScalarLanes, Quad<double>, double>(),
    };

    private sealed class Lanes<TLanes, TVector, T> : ElementaryLanesUnderTest<T>
        where TLanes : ILanes<TVector, T>
        where TVector : struct
        where T : unmanaged
    {
        public override int Count => TLanes.Count;

        public override bool Fused => typeof(TLanes) == typeof(Fma256) || typeof(TLanes) == typeof(Wide512);

        public override T[] Create(double value) => Unpack(TLanes.Create(value));

        public override T[] Unary(string name, T[] a) => Unpack(name switch
        {
            nameof(TLanes.NegatedAbs) => TLanes.NegatedAbs(Pack(a)),
            nameof(TLanes.ToExponent) => TLanes.ToExponent(Pack(a)),
            nameof(TLanes.Exponent) => TLanes.Exponent(Pack(a)),
            nameof(TLanes.Mantissa) => TLanes.Mantissa(Pack(a)),
            nameof(TLanes.SumAll) => TLanes.SumAll(Pack(a)),
            nameof(TLanes.MaxAll) => TLanes.MaxAll(Pack(a)),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        });

        public override T[] Binary(string name, T[] a, T[] b) => Unpack(name switch
        {
            nameof(TLanes.Subtract) => TLanes.Subtract(Pack(a), Pack(b)),
            nameof(TLanes.Multiply) => TLanes.Multiply(Pack(a), Pack(b)),
            nameof(TLanes.Divide) => TLanes.Divide(Pack(a), Pack(b)),
            nameof(TLanes.Min) => TLanes.Min(Pack(a), Pack(b)),
            nameof(TLanes.Max) => TLanes.Max(Pack(a), Pack(b)),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        });

        public override T[] FmaConstant(T[] a, T[] b, double c) => Unpack(TLanes.Fma(Pack(a), Pack(b), c));

        public override T[] NegatedFma(T[] a, T[] b, T[] c) => Unpack(TLanes.NegatedFma(Pack(a), Pack(b), Pack(c)));

        public override T[] SelectGreater(T[] a, T[] b, T[] x, T[] y) => Unpack(TLanes.SelectGreater(Pack(a), Pack(b), Pack(x), Pack(y)));

        public override T[] First(T[] value, int count, T[] others) => Unpack(TLanes.First(Pack(value), count, Pack(others)));

        private static TVector Pack(T[] lanes)
        {
            Assert.Equal(TLanes.Count, lanes.Length);
            return Unsafe.ReadUnaligned<TVector>(ref Unsafe.As<T, byte>(ref lanes[0]));
        }

        private static T[] Unpack(TVector vector)
        {
            T[] lanes = new T[TLanes.Count];
            Unsafe.WriteUnaligned(ref Unsafe.As<T, byte>(ref lanes[0]), vector);
            return lanes;
        }
    }
}
