using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace LinearGen.Internals;

/// <summary>
/// 512-bit vectors, multiplied and added in one rounding: AVX-512 where the machine has it, and the same results by
/// narrower instructions where it has not, slowly. For projects that choose <c>LinearGenVectorBits</c> 512; never timed.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly partial struct Wide512 : ILanes<Vector512<float>, float>, ILanes<Vector512<double>, double>
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    static int ILanes<Vector512<float>, float>.Count
    {
        [MethodImpl(Inline)]
        get => 16;
    }

    static int ILanes<Vector512<double>, double>.Count
    {
        [MethodImpl(Inline)]
        get => 8;
    }

    static Vector512<float> ILanes<Vector512<float>, float>.Zero
    {
        [MethodImpl(Inline)]
        get => Vector512<float>.Zero;
    }

    static Vector512<double> ILanes<Vector512<double>, double>.Zero
    {
        [MethodImpl(Inline)]
        get => Vector512<double>.Zero;
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Load(ref float source, nint offset) => Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Load(ref double source, nint offset) => Unsafe.As<double, Vector512<double>>(ref Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> LoadFirst(ref float source, nint offset, int count) => count >= 16 ? Load(ref source, offset) : Vector512.Create(
        Vector256.Create(Halves.LoadFirst(ref source, offset, count), Halves.LoadFirst(ref source, offset + 4, count - 4)),
        Vector256.Create(Halves.LoadFirst(ref source, offset + 8, count - 8), Halves.LoadFirst(ref source, offset + 12, count - 12)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> LoadFirst(ref double source, nint offset, int count) => count >= 8 ? Load(ref source, offset) : Vector512.Create(
        Vector256.Create(Halves.LoadFirst(ref source, offset, count), Halves.LoadFirst(ref source, offset + 2, count - 2)),
        Vector256.Create(Halves.LoadFirst(ref source, offset + 4, count - 4), Halves.LoadFirst(ref source, offset + 6, count - 6)));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Broadcast(ref float source, nint offset) => Vector512.Create(Unsafe.Add(ref source, offset));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Broadcast(ref double source, nint offset) => Vector512.Create(Unsafe.Add(ref source, offset));

    static bool ILanes<Vector512<float>, float>.HasPairs => true;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> LoadPair(ref float source, nint offset) =>
        Vector512.Create(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref source, offset)))).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Pick(Vector512<float> pair, [ConstantExpected(Max = 1)] int element) => Vector512.Create(pair.GetElement(element));

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> First(Vector512<float> value, int count) => count >= 16
        ? value
        : value & Vector512.LessThan(Vector512.CreateSequence(0, 1), Vector512.Create(count)).AsSingle();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> First(Vector512<double> value, int count) => count >= 8
        ? value
        : value & Vector512.LessThan(Vector512.CreateSequence(0L, 1L), Vector512.Create((long)count)).AsDouble();

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Add(Vector512<double> a, Vector512<double> b) => a + b;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Fma(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.FusedMultiplyAdd(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Fma(Vector512<double> a, Vector512<double> b, Vector512<double> c) => Vector512.FusedMultiplyAdd(a, b, c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<float> Fma(Vector512<float> a, ref float b, nint offset, Vector512<float> c) => Fma(a, Load(ref b, offset), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static Vector512<double> Fma(Vector512<double> a, ref double b, nint offset, Vector512<double> c) => Fma(a, Load(ref b, offset), c);

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Vector512<float> value, ref float destination, nint offset) =>
        Unsafe.As<float, Vector512<float>>(ref Unsafe.Add(ref destination, offset)) = value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void Store(Vector512<double> value, ref double destination, nint offset) =>
        Unsafe.As<double, Vector512<double>>(ref Unsafe.Add(ref destination, offset)) = value;

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector512<float> value, ref float destination, nint offset, int count)
    {
        if (count >= 16)
        {
            Store(value, ref destination, offset);
            return;
        }

        Halves.StoreFirst(value.GetLower().GetLower(), ref destination, offset, count);
        Halves.StoreFirst(value.GetLower().GetUpper(), ref destination, offset + 4, count - 4);
        Halves.StoreFirst(value.GetUpper().GetLower(), ref destination, offset + 8, count - 8);
        Halves.StoreFirst(value.GetUpper().GetUpper(), ref destination, offset + 12, count - 12);
    }

    /// <inheritdoc/>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector512<double> value, ref double destination, nint offset, int count)
    {
        if (count >= 8)
        {
            Store(value, ref destination, offset);
            return;
        }

        Halves.StoreFirst(value.GetLower().GetLower(), ref destination, offset, count);
        Halves.StoreFirst(value.GetLower().GetUpper(), ref destination, offset + 2, count - 2);
        Halves.StoreFirst(value.GetUpper().GetLower(), ref destination, offset + 4, count - 4);
        Halves.StoreFirst(value.GetUpper().GetUpper(), ref destination, offset + 6, count - 6);
    }
}
