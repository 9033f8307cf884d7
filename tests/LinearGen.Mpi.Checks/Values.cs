using System.Numerics;

namespace LinearGen.Mpi.Checks;

/// <summary>What ranks have to add up: numbers for which the order of additions can be seen, and those that are special.</summary>
internal static class Values
{
    /// <summary>The values of one rank; each process can make those of all.</summary>
    public static void Fill<T>(Span<T> values, int rank)
        where T : IFloatingPointIeee754<T>
    {
        Random random = new((1000 * rank) + 7);
        for (int n = 0; n < values.Length; n++)
        {
            // Of very different sizes, so that each order rounds otherwise.
            T number = T.CreateTruncating((random.NextDouble() - 0.5) * Math.ScaleB(1, random.Next(-12, 12)));
            values[n] = (n % 29) switch
            {
                3 => T.NegativeZero,
                5 => rank % 2 == 0 ? T.Zero : T.NegativeZero,
                7 => T.Epsilon * T.CreateTruncating(rank + 1), // Subnormal.
                11 => rank == 1 ? T.NaN : number,
                13 => rank == 0 ? T.PositiveInfinity : number,
                17 => rank % 2 == 0 ? T.PositiveInfinity : T.NegativeInfinity,
                19 => T.ScaleB(T.One, rank % 2 == 0 ? 127 : -149), // The greatest and the least of float.
                _ => number,
            };
        }
    }
}
