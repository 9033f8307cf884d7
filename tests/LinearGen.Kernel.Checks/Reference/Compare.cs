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

    /// <summary>u: 2⁻²⁴ for float, 2⁻⁵³ for double.</summary>
    public static double UnitRoundoff<T>() => Unsafe.SizeOf<T>() == sizeof(float) ? 1.0 / (1 << 24) : 1.0 / (1L << 53);

    /// <summary>Compares with sums of so many terms, within both limits. Where the sum is not finite, the result must be the same NaN or infinity.</summary>
    /// <param name="tally">Takes the findings.</param>
    /// <param name="what">What is compared, for messages.</param>
    /// <param name="actual">The results.</param>
    /// <param name="expected">The sums.</param>
    /// <param name="terms">n.</param>
    /// <param name="slack">Relative error of the expected values themselves.</param>
    /// <param name="quality">The second limit: infinite where one term may outweigh all others, so that every addition can err by u·S.</param>
    public static void Within<T>(
        Tally tally, string what, ReadOnlySpan<T> actual, ReadOnlySpan<Sum> expected, int terms, double slack = 0, double quality = QualityLimit)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength(tally, what, actual.Length, expected.Length);
        double unit = UnitRoundoff<T>();
        double limit = Math.Min(terms + 2, quality) * unit;
        for (int k = 0; k < actual.Length; k++)
        {
            double value = double.CreateChecked(actual[k]);
            ref readonly Sum sum = ref expected[k];
            if (!double.IsFinite(sum.High))
            {
                Identical(tally, what, k, value, sum.High);
                continue;
            }

            double error = Math.Max(0, sum.DistanceTo(value) - (slack * Math.Abs(sum.High)));
            if (!(error <= limit * sum.Magnitude))
            {
                tally.Fail(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{what}[{k}] is {value:R}, expected {sum.High:R}: error {error / unit / sum.Magnitude:0.0} u·S, limit {limit / unit}"));
            }
            else if (error > 0)
            {
                tally.Error(error / unit / sum.Magnitude);
            }
        }

        tally.Count(actual.Length);
    }

    /// <summary>Compares with sums that are exact in T, so that there is nothing to round: −0 is 0, and that is all the leeway.</summary>
    public static void Exact<T>(Tally tally, string what, ReadOnlySpan<T> actual, ReadOnlySpan<Sum> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        CheckLength(tally, what, actual.Length, expected.Length);
        for (int k = 0; k < actual.Length; k++)
        {
            if (double.CreateChecked(actual[k]) != expected[k].High)
            {
                tally.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{k}] is {actual[k]}, expected exactly {expected[k].High}"));
            }
        }

        tally.Count(actual.Length);
    }

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

    private static void Identical(Tally tally, string what, int k, double actual, double expected)
    {
        // double.Equals holds for two NaNs, unlike ==.
        if (!actual.Equals(expected))
        {
            tally.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{k}] is {actual}, expected {expected}"));
        }
    }
}
