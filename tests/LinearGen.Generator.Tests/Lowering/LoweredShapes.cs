using System.Numerics;
using LinearGen.Generator.Scheduling;
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

    /// <summary>A matrix as it is stored, its start behind it. What is padding is NaN, and without a start so is what lies in its place: neither may get into a sum.</summary>
    public static T[] DrawMatrix<T>(Random random, Gemm gemm)
        where T : IFloatingPointIeee754<T>
    {
        T[] b = new T[gemm.Layout.BlockLength];
        Array.Fill(b, T.NaN);
        for (int column = 0; column < gemm.N; column++)
        {
            for (int term = 0; term < gemm.K; term++)
            {
                b[gemm.Layout.Index(term, column)] = Draw<T>(random, 1)[0];
            }

            b[gemm.Layout.BiasStart + column] = gemm.HasStart ? Draw<T>(random, 1)[0] : T.NaN;
        }

        return b;
    }

    /// <summary>The order of sums that the header of a generated file states: the same for every width of vectors, and for one row and many.</summary>
    public static T Sum<T>(Gemm gemm, Func<int, (T A, T B)> term, T start)
        where T : IFloatingPointIeee754<T>
    {
        T? sum = default;
        for (int block = 0; block < gemm.Blocks; block++)
        {
            T partial = block == 0 ? start : T.Zero;
            int end = block == gemm.Blocks - 1 ? gemm.K : (block + 1) * gemm.Block;
            for (int k = block * gemm.Block; k < end; k++)
            {
                (T a, T b) = term(k);
                partial = T.FusedMultiplyAdd(a, b, partial);
            }

            sum = block == 0 ? partial : sum! + partial;
        }

        return sum!;
    }

    /// <summary>Every row that was worked on is the sums that the shape promises; what was read is as it was.</summary>
    public static void CheckRows<T>(Gemm gemm, Interpreter<T> interpreter, T[] a, T[] b, T[] c, int rows, bool isActivated)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0; row < rows; row++)
        {
            for (int column = 0; column < gemm.N; column++)
            {
                T sum = Sum(gemm, term => (a[(row * gemm.K) + term], b[gemm.Layout.Index(term, column)]), gemm.HasStart ? b[gemm.Layout.BiasStart + column] : T.Zero);
                Assert.Equal(isActivated ? Interpreter<T>.Activate(sum) : sum, c[(row * gemm.N) + column]);
            }
        }

        Assert.All(interpreter.Writes["a"].Concat(interpreter.Writes["b"]), times => Assert.Equal(0, times));
    }
}
