using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace LinearGen.Benchmarks.Contenders.Handwritten;

/// <summary>
/// C[rows, n] = start + A[rows, k]·B[k, n] for shapes known at run time, with 256-bit vectors and fused multiply-adds: the
/// best that we know how to write without knowing the shape. Tiles of 4 rows × 2 vectors or 8 rows × 1, eight accumulators
/// each; one row with up to eight vectors at once, and several partial sums where there are fewer.
/// </summary>
internal static unsafe class Product
{
    private const MethodImplOptions Kernel = MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining;

    // Rows of B whose two vectors stay in the first-level cache while all rows of A pass: 256 lines of 64 bytes, half of it.
    private const int TermsPerBlock = 256;

    /// <summary>Computes the product.</summary>
    [MethodImpl(Kernel)]
    public static void Run(float* a, PackedMatrix b, float* c, int rows)
    {
        if (rows == 1)
        {
            OneRow(a, b, c);
            return;
        }

        int k = b.Rows, n = b.Columns, tiled = rows & ~3;

        // A sum that is not finished is parked in C, which whole vectors allow.
        int block = n % 8 == 0 ? TermsPerBlock : k;
        for (int k0 = 0; k0 < k && tiled > 0; k0 += block)
        {
            int terms = Math.Min(block, k - k0);
            for (int first = 0; first < n; first += PackedMatrix.PanelColumns)
            {
                int width = Math.Min(PackedMatrix.PanelColumns, b.PaddedColumns - first);
                float* panel = b.Values + ((nint)first * k) + ((nint)k0 * width);
                int j = 0;
                for (; j + 16 <= width; j += 16)
                {
                    int column = first + j;
                    float* to = c + column;
                    Tiles4x2(a + k0, k, panel + j, width, k0 == 0 ? b.Start + column : to, k0 == 0 ? 0 : n, to, n, tiled, terms, n - column);
                }

                if (j < width)
                {
                    int column = first + j;
                    float* first8 = c + column;
                    Tiles8x1(a + k0, k, panel + j, width, k0 == 0 ? b.Start + column : first8, k0 == 0 ? 0 : n, first8, n, tiled, terms, n - column);
                    for (int row = tiled & ~7; row < tiled; row++)
                    {
                        float* to = c + ((nint)row * n) + column;
                        Row1(a + ((nint)row * k) + k0, panel + j, width, k0 == 0 ? b.Start + column : to, to, terms, n - column);
                    }
                }
            }
        }

        for (int row = tiled; row < rows; row++)
        {
            OneRow(a + ((nint)row * k), b, c + ((nint)row * n));
        }
    }

    [MethodImpl(Kernel)]
    private static void OneRow(float* a, PackedMatrix b, float* c)
    {
        int k = b.Rows, n = b.Columns;
        for (int first = 0; first < n; first += PackedMatrix.PanelColumns)
        {
            int width = Math.Min(PackedMatrix.PanelColumns, b.PaddedColumns - first);
            float* panel = b.Values + ((nint)first * k);
            float* start = b.Start + first;
            float* to = c + first;
            int left = n - first;
            if (width == 64)
            {
                Row8(a, panel, start, to, k, left);
                continue;
            }

            int j = 0;
            for (; j + 32 <= width; j += 32)
            {
                Row4(a, panel + j, width, start + j, to + j, k, left - j);
            }

            if (j + 16 <= width)
            {
                Row2(a, panel + j, width, start + j, to + j, k, left - j);
                j += 16;
            }

            if (j < width)
            {
                Row1(a, panel + j, width, start + j, to + j, k, left - j);
            }
        }
    }

