using System.Globalization;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Kernel.Checks;

/// <summary>How results are compared with what they should be.</summary>
/// <remarks>
/// u is half the distance from 1 to the next number, n the number of terms of a sum and S the sum of their magnitudes.
/// Whatever the order of a sum, fused or not, its error is at most (n+2)·u·S: more means a wrong kernel. A good kernel
/// stays within 8·u·S.
/// </remarks>
public static class Compare
{
    /// <summary>What a good kernel stays within, in units of u·S.</summary>
    public const double QualityLimit = 8;

    /// <summary>How much of S the rounding errors of a sum may come to.</summary>
    /// <param name="terms">n.</param>
    /// <param name="distribution">Of whole numbers every sum is exact; where one term may outweigh all others, every addition can err by u·S.</param>
    public static double Factor<T>(int terms, Distribution distribution) => distribution switch
    {
        Distribution.Integer => 0,
        Distribution.Wide => (terms + 2) * UnitRoundoff<T>(),
        _ => Math.Min(terms + 2, QualityLimit) * UnitRoundoff<T>(),
    };

    /// <summary>u: 2⁻²⁴ for float, 2⁻⁵³ for double.</summary>
    public static double UnitRoundoff<T>() => Unsafe.SizeOf<T>() == sizeof(float) ? 1.0 / (1 << 24) : 1.0 / (1L << 53);

    /// <summary>Compares bit by bit: −0 is not 0.</summary>
    public static void Bits<T>(Tally tally, string what, ReadOnlySpan<T> actual, ReadOnlySpan<T> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength(tally, what, actual.Length, expected.Length);
        tally.Count(actual.Length);
        if (MemoryMarshal.AsBytes(actual).SequenceEqual(MemoryMarshal.AsBytes(expected)))
        {
            return;
        }

        for (int k = 0; k < actual.Length; k++)
        {
            if (!MemoryMarshal.AsBytes(actual.Slice(k, 1)).SequenceEqual(MemoryMarshal.AsBytes(expected.Slice(k, 1))))
            {
                tally.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{k}] is {actual[k]:R}, expected the bits of {expected[k]:R}"));
            }
        }
    }

    private static void CheckLength(Tally tally, string what, int actual, int expected)
    {
        if (actual != expected)
        {
            tally.Fail($"{what} has {actual} values, expected {expected}");
            throw new CheckFailedException(tally.ToString());
        }
    }
}
