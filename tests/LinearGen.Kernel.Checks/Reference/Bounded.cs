using System.Globalization;
using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>An expected value, in twice double's precision, and how far a result may be from it. If it is not finite, the result must be the same; if the limit is 0, the result must be equal.</summary>
/// <param name="High">The value, rounded to double.</param>
/// <param name="Low">The value less <paramref name="High"/>.</param>
/// <param name="Limit">The greatest error.</param>
public readonly record struct Bounded(double High, double Low, double Limit)
{
    /// <summary>A value of double's precision.</summary>
    public Bounded(double value, double limit)
        : this(value, 0, limit)
    {
    }

    /// <summary>Compares results. −0 is 0.</summary>
    public static void Compare<T>(Tally tally, string what, ReadOnlySpan<T> actual, ReadOnlySpan<Bounded> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        tally.Expect(actual.Length == expected.Length, $"{what} has {actual.Length} values, expected {expected.Length}");
        for (int k = 0; k < Math.Min(actual.Length, expected.Length); k++)
        {
            double value = double.CreateChecked(actual[k]);
            (double high, double low, double limit) = expected[k];
            if (!double.IsFinite(high))
            {
                // double.Equals holds for two NaNs, unlike ==.
                tally.Expect(value.Equals(high), $"{what}[{k}] is {value}, expected {high}");
                continue;
            }

            double error = Math.Abs(value - high - low);
            if (!(error <= limit))
            {
                tally.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{k}] is {value:R}, expected {high:R} within {limit:G3}: {error:G3} away"));
            }
            else if (error > 0)
            {
                tally.Error(error / limit);
            }
        }

        tally.Count(actual.Length);
    }
}
