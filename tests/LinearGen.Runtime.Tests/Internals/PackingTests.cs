using System.Numerics;
using System.Runtime.Intrinsics;
using LinearGen.Internals;
using LinearGen.Runtime.Tests.Support;

namespace LinearGen.Runtime.Tests.Internals;

/// <summary>Copies with padding, and padding that is set back to 0.</summary>
public abstract class PackingTests<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private const int Canaries = 40;

    private static T Canary => Numbers.To<T>(-77);

    [Fact]
    public void Copies_hold_the_rows_and_zeros_behind_each()
    {
        foreach ((int columns, int stride, int width) in new[] { (1, 1, 8), (3, 10, 8), (8, 8, 8), (13, 20, 16), (3, 5, 16), (64, 200, 64), (50, 50, 64) })
        {
            foreach (int rows in (int[])[0, 1, 3, 64])
            {
                T[] from = Numbers.Count<T>((rows + 1) * stride);
                T[] copy = Guarded(rows * width);
                Packing.CopyRows(ref from[0], stride, columns, ref copy[Canaries], width, rows);
                T[] expected = Guarded(rows * width);
                for (int k = 0; k < rows * width; k++)
                {
                    expected[Canaries + k] = k % width < columns ? from[(k / width * stride) + (k % width)] : T.Zero;
                }

                Assert.Equal(expected, copy);
            }
        }
    }

    [Fact]
    public void Only_padding_becomes_0_even_if_it_was_NaN()
    {
        int lanes = Vector256<T>.Count;
        foreach (int width in (int[])[lanes, 2 * lanes, 8 * lanes])
        {
            for (int columns = 1; columns <= width; columns++)
            {
                foreach (int lines in (int[])[0, 1, 5, 8, 11])
                {
                    // NaN also among what must stay.
                    T[] memory = Guarded(lines * width);
                    memory.AsSpan(Canaries, lines * width).Fill(T.NaN);
                    T[] expected = [.. memory];
                    for (int k = 0; k < lines * width; k++)
                    {
                        expected[Canaries + k] = k % width < columns ? T.NaN : T.Zero;
                    }

                    Packing.ClearPadding(ref memory[Canaries], lines, columns, width);
                    Assert.Equal(expected, memory);
                }
            }
        }
    }

    [Fact]
    public void A_single_NaN_in_the_padding_becomes_0_wherever_it_is()
    {
        int width = 2 * Vector256<T>.Count;
        int columns = width - Vector256<T>.Count - 1;
        foreach (int lines in (int[])[7, 8, 9, 10, 11, 16])
        {
            for (int place = 0; place < lines * width; place++)
            {
                T[] memory = Guarded(lines * width);
                memory.AsSpan(Canaries, lines * width).Clear();
                T[] expected = [.. memory];
                memory[Canaries + place] = T.NaN;
                expected[Canaries + place] = place % width < columns ? T.NaN : T.Zero;

                Packing.ClearPadding(ref memory[Canaries], lines, columns, width);
                Assert.Equal(expected, memory);
            }
        }
    }

    private static T[] Guarded(int length) => [.. Enumerable.Repeat(Canary, length + (2 * Canaries))];
}

/// <summary>Floats.</summary>
public sealed class SinglePackingTests : PackingTests<float>;

/// <summary>Doubles.</summary>
public sealed class DoublePackingTests : PackingTests<double>;