    [MethodImpl(Kernel)]
    private static void Tiles4x2(float* a, nint lda, float* panel, nint ldb, float* start, nint ldstart, float* c, nint ldc, int rows, nint terms, int count)
    {
        for (; rows >= 4; rows -= 4, a += 4 * lda, start += 4 * ldstart, c += 4 * ldc)
        {
            float* b = panel;
            float* a1 = a + lda;
            float* a2 = a1 + lda;
            float* a3 = a2 + lda;
            Vector256<float> c00 = Load(start), c01 = Load(start + 8);
            Vector256<float> c10 = Load(start + ldstart), c11 = Load(start + ldstart + 8);
            Vector256<float> c20 = Load(start + (2 * ldstart)), c21 = Load(start + (2 * ldstart) + 8);
            Vector256<float> c30 = Load(start + (3 * ldstart)), c31 = Load(start + (3 * ldstart) + 8);
            Vector256<float> b0, b1, x;
            nint i = 0;
            for (; i + 4 <= terms; i += 4)
            {
                b0 = Load(b);
                b1 = Load(b + 8);
                x = Vector256.Create(a[i]);
                c00 = Fma.MultiplyAdd(x, b0, c00);
                c01 = Fma.MultiplyAdd(x, b1, c01);
                x = Vector256.Create(a1[i]);
                c10 = Fma.MultiplyAdd(x, b0, c10);
                c11 = Fma.MultiplyAdd(x, b1, c11);
                x = Vector256.Create(a2[i]);
                c20 = Fma.MultiplyAdd(x, b0, c20);
                c21 = Fma.MultiplyAdd(x, b1, c21);
                x = Vector256.Create(a3[i]);
                c30 = Fma.MultiplyAdd(x, b0, c30);
                c31 = Fma.MultiplyAdd(x, b1, c31);
                b += ldb;

                b0 = Load(b);
                b1 = Load(b + 8);
                x = Vector256.Create(a[i + 1]);
                c00 = Fma.MultiplyAdd(x, b0, c00);
                c01 = Fma.MultiplyAdd(x, b1, c01);
                x = Vector256.Create(a1[i + 1]);
                c10 = Fma.MultiplyAdd(x, b0, c10);
                c11 = Fma.MultiplyAdd(x, b1, c11);
                x = Vector256.Create(a2[i + 1]);
                c20 = Fma.MultiplyAdd(x, b0, c20);
                c21 = Fma.MultiplyAdd(x, b1, c21);
                x = Vector256.Create(a3[i + 1]);
                c30 = Fma.MultiplyAdd(x, b0, c30);
                c31 = Fma.MultiplyAdd(x, b1, c31);
                b += ldb;

                b0 = Load(b);
                b1 = Load(b + 8);
                x = Vector256.Create(a[i + 2]);
                c00 = Fma.MultiplyAdd(x, b0, c00);
                c01 = Fma.MultiplyAdd(x, b1, c01);
                x = Vector256.Create(a1[i + 2]);
                c10 = Fma.MultiplyAdd(x, b0, c10);
                c11 = Fma.MultiplyAdd(x, b1, c11);
                x = Vector256.Create(a2[i + 2]);
                c20 = Fma.MultiplyAdd(x, b0, c20);
                c21 = Fma.MultiplyAdd(x, b1, c21);
                x = Vector256.Create(a3[i + 2]);
                c30 = Fma.MultiplyAdd(x, b0, c30);
                c31 = Fma.MultiplyAdd(x, b1, c31);
                b += ldb;

                b0 = Load(b);
                b1 = Load(b + 8);
                x = Vector256.Create(a[i + 3]);
                c00 = Fma.MultiplyAdd(x, b0, c00);
                c01 = Fma.MultiplyAdd(x, b1, c01);
                x = Vector256.Create(a1[i + 3]);
                c10 = Fma.MultiplyAdd(x, b0, c10);
                c11 = Fma.MultiplyAdd(x, b1, c11);
                x = Vector256.Create(a2[i + 3]);
                c20 = Fma.MultiplyAdd(x, b0, c20);
                c21 = Fma.MultiplyAdd(x, b1, c21);
                x = Vector256.Create(a3[i + 3]);
                c30 = Fma.MultiplyAdd(x, b0, c30);
                c31 = Fma.MultiplyAdd(x, b1, c31);
                b += ldb;
            }

            for (; i < terms; i++)
            {
                b0 = Load(b);
                b1 = Load(b + 8);
                x = Vector256.Create(a[i]);
                c00 = Fma.MultiplyAdd(x, b0, c00);
                c01 = Fma.MultiplyAdd(x, b1, c01);
                x = Vector256.Create(a1[i]);
                c10 = Fma.MultiplyAdd(x, b0, c10);
                c11 = Fma.MultiplyAdd(x, b1, c11);
                x = Vector256.Create(a2[i]);
                c20 = Fma.MultiplyAdd(x, b0, c20);
                c21 = Fma.MultiplyAdd(x, b1, c21);
                x = Vector256.Create(a3[i]);
                c30 = Fma.MultiplyAdd(x, b0, c30);
                c31 = Fma.MultiplyAdd(x, b1, c31);
                b += ldb;
            }

            Store(c, c00, c01, count);
            Store(c + ldc, c10, c11, count);
            Store(c + (2 * ldc), c20, c21, count);
            Store(c + (3 * ldc), c30, c31, count);
        }
    }

