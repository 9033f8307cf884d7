using System.Numerics;

namespace LinearGen.Runtime.Tests.Support;

/// <summary>Conversions, random numbers and comparisons that tests of both element types share.</summary>
internal static class Numbers
{
    public static T To<T>(double value)
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateChecked(value);

    public static T[] To<T>(IEnumerable<double> values)
        where T : unmanaged, IFloatingPointIeee754<T> => [.. values.Select(To<T>)];

    public static double[] ToDoubles<T>(ReadOnlySpan<T> values)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        double[] doubles = new double[values.Length];
        for (int k = 0; k < doubles.Length; k++)
        {
            doubles[k] = double.CreateChecked(values[k]);
        }

        return doubles;
    }

    /// <summary>Uniform numbers between −scale and scale.</summary>
    public static T[] Draw<T>(Random random, int count, double scale = 1)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        for (int k = 0; k < count; k++)
        {
            values[k] = To<T>(((2 * random.NextDouble()) - 1) * scale);
        }

        return values;
    }

    /// <summary>1, 2, 3 …: every value tells its place.</summary>
    public static T[] Count<T>(int count)
        where T : unmanaged, IFloatingPointIeee754<T> => To<T>(Enumerable.Range(1, count).Select(k => (double)k));

    /// <summary>The smallest step between 1 and the next number, halved: what one rounding may cost, relatively.</summary>
    public static double Rounding<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => double.CreateChecked(T.BitIncrement(T.One) - T.One) / 2;

    /// <summary>Fails, naming the worst place, unless every number is within a distance of what is expected.</summary>
    public static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<double> actual, double tolerance, string what)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int k = 0; k < expected.Length; k++)
        {
            // Written so that NaN fails.
            if (!(Math.Abs(expected[k] - actual[k]) <= tolerance))
            {
                Assert.Fail($"{what}[{k}] is {actual[k]:R}; expected {expected[k]:R} within {tolerance:G3}, but it is {Math.Abs(expected[k] - actual[k]):G3} away.");
            }
        }
    }
}
