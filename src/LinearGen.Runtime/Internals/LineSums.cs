using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// The lines of dW that are left over beside the tiles, and db: c[1, columns] += a[1, terms]·b[terms, columns], lanes along the
/// columns. Eight sums are always under way: of eight vectors, or of fewer in as many partial sums over neighbouring terms.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated kernels call them with all type arguments at hand.")]
public static class LineSums<TVector, TLanes, T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
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
        nint lanes = TLanes.Count;
        for (nint line = 0; line < lines; line++)
        {
            ref T al = ref Unsafe.Add(ref a, line * TShape.ARow);
            ref T cl = ref Unsafe.Add(ref c, line * TShape.CRow);
            nint v = 0;
            for (; v + 8 <= vectors; v += 8)
            {
                ref T bv = ref Unsafe.Add(ref b, v * lanes);
                ref T cv = ref Unsafe.Add(ref cl, v * lanes);
                TVector c00 = TLanes.Load(ref cv, 0);
                TVector c01 = TLanes.Load(ref cv, lanes);
                TVector c02 = TLanes.Load(ref cv, (2 * lanes));
                TVector c03 = TLanes.Load(ref cv, (3 * lanes));
                TVector c04 = TLanes.Load(ref cv, (4 * lanes));
                TVector c05 = TLanes.Load(ref cv, (5 * lanes));
                TVector c06 = TLanes.Load(ref cv, (6 * lanes));
                TVector c07 = TLanes.Load(ref cv, (7 * lanes));
                nint wholeEnd = TB.Count >= lanes || v + 8 < vectors ? terms : Math.Min(terms, whole);
                nint k = 0;
                for (; k < wholeEnd; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector x = TLanes.Broadcast(ref al, k * TShape.AStep);
                    c00 = TLanes.Fma(x, ref bk, 0, c00);
                    c01 = TLanes.Fma(x, ref bk, lanes, c01);
                    c02 = TLanes.Fma(x, ref bk, (2 * lanes), c02);
                    c03 = TLanes.Fma(x, ref bk, (3 * lanes), c03);
                    c04 = TLanes.Fma(x, ref bk, (4 * lanes), c04);
                    c05 = TLanes.Fma(x, ref bk, (5 * lanes), c05);
                    c06 = TLanes.Fma(x, ref bk, (6 * lanes), c06);
                    c07 = TLanes.Fma(x, ref bk, (7 * lanes), c07);
                }

                for (; k < terms; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector x = TLanes.Broadcast(ref al, k * TShape.AStep);
                    c00 = TLanes.Fma(x, ref bk, 0, c00);
                    c01 = TLanes.Fma(x, ref bk, lanes, c01);
                    c02 = TLanes.Fma(x, ref bk, (2 * lanes), c02);
                    c03 = TLanes.Fma(x, ref bk, (3 * lanes), c03);
                    c04 = TLanes.Fma(x, ref bk, (4 * lanes), c04);
                    c05 = TLanes.Fma(x, ref bk, (5 * lanes), c05);
                    c06 = TLanes.Fma(x, ref bk, (6 * lanes), c06);
                    c07 = TLanes.Fma(x, TLanes.LoadFirst(ref bk, (7 * lanes), TB.Count), c07);
                }

                TLanes.Store(c00, ref cv, 0);
                TLanes.Store(c01, ref cv, lanes);
                TLanes.Store(c02, ref cv, (2 * lanes));
                TLanes.Store(c03, ref cv, (3 * lanes));
                TLanes.Store(c04, ref cv, (4 * lanes));
                TLanes.Store(c05, ref cv, (5 * lanes));
                TLanes.Store(c06, ref cv, (6 * lanes));
                TLanes.Store(v + 8 < vectors ? c07 : TLanes.First(c07, TB.Count), ref cv, (7 * lanes));
            }

            for (; v + 4 <= vectors; v += 4)
            {
                ref T bv = ref Unsafe.Add(ref b, v * lanes);
                ref T cv = ref Unsafe.Add(ref cl, v * lanes);
                TVector c00 = TLanes.Load(ref cv, 0);
                TVector c01 = TLanes.Load(ref cv, lanes);
                TVector c02 = TLanes.Load(ref cv, (2 * lanes));
                TVector c03 = TLanes.Load(ref cv, (3 * lanes));
                TVector c10 = TLanes.Zero;
                TVector c11 = TLanes.Zero;
                TVector c12 = TLanes.Zero;
                TVector c13 = TLanes.Zero;
                nint wholeEnd = TB.Count >= lanes || v + 4 < vectors ? terms : Math.Min(terms, whole);
                nint k = 0;
                for (; k + 2 <= wholeEnd; k += 2)
                {
                    ref T ak = ref Unsafe.Add(ref al, k * TShape.AStep);
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector a0 = TLanes.Broadcast(ref ak, 0);
                    c00 = TLanes.Fma(a0, ref bk, 0, c00);
                    c01 = TLanes.Fma(a0, ref bk, lanes, c01);
                    c02 = TLanes.Fma(a0, ref bk, (2 * lanes), c02);
                    c03 = TLanes.Fma(a0, ref bk, (3 * lanes), c03);
                    TVector a1 = TLanes.Broadcast(ref ak, TShape.AStep);
                    c10 = TLanes.Fma(a1, ref bk, TShape.BStep, c10);
                    c11 = TLanes.Fma(a1, ref bk, TShape.BStep + lanes, c11);
                    c12 = TLanes.Fma(a1, ref bk, TShape.BStep + (2 * lanes), c12);
                    c13 = TLanes.Fma(a1, ref bk, TShape.BStep + (3 * lanes), c13);
                }

                for (; k < wholeEnd; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector x = TLanes.Broadcast(ref al, k * TShape.AStep);
                    c00 = TLanes.Fma(x, ref bk, 0, c00);
                    c01 = TLanes.Fma(x, ref bk, lanes, c01);
                    c02 = TLanes.Fma(x, ref bk, (2 * lanes), c02);
                    c03 = TLanes.Fma(x, ref bk, (3 * lanes), c03);
                }

                for (; k < terms; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector x = TLanes.Broadcast(ref al, k * TShape.AStep);
                    c00 = TLanes.Fma(x, ref bk, 0, c00);
                    c01 = TLanes.Fma(x, ref bk, lanes, c01);
                    c02 = TLanes.Fma(x, ref bk, (2 * lanes), c02);
                    c03 = TLanes.Fma(x, TLanes.LoadFirst(ref bk, (3 * lanes), TB.Count), c03);
                }

                c00 = TLanes.Add(c00, c10);
                c01 = TLanes.Add(c01, c11);
                c02 = TLanes.Add(c02, c12);
                c03 = TLanes.Add(c03, c13);

                TLanes.Store(c00, ref cv, 0);
                TLanes.Store(c01, ref cv, lanes);
                TLanes.Store(c02, ref cv, (2 * lanes));
                TLanes.Store(v + 4 < vectors ? c03 : TLanes.First(c03, TB.Count), ref cv, (3 * lanes));
            }

            for (; v + 2 <= vectors; v += 2)
            {
                ref T bv = ref Unsafe.Add(ref b, v * lanes);
                ref T cv = ref Unsafe.Add(ref cl, v * lanes);
                TVector c00 = TLanes.Load(ref cv, 0);
                TVector c01 = TLanes.Load(ref cv, lanes);
                TVector c10 = TLanes.Zero;
                TVector c11 = TLanes.Zero;
                TVector c20 = TLanes.Zero;
                TVector c21 = TLanes.Zero;
                TVector c30 = TLanes.Zero;
                TVector c31 = TLanes.Zero;
                nint wholeEnd = TB.Count >= lanes || v + 2 < vectors ? terms : Math.Min(terms, whole);
                nint k = 0;
                for (; k + 4 <= wholeEnd; k += 4)
                {
                    ref T ak = ref Unsafe.Add(ref al, k * TShape.AStep);
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector a0 = TLanes.Broadcast(ref ak, 0);
                    c00 = TLanes.Fma(a0, ref bk, 0, c00);
                    c01 = TLanes.Fma(a0, ref bk, lanes, c01);
                    TVector a1 = TLanes.Broadcast(ref ak, TShape.AStep);
                    c10 = TLanes.Fma(a1, ref bk, TShape.BStep, c10);
                    c11 = TLanes.Fma(a1, ref bk, TShape.BStep + lanes, c11);
                    TVector a2 = TLanes.Broadcast(ref ak, 2 * TShape.AStep);
                    c20 = TLanes.Fma(a2, ref bk, (2 * TShape.BStep), c20);
                    c21 = TLanes.Fma(a2, ref bk, (2 * TShape.BStep) + lanes, c21);
                    TVector a3 = TLanes.Broadcast(ref ak, 3 * TShape.AStep);
                    c30 = TLanes.Fma(a3, ref bk, (3 * TShape.BStep), c30);
                    c31 = TLanes.Fma(a3, ref bk, (3 * TShape.BStep) + lanes, c31);
                }

                for (; k < wholeEnd; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector x = TLanes.Broadcast(ref al, k * TShape.AStep);
                    c00 = TLanes.Fma(x, ref bk, 0, c00);
                    c01 = TLanes.Fma(x, ref bk, lanes, c01);
                }

                for (; k < terms; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector x = TLanes.Broadcast(ref al, k * TShape.AStep);
                    c00 = TLanes.Fma(x, ref bk, 0, c00);
                    c01 = TLanes.Fma(x, TLanes.LoadFirst(ref bk, lanes, TB.Count), c01);
                }

                c00 = TLanes.Add(c00, c10);
                c01 = TLanes.Add(c01, c11);
                c20 = TLanes.Add(c20, c30);
                c21 = TLanes.Add(c21, c31);
                c00 = TLanes.Add(c00, c20);
                c01 = TLanes.Add(c01, c21);

                TLanes.Store(c00, ref cv, 0);
                TLanes.Store(v + 2 < vectors ? c01 : TLanes.First(c01, TB.Count), ref cv, lanes);
            }

            for (; v + 1 <= vectors; v += 1)
            {
                ref T bv = ref Unsafe.Add(ref b, v * lanes);
                ref T cv = ref Unsafe.Add(ref cl, v * lanes);
                TVector c00 = TLanes.Load(ref cv, 0);
                TVector c10 = TLanes.Zero;
                TVector c20 = TLanes.Zero;
                TVector c30 = TLanes.Zero;
                TVector c40 = TLanes.Zero;
                TVector c50 = TLanes.Zero;
                TVector c60 = TLanes.Zero;
                TVector c70 = TLanes.Zero;
                nint wholeEnd = TB.Count >= lanes || v + 1 < vectors ? terms : Math.Min(terms, whole);
                nint k = 0;
                for (; k + 8 <= wholeEnd; k += 8)
                {
                    ref T ak = ref Unsafe.Add(ref al, k * TShape.AStep);
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector a0 = TLanes.Broadcast(ref ak, 0);
                    c00 = TLanes.Fma(a0, ref bk, 0, c00);
                    TVector a1 = TLanes.Broadcast(ref ak, TShape.AStep);
                    c10 = TLanes.Fma(a1, ref bk, TShape.BStep, c10);
                    TVector a2 = TLanes.Broadcast(ref ak, 2 * TShape.AStep);
                    c20 = TLanes.Fma(a2, ref bk, (2 * TShape.BStep), c20);
                    TVector a3 = TLanes.Broadcast(ref ak, 3 * TShape.AStep);
                    c30 = TLanes.Fma(a3, ref bk, (3 * TShape.BStep), c30);
                    TVector a4 = TLanes.Broadcast(ref ak, 4 * TShape.AStep);
                    c40 = TLanes.Fma(a4, ref bk, (4 * TShape.BStep), c40);
                    TVector a5 = TLanes.Broadcast(ref ak, 5 * TShape.AStep);
                    c50 = TLanes.Fma(a5, ref bk, (5 * TShape.BStep), c50);
                    TVector a6 = TLanes.Broadcast(ref ak, 6 * TShape.AStep);
                    c60 = TLanes.Fma(a6, ref bk, (6 * TShape.BStep), c60);
                    TVector a7 = TLanes.Broadcast(ref ak, 7 * TShape.AStep);
                    c70 = TLanes.Fma(a7, ref bk, (7 * TShape.BStep), c70);
                }

                for (; k < wholeEnd; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector x = TLanes.Broadcast(ref al, k * TShape.AStep);
                    c00 = TLanes.Fma(x, ref bk, 0, c00);
                }

                for (; k < terms; k++)
                {
                    ref T bk = ref Unsafe.Add(ref bv, k * TShape.BStep);
                    TVector x = TLanes.Broadcast(ref al, k * TShape.AStep);
                    c00 = TLanes.Fma(x, TLanes.LoadFirst(ref bk, 0, TB.Count), c00);
                }

                c00 = TLanes.Add(c00, c10);
                c20 = TLanes.Add(c20, c30);
                c40 = TLanes.Add(c40, c50);
                c60 = TLanes.Add(c60, c70);
                c00 = TLanes.Add(c00, c20);
                c40 = TLanes.Add(c40, c60);
                c00 = TLanes.Add(c00, c40);

                TLanes.Store(v + 1 < vectors ? c00 : TLanes.First(c00, TB.Count), ref cv, 0);
            }
        }
    }
}