    [MethodImpl(Kernel)]
    private static void Tiles8x1(float* a, nint lda, float* panel, nint ldb, float* start, nint ldstart, float* c, nint ldc, int rows, nint terms, int count)
    {
        nint lda3 = 3 * lda;
        for (; rows >= 8; rows -= 8, a += 8 * lda, start += 8 * ldstart, c += 8 * ldc)
        {
            float* b = panel;
            float* a0 = a;
            float* a4 = a + (4 * lda);
            Vector256<float> c0 = Load(start), c1 = Load(start + ldstart), c2 = Load(start + (2 * ldstart)), c3 = Load(start + (3 * ldstart));
            Vector256<float> c4 = Load(start + (4 * ldstart)), c5 = Load(start + (5 * ldstart)), c6 = Load(start + (6 * ldstart)), c7 = Load(start + (7 * ldstart));
            for (nint i = terms; i > 0; i--)
            {
                Vector256<float> v = Load(b);
                c0 = Fma.MultiplyAdd(Vector256.Create(*a0), v, c0);
                c1 = Fma.MultiplyAdd(Vector256.Create(a0[lda]), v, c1);
                c2 = Fma.MultiplyAdd(Vector256.Create(a0[2 * lda]), v, c2);
                c3 = Fma.MultiplyAdd(Vector256.Create(a0[lda3]), v, c3);
                c4 = Fma.MultiplyAdd(Vector256.Create(*a4), v, c4);
                c5 = Fma.MultiplyAdd(Vector256.Create(a4[lda]), v, c5);
                c6 = Fma.MultiplyAdd(Vector256.Create(a4[2 * lda]), v, c6);
                c7 = Fma.MultiplyAdd(Vector256.Create(a4[lda3]), v, c7);
                a0++;
                a4++;
                b += ldb;
            }

            Store(c, c0, count);
            Store(c + ldc, c1, count);
            Store(c + (2 * ldc), c2, count);
            Store(c + (3 * ldc), c3, count);
            Store(c + (4 * ldc), c4, count);
            Store(c + (5 * ldc), c5, count);
            Store(c + (6 * ldc), c6, count);
            Store(c + (7 * ldc), c7, count);
        }
    }

    [MethodImpl(Kernel)]
    private static void Row8(float* a, float* b, float* start, float* c, nint terms, int count)
    {
        Vector256<float> c0 = Load(start), c1 = Load(start + 8), c2 = Load(start + 16), c3 = Load(start + 24);
        Vector256<float> c4 = Load(start + 32), c5 = Load(start + 40), c6 = Load(start + 48), c7 = Load(start + 56);
        Vector256<float> x;
        nint i = 0;
        for (; i + 2 <= terms; i += 2)
        {
            x = Vector256.Create(a[i]);
            c0 = Fma.MultiplyAdd(x, Load(b), c0);
            c1 = Fma.MultiplyAdd(x, Load(b + 8), c1);
            c2 = Fma.MultiplyAdd(x, Load(b + 16), c2);
            c3 = Fma.MultiplyAdd(x, Load(b + 24), c3);
            c4 = Fma.MultiplyAdd(x, Load(b + 32), c4);
            c5 = Fma.MultiplyAdd(x, Load(b + 40), c5);
            c6 = Fma.MultiplyAdd(x, Load(b + 48), c6);
            c7 = Fma.MultiplyAdd(x, Load(b + 56), c7);
            x = Vector256.Create(a[i + 1]);
            c0 = Fma.MultiplyAdd(x, Load(b + 64), c0);
            c1 = Fma.MultiplyAdd(x, Load(b + 72), c1);
            c2 = Fma.MultiplyAdd(x, Load(b + 80), c2);
            c3 = Fma.MultiplyAdd(x, Load(b + 88), c3);
            c4 = Fma.MultiplyAdd(x, Load(b + 96), c4);
            c5 = Fma.MultiplyAdd(x, Load(b + 104), c5);
            c6 = Fma.MultiplyAdd(x, Load(b + 112), c6);
            c7 = Fma.MultiplyAdd(x, Load(b + 120), c7);
            b += 128;
        }

        if (i < terms)
        {
            x = Vector256.Create(a[i]);
            c0 = Fma.MultiplyAdd(x, Load(b), c0);
            c1 = Fma.MultiplyAdd(x, Load(b + 8), c1);
            c2 = Fma.MultiplyAdd(x, Load(b + 16), c2);
            c3 = Fma.MultiplyAdd(x, Load(b + 24), c3);
            c4 = Fma.MultiplyAdd(x, Load(b + 32), c4);
            c5 = Fma.MultiplyAdd(x, Load(b + 40), c5);
            c6 = Fma.MultiplyAdd(x, Load(b + 48), c6);
            c7 = Fma.MultiplyAdd(x, Load(b + 56), c7);
        }

        Store(c, c0, c1, count);
        Store(c + 16, c2, c3, count - 16);
        Store(c + 32, c4, c5, count - 32);
        Store(c + 48, c6, c7, count - 48);
    }

