using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>Two 128-bit vectors side by side, in the place of one of 256 bits.</summary>
/// <param name="Lower">The first half of the lanes.</param>
/// <param name="Upper">The second half of the lanes.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Vector128Pair<T>(Vector128<T> Lower, Vector128<T> Upper);

/// <summary>
/// 128-bit vectors, multiplied and then added: x86-64 without AVX2 or FMA (also NativeAOT's default target) and any
/// other machine with 128-bit vectors.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Paired128 : ISingleLanes<Vector128Pair<float>>, IDoubleLanes<Vector128Pair<double>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>Whether this machine has it; a constant to the JIT.</summary>
    public static bool IsSupported
    {
        [MethodImpl(Inline)]
        get => Vector128.IsHardwareAccelerated;
    }

    static int ILanes<Vector128Pair<float>, float>.Count
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    static int ILanes<Vector128Pair<double>, double>.Count
    {
        [MethodImpl(Inline)]
        get => 4;
    }

    static Vector128Pair<float> ILanes<Vector128Pair<float>, float>.Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    static Vector128Pair<double> ILanes<Vector128Pair<double>, double>.Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Load(ref float source, nint offset) => new(
        Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref source, offset)),
        Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref source, offset + 4)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Load(ref double source, nint offset) => new(
        Unsafe.As<double, Vector128<double>>(ref Unsafe.Add(ref source, offset)),
        Unsafe.As<double, Vector128<double>>(ref Unsafe.Add(ref source, offset + 2)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> LoadFirst(ref float source, nint offset, int count) => new(
        Halves.LoadFirst(ref source, offset, count),
        Halves.LoadFirst(ref source, offset + 4, count - 4));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> LoadFirst(ref double source, nint offset, int count) => new(
        Halves.LoadFirst(ref source, offset, count),
        Halves.LoadFirst(ref source, offset + 2, count - 2));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Broadcast(ref float source, nint offset)
    {
        Vector128<float> all = Vector128.Create(Unsafe.Add(ref source, offset));
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Broadcast(ref double source, nint offset)
    {
        Vector128<double> all = Vector128.Create(Unsafe.Add(ref source, offset));
        return new(all, all);
    }

    static bool ILanes<Vector128Pair<float>, float>.HasPairs => true;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> LoadPair(ref float source, nint offset)
    {
        Vector128<float> pair = Vector128.Create(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref source, offset)))).AsSingle();
        return new(pair, pair);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Pick(Vector128Pair<float> pair, [ConstantExpected(Max = 1)] int element)
    {
        Vector128<float> all = Vector128.Shuffle(pair.Lower, Vector128.Create(element));
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Half(Vector128Pair<float> value, [ConstantExpected(Max = 1)] int half) =>
        half == 0 ? new(value.Lower, value.Lower) : new(value.Upper, value.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> PickOfHalf(Vector128Pair<float> half, [ConstantExpected(Max = 3)] int element)
    {
        Vector128<float> all = Vector128.Shuffle(half.Lower, Vector128.Create(element));
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> First(Vector128Pair<float> value, int count) =>
        new(Halves.First(value.Lower, count), Halves.First(value.Upper, count - 4));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> First(Vector128Pair<double> value, int count) =>
        new(Halves.First(value.Lower, count), Halves.First(value.Upper, count - 2));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Add(Vector128Pair<float> a, Vector128Pair<float> b) => new(a.Lower + b.Lower, a.Upper + b.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Add(Vector128Pair<double> a, Vector128Pair<double> b) => new(a.Lower + b.Lower, a.Upper + b.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Fma(Vector128Pair<float> a, Vector128Pair<float> b, Vector128Pair<float> c) =>
        new(Halves.Fma(a.Lower, b.Lower, c.Lower), Halves.Fma(a.Upper, b.Upper, c.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Fma(Vector128Pair<double> a, Vector128Pair<double> b, Vector128Pair<double> c) =>
        new(Halves.Fma(a.Lower, b.Lower, c.Lower), Halves.Fma(a.Upper, b.Upper, c.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> Fma(Vector128Pair<float> a, ref float b, nint offset, Vector128Pair<float> c) =>
        Fma(a, Load(ref b, offset), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> Fma(Vector128Pair<double> a, ref double b, nint offset, Vector128Pair<double> c) =>
        Fma(a, Load(ref b, offset), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Vector128Pair<float> value, ref float destination, nint offset)
    {
        Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref destination, offset)) = value.Lower;
        Unsafe.As<float, Vector128<float>>(ref Unsafe.Add(ref destination, offset + 4)) = value.Upper;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Vector128Pair<double> value, ref double destination, nint offset)
    {
        Unsafe.As<double, Vector128<double>>(ref Unsafe.Add(ref destination, offset)) = value.Lower;
        Unsafe.As<double, Vector128<double>>(ref Unsafe.Add(ref destination, offset + 2)) = value.Upper;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector128Pair<float> value, ref float destination, nint offset, int count)
    {
        Halves.StoreFirst(value.Lower, ref destination, offset, count);
        Halves.StoreFirst(value.Upper, ref destination, offset + 4, count - 4);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector128Pair<double> value, ref double destination, nint offset, int count)
    {
        Halves.StoreFirst(value.Lower, ref destination, offset, count);
        Halves.StoreFirst(value.Upper, ref destination, offset + 2, count - 2);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<float> SumEach(
        Vector128Pair<float> a0, Vector128Pair<float> a1, Vector128Pair<float> a2, Vector128Pair<float> a3,
        Vector128Pair<float> a4, Vector128Pair<float> a5, Vector128Pair<float> a6, Vector128Pair<float> a7) =>
        new(SumEachOfFour(a0, a1, a2, a3), SumEachOfFour(a4, a5, a6, a7));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector128Pair<double> SumEach(
        Vector128Pair<double> a0, Vector128Pair<double> a1, Vector128Pair<double> a2, Vector128Pair<double> a3) =>
        new(SumEachOfTwo(a0, a1), SumEachOfTwo(a2, a3));

    [MethodImpl(Inline)]
    private static Vector128<float> SumEachOfFour(Vector128Pair<float> a, Vector128Pair<float> b, Vector128Pair<float> c, Vector128Pair<float> d) =>
        SumQuads(a.Lower, b.Lower, c.Lower, d.Lower) + SumQuads(a.Upper, b.Upper, c.Upper, d.Upper);

    [MethodImpl(Inline)]
    private static Vector128<float> SumQuads(Vector128<float> a, Vector128<float> b, Vector128<float> c, Vector128<float> d)
    {
        // Transposed by shuffles, then added as (0+1)+(2+3): portable, the same order as HorizontalAdd twice.
        Vector128<float> of0 = Vector128.Create(a.GetElement(0), b.GetElement(0), c.GetElement(0), d.GetElement(0));
        Vector128<float> of1 = Vector128.Create(a.GetElement(1), b.GetElement(1), c.GetElement(1), d.GetElement(1));
        Vector128<float> of2 = Vector128.Create(a.GetElement(2), b.GetElement(2), c.GetElement(2), d.GetElement(2));
        Vector128<float> of3 = Vector128.Create(a.GetElement(3), b.GetElement(3), c.GetElement(3), d.GetElement(3));
        return (of0 + of1) + (of2 + of3);
    }

    [MethodImpl(Inline)]
    private static Vector128<double> SumEachOfTwo(Vector128Pair<double> a, Vector128Pair<double> b) =>
        SumPairs(a.Lower, b.Lower) + SumPairs(a.Upper, b.Upper);

    [MethodImpl(Inline)]
    private static Vector128<double> SumPairs(Vector128<double> a, Vector128<double> b) =>
        Vector128.Create(a.GetElement(0), b.GetElement(0)) + Vector128.Create(a.GetElement(1), b.GetElement(1));
}
