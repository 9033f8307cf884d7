using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Internals;

/// <summary>Vectors of 512 bits.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Simd512<T> : ISimd<Vector512<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    static int ITileSimd<Vector512<T>, T>.Count
    {
        [MethodImpl(Inline)]
        get => Vector512<T>.Count;
    }

    static Vector512<T> ISimd<Vector512<T>, T>.Zero
    {
        [MethodImpl(Inline)]
        get => Vector512<T>.Zero;
    }

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.Create(double value) =>
        typeof(T) == typeof(float) ? Vector512.Create((float)value).As<float, T>() : Vector512.Create(value).As<double, T>();

    [MethodImpl(Inline)]
    static Vector512<T> ITileSimd<Vector512<T>, T>.Broadcast(ref T source, nint offset) => Vector512.Create(Unsafe.Add(ref source, offset));

    [MethodImpl(Inline)]
    static Vector512<T> ITileSimd<Vector512<T>, T>.Load(ref T source, nint offset) => Vector512.LoadUnsafe(ref source, (nuint)offset);

    static nint ITileSimd<Vector512<T>, T>.PairLength
    {
        [MethodImpl(Inline)]
        get => 2 * Vector512<T>.Count;
    }

    static nint ITileSimd<Vector512<T>, T>.Apart
    {
        [MethodImpl(Inline)]
        get => Vector512<T>.Count;
    }

    [MethodImpl(Inline)]
    static Vector512<T> ITileSimd<Vector512<T>, T>.LoadWeights(ref T source) => Vector512.LoadUnsafe(ref source);

    [MethodImpl(Inline)]
    static void ITileSimd<Vector512<T>, T>.LoadWeights(ref T source, out Vector512<T> first, out Vector512<T> second) =>
        (first, second) = (Vector512.LoadUnsafe(ref source), Vector512.LoadUnsafe(ref source, (nuint)Vector512<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<T> LoadFirst(ref T source, nint offset, nint count)
    {
        if (count >= Vector512<T>.Count)
        {
            return Vector512.LoadUnsafe(ref source, (nuint)offset);
        }

        nint half = Vector256<T>.Count;
        return count <= half
            ? Simd256<T>.LoadFirst(ref source, offset, count).ToVector512()
            : Halves(Vector256.LoadUnsafe(ref source, (nuint)offset), Simd256<T>.LoadFirst(ref source, offset + half, count - half));
    }

    [MethodImpl(Inline)]
    static void ITileSimd<Vector512<T>, T>.Store(Vector512<T> value, ref T destination, nint offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector512<T> value, ref T destination, nint offset, nint count)
    {
        nint half = Vector256<T>.Count;
        if (count >= Vector512<T>.Count)
        {
            value.StoreUnsafe(ref destination, (nuint)offset);
        }
        else if (count > half)
        {
            value.GetLower().StoreUnsafe(ref destination, (nuint)offset);
            Simd256<T>.StoreFirst(value.GetUpper(), ref destination, offset + half, count - half);
        }
        else
        {
            Simd256<T>.StoreFirst(value.GetLower(), ref destination, offset, count);
        }
    }

    [MethodImpl(Inline)]
    static Vector512<T> ITileSimd<Vector512<T>, T>.Add(Vector512<T> a, Vector512<T> b) => a + b;

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.Subtract(Vector512<T> a, Vector512<T> b) => a - b;

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.Multiply(Vector512<T> a, Vector512<T> b) => a * b;

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.Divide(Vector512<T> a, Vector512<T> b) => a / b;

    [MethodImpl(Inline)]
    static Vector512<T> ITileSimd<Vector512<T>, T>.MultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.MultiplyAdd(Vector512<T> a, Vector512<T> b, double c) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), Vector512.Create((float)c)).As<float, T>()
        : Vector512.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), Vector512.Create(c)).As<double, T>();

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.NegatedMultiplyAdd(Vector512<T> a, Vector512<T> b, Vector512<T> c) => typeof(T) == typeof(float)
        ? Vector512.MultiplyAddEstimate(-a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector512.MultiplyAddEstimate(-a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.Min(Vector512<T> a, Vector512<T> b) => !Avx512F.IsSupported
        ? Vector512.ConditionalSelect(Vector512.LessThan(a, b), a, b)
        : typeof(T) == typeof(float)
            ? Avx512F.Min(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Avx512F.Min(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.Max(Vector512<T> a, Vector512<T> b) => !Avx512F.IsSupported
        ? Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), a, b)
        : typeof(T) == typeof(float)
            ? Avx512F.Max(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Avx512F.Max(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.NegatedAbs(Vector512<T> a) => typeof(T) == typeof(float)
        ? (a.AsSingle() | Vector512.Create(-0f)).As<float, T>()
        : (a.AsDouble() | Vector512.Create(-0.0)).As<double, T>();

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.SelectGreater(Vector512<T> a, Vector512<T> b, Vector512<T> x, Vector512<T> y) =>
        Vector512.ConditionalSelect(Vector512.GreaterThan(a, b), x, y);

    [MethodImpl(Inline)]
    static Vector512<T> ISimd<Vector512<T>, T>.ToExponent(Vector512<T> value) => typeof(T) == typeof(float)
        ? (value.AsInt32() << 23).As<int, T>()
        : (value.AsInt64() << 52).As<long, T>();

    /// <summary>Four neighbouring elements in each 128 bits, for <see cref="Pick"/> to spread: one load in the place of four. Only of <see cref="float"/>.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> LoadFour(ref T source, nint offset)
    {
        Vector128<T> four = Vector128.LoadUnsafe(ref source, (nuint)offset);
        if (Avx512F.IsSupported)
        {
            Vector512<float> first = four.ToVector256Unsafe().ToVector512Unsafe().AsSingle();
            return Avx512F.Shuffle4x128(first, first, 0).As<float, T>();
        }

        return Vector512.Create(four);
    }

    /// <summary>Four neighbouring lanes of a vector in each 128 bits, for <see cref="Pick"/> to spread: without a way through memory. Only of <see cref="float"/>.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> Four(Vector512<T> value, [ConstantExpected(Max = 3)] int part)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> values = value.AsSingle();
            values = part switch
            {
                0 => Avx512F.Shuffle4x128(values, values, 0b00_00_00_00),
                1 => Avx512F.Shuffle4x128(values, values, 0b01_01_01_01),
                2 => Avx512F.Shuffle4x128(values, values, 0b10_10_10_10),
                _ => Avx512F.Shuffle4x128(values, values, 0b11_11_11_11),
            };
            return values.As<float, T>();
        }

        Vector256<T> half = part < 2 ? value.GetLower() : value.GetUpper();
        return Vector512.Create(part % 2 == 0 ? half.GetLower() : half.GetUpper());
    }

    /// <summary>One of four elements in all lanes.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> Pick(Vector512<T> four, [ConstantExpected(Max = 3)] int element)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<float> values = four.AsSingle();
            values = element switch
            {
                0 => Avx512F.Permute4x32(values, 0b00_00_00_00),
                1 => Avx512F.Permute4x32(values, 0b01_01_01_01),
                2 => Avx512F.Permute4x32(values, 0b10_10_10_10),
                _ => Avx512F.Permute4x32(values, 0b11_11_11_11),
            };
            return values.As<float, T>();
        }

        return Vector512.Create(four.GetElement(element));
    }

    /// <summary>In each 128 bits the next of four elements in the place of each, the first in that of the last: so that <see cref="Pick"/> of the first spreads one after another.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> Rotate(Vector512<T> four)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.Permute4x32(four.AsSingle(), 0b00_11_10_01).As<float, T>();
        }

        return Vector512.Create(Vector128.Shuffle(four.GetLower().GetLower().AsSingle(), Vector128.Create(1, 2, 3, 0)).As<float, T>());
    }

    /// <summary>Half as many neighbouring elements as there are lanes, and as many from another place.</summary>
    [MethodImpl(Inline)]
    public static Vector512<T> LoadHalves(ref T source, nint offset, nint second) =>
        Halves(Vector256.LoadUnsafe(ref source, (nuint)offset), Vector256.LoadUnsafe(ref source, (nuint)second));

    /// <summary>Lanes in another order.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="indices">For each lane, which one it takes: an integer of the same size.</param>
    [MethodImpl(Inline)]
    public static Vector512<T> Permute(Vector512<T> value, Vector512<T> indices)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx512F.PermuteVar16x32(value.AsSingle(), indices.AsInt32()).As<float, T>()
                : Avx512F.PermuteVar8x64(value.AsDouble(), indices.AsInt64()).As<double, T>();
        }

        return typeof(T) == typeof(float)
            ? Vector512.Shuffle(value.AsSingle(), indices.AsInt32()).As<float, T>()
            : Vector512.Shuffle(value.AsDouble(), indices.AsInt64()).As<double, T>();
    }

    /// <summary>The lanes of two vectors in another order.</summary>
    /// <param name="value">The first vector.</param>
    /// <param name="indices">For each lane, which one it takes: an integer of the same size; the lanes of the second vector count on from those of the first.</param>
    /// <param name="second">The second vector.</param>
    [MethodImpl(Inline)]
    public static Vector512<T> Permute(Vector512<T> value, Vector512<T> indices, Vector512<T> second)
    {
        if (Avx512F.IsSupported)
        {
            return typeof(T) == typeof(float)
                ? Avx512F.PermuteVar16x32x2(value.AsSingle(), indices.AsInt32(), second.AsSingle()).As<float, T>()
                : Avx512F.PermuteVar8x64x2(value.AsDouble(), indices.AsInt64(), second.AsDouble()).As<double, T>();
        }

        // An index beyond the vector gives 0.
        if (typeof(T) == typeof(float))
        {
            Vector512<int> lanes = indices.AsInt32();
            return (Vector512.Shuffle(value.AsSingle(), lanes) | Vector512.Shuffle(second.AsSingle(), lanes - Vector512.Create(Vector512<int>.Count))).As<float, T>();
        }

        Vector512<long> doubles = indices.AsInt64();
        return (Vector512.Shuffle(value.AsDouble(), doubles) | Vector512.Shuffle(second.AsDouble(), doubles - Vector512.Create((long)Vector512<long>.Count))).As<double, T>();
    }

    /// <summary>Two halves, where Vector512.Create(lower, upper) would insert both into what a register held before, and wait for that.</summary>
    [MethodImpl(Inline)]
    private static Vector512<T> Halves(Vector256<T> lower, Vector256<T> upper) => lower.ToVector512Unsafe().WithUpper(upper);
}
