using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// dW += xᵀ·dy for a single row: each vector of dW is read, added to and written back, while dy stays in registers. What limits it
/// is reading and writing dW, 17 to 21 bytes a cycle.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated kernels call them with all type arguments at hand.")]
public static class RowUpdates<TVector, TLanes, T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    /// <summary>Adds to one panel of dW, c[terms, vectors] += x[terms]·dy[vectors].</summary>
    /// <typeparam name="TPanel">The panel. Of its last vector, what the lanes give that dy has not got is dropped.</typeparam>
    /// <param name="x">[terms].</param>
    /// <param name="dy">[vectors].</param>
    /// <param name="c">[terms, vectors], one after another.</param>
    /// <param name="db">[vectors], to which dy itself is added if there is a bias.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Add<TPanel>(ref T x, ref T dy, ref T c, ref T db)
        where TPanel : struct, IPanel
    {
        nint lanes = TLanes.Count;
        nint lines = TPanel.Terms;
        nint vectors = TPanel.Vectors;
        nint width = TPanel.Width;
        nint v = 0;
        for (; v + 8 <= vectors; v += 8)
        {
            ref T cv = ref Unsafe.Add(ref c, v * lanes);
            TVector b0 = TLanes.Load(ref dy, (v * lanes));
            TVector b1 = TLanes.Load(ref dy, (v * lanes) + lanes);
            TVector b2 = TLanes.Load(ref dy, (v * lanes) + (2 * lanes));
            TVector b3 = TLanes.Load(ref dy, (v * lanes) + (3 * lanes));
            TVector b4 = TLanes.Load(ref dy, (v * lanes) + (4 * lanes));
            TVector b5 = TLanes.Load(ref dy, (v * lanes) + (5 * lanes));
            TVector b6 = TLanes.Load(ref dy, (v * lanes) + (6 * lanes));
            bool isCut = TPanel.Tail < lanes && v + 8 >= vectors;
            TVector b7 = isCut ? TLanes.LoadFirst(ref dy, (v * lanes) + (7 * lanes), TPanel.Tail) : TLanes.Load(ref dy, (v * lanes) + (7 * lanes));
            if (TPanel.HasBias)
            {
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, v * lanes), b0), ref db, v * lanes);
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + lanes), b1), ref db, (v * lanes) + lanes);
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + (2 * lanes)), b2), ref db, (v * lanes) + (2 * lanes));
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + (3 * lanes)), b3), ref db, (v * lanes) + (3 * lanes));
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + (4 * lanes)), b4), ref db, (v * lanes) + (4 * lanes));
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + (5 * lanes)), b5), ref db, (v * lanes) + (5 * lanes));
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + (6 * lanes)), b6), ref db, (v * lanes) + (6 * lanes));
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + (7 * lanes)), b7), ref db, (v * lanes) + (7 * lanes));
            }

            nint i = 0;
            if (isCut)
            {
                // Beside the row b is 0, but 0 times infinity is not.
                for (; i < lines; i++)
                {
                    ref T ci = ref Unsafe.Add(ref cv, i * width);
                    TVector a0 = TLanes.Broadcast(ref x, i);
                    TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                    TLanes.Store(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                    TLanes.Store(TLanes.Fma(a0, b2, TLanes.Load(ref ci, (2 * lanes))), ref ci, (2 * lanes));
                    TLanes.Store(TLanes.Fma(a0, b3, TLanes.Load(ref ci, (3 * lanes))), ref ci, (3 * lanes));
                    TLanes.Store(TLanes.Fma(a0, b4, TLanes.Load(ref ci, (4 * lanes))), ref ci, (4 * lanes));
                    TLanes.Store(TLanes.Fma(a0, b5, TLanes.Load(ref ci, (5 * lanes))), ref ci, (5 * lanes));
                    TLanes.Store(TLanes.Fma(a0, b6, TLanes.Load(ref ci, (6 * lanes))), ref ci, (6 * lanes));
                    TLanes.Store(TLanes.First(TLanes.Fma(a0, b7, TLanes.Load(ref ci, (7 * lanes))), TPanel.Tail), ref ci, (7 * lanes));
                }
            }

            for (; i < lines; i++)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a0 = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TLanes.Store(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                TLanes.Store(TLanes.Fma(a0, b2, TLanes.Load(ref ci, (2 * lanes))), ref ci, (2 * lanes));
                TLanes.Store(TLanes.Fma(a0, b3, TLanes.Load(ref ci, (3 * lanes))), ref ci, (3 * lanes));
                TLanes.Store(TLanes.Fma(a0, b4, TLanes.Load(ref ci, (4 * lanes))), ref ci, (4 * lanes));
                TLanes.Store(TLanes.Fma(a0, b5, TLanes.Load(ref ci, (5 * lanes))), ref ci, (5 * lanes));
                TLanes.Store(TLanes.Fma(a0, b6, TLanes.Load(ref ci, (6 * lanes))), ref ci, (6 * lanes));
                TLanes.Store(TLanes.Fma(a0, b7, TLanes.Load(ref ci, (7 * lanes))), ref ci, (7 * lanes));
            }
        }

        for (; v + 4 <= vectors; v += 4)
        {
            ref T cv = ref Unsafe.Add(ref c, v * lanes);
            TVector b0 = TLanes.Load(ref dy, (v * lanes));
            TVector b1 = TLanes.Load(ref dy, (v * lanes) + lanes);
            TVector b2 = TLanes.Load(ref dy, (v * lanes) + (2 * lanes));
            bool isCut = TPanel.Tail < lanes && v + 4 >= vectors;
            TVector b3 = isCut ? TLanes.LoadFirst(ref dy, (v * lanes) + (3 * lanes), TPanel.Tail) : TLanes.Load(ref dy, (v * lanes) + (3 * lanes));
            if (TPanel.HasBias)
            {
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, v * lanes), b0), ref db, v * lanes);
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + lanes), b1), ref db, (v * lanes) + lanes);
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + (2 * lanes)), b2), ref db, (v * lanes) + (2 * lanes));
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + (3 * lanes)), b3), ref db, (v * lanes) + (3 * lanes));
            }

            nint i = 0;
            if (isCut)
            {
                // Beside the row b is 0, but 0 times infinity is not.
                for (; i + 2 <= lines; i += 2)
                {
                    ref T ci = ref Unsafe.Add(ref cv, i * width);
                    TVector a0 = TLanes.Broadcast(ref x, i);
                    TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                    TLanes.Store(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                    TLanes.Store(TLanes.Fma(a0, b2, TLanes.Load(ref ci, (2 * lanes))), ref ci, (2 * lanes));
                    TLanes.Store(TLanes.First(TLanes.Fma(a0, b3, TLanes.Load(ref ci, (3 * lanes))), TPanel.Tail), ref ci, (3 * lanes));
                    TVector a1 = TLanes.Broadcast(ref x, i + 1);
                    TLanes.Store(TLanes.Fma(a1, b0, TLanes.Load(ref ci, width)), ref ci, width);
                    TLanes.Store(TLanes.Fma(a1, b1, TLanes.Load(ref ci, width + lanes)), ref ci, width + lanes);
                    TLanes.Store(TLanes.Fma(a1, b2, TLanes.Load(ref ci, width + (2 * lanes))), ref ci, width + (2 * lanes));
                    TLanes.Store(TLanes.First(TLanes.Fma(a1, b3, TLanes.Load(ref ci, width + (3 * lanes))), TPanel.Tail), ref ci, width + (3 * lanes));
                }

                for (; i < lines; i++)
                {
                    ref T ci = ref Unsafe.Add(ref cv, i * width);
                    TVector a0 = TLanes.Broadcast(ref x, i);
                    TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                    TLanes.Store(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                    TLanes.Store(TLanes.Fma(a0, b2, TLanes.Load(ref ci, (2 * lanes))), ref ci, (2 * lanes));
                    TLanes.Store(TLanes.First(TLanes.Fma(a0, b3, TLanes.Load(ref ci, (3 * lanes))), TPanel.Tail), ref ci, (3 * lanes));
                }
            }

            for (; i + 2 <= lines; i += 2)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a0 = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TLanes.Store(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                TLanes.Store(TLanes.Fma(a0, b2, TLanes.Load(ref ci, (2 * lanes))), ref ci, (2 * lanes));
                TLanes.Store(TLanes.Fma(a0, b3, TLanes.Load(ref ci, (3 * lanes))), ref ci, (3 * lanes));
                TVector a1 = TLanes.Broadcast(ref x, i + 1);
                TLanes.Store(TLanes.Fma(a1, b0, TLanes.Load(ref ci, width)), ref ci, width);
                TLanes.Store(TLanes.Fma(a1, b1, TLanes.Load(ref ci, width + lanes)), ref ci, width + lanes);
                TLanes.Store(TLanes.Fma(a1, b2, TLanes.Load(ref ci, width + (2 * lanes))), ref ci, width + (2 * lanes));
                TLanes.Store(TLanes.Fma(a1, b3, TLanes.Load(ref ci, width + (3 * lanes))), ref ci, width + (3 * lanes));
            }

            for (; i < lines; i++)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a0 = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TLanes.Store(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                TLanes.Store(TLanes.Fma(a0, b2, TLanes.Load(ref ci, (2 * lanes))), ref ci, (2 * lanes));
                TLanes.Store(TLanes.Fma(a0, b3, TLanes.Load(ref ci, (3 * lanes))), ref ci, (3 * lanes));
            }
        }

        for (; v + 2 <= vectors; v += 2)
        {
            ref T cv = ref Unsafe.Add(ref c, v * lanes);
            TVector b0 = TLanes.Load(ref dy, (v * lanes));
            bool isCut = TPanel.Tail < lanes && v + 2 >= vectors;
            TVector b1 = isCut ? TLanes.LoadFirst(ref dy, (v * lanes) + lanes, TPanel.Tail) : TLanes.Load(ref dy, (v * lanes) + lanes);
            if (TPanel.HasBias)
            {
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, v * lanes), b0), ref db, v * lanes);
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, (v * lanes) + lanes), b1), ref db, (v * lanes) + lanes);
            }

            nint i = 0;
            if (isCut)
            {
                // Beside the row b is 0, but 0 times infinity is not.
                for (; i + 4 <= lines; i += 4)
                {
                    ref T ci = ref Unsafe.Add(ref cv, i * width);
                    TVector a0 = TLanes.Broadcast(ref x, i);
                    TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                    TLanes.Store(TLanes.First(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), TPanel.Tail), ref ci, lanes);
                    TVector a1 = TLanes.Broadcast(ref x, i + 1);
                    TLanes.Store(TLanes.Fma(a1, b0, TLanes.Load(ref ci, width)), ref ci, width);
                    TLanes.Store(TLanes.First(TLanes.Fma(a1, b1, TLanes.Load(ref ci, width + lanes)), TPanel.Tail), ref ci, width + lanes);
                    TVector a2 = TLanes.Broadcast(ref x, i + 2);
                    TLanes.Store(TLanes.Fma(a2, b0, TLanes.Load(ref ci, (2 * width))), ref ci, (2 * width));
                    TLanes.Store(TLanes.First(TLanes.Fma(a2, b1, TLanes.Load(ref ci, (2 * width) + lanes)), TPanel.Tail), ref ci, (2 * width) + lanes);
                    TVector a3 = TLanes.Broadcast(ref x, i + 3);
                    TLanes.Store(TLanes.Fma(a3, b0, TLanes.Load(ref ci, (3 * width))), ref ci, (3 * width));
                    TLanes.Store(TLanes.First(TLanes.Fma(a3, b1, TLanes.Load(ref ci, (3 * width) + lanes)), TPanel.Tail), ref ci, (3 * width) + lanes);
                }

                for (; i < lines; i++)
                {
                    ref T ci = ref Unsafe.Add(ref cv, i * width);
                    TVector a0 = TLanes.Broadcast(ref x, i);
                    TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                    TLanes.Store(TLanes.First(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), TPanel.Tail), ref ci, lanes);
                }
            }

            for (; i + 4 <= lines; i += 4)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a0 = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TLanes.Store(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                TVector a1 = TLanes.Broadcast(ref x, i + 1);
                TLanes.Store(TLanes.Fma(a1, b0, TLanes.Load(ref ci, width)), ref ci, width);
                TLanes.Store(TLanes.Fma(a1, b1, TLanes.Load(ref ci, width + lanes)), ref ci, width + lanes);
                TVector a2 = TLanes.Broadcast(ref x, i + 2);
                TLanes.Store(TLanes.Fma(a2, b0, TLanes.Load(ref ci, (2 * width))), ref ci, (2 * width));
                TLanes.Store(TLanes.Fma(a2, b1, TLanes.Load(ref ci, (2 * width) + lanes)), ref ci, (2 * width) + lanes);
                TVector a3 = TLanes.Broadcast(ref x, i + 3);
                TLanes.Store(TLanes.Fma(a3, b0, TLanes.Load(ref ci, (3 * width))), ref ci, (3 * width));
                TLanes.Store(TLanes.Fma(a3, b1, TLanes.Load(ref ci, (3 * width) + lanes)), ref ci, (3 * width) + lanes);
            }

            for (; i < lines; i++)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a0 = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TLanes.Store(TLanes.Fma(a0, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
            }
        }

        for (; v + 1 <= vectors; v += 1)
        {
            ref T cv = ref Unsafe.Add(ref c, v * lanes);
            bool isCut = TPanel.Tail < lanes && v + 1 >= vectors;
            TVector b0 = isCut ? TLanes.LoadFirst(ref dy, (v * lanes), TPanel.Tail) : TLanes.Load(ref dy, (v * lanes));
            if (TPanel.HasBias)
            {
                TLanes.Store(TLanes.Add(TLanes.Load(ref db, v * lanes), b0), ref db, v * lanes);
            }

            nint i = 0;
            if (isCut)
            {
                // Beside the row b is 0, but 0 times infinity is not.
                for (; i + 4 <= lines; i += 4)
                {
                    ref T ci = ref Unsafe.Add(ref cv, i * width);
                    TVector a0 = TLanes.Broadcast(ref x, i);
                    TLanes.Store(TLanes.First(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), TPanel.Tail), ref ci, 0);
                    TVector a1 = TLanes.Broadcast(ref x, i + 1);
                    TLanes.Store(TLanes.First(TLanes.Fma(a1, b0, TLanes.Load(ref ci, width)), TPanel.Tail), ref ci, width);
                    TVector a2 = TLanes.Broadcast(ref x, i + 2);
                    TLanes.Store(TLanes.First(TLanes.Fma(a2, b0, TLanes.Load(ref ci, (2 * width))), TPanel.Tail), ref ci, (2 * width));
                    TVector a3 = TLanes.Broadcast(ref x, i + 3);
                    TLanes.Store(TLanes.First(TLanes.Fma(a3, b0, TLanes.Load(ref ci, (3 * width))), TPanel.Tail), ref ci, (3 * width));
                }

                for (; i < lines; i++)
                {
                    ref T ci = ref Unsafe.Add(ref cv, i * width);
                    TVector a0 = TLanes.Broadcast(ref x, i);
                    TLanes.Store(TLanes.First(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), TPanel.Tail), ref ci, 0);
                }
            }

            for (; i + 4 <= lines; i += 4)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a0 = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TVector a1 = TLanes.Broadcast(ref x, i + 1);
                TLanes.Store(TLanes.Fma(a1, b0, TLanes.Load(ref ci, width)), ref ci, width);
                TVector a2 = TLanes.Broadcast(ref x, i + 2);
                TLanes.Store(TLanes.Fma(a2, b0, TLanes.Load(ref ci, (2 * width))), ref ci, (2 * width));
                TVector a3 = TLanes.Broadcast(ref x, i + 3);
                TLanes.Store(TLanes.Fma(a3, b0, TLanes.Load(ref ci, (3 * width))), ref ci, (3 * width));
            }

            for (; i < lines; i++)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a0 = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a0, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
            }
        }
    }
}
