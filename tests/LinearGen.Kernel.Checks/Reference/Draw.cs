using System.Numerics;

namespace LinearGen.Kernel.Checks;

/// <summary>What drawn numbers look like.</summary>
public enum Distribution
{
    /// <summary>Uniform in [−1, 1).</summary>
    Uniform,

    /// <summary>Whole numbers from −4 to 4: every sum of their products is exact, whatever its order.</summary>
    Integer,

    /// <summary>Both signs, magnitudes from 2⁻¹⁰ to 2¹⁰: a change in the order of a sum shows in its bits.</summary>
    Wide,
}

/// <summary>Random numbers (SplitMix64) that are the same everywhere.</summary>
/// <param name="seed">The same seed gives the same numbers.</param>
public sealed class Draw(ulong seed)
{
    private const double UnitInTheLastPlace = 1.0 / (1L << 52);

    private ulong _state = seed;

    /// <summary>A whole number from <paramref name="low"/> to <paramref name="high"/>, both included.</summary>
    public int Between(int low, int high) => low + (int)(Next() % (ulong)(high - low + 1));

    /// <summary>Several numbers.</summary>
    public T[] Many<T>(int count, Distribution distribution)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T[] values = new T[count];
        foreach (ref T value in values.AsSpan())
        {
            value = distribution switch
            {
                Distribution.Integer => T.CreateChecked(Between(-4, 4)),
                Distribution.Wide => T.ScaleB(Signed<T>(), Between(-10, 10)),
                _ => Signed<T>(),
            };
        }

        return values;
    }

    // 53 bits for a double; a float's are rounded from them.
    private T Signed<T>()
        where T : unmanaged, IFloatingPointIeee754<T> => T.CreateTruncating(((Next() >> 11) * UnitInTheLastPlace) - 1);

    private ulong Next()
    {
        ulong z = unchecked(_state += 0x9E3779B97F4A7C15);
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
