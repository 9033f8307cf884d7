using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Internals;

/// <summary>
/// Reductions across the lanes of 256 bits, in one order on every machine: first the two halves, then neighbours, then pairs. The operand is always
/// held in 256 bits, so that the order does not depend on the width that a machine has.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Reduction
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The sum over all lanes in every lane.</summary>
    [MethodImpl(Inline)]
    internal static Vector256<T> SumAll<T>(Vector256<T> value)
        where T : unmanaged
    {
        Vector128<T> sum = value.GetLower() + value.GetUpper();
        sum += Neighbours(sum);
        sum = typeof(T) == typeof(float) ? sum + Pairs(sum) : sum;
        return Vector256.Create(sum, sum);
    }

    /// <summary>The greatest lane in every lane, if none is NaN.</summary>
    [MethodImpl(Inline)]
    internal static Vector256<T> MaxAll<T>(Vector256<T> value)
        where T : unmanaged
    {
        Vector128<T> greatest = Greater(value.GetLower(), value.GetUpper());
        greatest = Greater(greatest, Neighbours(greatest));
        greatest = typeof(T) == typeof(float) ? Greater(greatest, Pairs(greatest)) : greatest;
        return Vector256.Create(greatest, greatest);
    }

    /// <summary>The first <paramref name="count"/> lanes of one vector, the other lanes of another.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> First<T>(Vector256<T> value, int count, Vector256<T> others)
        where T : unmanaged
    {
        Vector256<T> mask = typeof(T) == typeof(float)
            ? Vector256.LessThan(Vector256<int>.Indices, Vector256.Create(count)).As<int, T>()
            : Vector256.LessThan(Vector256<long>.Indices, Vector256.Create((long)count)).As<long, T>();
        return Vector256.ConditionalSelect(mask, value, others);
    }

    /// <summary>The first <paramref name="count"/> lanes of one vector, the other lanes of another.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> First<T>(Vector512<T> value, int count, Vector512<T> others)
        where T : unmanaged
    {
        Vector512<T> mask = typeof(T) == typeof(float)
            ? Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).As<int, T>()
            : Vector512.LessThan(Vector512<long>.Indices, Vector512.Create((long)count)).As<long, T>();
        return Vector512.ConditionalSelect(mask, value, others);
    }

    /// <summary>n of a positive normal number m·2^n with 1 ≤ m &lt; 2.</summary>
    [MethodImpl(Inline)]
    internal static Vector256<T> Exponent<T>(Vector256<T> value)
        where T : unmanaged
    {
        // The exponent's bits, below those of 2^23 or 2^52, are a number of their own.
        return typeof(T) == typeof(float)
            ? (((value.AsInt32() >>> 23) | Vector256.Create(0x4B000000)).AsSingle() - Vector256.Create(8388735f)).As<float, T>()
            : (((value.AsInt64() >>> 52) | Vector256.Create(0x4330000000000000)).AsDouble() - Vector256.Create(4503599627371519d)).As<double, T>();
    }

    /// <summary>m of a positive normal number m·2^n with 1 ≤ m &lt; 2.</summary>
    [MethodImpl(Inline)]
    internal static Vector256<T> Mantissa<T>(Vector256<T> value)
        where T : unmanaged => typeof(T) == typeof(float)
            ? ((value.AsInt32() & Vector256.Create(0x007FFFFF)) | Vector256.Create(0x3F800000)).As<int, T>()
            : ((value.AsInt64() & Vector256.Create(0x000FFFFFFFFFFFFF)) | Vector256.Create(0x3FF0000000000000)).As<long, T>();

    /// <summary>In its first lane the sum over all lanes of a vector.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> Sums<T>(Vector256<T> a0)
        where T : unmanaged => SumAll(a0);

    /// <summary>In its first lanes the sums over all lanes of two vectors.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> Sums<T>(Vector256<T> a0, Vector256<T> a1)
        where T : unmanaged
    {
        Vector128<T> sums = AddNeighbours(a0.GetLower() + a0.GetUpper(), a1.GetLower() + a1.GetUpper());
        if (typeof(T) == typeof(float))
        {
            sums = AddNeighbours(sums, sums);
        }

        return Vector256.Create(sums, Vector128<T>.Zero);
    }

    /// <summary>In its first lanes the sums over all lanes of three vectors.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Sums(Vector256<float> a0, Vector256<float> a1, Vector256<float> a2) => Sums(a0, a1, a2, a2);

    /// <summary>In its first lanes the sums over all lanes of four vectors.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Sums(Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3)
    {
        Vector128<float> first = AddNeighbours(a0.GetLower() + a0.GetUpper(), a1.GetLower() + a1.GetUpper());
        Vector128<float> second = AddNeighbours(a2.GetLower() + a2.GetUpper(), a3.GetLower() + a3.GetUpper());
        return Vector256.Create(AddNeighbours(first, second), Vector128<float>.Zero);
    }

    /// <summary>The sums of neighbouring lanes of two vectors: [a0 + a1, a2 + a3, b0 + b1, b2 + b3], or [a0 + a1, b0 + b1].</summary>
    [MethodImpl(Inline)]
    private static Vector128<T> AddNeighbours<T>(Vector128<T> a, Vector128<T> b)
        where T : unmanaged
    {
        if (typeof(T) == typeof(float))
        {
            Vector128<float> x = a.AsSingle(), y = b.AsSingle();
            return (Sse3.IsSupported ? Sse3.HorizontalAdd(x, y)
                : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.AddPairwise(x, y)
                : Vector128.Create(x[0] + x[1], x[2] + x[3], y[0] + y[1], y[2] + y[3])).As<float, T>();
        }

        Vector128<double> v = a.AsDouble(), w = b.AsDouble();
        return (Sse3.IsSupported ? Sse3.HorizontalAdd(v, w)
            : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.AddPairwise(v, w)
            : Vector128.Create(v[0] + v[1], w[0] + w[1])).As<double, T>();
    }

    [MethodImpl(Inline)]
    private static Vector128<T> Neighbours<T>(Vector128<T> value)
        where T : unmanaged => typeof(T) == typeof(float)
            ? Vector128.Shuffle(value.AsSingle(), Vector128.Create(1, 0, 3, 2)).As<float, T>()
            : Vector128.Shuffle(value.AsDouble(), Vector128.Create(1L, 0)).As<double, T>();

    [MethodImpl(Inline)]
    private static Vector128<T> Pairs<T>(Vector128<T> value)
        where T : unmanaged => Vector128.Shuffle(value.AsSingle(), Vector128.Create(2, 3, 0, 1)).As<float, T>();

    [MethodImpl(Inline)]
    private static Vector128<T> Greater<T>(Vector128<T> a, Vector128<T> b)
        where T : unmanaged => Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);
}
