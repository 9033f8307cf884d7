using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using X86 = System.Runtime.Intrinsics.X86;

namespace LinearGen.Internals;

/// <summary>256-bit vectors with fused multiply-add: x86-64-v3, that is AVX2 and FMA.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Fma256 : ISingleLanes<Vector256<float>>, IDoubleLanes<Vector256<double>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Whether this machine has it; a constant to the JIT.</summary>
    public static bool IsSupported
    {
        [MethodImpl(Inline)]
        get => X86.Fma.IsSupported && Avx2.IsSupported;
    }

    static int ILanes<Vector256<float>, float>.Count
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    static int ILanes<Vector256<double>, double>.Count
    {
        [MethodImpl(Inline)]
        get => 4;
    }

    static Vector256<float> ILanes<Vector256<float>, float>.Zero
    {
        [MethodImpl(Inline)]
        get => Vector256<float>.Zero;
    }

    static Vector256<double> ILanes<Vector256<double>, double>.Zero
    {
        [MethodImpl(Inline)]
        get => Vector256<double>.Zero;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Load(ref float source, nint offset) =>
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Load(ref double source, nint offset) =>
        Unsafe.As<double, Vector256<double>>(ref Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> LoadFirst(ref float source, nint offset, int count)
    {
        if (count >= 8)
        {
            return Load(ref source, offset);
        }

        Vector128<float> lower = Halves.LoadFirst(ref source, offset, count);
        return count <= 4 ? lower.ToVector256() : Vector256.Create(lower, Halves.LoadFirst(ref source, offset + 4, count - 4));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> LoadFirst(ref double source, nint offset, int count)
    {
        if (count >= 4)
        {
            return Load(ref source, offset);
        }

        Vector128<double> lower = Halves.LoadFirst(ref source, offset, count);
        return count <= 2 ? lower.ToVector256() : Vector256.Create(lower, Halves.LoadFirst(ref source, offset + 2, count - 2));
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Broadcast(ref float source, nint offset) => Vector256.Create(Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Broadcast(ref double source, nint offset) => Vector256.Create(Unsafe.Add(ref source, offset));

    static bool ILanes<Vector256<float>, float>.HasPairs => true;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> LoadPair(ref float source, nint offset) =>
        Vector256.Create(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref source, offset)))).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Pick(Vector256<float> pair, [ConstantExpected(Max = 1)] int element) =>
        element == 0 ? Avx.Permute(pair, 0b00_00_00_00) : Avx.Permute(pair, 0b01_01_01_01);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Half(Vector256<float> value, [ConstantExpected(Max = 1)] int half) =>
        half == 0 ? Avx.Permute2x128(value, value, 0x00) : Avx.Permute2x128(value, value, 0x11);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> PickOfHalf(Vector256<float> half, [ConstantExpected(Max = 3)] int element) => element switch
    {
        0 => Avx.Permute(half, 0b00_00_00_00),
        1 => Avx.Permute(half, 0b01_01_01_01),
        2 => Avx.Permute(half, 0b10_10_10_10),
        _ => Avx.Permute(half, 0b11_11_11_11),
    };

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> First(Vector256<float> value, int count) => count >= 8
        ? value
        : Avx.And(value, Avx2.CompareGreaterThan(Vector256.Create(count), Vector256.Create(0, 1, 2, 3, 4, 5, 6, 7)).AsSingle());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> First(Vector256<double> value, int count) => count >= 4
        ? value
        : Avx.And(value, Avx2.CompareGreaterThan(Vector256.Create((long)count), Vector256.Create(0L, 1, 2, 3)).AsDouble());

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => Avx.Add(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Add(Vector256<double> a, Vector256<double> b) => Avx.Add(a, b);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Fma(Vector256<float> a, Vector256<float> b, Vector256<float> c) => X86.Fma.MultiplyAdd(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Fma(Vector256<double> a, Vector256<double> b, Vector256<double> c) => X86.Fma.MultiplyAdd(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> Fma(Vector256<float> a, ref float b, nint offset, Vector256<float> c) =>
        X86.Fma.MultiplyAdd(a, Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref b, offset)), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> Fma(Vector256<double> a, ref double b, nint offset, Vector256<double> c) =>
        X86.Fma.MultiplyAdd(a, Unsafe.As<double, Vector256<double>>(ref Unsafe.Add(ref b, offset)), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Vector256<float> value, ref float destination, nint offset) =>
        Unsafe.As<float, Vector256<float>>(ref Unsafe.Add(ref destination, offset)) = value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Vector256<double> value, ref double destination, nint offset) =>
        Unsafe.As<double, Vector256<double>>(ref Unsafe.Add(ref destination, offset)) = value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector256<float> value, ref float destination, nint offset, int count)
    {
        // 128-bit, 64-bit and scalar stores: masked stores cost 2 to 6 ns more on Zen 3.
        if (count >= 8)
        {
            Store(value, ref destination, offset);
        }
        else if (count > 4)
        {
            Halves.StoreFirst(value.GetLower(), ref destination, offset, 4);
            Halves.StoreFirst(value.GetUpper(), ref destination, offset + 4, count - 4);
        }
        else
        {
            Halves.StoreFirst(value.GetLower(), ref destination, offset, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector256<double> value, ref double destination, nint offset, int count)
    {
        if (count >= 4)
        {
            Store(value, ref destination, offset);
        }
        else if (count > 2)
        {
            Halves.StoreFirst(value.GetLower(), ref destination, offset, 2);
            Halves.StoreFirst(value.GetUpper(), ref destination, offset + 2, count - 2);
        }
        else
        {
            Halves.StoreFirst(value.GetLower(), ref destination, offset, count);
        }
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<float> SumEach(
        Vector256<float> a0, Vector256<float> a1, Vector256<float> a2, Vector256<float> a3,
        Vector256<float> a4, Vector256<float> a5, Vector256<float> a6, Vector256<float> a7)
    {
        // Three levels of a transposing tree; within each 128-bit half first, the halves last.
        Vector256<float> a01 = Avx.HorizontalAdd(a0, a1);
        Vector256<float> a23 = Avx.HorizontalAdd(a2, a3);
        Vector256<float> a45 = Avx.HorizontalAdd(a4, a5);
        Vector256<float> a67 = Avx.HorizontalAdd(a6, a7);
        Vector256<float> a0123 = Avx.HorizontalAdd(a01, a23);
        Vector256<float> a4567 = Avx.HorizontalAdd(a45, a67);
        Vector256<float> lower = Avx.Permute2x128(a0123, a4567, 0x20);
        Vector256<float> upper = Avx.Permute2x128(a0123, a4567, 0x31);
        return Avx.Add(lower, upper);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector256<double> SumEach(Vector256<double> a0, Vector256<double> a1, Vector256<double> a2, Vector256<double> a3)
    {
        Vector256<double> a01 = Avx.HorizontalAdd(a0, a1);
        Vector256<double> a23 = Avx.HorizontalAdd(a2, a3);
        Vector256<double> lower = Avx.Permute2x128(a01, a23, 0x20);
        Vector256<double> upper = Avx.Permute2x128(a01, a23, 0x31);
        return Avx.Add(lower, upper);
    }
}
