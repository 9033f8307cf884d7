using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Internals;

/// <content>What activation functions are made of; see <see cref="ILanes{TVector, T}"/> for the meaning of each.</content>
internal static partial class Halves
{
    /// <summary>a·b + c for a constant c.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> Fma(Vector128<float> a, Vector128<float> b, double c) =>
        Fma(a, b, Vector128.Create((float)c));

    /// <summary>c − a·b, rounded as a·b + c is.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> NegatedFma(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        AdvSimd.IsSupported ? AdvSimd.FusedMultiplySubtract(c, a, b) : c - (a * b);

    /// <summary>a where a &lt; b, otherwise b.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> Min(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Min(a, b) : Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);

    /// <summary>a where a &gt; b, otherwise b.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) =>
        Sse.IsSupported ? Sse.Max(a, b) : Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    /// <summary>−|a|.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> NegatedAbs(Vector128<float> a) =>
        a | Vector128.Create(-0f);

    /// <summary>x where a &gt; b, otherwise y.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> SelectGreater(Vector128<float> a, Vector128<float> b, Vector128<float> x, Vector128<float> y) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), x, y);

    /// <summary>The lowest bits moved up to the exponent.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> ToExponent(Vector128<float> value) =>
        (value.AsInt32() << 23).AsSingle();

    /// <summary>n of m·2^n.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> Exponent(Vector128<float> value) =>
        ((value.AsInt32() >>> 23) | Vector128.Create(0x4B000000)).AsSingle() - Vector128.Create(8388735f);

    /// <summary>m of m·2^n.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> Mantissa(Vector128<float> value) =>
        ((value.AsInt32() & Vector128.Create(0x007FFFFF)) | Vector128.Create(0x3F800000)).AsSingle();

    /// <summary>The first lanes of one vector, the other lanes of another.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> First(Vector128<float> value, int count, Vector128<float> others) =>
        count >= 4 ? value : Vector128.ConditionalSelect(Vector128.LessThan(Vector128.Create(0, 1, 2, 3), Vector128.Create(count)).AsSingle(), value, others);

    /// <summary>The sum over all lanes in every lane.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> SumAll(Vector128<float> value)
    {
        Vector128<float> pairs = value + Vector128.Shuffle(value, Vector128.Create(1, 0, 3, 2));
        return pairs + Vector128.Shuffle(pairs, Vector128.Create(2, 3, 0, 1));
    }

    /// <summary>The greatest lane in every lane.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> MaxAll(Vector128<float> value)
    {
        Vector128<float> pairs = Max(value, Vector128.Shuffle(value, Vector128.Create(1, 0, 3, 2)));
        return Max(pairs, Vector128.Shuffle(pairs, Vector128.Create(2, 3, 0, 1)));
    }

    /// <summary>a·b + c for a constant c.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> Fma(Vector128<double> a, Vector128<double> b, double c) =>
        Fma(a, b, Vector128.Create(c));

    /// <summary>c − a·b, rounded as a·b + c is.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> NegatedFma(Vector128<double> a, Vector128<double> b, Vector128<double> c) =>
        AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.FusedMultiplySubtract(c, a, b) : c - (a * b);

    /// <summary>a where a &lt; b, otherwise b.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> Min(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.Min(a, b) : Vector128.ConditionalSelect(Vector128.LessThan(a, b), a, b);

    /// <summary>a where a &gt; b, otherwise b.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> Max(Vector128<double> a, Vector128<double> b) =>
        Sse2.IsSupported ? Sse2.Max(a, b) : Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), a, b);

    /// <summary>−|a|.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> NegatedAbs(Vector128<double> a) =>
        a | Vector128.Create(-0d);

    /// <summary>x where a &gt; b, otherwise y.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> SelectGreater(Vector128<double> a, Vector128<double> b, Vector128<double> x, Vector128<double> y) =>
        Vector128.ConditionalSelect(Vector128.GreaterThan(a, b), x, y);

    /// <summary>The lowest bits moved up to the exponent.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> ToExponent(Vector128<double> value) =>
        (value.AsInt64() << 52).AsDouble();

    /// <summary>n of m·2^n.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> Exponent(Vector128<double> value) =>
        ((value.AsInt64() >>> 52) | Vector128.Create(0x4330000000000000)).AsDouble() - Vector128.Create(4503599627371519d);

    /// <summary>m of m·2^n.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> Mantissa(Vector128<double> value) =>
        ((value.AsInt64() & Vector128.Create(0x000FFFFFFFFFFFFF)) | Vector128.Create(0x3FF0000000000000)).AsDouble();

    /// <summary>The first lanes of one vector, the other lanes of another.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> First(Vector128<double> value, int count, Vector128<double> others) =>
        count >= 2 ? value : Vector128.ConditionalSelect(Vector128.LessThan(Vector128.Create(0L, 1L), Vector128.Create((long)count)).AsDouble(), value, others);

    /// <summary>The sum over all lanes in every lane.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> SumAll(Vector128<double> value) =>
        value + Vector128.Shuffle(value, Vector128.Create(1L, 0L));

    /// <summary>The greatest lane in every lane.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> MaxAll(Vector128<double> value) =>
        Max(value, Vector128.Shuffle(value, Vector128.Create(1L, 0L)));
}
