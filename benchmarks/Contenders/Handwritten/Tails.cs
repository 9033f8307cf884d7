using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Benchmarks.Contenders.Handwritten;

/// <summary>The first few lanes of a vector.</summary>
internal static unsafe class Tails
{
    /// <summary>Stores the first lanes, eight at most. Not masked, which Zen is slow at.</summary>
    /// <remarks>Inlined: around a call the JIT would keep all accumulators in memory, in the loops before it as well.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* destination, Vector256<float> value, int count)
    {
        if (count >= 8)
        {
            *(Vector256<float>*)destination = value;
            return;
        }

        Vector128<float> half = value.GetLower();
        if ((count & 4) != 0)
        {
            *(Vector128<float>*)destination = half;
            half = value.GetUpper();
            destination += 4;
        }

        if ((count & 2) != 0)
        {
            *(double*)destination = half.AsDouble().ToScalar();
            half = Sse.MoveHighToLow(half, half);
            destination += 2;
        }

        if ((count & 1) != 0)
        {
            *destination = half.ToScalar();
        }
    }

    /// <summary>A mask for the first lanes; for eight or more all of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Mask(int count) =>
        Avx2.CompareGreaterThan(Vector256.Create(count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle();
}

/// <summary>How the last vector of a row is read.</summary>
internal unsafe interface ITail
{
    /// <summary>Reads it.</summary>
    static abstract Vector256<float> Load(float* source, Vector256<float> mask);
}

/// <summary>Rows are whole vectors.</summary>
internal readonly unsafe struct WholeTail : ITail
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source, Vector256<float> mask) => *(Vector256<float>*)source;
}

/// <summary>They are not: what lies behind is read as 0.</summary>
internal readonly unsafe struct MaskedTail : ITail
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* source, Vector256<float> mask) => Avx.MaskLoad(source, mask);
}
