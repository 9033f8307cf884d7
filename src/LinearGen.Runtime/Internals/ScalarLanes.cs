using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>Four numbers side by side, for machines without vectors. Four fields are as many as the JIT keeps in registers.</summary>
/// <param name="L0">Lane 0.</param>
/// <param name="L1">Lane 1.</param>
/// <param name="L2">Lane 2.</param>
/// <param name="L3">Lane 3.</param>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct Quad<T>(T L0, T L1, T L2, T L3)
    where T : unmanaged;

/// <summary>Eight numbers side by side.</summary>
/// <param name="Lower">Lanes 0 to 3.</param>
/// <param name="Upper">Lanes 4 to 7.</param>
/// <typeparam name="T"><see cref="float"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly record struct QuadPair<T>(Quad<T> Lower, Quad<T> Upper)
    where T : unmanaged;

/// <summary>
/// No vectors at all: each lane a number of its own, multiplied and then added. It rounds as <see cref="Paired128"/>
/// does, lane by lane, so that both give the same bits.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct ScalarLanes : ISingleLanes<QuadPair<float>>, IDoubleLanes<Quad<double>>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    static int ILanes<QuadPair<float>, float>.Count
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    static int ILanes<Quad<double>, double>.Count
    {
        [MethodImpl(Inline)]
        get => 4;
    }

    static QuadPair<float> ILanes<QuadPair<float>, float>.Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    static Quad<double> ILanes<Quad<double>, double>.Zero
    {
        [MethodImpl(Inline)]
        get => default;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Load(ref float source, nint offset) => new(LoadQuad(ref source, offset), LoadQuad(ref source, offset + 4));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Load(ref double source, nint offset) => LoadQuad(ref source, offset);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> LoadFirst(ref float source, nint offset, int count) =>
        new(LoadFirstQuad(ref source, offset, count), LoadFirstQuad(ref source, offset + 4, count - 4));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> LoadFirst(ref double source, nint offset, int count) => LoadFirstQuad(ref source, offset, count);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Broadcast(ref float source, nint offset)
    {
        Quad<float> all = BroadcastQuad(ref source, offset);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Broadcast(ref double source, nint offset) => BroadcastQuad(ref source, offset);

    static bool ILanes<QuadPair<float>, float>.HasPairs => true;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> LoadPair(ref float source, nint offset) =>
        new(new(Unsafe.Add(ref source, offset), Unsafe.Add(ref source, offset + 1), 0, 0), default);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Pick(QuadPair<float> pair, [ConstantExpected(Max = 1)] int element)
    {
        float one = element == 0 ? pair.Lower.L0 : pair.Lower.L1;
        Quad<float> all = new(one, one, one, one);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Half(QuadPair<float> value, [ConstantExpected(Max = 1)] int half) =>
        half == 0 ? new(value.Lower, value.Lower) : new(value.Upper, value.Upper);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> PickOfHalf(QuadPair<float> half, [ConstantExpected(Max = 3)] int element)
    {
        float one = element switch
        {
            0 => half.Lower.L0,
            1 => half.Lower.L1,
            2 => half.Lower.L2,
            _ => half.Lower.L3,
        };
        Quad<float> all = new(one, one, one, one);
        return new(all, all);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> First(QuadPair<float> value, int count) => new(FirstQuad(value.Lower, count), FirstQuad(value.Upper, count - 4));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> First(Quad<double> value, int count) => FirstQuad(value, count);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Add(QuadPair<float> a, QuadPair<float> b) => new(Add(a.Lower, b.Lower), Add(a.Upper, b.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Add(Quad<double> a, Quad<double> b) => new(a.L0 + b.L0, a.L1 + b.L1, a.L2 + b.L2, a.L3 + b.L3);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Fma(QuadPair<float> a, QuadPair<float> b, QuadPair<float> c) =>
        new(Fma(a.Lower, b.Lower, c.Lower), Fma(a.Upper, b.Upper, c.Upper));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Fma(Quad<double> a, Quad<double> b, Quad<double> c) =>
        new((a.L0 * b.L0) + c.L0, (a.L1 * b.L1) + c.L1, (a.L2 * b.L2) + c.L2, (a.L3 * b.L3) + c.L3);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> Fma(QuadPair<float> a, ref float b, nint offset, QuadPair<float> c) =>
        Fma(a, Load(ref b, offset), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> Fma(Quad<double> a, ref double b, nint offset, Quad<double> c) =>
        Fma(a, Load(ref b, offset), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(QuadPair<float> value, ref float destination, nint offset)
    {
        StoreQuad(value.Lower, ref destination, offset, 4);
        StoreQuad(value.Upper, ref destination, offset + 4, 4);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Quad<double> value, ref double destination, nint offset) => StoreQuad(value, ref destination, offset, 4);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(QuadPair<float> value, ref float destination, nint offset, int count)
    {
        StoreQuad(value.Lower, ref destination, offset, count);
        StoreQuad(value.Upper, ref destination, offset + 4, count - 4);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Quad<double> value, ref double destination, nint offset, int count) =>
        StoreQuad(value, ref destination, offset, count);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static QuadPair<float> SumEach(
        QuadPair<float> a0, QuadPair<float> a1, QuadPair<float> a2, QuadPair<float> a3,
        QuadPair<float> a4, QuadPair<float> a5, QuadPair<float> a6, QuadPair<float> a7) => new(
            new(Sum(a0), Sum(a1), Sum(a2), Sum(a3)),
            new(Sum(a4), Sum(a5), Sum(a6), Sum(a7)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Quad<double> SumEach(Quad<double> a0, Quad<double> a1, Quad<double> a2, Quad<double> a3) =>
        new(Sum(a0), Sum(a1), Sum(a2), Sum(a3));

    [MethodImpl(Inline)]
    private static float Sum(QuadPair<float> a) =>
        ((a.Lower.L0 + a.Lower.L1) + (a.Lower.L2 + a.Lower.L3)) + ((a.Upper.L0 + a.Upper.L1) + (a.Upper.L2 + a.Upper.L3));

    // The 256-bit form adds the halves last: (0+1)+(2+3) with two lanes in each half is the same order.
    [MethodImpl(Inline)]
    private static double Sum(Quad<double> a) => (a.L0 + a.L1) + (a.L2 + a.L3);

    [MethodImpl(Inline)]
    private static Quad<float> Add(Quad<float> a, Quad<float> b) => new(a.L0 + b.L0, a.L1 + b.L1, a.L2 + b.L2, a.L3 + b.L3);

    [MethodImpl(Inline)]
    private static Quad<float> Fma(Quad<float> a, Quad<float> b, Quad<float> c) =>
        new((a.L0 * b.L0) + c.L0, (a.L1 * b.L1) + c.L1, (a.L2 * b.L2) + c.L2, (a.L3 * b.L3) + c.L3);

    [MethodImpl(Inline)]
    private static Quad<T> BroadcastQuad<T>(ref T source, nint offset)
        where T : unmanaged
    {
        T value = Unsafe.Add(ref source, offset);
        return new(value, value, value, value);
    }

    [MethodImpl(Inline)]
    private static Quad<T> LoadQuad<T>(ref T source, nint offset)
        where T : unmanaged => new(
            Unsafe.Add(ref source, offset),
            Unsafe.Add(ref source, offset + 1),
            Unsafe.Add(ref source, offset + 2),
            Unsafe.Add(ref source, offset + 3));

    [MethodImpl(Inline)]
    private static Quad<T> LoadFirstQuad<T>(ref T source, nint offset, int count)
        where T : unmanaged => new(
            count > 0 ? Unsafe.Add(ref source, offset) : default,
            count > 1 ? Unsafe.Add(ref source, offset + 1) : default,
            count > 2 ? Unsafe.Add(ref source, offset + 2) : default,
            count > 3 ? Unsafe.Add(ref source, offset + 3) : default);

    [MethodImpl(Inline)]
    private static Quad<T> FirstQuad<T>(Quad<T> value, int count)
        where T : unmanaged => new(
            count > 0 ? value.L0 : default,
            count > 1 ? value.L1 : default,
            count > 2 ? value.L2 : default,
            count > 3 ? value.L3 : default);

    [MethodImpl(Inline)]
    private static void StoreQuad<T>(Quad<T> value, ref T destination, nint offset, int count)
        where T : unmanaged
    {
        if (count > 0)
        {
            Unsafe.Add(ref destination, offset) = value.L0;
        }

        if (count > 1)
        {
            Unsafe.Add(ref destination, offset + 1) = value.L1;
        }

        if (count > 2)
        {
            Unsafe.Add(ref destination, offset + 2) = value.L2;
        }

        if (count > 3)
        {
            Unsafe.Add(ref destination, offset + 3) = value.L3;
        }
    }
}
