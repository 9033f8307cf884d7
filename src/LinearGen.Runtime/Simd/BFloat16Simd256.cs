using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>Vectors of 256 bits with weights in bfloat16 (<see cref="PackedLayout"/>): a load and two operations give the weights to two vectors of columns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BFloat16Simd256 : ITileSimd<Vector256<float>, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    static int ITileSimd<Vector256<float>, float>.Count
    {
        [MethodImpl(Inline)]
        get => Vector256<float>.Count;
    }

    static nint ITileSimd<Vector256<float>, float>.PairLength
    {
        [MethodImpl(Inline)]
        get => Vector256<float>.Count;
    }

    static nint ITileSimd<Vector256<float>, float>.Apart
    {
        [MethodImpl(Inline)]
        get => PackedLayout.Apart;
    }

    [MethodImpl(Inline)]
    static Vector256<float> ITileSimd<Vector256<float>, float>.LoadWeights(ref float source) => BFloat16Pairs.First(Vector256.LoadUnsafe(ref source));

    [MethodImpl(Inline)]
    static void ITileSimd<Vector256<float>, float>.LoadWeights(ref float source, out Vector256<float> first, out Vector256<float> second)
    {
        Vector256<float> pairs = Vector256.LoadUnsafe(ref source);
        (first, second) = (BFloat16Pairs.First(pairs), BFloat16Pairs.Second(pairs));
    }

    [MethodImpl(Inline)]
    static Vector256<float> ITileSimd<Vector256<float>, float>.Broadcast(ref float source, nint offset) => Vector256.Create(Unsafe.Add(ref source, offset));

    [MethodImpl(Inline)]
    static Vector256<float> ITileSimd<Vector256<float>, float>.Load(ref float source, nint offset) => Vector256.LoadUnsafe(ref source, (nuint)offset);

    [MethodImpl(Inline)]
    static void ITileSimd<Vector256<float>, float>.Store(Vector256<float> value, ref float destination, nint offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(Inline)]
    static void ITileSimd<Vector256<float>, float>.StoreFirst(Vector256<float> value, ref float destination, nint offset, nint count) => Simd256<float>.StoreFirst(value, ref destination, offset, count);

    [MethodImpl(Inline)]
    static Vector256<float> ITileSimd<Vector256<float>, float>.Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(Inline)]
    static Vector256<float> ITileSimd<Vector256<float>, float>.MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.MultiplyAddEstimate(a, b, c);
}
