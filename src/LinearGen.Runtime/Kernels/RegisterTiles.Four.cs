using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>Sums in groups of four vectors: of four rows in a column, of two rows in two columns, or of a row.</content>
public static partial class RegisterTiles<TVector, TSimd, T>
{
    /// <summary>The vectors at 0, <paramref name="step"/>, <paramref name="pair"/> and <paramref name="pair"/> + <paramref name="step"/>.</summary>
    [MethodImpl(Inline)]
    private static Four Load(ref T source, nint step, nint pair) => new()
    {
        V0 = TSimd.Load(ref source, 0),
        V1 = TSimd.Load(ref source, step),
        V2 = TSimd.Load(ref source, pair),
        V3 = TSimd.Load(ref source, pair + step),
    };

    /// <summary>The weights of a term to four vectors of columns.</summary>
    [MethodImpl(Inline)]
    private static Four LoadWeights(ref T source)
    {
        TSimd.LoadWeights(ref source, out TVector v0, out TVector v1);
        TSimd.LoadWeights(ref Unsafe.Add(ref source, TSimd.PairLength), out TVector v2, out TVector v3);
        return new() { V0 = v0, V1 = v1, V2 = v2, V3 = v3 };
    }

    /// <summary>The inverse of <see cref="Load"/>.</summary>
    [MethodImpl(Inline)]
    private static void Store(Four value, ref T destination, nint step, nint pair)
    {
        TSimd.Store(value.V0, ref destination, 0);
        TSimd.Store(value.V1, ref destination, step);
        TSimd.Store(value.V2, ref destination, pair);
        TSimd.Store(value.V3, ref destination, pair + step);
    }

    /// <summary>Stores four vectors, the last as far as a number of lanes.</summary>
    [MethodImpl(Inline)]
    private static void Store(Four value, ref T destination, nint step, nint pair, nint last)
    {
        TSimd.Store(value.V0, ref destination, 0);
        TSimd.Store(value.V1, ref destination, step);
        TSimd.Store(value.V2, ref destination, pair);
        TSimd.StoreFirst(value.V3, ref destination, pair + step, last);
    }

    /// <summary>A term of four rows of A, each in all lanes of a vector.</summary>
    [MethodImpl(Inline)]
    private static Four Broadcast(ref T a0, ref T a1, ref T a2, ref T a3, nint k) => new()
    {
        V0 = TSimd.Broadcast(ref a0, k),
        V1 = TSimd.Broadcast(ref a1, k),
        V2 = TSimd.Broadcast(ref a2, k),
        V3 = TSimd.Broadcast(ref a3, k),
    };

    [MethodImpl(Inline)]
    private static Four Add(Four a, Four b) => new()
    {
        V0 = TSimd.Add(a.V0, b.V0),
        V1 = TSimd.Add(a.V1, b.V1),
        V2 = TSimd.Add(a.V2, b.V2),
        V3 = TSimd.Add(a.V3, b.V3),
    };

    /// <summary>c + a·b: a term of four rows and a vector of B, or of a row and four vectors of B.</summary>
    [MethodImpl(Inline)]
    private static void MultiplyAdd(Four a, TVector b, ref Four c)
    {
        c.V0 = TSimd.MultiplyAdd(a.V0, b, c.V0);
        c.V1 = TSimd.MultiplyAdd(a.V1, b, c.V1);
        c.V2 = TSimd.MultiplyAdd(a.V2, b, c.V2);
        c.V3 = TSimd.MultiplyAdd(a.V3, b, c.V3);
    }

    /// <summary>c + a·b: a term of four rows that serves a single vector, so that a broadcast is an operand of its multiply-add.</summary>
    [MethodImpl(Inline)]
    private static void MultiplyAdd(ref T a0, ref T a1, ref T a2, ref T a3, nint k, TVector b, ref Four c)
    {
        c.V0 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a0, k), b, c.V0);
        c.V1 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a1, k), b, c.V1);
        c.V2 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a2, k), b, c.V2);
        c.V3 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a3, k), b, c.V3);
    }

    /// <summary>c + a·b: a term of four rows, given by their distances from the first, that serves a single vector, so that a broadcast is an operand of its multiply-add.</summary>
    [MethodImpl(Inline)]
    private static void MultiplyAdd(ref T a, nint one, nint two, nint three, TVector b, ref Four c)
    {
        c.V0 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a, 0), b, c.V0);
        c.V1 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a, one), b, c.V1);
        c.V2 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a, two), b, c.V2);
        c.V3 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a, three), b, c.V3);
    }

    /// <summary>c + a·b: a term of four adjacent rows of A that serves a single vector, so that a broadcast is an operand of its multiply-add.</summary>
    [MethodImpl(Inline)]
    private static void MultiplyAdd(ref T a, TVector b, ref Four c)
    {
        c.V0 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a, 0), b, c.V0);
        c.V1 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a, 1), b, c.V1);
        c.V2 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a, 2), b, c.V2);
        c.V3 = TSimd.MultiplyAdd(TSimd.Broadcast(ref a, 3), b, c.V3);
    }

    /// <summary>c + a·b: a term of two rows and two vectors.</summary>
    [MethodImpl(Inline)]
    private static void MultiplyAdd(ref T a0, ref T a1, nint k, TVector b0, TVector b1, ref Four c)
    {
        TVector x = TSimd.Broadcast(ref a0, k);
        c.V0 = TSimd.MultiplyAdd(x, b0, c.V0);
        c.V1 = TSimd.MultiplyAdd(x, b1, c.V1);
        x = TSimd.Broadcast(ref a1, k);
        c.V2 = TSimd.MultiplyAdd(x, b0, c.V2);
        c.V3 = TSimd.MultiplyAdd(x, b1, c.V3);
    }

    /// <summary>Four vectors: as many fields of a struct as the JIT keeps in registers on their own.</summary>
    private struct Four
    {
        public TVector V0;
        public TVector V1;
        public TVector V2;
        public TVector V3;
    }
}
