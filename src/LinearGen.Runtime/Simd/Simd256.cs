using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Internals;

/// <summary>Vectors of 256 bits, or pairs of 128 where the machine has no wider ones.</summary>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Simd256<T> : ISimd<Vector256<T>, T>
    where T : unmanaged
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    static int ITileSimd<Vector256<T>, T>.Count
    {
        [MethodImpl(Inline)]
        get => Vector256<T>.Count;
    }

    static Vector256<T> ISimd<Vector256<T>, T>.Zero
    {
        [MethodImpl(Inline)]
        get => Vector256<T>.Zero;
    }

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.Create(double value) =>
        typeof(T) == typeof(float) ? Vector256.Create((float)value).As<float, T>() : Vector256.Create(value).As<double, T>();

    [MethodImpl(Inline)]
    static Vector256<T> ITileSimd<Vector256<T>, T>.Broadcast(ref T source, nint offset) => Vector256.Create(Unsafe.Add(ref source, offset));

    [MethodImpl(Inline)]
    static Vector256<T> ITileSimd<Vector256<T>, T>.Load(ref T source, nint offset) => Vector256.LoadUnsafe(ref source, (nuint)offset);

    static nint ITileSimd<Vector256<T>, T>.PairLength
    {
        [MethodImpl(Inline)]
        get => 2 * Vector256<T>.Count;
    }

    static nint ITileSimd<Vector256<T>, T>.Apart
    {
        [MethodImpl(Inline)]
        get => Vector256<T>.Count;
    }

    [MethodImpl(Inline)]
    static Vector256<T> ITileSimd<Vector256<T>, T>.LoadWeights(ref T source) => Vector256.LoadUnsafe(ref source);

    [MethodImpl(Inline)]
    static void ITileSimd<Vector256<T>, T>.LoadWeights(ref T source, out Vector256<T> first, out Vector256<T> second) =>
        (first, second) = (Vector256.LoadUnsafe(ref source), Vector256.LoadUnsafe(ref source, (nuint)Vector256<T>.Count));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<T> LoadFirst(ref T source, nint offset, nint count)
    {
        if (count >= Vector256<T>.Count)
        {
            return Vector256.LoadUnsafe(ref source, (nuint)offset);
        }

        nint half = Vector128<T>.Count;
        return count <= half
            ? Vector256.Create(Simd128.LoadFirst(ref source, offset, count), Vector128<T>.Zero)
            : Vector256.Create(Vector128.LoadUnsafe(ref source, (nuint)offset), Simd128.LoadFirst(ref source, offset + half, count - half));
    }

    [MethodImpl(Inline)]
    static void ITileSimd<Vector256<T>, T>.Store(Vector256<T> value, ref T destination, nint offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector256<T> value, ref T destination, nint offset, nint count)
    {
        nint half = Vector128<T>.Count;
        if (count >= Vector256<T>.Count)
        {
            value.StoreUnsafe(ref destination, (nuint)offset);
        }
        else if (count > half)
        {
            value.GetLower().StoreUnsafe(ref destination, (nuint)offset);
            Simd128.StoreFirst(value.GetUpper(), ref destination, offset + half, count - half);
        }
        else
        {
            Simd128.StoreFirst(value.GetLower(), ref destination, offset, count);
        }
    }

    [MethodImpl(Inline)]
    static Vector256<T> ITileSimd<Vector256<T>, T>.Add(Vector256<T> a, Vector256<T> b) => a + b;

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.Subtract(Vector256<T> a, Vector256<T> b) => a - b;

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.Multiply(Vector256<T> a, Vector256<T> b) => a * b;

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.Divide(Vector256<T> a, Vector256<T> b) => a / b;

    [MethodImpl(Inline)]
    static Vector256<T> ITileSimd<Vector256<T>, T>.MultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.MultiplyAdd(Vector256<T> a, Vector256<T> b, double c) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(a.AsSingle(), b.AsSingle(), Vector256.Create((float)c)).As<float, T>()
        : Vector256.MultiplyAddEstimate(a.AsDouble(), b.AsDouble(), Vector256.Create(c)).As<double, T>();

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.NegatedMultiplyAdd(Vector256<T> a, Vector256<T> b, Vector256<T> c) => typeof(T) == typeof(float)
        ? Vector256.MultiplyAddEstimate(-a.AsSingle(), b.AsSingle(), c.AsSingle()).As<float, T>()
        : Vector256.MultiplyAddEstimate(-a.AsDouble(), b.AsDouble(), c.AsDouble()).As<double, T>();

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.Min(Vector256<T> a, Vector256<T> b) => !Avx.IsSupported
        ? Vector256.ConditionalSelect(Vector256.LessThan(a, b), a, b)
        : typeof(T) == typeof(float)
            ? Avx.Min(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Avx.Min(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.Max(Vector256<T> a, Vector256<T> b) => !Avx.IsSupported
        ? Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), a, b)
        : typeof(T) == typeof(float)
            ? Avx.Max(a.AsSingle(), b.AsSingle()).As<float, T>()
            : Avx.Max(a.AsDouble(), b.AsDouble()).As<double, T>();

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.NegatedAbs(Vector256<T> a) => typeof(T) == typeof(float)
        ? (a.AsSingle() | Vector256.Create(-0f)).As<float, T>()
        : (a.AsDouble() | Vector256.Create(-0.0)).As<double, T>();

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.SelectGreater(Vector256<T> a, Vector256<T> b, Vector256<T> x, Vector256<T> y) =>
        Vector256.ConditionalSelect(Vector256.GreaterThan(a, b), x, y);

    [MethodImpl(Inline)]
    static Vector256<T> ISimd<Vector256<T>, T>.ToExponent(Vector256<T> value) => typeof(T) == typeof(float)
        ? (value.AsInt32() << 23).As<int, T>()
        : (value.AsInt64() << 52).As<long, T>();

    /// <summary>Four neighbouring elements in each 128 bits, for <see cref="Pick"/> to spread: one load in the place of four. Only of <see cref="float"/>.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> LoadFour(ref T source, nint offset)
    {
        Vector128<T> four = Vector128.LoadUnsafe(ref source, (nuint)offset);
        if (Avx.IsSupported)
        {
            Vector256<float> first = four.ToVector256Unsafe().AsSingle();
            return Avx.Permute2x128(first, first, 0).As<float, T>();
        }

        return Vector256.Create(four, four);
    }

    /// <summary>Four neighbouring lanes of a vector in each 128 bits, for <see cref="Pick"/> to spread: without a way through memory. Only of <see cref="float"/>.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> Four(Vector256<T> value, [ConstantExpected(Max = 1)] int part)
    {
        if (Avx.IsSupported)
        {
            Vector256<float> values = value.AsSingle();
            return (part == 0 ? Avx.Permute2x128(values, values, 0x00) : Avx.Permute2x128(values, values, 0x11)).As<float, T>();
        }

        Vector128<T> half = part == 0 ? value.GetLower() : value.GetUpper();
        return Vector256.Create(half, half);
    }

    /// <summary>One of four elements in all lanes.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> Pick(Vector256<T> four, [ConstantExpected(Max = 3)] int element)
    {
        if (Avx.IsSupported)
        {
            Vector256<float> values = four.AsSingle();
            values = element switch
            {
                0 => Avx.Permute(values, 0b00_00_00_00),
                1 => Avx.Permute(values, 0b01_01_01_01),
                2 => Avx.Permute(values, 0b10_10_10_10),
                _ => Avx.Permute(values, 0b11_11_11_11),
            };
            return values.As<float, T>();
        }

        return Vector256.Create(four.GetElement(element));
    }

    /// <summary>In each 128 bits the next of four elements in the place of each, the first in that of the last: so that <see cref="Pick"/> of the first spreads one after another.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> Rotate(Vector256<T> four)
    {
        if (Avx.IsSupported)
        {
            return Avx.Permute(four.AsSingle(), 0b00_11_10_01).As<float, T>();
        }

        Vector128<T> next = Vector128.Shuffle(four.GetLower().AsSingle(), Vector128.Create(1, 2, 3, 0)).As<float, T>();
        return Vector256.Create(next, next);
    }

    /// <summary>Half as many neighbouring elements as there are lanes, and as many from another place.</summary>
    [MethodImpl(Inline)]
    public static Vector256<T> LoadHalves(ref T source, nint offset, nint second) =>
        Vector128.LoadUnsafe(ref source, (nuint)offset).ToVector256Unsafe().WithUpper(Vector128.LoadUnsafe(ref source, (nuint)second));

    /// <summary>Lanes in another order.</summary>
    /// <param name="value">The vector.</param>
    /// <param name="indices">For each 32 bits, which ones they take.</param>
    [MethodImpl(Inline)]
    public static Vector256<T> Permute(Vector256<T> value, Vector256<T> indices)
    {
        if (Avx2.IsSupported)
        {
            return Avx2.PermuteVar8x32(value.AsSingle(), indices.AsInt32()).As<float, T>();
        }

        if (AdvSimd.Arm64.IsSupported)
        {
            (Vector128<byte>, Vector128<byte>) table = (value.GetLower().AsByte(), value.GetUpper().AsByte());
            return Vector256.Create(
                AdvSimd.Arm64.VectorTableLookup(table, Bytes(indices.GetLower().AsUInt32())),
                AdvSimd.Arm64.VectorTableLookup(table, Bytes(indices.GetUpper().AsUInt32()))).As<byte, T>();
        }

        return Vector256.Shuffle(value.AsInt32(), indices.AsInt32()).As<int, T>();

        static Vector128<byte> Bytes(Vector128<uint> words) => ((words * 0x04040404u) + Vector128.Create(0x03020100u)).AsByte();
    }
}