    [MethodImpl(Kernel)]
    private static void Row4(float* a, float* b, nint ldb, float* start, float* c, nint terms, int count)
    {
        Vector256<float> c0 = Load(start), c1 = Load(start + 8), c2 = Load(start + 16), c3 = Load(start + 24);
        Vector256<float> d0 = default, d1 = default, d2 = default, d3 = default;
        Vector256<float> x;
        nint i = 0;
        for (; i + 2 <= terms; i += 2)
        {
            x = Vector256.Create(a[i]);
            c0 = Fma.MultiplyAdd(x, Load(b), c0);
            c1 = Fma.MultiplyAdd(x, Load(b + 8), c1);
            c2 = Fma.MultiplyAdd(x, Load(b + 16), c2);
            c3 = Fma.MultiplyAdd(x, Load(b + 24), c3);
            b += ldb;
            x = Vector256.Create(a[i + 1]);
            d0 = Fma.MultiplyAdd(x, Load(b), d0);
            d1 = Fma.MultiplyAdd(x, Load(b + 8), d1);
            d2 = Fma.MultiplyAdd(x, Load(b + 16), d2);
            d3 = Fma.MultiplyAdd(x, Load(b + 24), d3);
            b += ldb;
        }

        if (i < terms)
        {
            x = Vector256.Create(a[i]);
            c0 = Fma.MultiplyAdd(x, Load(b), c0);
            c1 = Fma.MultiplyAdd(x, Load(b + 8), c1);
            c2 = Fma.MultiplyAdd(x, Load(b + 16), c2);
            c3 = Fma.MultiplyAdd(x, Load(b + 24), c3);
        }

        Store(c, c0 + d0, c1 + d1, count);
        Store(c + 16, c2 + d2, c3 + d3, count - 16);
    }

    [MethodImpl(Kernel)]
    private static void Row2(float* a, float* b, nint ldb, float* start, float* c, nint terms, int count)
    {
        Vector256<float> c0 = Load(start), c1 = Load(start + 8);
        Vector256<float> d0 = default, d1 = default, e0 = default, e1 = default, f0 = default, f1 = default;
        Vector256<float> x;
        nint i = 0;
        for (; i + 4 <= terms; i += 4)
        {
            x = Vector256.Create(a[i]);
            c0 = Fma.MultiplyAdd(x, Load(b), c0);
            c1 = Fma.MultiplyAdd(x, Load(b + 8), c1);
            b += ldb;
            x = Vector256.Create(a[i + 1]);
            d0 = Fma.MultiplyAdd(x, Load(b), d0);
            d1 = Fma.MultiplyAdd(x, Load(b + 8), d1);
            b += ldb;
            x = Vector256.Create(a[i + 2]);
            e0 = Fma.MultiplyAdd(x, Load(b), e0);
            e1 = Fma.MultiplyAdd(x, Load(b + 8), e1);
            b += ldb;
            x = Vector256.Create(a[i + 3]);
            f0 = Fma.MultiplyAdd(x, Load(b), f0);
            f1 = Fma.MultiplyAdd(x, Load(b + 8), f1);
            b += ldb;
        }

        for (; i < terms; i++)
        {
            x = Vector256.Create(a[i]);
            c0 = Fma.MultiplyAdd(x, Load(b), c0);
            c1 = Fma.MultiplyAdd(x, Load(b + 8), c1);
            b += ldb;
        }

        Store(c, c0 + d0 + (e0 + f0), c1 + d1 + (e1 + f1), count);
    }

    [MethodImpl(Kernel)]
    private static void Row1(float* a, float* b, nint ldb, float* start, float* c, nint terms, int count)
    {
        Vector256<float> c0 = Load(start), c1 = default, c2 = default, c3 = default;
        nint ldb3 = 3 * ldb;
        nint i = 0;
        for (; i + 4 <= terms; i += 4)
        {
            c0 = Fma.MultiplyAdd(Vector256.Create(a[i]), Load(b), c0);
            c1 = Fma.MultiplyAdd(Vector256.Create(a[i + 1]), Load(b + ldb), c1);
            c2 = Fma.MultiplyAdd(Vector256.Create(a[i + 2]), Load(b + (2 * ldb)), c2);
            c3 = Fma.MultiplyAdd(Vector256.Create(a[i + 3]), Load(b + ldb3), c3);
            b += 4 * ldb;
        }

        for (; i < terms; i++)
        {
            c0 = Fma.MultiplyAdd(Vector256.Create(a[i]), Load(b), c0);
            b += ldb;
        }

        Store(c, c0 + c1 + (c2 + c3), count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Load(float* source) => *(Vector256<float>*)source;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* destination, Vector256<float> first, Vector256<float> second, int count)
    {
        if (count >= 16)
        {
            *(Vector256<float>*)destination = first;
            *(Vector256<float>*)(destination + 8) = second;
        }
        else
        {
            Tails.Store(destination, first, count);
            Tails.Store(destination + 8, second, count - 8);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(float* destination, Vector256<float> value, int count)
    {
        if (count >= 8)
        {
            *(Vector256<float>*)destination = value;
        }
        else
        {
            Tails.Store(destination, value, count);
        }
    }
}
