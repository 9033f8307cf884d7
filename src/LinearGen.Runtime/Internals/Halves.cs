using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace LinearGen.Internals;

/// <summary>Loads and stores of the first few lanes of 128 bits. Counts are constants where these are inlined, so that one branch remains.</summary>
internal static partial class Halves
{
    private const MethodImplOptions Inline = MethodImplOptions.AggressiveInlining;

    /// <summary>The first <paramref name="count"/> of four floats, 4 if it is more; the other lanes 0.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> LoadFirst(ref float source, nint offset, int count)
    {
        ref float first = ref Unsafe.Add(ref source, offset);
        return count switch
        {
            <= 0 => Vector128<float>.Zero,
            1 => Vector128.CreateScalar(first),
            2 => Pair(ref first),
            3 => Pair(ref first).WithElement(2, Unsafe.Add(ref first, 2)),
            _ => Unsafe.As<float, Vector128<float>>(ref first),
        };
    }

    /// <summary>The first <paramref name="count"/> of two doubles, 2 if it is more; the other lanes 0.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> LoadFirst(ref double source, nint offset, int count)
    {
        ref double first = ref Unsafe.Add(ref source, offset);
        return count switch
        {
            <= 0 => Vector128<double>.Zero,
            1 => Vector128.CreateScalar(first),
            _ => Unsafe.As<double, Vector128<double>>(ref first),
        };
    }

    /// <summary>a·b + c: rounded once on Arm64, which always has the instruction, and twice elsewhere.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> Fma(Vector128<float> a, Vector128<float> b, Vector128<float> c) =>
        AdvSimd.IsSupported ? AdvSimd.FusedMultiplyAdd(c, a, b) : (a * b) + c;

    /// <inheritdoc cref="Fma(Vector128{float}, Vector128{float}, Vector128{float})"/>
    [MethodImpl(Inline)]
    public static Vector128<double> Fma(Vector128<double> a, Vector128<double> b, Vector128<double> c) =>
        AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.FusedMultiplyAdd(c, a, b) : (a * b) + c;

    /// <summary>The first <paramref name="count"/> of four lanes; the others 0.</summary>
    [MethodImpl(Inline)]
    public static Vector128<float> First(Vector128<float> value, int count) =>
        count >= 4 ? value : value & Vector128.LessThan(Vector128.Create(0, 1, 2, 3), Vector128.Create(count)).AsSingle();

    /// <summary>The first <paramref name="count"/> of two lanes; the others 0.</summary>
    [MethodImpl(Inline)]
    public static Vector128<double> First(Vector128<double> value, int count) =>
        count >= 2 ? value : value & Vector128.LessThan(Vector128.Create(0L, 1L), Vector128.Create((long)count)).AsDouble();

    /// <summary>Writes the first <paramref name="count"/> of four floats, 4 if it is more.</summary>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector128<float> value, ref float destination, nint offset, int count)
    {
        ref float first = ref Unsafe.Add(ref destination, offset);
        if (count >= 4)
        {
            Unsafe.As<float, Vector128<float>>(ref first) = value;
            return;
        }

        if (count >= 2)
        {
            Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref first), value.AsDouble().ToScalar());
        }

        if (count == 1)
        {
            first = value.ToScalar();
        }
        else if (count == 3)
        {
            Unsafe.Add(ref first, 2) = value.GetElement(2);
        }
    }

    /// <summary>Writes the first <paramref name="count"/> of two doubles, 2 if it is more.</summary>
    [MethodImpl(Inline)]
    public static void StoreFirst(Vector128<double> value, ref double destination, nint offset, int count)
    {
        ref double first = ref Unsafe.Add(ref destination, offset);
        if (count >= 2)
        {
            Unsafe.As<double, Vector128<double>>(ref first) = value;
        }
        else if (count == 1)
        {
            first = value.ToScalar();
        }
    }

    [MethodImpl(Inline)]
    private static Vector128<float> Pair(ref float first) =>
        Vector128.CreateScalar(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref first))).AsSingle();
}
