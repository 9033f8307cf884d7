using System.Globalization;
using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>An expected value and how far a result may be from it. If it is not finite, the result must be the same.</summary>
/// <param name="Value">In double.</param>
/// <param name="Limit">The greatest error.</param>
public readonly record struct Bounded(double Value, double Limit)
{
    /// <summary>Compares results.</summary>
    public static void Compare<T>(Tally tally, string what, ReadOnlySpan<T> actual, ReadOnlySpan<Bounded> expected)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        tally.Expect(actual.Length == expected.Length, $"{what} has {actual.Length} values, expected {expected.Length}");
        for (int k = 0; k < actual.Length; k++)
        {
            double value = double.CreateChecked(actual[k]);
            (double wanted, double limit) = expected[k];
            if (double.IsFinite(wanted) ? !(Math.Abs(value - wanted) <= limit) : !value.Equals(wanted))
            {
                tally.Fail(string.Create(CultureInfo.InvariantCulture, $"{what}[{k}] is {value:R}, expected {wanted:R} within {limit:G3}: {Math.Abs(value - wanted):G3} away"));
            }
        }

        tally.Count(actual.Length);
    }
}
