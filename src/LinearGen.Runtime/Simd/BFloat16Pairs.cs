using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>
/// Widens bfloat16 numbers, the upper halves of <see cref="float"/>s: each 32 bits of a vector hold two, of two columns that lie 16 apart
/// (<see cref="PackedLayout"/>).
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class BFloat16Pairs
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    private const uint UpperHalf = 0xFFFF0000;

    /// <summary>The numbers in the lower halves: the first of the two vectors of columns.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> First(Vector256<float> pairs) => (pairs.AsUInt32() << 16).AsSingle();

    /// <summary>The numbers in the upper halves: the second.</summary>
    [MethodImpl(Inline)]
    public static Vector256<float> Second(Vector256<float> pairs) => (pairs.AsUInt32() & Vector256.Create(UpperHalf)).AsSingle();

    /// <inheritdoc cref="First(Vector256{float})"/>
    [MethodImpl(Inline)]
    public static Vector512<float> First(Vector512<float> pairs) => (pairs.AsUInt32() << 16).AsSingle();

    /// <inheritdoc cref="Second(Vector256{float})"/>
    [MethodImpl(Inline)]
    public static Vector512<float> Second(Vector512<float> pairs) => (pairs.AsUInt32() & Vector512.Create(UpperHalf)).AsSingle();
}
