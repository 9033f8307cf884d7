using System.Numerics;
using LinearGen.Testing;

namespace LinearGen.Generator.Tests.Lowering;

/// <summary>Shapes and numbers that kernels are executed on.</summary>
internal static class LoweredShapes
{
    private static readonly int[] Sizes = Suite.IsFull
        ? [1, 2, 3, 4, 5, 7, 8, 9, 11, 13, 16, 17, 19, 23, 24, 31, 32, 33, 47, 48, 61, 64, 65, 67, 97, 128, 129]
        : [1, 2, 3, 5, 8, 9, 13, 16, 17, 31, 33, 64, 65];

    /// <summary>Terms and columns: every pair of sizes on both sides of what schedules distinguish, and some long ones.</summary>
    public static IEnumerable<(int Terms, int Columns)> All =>
        (from terms in Sizes from columns in Sizes select (terms, columns))
        .Concat([(65, 63), (7, 13), (200, 10), (143, 16), (1000, 1), (1001, 2), (999, 3), (1000, 4), (300, 5), (1, 1000), (2, 257), (3, 513), (257, 130), (130, 257), (31, 640)]);

    /// <summary>Numbers of all magnitudes around 1 and both signs, whose sums depend on their order.</summary>
    public static T[] Draw<T>(Random random, long count)
        where T : IFloatingPointIeee754<T> => [.. Enumerable.Range(0, (int)count).Select(_ => T.CreateChecked((random.NextDouble() - 0.5) * Math.Pow(2, random.Next(-6, 6))))];
}
