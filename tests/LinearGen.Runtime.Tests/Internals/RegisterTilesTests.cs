using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>The register tiles of both widths.</summary>
public abstract class RegisterTilesTests
{
    public static TheoryData<int, string> Tiles => TilesUnderTest.All;
}

/// <summary>
/// Each register tile against plain loops: values, the order of sums bit by bit, and memory beside the results. The strides are those of
/// forward and dX (terms of A lie side by side, sums start from one row) and of dW (rows of A lie side by side, sums go on from C).
/// </summary>
public abstract class RegisterTilesTests<T> : RegisterTilesTests
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Canaries = 100;

    /// <summary>Terms, odd ones among them, and terms of a partial sum: one sum, even blocks, a last block that takes up to twice as many.</summary>
    private static readonly (int Terms, int Block)[] s_sums =
        [(1, 1), (2, 2), (3, 3), (4, 4), (5, 5), (6, 3), (7, 7), (7, 3), (8, 4), (9, 9), (11, 4), (16, 4), (17, 5), (23, 8), (33, 16), (35, 5), (64, 64)];

    [Fact]
    public void There_are_tiles_of_four_rows_and_more_and_of_one() => Assert.Equal(26, Tiles.Count);

    [Theory]
    [MemberData(nameof(Tiles))]
    public void Sums_have_the_bits_of_a_scalar_chain(int bits, string name)
    {
        TileUnderTest<T> tile = TilesUnderTest.Get<T>(bits, name);
        if (tile.TakesNeighbours)
        {
            // Sums_go_on_from_what_is_stored looks at it.
            return;
        }

        Random random = new(1);
        bool differs = false;
        foreach ((int terms, int wanted) in s_sums)
        {
            // Only dW has tiles of a single row: one sum, stored in whole.
            int block = tile.Rows == 1 ? terms : wanted;
            for (int tiles = 1; tiles <= 3; tiles++)
            {
                int rows = tiles * tile.Rows;
                (int aRow, int bStep, int cRow) = (terms + (tiles % 2 * 3), tile.Columns + ((tiles - 1) * 5), tile.Columns + (tiles % 3));
                T[] a = Draw(random, rows * aRow);
                T[] b = Draw(random, terms * bStep);
                T[] start = Draw(random, tile.Columns);
                T[] c = Memory(rows * cRow);
                tile.Run(rows, ref a[0], aRow, 1, ref b[0], bStep, terms, block, ref start[0], 0, ref c[Canaries], cRow, tile.Columns, 0);

                T[] expected = Memory(rows * cRow);
                for (int i = 0; i < rows; i++)
                {
                    for (int j = 0; j < tile.Columns; j++)
                    {
                        (T, T)[] pairs = [.. Enumerable.Range(0, terms).Select(k => (a[(i * aRow) + k], b[(k * bStep) + j]))];
                        T sum = Chain(pairs, block, start[j]);
                        differs |= block < terms && sum != Chain(pairs, terms, start[j]);
                        AssertNear(pairs, start[j], sum);
                        expected[Canaries + (i * cRow) + j] = sum;
                    }
                }

                AssertSame(expected, c, cRow, $"{name}, {terms} terms in blocks of {block}");
            }
        }

        Assert.True(differs || tile.Rows == 1, "The numbers drawn tell blocks from a single sum.");
    }

    [Theory]
    [MemberData(nameof(Tiles))]
    public void Sums_go_on_from_what_is_stored(int bits, string name)
    {
        TileUnderTest<T> tile = TilesUnderTest.Get<T>(bits, name);
        Random random = new(2);
        foreach (int terms in (int[])[1, 2, 3, 5, 8, 13, 64])
        {
            int lines = 2 * tile.Rows;
            int inputs = lines + 1;
            (int bStep, int width) = (tile.Columns + 3, tile.Columns);
            T[] x = Draw(random, terms * inputs);
            T[] dy = Draw(random, terms * bStep);
            T[] c = Memory(lines * width);
            Draw(random, lines * width).CopyTo(c, Canaries);
            T[] expected = [.. c];
            for (int i = 0; i < lines; i++)
            {
                for (int j = 0; j < width; j++)
                {
                    ref T sum = ref expected[Canaries + (i * width) + j];
                    sum = Chain([.. Enumerable.Range(0, terms).Select(k => (x[(k * inputs) + i], dy[(k * bStep) + j]))], terms, sum);
                }
            }

            tile.Run(lines, ref x[0], 1, inputs, ref dy[0], bStep, terms, terms, ref c[Canaries], width, ref c[Canaries], width, width, 0);
            AssertSame(expected, c, width, $"{name}, {terms} terms");
        }
    }

    // db: every fourth row belongs to the same partial sum, with either width.
    [Theory]
    [InlineData(256, 1)]
    [InlineData(256, 2)]
    [InlineData(512, 1)]
    [InlineData(512, 4)]
    public void Column_sums_have_four_partial_sums(int bits, int vectors)
    {
        nint lanes = bits / 8 / Unsafe.SizeOf<T>();
        int columns = (int)(vectors * lanes);
        int step = columns + 3;
        for (int rows = 0; rows <= 13; rows++)
        {
            T[] dy = Draw(new Random(3), rows * step);
            T[] c = Memory(columns);
            T[] expected = [.. c];
            for (int j = 0; j < columns; j++)
            {
                T[] sums = new T[4];
                for (int row = 0; row < rows; row++)
                {
                    sums[row < rows / 4 * 4 ? row % 4 : 0] += dy[(row * step) + j];
                }

                expected[Canaries + j] += sums[0] + sums[1] + (sums[2] + sums[3]);
            }

            ref T b = ref MemoryMarshal.GetArrayDataReference(dy);
            if (bits == 256)
            {
                RegisterTiles<Vector256<T>, Simd256<T>, T>.ColumnSums(vectors, ref b, step, rows, ref c[Canaries]);
            }
            else
            {
                RegisterTiles<Vector512<T>, Simd512<T>, T>.ColumnSums(vectors, ref b, step, rows, ref c[Canaries]);
            }

            AssertSame(expected, c, columns, $"{bits} bits, {vectors} vectors, {rows} rows");
        }
    }

    // The last columns of C: vectors reach into the rows behind, which are written later, and never behind the last row.
    [Theory]
    [MemberData(nameof(Tiles))]
    public void Cut_columns_leave_what_lies_behind_the_last_row(int bits, string name)
    {
        TileUnderTest<T> tile = TilesUnderTest.Get<T>(bits, name);
        if (tile.Rows == 1 || tile.TakesNeighbours)
        {
            // For dW alone, whose lines are stored in whole.
            return;
        }

        Random random = new(4);
        const int Terms = 5;
        T[] start = Draw(random, tile.Columns);
        T[] b = Draw(random, Terms * tile.Columns);
        for (int columns = tile.Columns - tile.Lanes + 1; columns <= tile.Columns; columns++)
        {
            foreach (int before in (int[])[0, 1, tile.Columns])
            {
                for (int behind = 0; behind <= 5; behind++)
                {
                    for (int tiles = 1; tiles <= 3; tiles++)
                    {
                        int rows = tiles * tile.Rows;
                        int cRow = before + columns;
                        T[] a = Draw(random, rows * Terms);
                        T[] c = Memory((rows + behind) * cRow);
                        tile.Run(rows, ref a[0], Terms, 1, ref b[0], tile.Columns, Terms, Terms, ref start[0], 0, ref c[Canaries + before], cRow, columns, behind);
                        for (int i = 0; i < rows; i++)
                        {
                            for (int j = 0; j < columns; j++)
                            {
                                T sum = Chain([.. Enumerable.Range(0, Terms).Select(k => (a[(i * Terms) + k], b[(k * tile.Columns) + j]))], Terms, start[j]);
                                Assert.True(sum == c[Canaries + (i * cRow) + before + j], $"{name}: row {i} of {rows}, column {j} of {columns} behind {before}, {behind} rows behind.");
                            }
                        }

                        Assert.All(c[..(Canaries + before)], value => Assert.Equal(Canary, value));
                        Assert.All(c[^Canaries..], value => Assert.Equal(Canary, value));
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Tiles))]
    public void No_rows_touch_nothing(int bits, string name)
    {
        TileUnderTest<T> tile = TilesUnderTest.Get<T>(bits, name);
        T[] memory = Memory(0);
        tile.Run(0, ref memory[0], 1, 1, ref memory[0], 1, 1, 1, ref memory[0], 0, ref memory[0], 1, 1, 0);
        Assert.All(memory, value => Assert.Equal(Canary, value));
    }

    private static T Canary => Numbers.To<T>(-77);

    /// <summary>Magnitudes far apart, so that another order gives other bits.</summary>
    private static T[] Draw(Random random, int count) =>
        [.. Numbers.Draw<T>(random, count).Select(value => T.ScaleB(value, random.Next(-6, 7)))];

    private static T[] Memory(int length) => [.. Enumerable.Repeat(Canary, length + (2 * Canaries))];

    /// <summary>Partial sums term after term, the first from a start and the others from 0, added in order; the last takes what is left.</summary>
    private static T Chain((T A, T B)[] pairs, int block, T start)
    {
        T total = T.Zero;
        int k = 0;
        while (k < pairs.Length)
        {
            int end = pairs.Length - k < 2 * block ? pairs.Length : k + block;
            bool isFirst = k == 0;
            T sum = isFirst ? start : T.Zero;
            for (; k < end; k++)
            {
                sum = SimdUnderTest.IsFused ? T.FusedMultiplyAdd(pairs[k].A, pairs[k].B, sum) : (pairs[k].A * pairs[k].B) + sum;
            }

            total = isFirst ? sum : total + sum;
        }

        return total;
    }

    /// <summary>The chain itself against a plain sum of doubles.</summary>
    private static void AssertNear((T A, T B)[] pairs, T start, T sum)
    {
        double expected = double.CreateChecked(start);
        double magnitude = Math.Abs(expected);
        foreach ((T a, T b) in pairs)
        {
            double product = double.CreateChecked(a) * double.CreateChecked(b);
            expected += product;
            magnitude += Math.Abs(product);
        }

        // Both round at each step.
        double tolerance = 4 * (pairs.Length + 1) * Numbers.Rounding<T>() * magnitude;
        Assert.True(Math.Abs(double.CreateChecked(sum) - expected) <= tolerance, $"{sum} is not {expected}.");
    }

    private static void AssertSame(T[] expected, T[] actual, int row, string what)
    {
        for (int k = 0; k < expected.Length; k++)
        {
            Assert.True(expected[k] == actual[k], $"{what}: {actual[k]} at row {(k - Canaries) / row}, column {(k - Canaries) % row}; expected {expected[k]}.");
        }
    }
}

/// <summary>Floats.</summary>
public sealed class SingleRegisterTilesTests : RegisterTilesTests<float>;

/// <summary>Doubles.</summary>
public sealed class DoubleRegisterTilesTests : RegisterTilesTests<double>;
