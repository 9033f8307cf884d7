using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>Vectors of 512 bits with weights in bfloat16 (<see cref="PackedLayout"/>): a load and two operations give the weights to two vectors of columns.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct BFloat16Simd512 : ITileSimd<Vector512<float>, float>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    static int ITileSimd<Vector512<float>, float>.Count
    {
        [MethodImpl(Inline)]
        get => Vector512<float>.Count;
    }

    static nint ITileSimd<Vector512<float>, float>.PairLength
    {
        [MethodImpl(Inline)]
        get => Vector512<float>.Count;
    }

    static nint ITileSimd<Vector512<float>, float>.Apart
    {
        [MethodImpl(Inline)]
        get => PackedLayout.Apart;
    }

    [MethodImpl(Inline)]
    static Vector512<float> ITileSimd<Vector512<float>, float>.LoadWeights(ref float source) => BFloat16Pairs.First(Vector512.LoadUnsafe(ref source));

    [MethodImpl(Inline)]
    static void ITileSimd<Vector512<float>, float>.LoadWeights(ref float source, out Vector512<float> first, out Vector512<float> second)
    {
        Vector512<float> pairs = Vector512.LoadUnsafe(ref source);
        (first, second) = (BFloat16Pairs.First(pairs), BFloat16Pairs.Second(pairs));
    }

    [MethodImpl(Inline)]
    static Vector512<float> ITileSimd<Vector512<float>, float>.Broadcast(ref float source, nint offset) => Vector512.Create(Unsafe.Add(ref source, offset));

    [MethodImpl(Inline)]
    static Vector512<float> ITileSimd<Vector512<float>, float>.Load(ref float source, nint offset) => Vector512.LoadUnsafe(ref source, (nuint)offset);

    [MethodImpl(Inline)]
    static void ITileSimd<Vector512<float>, float>.Store(Vector512<float> value, ref float destination, nint offset) => value.StoreUnsafe(ref destination, (nuint)offset);

    [MethodImpl(Inline)]
    static void ITileSimd<Vector512<float>, float>.StoreFirst(Vector512<float> value, ref float destination, nint offset, nint count) => Simd512<float>.StoreFirst(value, ref destination, offset, count);

    [MethodImpl(Inline)]
    static Vector512<float> ITileSimd<Vector512<float>, float>.Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(Inline)]
    static Vector512<float> ITileSimd<Vector512<float>, float>.MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.MultiplyAddEstimate(a, b, c);
}
