using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// The lines of dW that are left over beside the tiles, and db: c[1, columns] += a[1, terms]·b[terms, columns], lanes along the
/// columns. Eight sums are always under way: of eight vectors, or of fewer in as many partial sums over neighbouring terms.
/// </summary>
/// <typeparam name="V">A vector of <typeparamref name="I"/>.</typeparam>
/// <typeparam name="I">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LineSums<V, I, T>
    where V : struct
    where I : struct, ILanes<V, T>
    where T : unmanaged
{
    /// <summary>Adds to some lines.</summary>
    /// <typeparam name="TShape">The strides: between lines those of rows.</typeparam>
    /// <typeparam name="TB">Lanes of b's last vector that memory holds from the term <paramref name="whole"/> on; what the others give is dropped.</typeparam>
    /// <param name="a">[lines, terms].</param>
    /// <param name="b">[terms, vectors].</param>
    /// <param name="c">[lines, vectors].</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="vectors">Vectors of a line.</param>
    /// <param name="terms">Terms of a sum.</param>
    /// <param name="whole">Terms whose last vector may be read in whole.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Add<TShape, TB>(ref T a, ref T b, ref T c, nint lines, nint vectors, nint terms, nint whole)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
    {
        nint lanes = I.Count;
        for (nint line = 0; line < lines; line++)
        {
            ref T al = ref Unsafe.Add(ref a, line * TShape.ARow);
            ref T cl = ref Unsafe.Add(ref c, line * TShape.CRow);
            nint v = 0;
            for (; v + 8 <= vectors; v += 8)
            {
                ref T bv = ref Unsafe.Add(ref b, v * lanes);
                ref T cv = ref Unsafe.Add(ref cl, v * lanes);
                V c00 = I.Load(ref cv, 0);
                V c01 = I.Load(ref cv, lanes);
                V c02 = I.Load(ref cv, (2 * lanes));
                V c03 = I.Load(ref cv, (3 * lanes));
                V c04 = I.Load(ref cv, (4 * lanes));
                V c05 = I.Load(ref cv, (5 * lanes));
                V c06 = I.Load(ref cv, (6 * lanes));
                V c07 = I.Load(ref cv, (7 * lanes));
                nint wholeEnd = TB.Count >= lanes || v + 8 < vectors ? terms : Math.Min(terms, whole);
                nint k = 0;
                for (; k < wholeEnd; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V x = I.Broadcast(ref al, k * TShape.AStep);
                    c00 = I.Fma(x, ref bk, 0, c00);
                    c01 = I.Fma(x, ref bk, lanes, c01);
                    c02 = I.Fma(x, ref bk, (2 * lanes), c02);
                    c03 = I.Fma(x, ref bk, (3 * lanes), c03);
                    c04 = I.Fma(x, ref bk, (4 * lanes), c04);
                    c05 = I.Fma(x, ref bk, (5 * lanes), c05);
                    c06 = I.Fma(x, ref bk, (6 * lanes), c06);
                    c07 = I.Fma(x, ref bk, (7 * lanes), c07);
                }

                for (; k < terms; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V x = I.Broadcast(ref al, k * TShape.AStep);
                    c00 = I.Fma(x, ref bk, 0, c00);
                    c01 = I.Fma(x, ref bk, lanes, c01);
                    c02 = I.Fma(x, ref bk, (2 * lanes), c02);
                    c03 = I.Fma(x, ref bk, (3 * lanes), c03);
                    c04 = I.Fma(x, ref bk, (4 * lanes), c04);
                    c05 = I.Fma(x, ref bk, (5 * lanes), c05);
                    c06 = I.Fma(x, ref bk, (6 * lanes), c06);
                    c07 = I.Fma(x, I.LoadFirst(ref bk, (7 * lanes), TB.Count), c07);
                }

                I.Store(c00, ref cv, 0);
                I.Store(c01, ref cv, lanes);
                I.Store(c02, ref cv, (2 * lanes));
                I.Store(c03, ref cv, (3 * lanes));
                I.Store(c04, ref cv, (4 * lanes));
                I.Store(c05, ref cv, (5 * lanes));
                I.Store(c06, ref cv, (6 * lanes));
                I.Store(v + 8 < vectors ? c07 : I.First(c07, TB.Count), ref cv, (7 * lanes));
            }

            for (; v + 4 <= vectors; v += 4)
            {
                ref T bv = ref Unsafe.Add(ref b, v * lanes);
                ref T cv = ref Unsafe.Add(ref cl, v * lanes);
                V c00 = I.Load(ref cv, 0);
                V c01 = I.Load(ref cv, lanes);
                V c02 = I.Load(ref cv, (2 * lanes));
                V c03 = I.Load(ref cv, (3 * lanes));
                V c10 = I.Zero;
                V c11 = I.Zero;
                V c12 = I.Zero;
                V c13 = I.Zero;
                nint wholeEnd = TB.Count >= lanes || v + 4 < vectors ? terms : Math.Min(terms, whole);
                nint k = 0;
                for (; k + 2 <= wholeEnd; k += 2)
                {
                    ref T ak = ref Unsafe.Add(ref al, k * TShape.AStep);
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V a0 = I.Broadcast(ref ak, 0);
                    c00 = I.Fma(a0, ref bk, 0, c00);
                    c01 = I.Fma(a0, ref bk, lanes, c01);
                    c02 = I.Fma(a0, ref bk, (2 * lanes), c02);
                    c03 = I.Fma(a0, ref bk, (3 * lanes), c03);
                    V a1 = I.Broadcast(ref ak, TShape.AStep);
                    c10 = I.Fma(a1, ref bk, TShape.BStep, c10);
                    c11 = I.Fma(a1, ref bk, TShape.BStep + lanes, c11);
                    c12 = I.Fma(a1, ref bk, TShape.BStep + (2 * lanes), c12);
                    c13 = I.Fma(a1, ref bk, TShape.BStep + (3 * lanes), c13);
                }

                for (; k < wholeEnd; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V x = I.Broadcast(ref al, k * TShape.AStep);
                    c00 = I.Fma(x, ref bk, 0, c00);
                    c01 = I.Fma(x, ref bk, lanes, c01);
                    c02 = I.Fma(x, ref bk, (2 * lanes), c02);
                    c03 = I.Fma(x, ref bk, (3 * lanes), c03);
                }

                for (; k < terms; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V x = I.Broadcast(ref al, k * TShape.AStep);
                    c00 = I.Fma(x, ref bk, 0, c00);
                    c01 = I.Fma(x, ref bk, lanes, c01);
                    c02 = I.Fma(x, ref bk, (2 * lanes), c02);
                    c03 = I.Fma(x, I.LoadFirst(ref bk, (3 * lanes), TB.Count), c03);
                }

                c00 = I.Add(c00, c10);
                c01 = I.Add(c01, c11);
                c02 = I.Add(c02, c12);
                c03 = I.Add(c03, c13);

                I.Store(c00, ref cv, 0);
                I.Store(c01, ref cv, lanes);
                I.Store(c02, ref cv, (2 * lanes));
                I.Store(v + 4 < vectors ? c03 : I.First(c03, TB.Count), ref cv, (3 * lanes));
            }

            for (; v + 2 <= vectors; v += 2)
            {
                ref T bv = ref Unsafe.Add(ref b, v * lanes);
                ref T cv = ref Unsafe.Add(ref cl, v * lanes);
                V c00 = I.Load(ref cv, 0);
                V c01 = I.Load(ref cv, lanes);
                V c10 = I.Zero;
                V c11 = I.Zero;
                V c20 = I.Zero;
                V c21 = I.Zero;
                V c30 = I.Zero;
                V c31 = I.Zero;
                nint wholeEnd = TB.Count >= lanes || v + 2 < vectors ? terms : Math.Min(terms, whole);
                nint k = 0;
                for (; k + 4 <= wholeEnd; k += 4)
                {
                    ref T ak = ref Unsafe.Add(ref al, k * TShape.AStep);
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V a0 = I.Broadcast(ref ak, 0);
                    c00 = I.Fma(a0, ref bk, 0, c00);
                    c01 = I.Fma(a0, ref bk, lanes, c01);
                    V a1 = I.Broadcast(ref ak, TShape.AStep);
                    c10 = I.Fma(a1, ref bk, TShape.BStep, c10);
                    c11 = I.Fma(a1, ref bk, TShape.BStep + lanes, c11);
                    V a2 = I.Broadcast(ref ak, 2 * TShape.AStep);
                    c20 = I.Fma(a2, ref bk, (2 * TShape.BStep), c20);
                    c21 = I.Fma(a2, ref bk, (2 * TShape.BStep) + lanes, c21);
                    V a3 = I.Broadcast(ref ak, 3 * TShape.AStep);
                    c30 = I.Fma(a3, ref bk, (3 * TShape.BStep), c30);
                    c31 = I.Fma(a3, ref bk, (3 * TShape.BStep) + lanes, c31);
                }

                for (; k < wholeEnd; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V x = I.Broadcast(ref al, k * TShape.AStep);
                    c00 = I.Fma(x, ref bk, 0, c00);
                    c01 = I.Fma(x, ref bk, lanes, c01);
                }

                for (; k < terms; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V x = I.Broadcast(ref al, k * TShape.AStep);
                    c00 = I.Fma(x, ref bk, 0, c00);
                    c01 = I.Fma(x, I.LoadFirst(ref bk, lanes, TB.Count), c01);
                }

                c00 = I.Add(c00, c10);
                c01 = I.Add(c01, c11);
                c20 = I.Add(c20, c30);
                c21 = I.Add(c21, c31);
                c00 = I.Add(c00, c20);
                c01 = I.Add(c01, c21);

                I.Store(c00, ref cv, 0);
                I.Store(v + 2 < vectors ? c01 : I.First(c01, TB.Count), ref cv, lanes);
            }

            for (; v + 1 <= vectors; v += 1)
            {
                ref T bv = ref Unsafe.Add(ref b, v * lanes);
                ref T cv = ref Unsafe.Add(ref cl, v * lanes);
                V c00 = I.Load(ref cv, 0);
                V c10 = I.Zero;
                V c20 = I.Zero;
                V c30 = I.Zero;
                V c40 = I.Zero;
                V c50 = I.Zero;
                V c60 = I.Zero;
                V c70 = I.Zero;
                nint wholeEnd = TB.Count >= lanes || v + 1 < vectors ? terms : Math.Min(terms, whole);
                nint k = 0;
                for (; k + 8 <= wholeEnd; k += 8)
                {
                    ref T ak = ref Unsafe.Add(ref al, k * TShape.AStep);
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V a0 = I.Broadcast(ref ak, 0);
                    c00 = I.Fma(a0, ref bk, 0, c00);
                    V a1 = I.Broadcast(ref ak, TShape.AStep);
                    c10 = I.Fma(a1, ref bk, TShape.BStep, c10);
                    V a2 = I.Broadcast(ref ak, 2 * TShape.AStep);
                    c20 = I.Fma(a2, ref bk, (2 * TShape.BStep), c20);
                    V a3 = I.Broadcast(ref ak, 3 * TShape.AStep);
                    c30 = I.Fma(a3, ref bk, (3 * TShape.BStep), c30);
                    V a4 = I.Broadcast(ref ak, 4 * TShape.AStep);
                    c40 = I.Fma(a4, ref bk, (4 * TShape.BStep), c40);
                    V a5 = I.Broadcast(ref ak, 5 * TShape.AStep);
                    c50 = I.Fma(a5, ref bk, (5 * TShape.BStep), c50);
                    V a6 = I.Broadcast(ref ak, 6 * TShape.AStep);
                    c60 = I.Fma(a6, ref bk, (6 * TShape.BStep), c60);
                    V a7 = I.Broadcast(ref ak, 7 * TShape.AStep);
                    c70 = I.Fma(a7, ref bk, (7 * TShape.BStep), c70);
                }

                for (; k < wholeEnd; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V x = I.Broadcast(ref al, k * TShape.AStep);
                    c00 = I.Fma(x, ref bk, 0, c00);
                }

                for (; k < terms; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    V x = I.Broadcast(ref al, k * TShape.AStep);
                    c00 = I.Fma(x, I.LoadFirst(ref bk, 0, TB.Count), c00);
                }

                c00 = I.Add(c00, c10);
                c20 = I.Add(c20, c30);
                c40 = I.Add(c40, c50);
                c60 = I.Add(c60, c70);
                c00 = I.Add(c00, c20);
                c40 = I.Add(c40, c60);
                c00 = I.Add(c00, c40);

                I.Store(v + 1 < vectors ? c00 : I.First(c00, TB.Count), ref cv, 0);
            }
        }
    }
}
