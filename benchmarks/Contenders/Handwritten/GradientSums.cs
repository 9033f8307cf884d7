using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using LinearGen.Benchmarks.Cells;

namespace LinearGen.Benchmarks.Contenders.Handwritten;

/// <summary>
/// dW += Xᵀ·dY and db += column sums of dY for shapes known at run time. The sums have padded rows; the row behind dW's last is db.
/// </summary>
/// <typeparam name="TTail">How the last vector of a row of dY is read.</typeparam>
internal static unsafe class GradientSums<TTail>
    where TTail : struct, ITail
{
    private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    // Rows of X and dY that stay in the second-level cache, if not in the first, while all tiles pass over them.
    private const int RowsPerBlock = 64;

    /// <summary>Adds to the sums.</summary>
    /// <param name="x">[rows, inputs].</param>
    /// <param name="dy">[rows, outputs].</param>
    /// <param name="sums">[inputs + 1, outputs padded to vectors].</param>
    /// <param name="rows">Rows.</param>
    /// <param name="inputs">Inputs per row.</param>
    /// <param name="outputs">Outputs per row.</param>
    [MethodImpl(Kernel)]
    public static void Run(float* x, float* dy, AlignedFloats sums, int rows, int inputs, int outputs)
    {
        int padded = (outputs + 7) / 8 * 8;
        Vector256<float> mask = Tails.Mask(outputs - padded + 8);
        float* db = sums.Pointer + ((nint)inputs * padded);
        if (rows == 1)
        {
            OneRow(x, dy, sums.Pointer, inputs, padded, mask);
            Bias(dy, outputs, db, padded, 1, mask);
            return;
        }

        for (int first = 0; first < rows; first += RowsPerBlock)
        {
            int count = Math.Min(RowsPerBlock, rows - first);
            float* a = x + ((nint)first * inputs);
            float* b = dy + ((nint)first * outputs);
            Bias(b, outputs, db, padded, count, mask);
            int j = 0;
            for (; j + 16 <= padded; j += 16)
            {
                Vector256<float> last = j + 16 == padded ? mask : Vector256<float>.AllBitsSet;
                int i = 0;
                for (; i + 4 <= inputs; i += 4)
                {
                    Tile4x2(a + i, inputs, b + j, outputs, sums.Pointer + ((nint)i * padded) + j, padded, count, last);
                }

                for (; i < inputs; i++)
                {
                    Tile1x1<WholeTail>(a + i, inputs, b + j, outputs, sums.Pointer + ((nint)i * padded) + j, count, last);
                    Tile1x1<TTail>(a + i, inputs, b + j + 8, outputs, sums.Pointer + ((nint)i * padded) + j + 8, count, last);
                }
            }

            if (j < padded)
            {
                int i = 0;
                for (; i + 8 <= inputs; i += 8)
                {
                    Tile8x1(a + i, inputs, b + j, outputs, sums.Pointer + ((nint)i * padded) + j, padded, count, mask);
                }

                for (; i < inputs; i++)
                {
                    Tile1x1<TTail>(a + i, inputs, b + j, outputs, sums.Pointer + ((nint)i * padded) + j, count, mask);
                }
            }
        }
    }

    // Reading and writing the sums is all that counts here: in the order in which they lie.
    [MethodImpl(Kernel)]
    private static void OneRow(float* x, float* dy, float* sums, int inputs, int padded, Vector256<float> mask)
    {
        int whole = padded - 8;
        Vector256<float> last = TTail.Load(dy + whole, mask);
        for (nint i = 0; i < inputs; i++)
        {
            Vector256<float> factor = Vector256.Create(x[i]);
            nint j = 0;
            for (; j + 32 <= whole; j += 32)
            {
                Save(sums + j, Fma.MultiplyAdd(factor, Load(dy + j), Load(sums + j)));
                Save(sums + j + 8, Fma.MultiplyAdd(factor, Load(dy + j + 8), Load(sums + j + 8)));
                Save(sums + j + 16, Fma.MultiplyAdd(factor, Load(dy + j + 16), Load(sums + j + 16)));
                Save(sums + j + 24, Fma.MultiplyAdd(factor, Load(dy + j + 24), Load(sums + j + 24)));
            }

            for (; j < whole; j += 8)
            {
                Save(sums + j, Fma.MultiplyAdd(factor, Load(dy + j), Load(sums + j)));
            }

            Save(sums + j, Fma.MultiplyAdd(factor, last, Load(sums + j)));
            sums += padded;
        }
    }

    [MethodImpl(Kernel)]
    private static void Bias(float* dy, nint outputs, float* sums, nint padded, nint rows, Vector256<float> mask)
    {
        nint j = 0;
        for (; j + 32 < padded; j += 32)
        {
            Vector256<float> s0 = Load(sums + j), s1 = Load(sums + j + 8), s2 = Load(sums + j + 16), s3 = Load(sums + j + 24);
            float* from = dy + j;
            for (nint row = rows; row > 0; row--)
            {
                s0 += Load(from);
                s1 += Load(from + 8);
                s2 += Load(from + 16);
                s3 += Load(from + 24);
                from += outputs;
            }

            Save(sums + j, s0);
            Save(sums + j + 8, s1);
            Save(sums + j + 16, s2);
            Save(sums + j + 24, s3);
        }

        for (; j + 8 < padded; j += 8)
        {
            Column<WholeTail>(dy + j, outputs, sums + j, rows, mask);
        }

        Column<TTail>(dy + j, outputs, sums + j, rows, mask);
    }

    [MethodImpl(Kernel)]
    private static void Column<T>(float* dy, nint outputs, float* sums, nint rows, Vector256<float> mask)
        where T : struct, ITail
    {
        Vector256<float> s0 = Load(sums), s1 = default, s2 = default, s3 = default;
        for (; rows >= 4; rows -= 4)
        {
            s0 += T.Load(dy, mask);
            s1 += T.Load(dy + outputs, mask);
            s2 += T.Load(dy + (2 * outputs), mask);
            s3 += T.Load(dy + (3 * outputs), mask);
            dy += 4 * outputs;
        }

        for (; rows > 0; rows--)
        {
            s0 += T.Load(dy, mask);
            dy += outputs;
        }

        Save(sums, s0 + s1 + (s2 + s3));
    }

    [MethodImpl(Kernel)]
    private static void Tile4x2(float* a, nint lda, float* b, nint ldb, float* c, nint ldc, nint terms, Vector256<float> mask)
    {
        float* c1 = c + ldc;
        float* c2 = c1 + ldc;
        float* c3 = c2 + ldc;
        Vector256<float> c00 = Load(c), c01 = Load(c + 8), c10 = Load(c1), c11 = Load(c1 + 8);
        Vector256<float> c20 = Load(c2), c21 = Load(c2 + 8), c30 = Load(c3), c31 = Load(c3 + 8);
        Vector256<float> b0, b1, x;
        for (; terms >= 2; terms -= 2)
        {
            b0 = Load(b);
            b1 = TTail.Load(b + 8, mask);
            x = Vector256.Create(*a);
            c00 = Fma.MultiplyAdd(x, b0, c00);
            c01 = Fma.MultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[1]);
            c10 = Fma.MultiplyAdd(x, b0, c10);
            c11 = Fma.MultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[2]);
            c20 = Fma.MultiplyAdd(x, b0, c20);
            c21 = Fma.MultiplyAdd(x, b1, c21);
            x = Vector256.Create(a[3]);
            c30 = Fma.MultiplyAdd(x, b0, c30);
            c31 = Fma.MultiplyAdd(x, b1, c31);
            a += lda;
            b += ldb;
            b0 = Load(b);
            b1 = TTail.Load(b + 8, mask);
            x = Vector256.Create(*a);
            c00 = Fma.MultiplyAdd(x, b0, c00);
            c01 = Fma.MultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[1]);
            c10 = Fma.MultiplyAdd(x, b0, c10);
            c11 = Fma.MultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[2]);
            c20 = Fma.MultiplyAdd(x, b0, c20);
            c21 = Fma.MultiplyAdd(x, b1, c21);
            x = Vector256.Create(a[3]);
            c30 = Fma.MultiplyAdd(x, b0, c30);
            c31 = Fma.MultiplyAdd(x, b1, c31);
            a += lda;
            b += ldb;
        }

        if (terms > 0)
        {
            b0 = Load(b);
            b1 = TTail.Load(b + 8, mask);
            x = Vector256.Create(*a);
            c00 = Fma.MultiplyAdd(x, b0, c00);
            c01 = Fma.MultiplyAdd(x, b1, c01);
            x = Vector256.Create(a[1]);
            c10 = Fma.MultiplyAdd(x, b0, c10);
            c11 = Fma.MultiplyAdd(x, b1, c11);
            x = Vector256.Create(a[2]);
            c20 = Fma.MultiplyAdd(x, b0, c20);
            c21 = Fma.MultiplyAdd(x, b1, c21);
            x = Vector256.Create(a[3]);
            c30 = Fma.MultiplyAdd(x, b0, c30);
            c31 = Fma.MultiplyAdd(x, b1, c31);
        }

        Save(c, c00);
        Save(c + 8, c01);
        Save(c1, c10);
        Save(c1 + 8, c11);
        Save(c2, c20);
        Save(c2 + 8, c21);
        Save(c3, c30);
        Save(c3 + 8, c31);
    }

    [MethodImpl(Kernel)]
    private static void Tile8x1(float* a, nint lda, float* b, nint ldb, float* c, nint ldc, nint terms, Vector256<float> mask)
    {
        Vector256<float> c0 = Load(c), c1 = Load(c + ldc), c2 = Load(c + (2 * ldc)), c3 = Load(c + (3 * ldc));
        Vector256<float> c4 = Load(c + (4 * ldc)), c5 = Load(c + (5 * ldc)), c6 = Load(c + (6 * ldc)), c7 = Load(c + (7 * ldc));
        for (; terms > 0; terms--)
        {
            Vector256<float> v = TTail.Load(b, mask);
            c0 = Fma.MultiplyAdd(Vector256.Create(*a), v, c0);
            c1 = Fma.MultiplyAdd(Vector256.Create(a[1]), v, c1);
            c2 = Fma.MultiplyAdd(Vector256.Create(a[2]), v, c2);
            c3 = Fma.MultiplyAdd(Vector256.Create(a[3]), v, c3);
            c4 = Fma.MultiplyAdd(Vector256.Create(a[4]), v, c4);
            c5 = Fma.MultiplyAdd(Vector256.Create(a[5]), v, c5);
            c6 = Fma.MultiplyAdd(Vector256.Create(a[6]), v, c6);
            c7 = Fma.MultiplyAdd(Vector256.Create(a[7]), v, c7);
            a += lda;
            b += ldb;
        }

        Save(c, c0);
        Save(c + ldc, c1);
        Save(c + (2 * ldc), c2);
        Save(c + (3 * ldc), c3);
        Save(c + (4 * ldc), c4);
        Save(c + (5 * ldc), c5);
        Save(c + (6 * ldc), c6);
        Save(c + (7 * ldc), c7);
    }

    [MethodImpl(Kernel)]
    private static void Tile1x1<T>(float* a, nint lda, float* b, nint ldb, float* c, nint terms, Vector256<float> mask)
        where T : struct, ITail
    {
        Vector256<float> c0 = Load(c), c1 = default, c2 = default, c3 = default;
        for (; terms >= 4; terms -= 4)
        {
            c0 = Fma.MultiplyAdd(Vector256.Create(*a), T.Load(b, mask), c0);
            c1 = Fma.MultiplyAdd(Vector256.Create(a[lda]), T.Load(b + ldb, mask), c1);
            c2 = Fma.MultiplyAdd(Vector256.Create(a[2 * lda]), T.Load(b + (2 * ldb), mask), c2);
            c3 = Fma.MultiplyAdd(Vector256.Create(a[3 * lda]), T.Load(b + (3 * ldb), mask), c3);
            a += 4 * lda;
            b += 4 * ldb;
        }

        for (; terms > 0; terms--)
        {
            c0 = Fma.MultiplyAdd(Vector256.Create(*a), T.Load(b, mask), c0);
            a += lda;
            b += ldb;
        }

        Save(c, c0 + c1 + (c2 + c3));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float* source) => *(Vector256<float>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Save(float* destination, Vector256<float> value) => *(Vector256<float>*)destination = value;
}
