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
    /// <summary>Adds to one panel of dW, c[lines, vectors] += x[lines]·dy[vectors].</summary>
    /// <typeparam name="TB">Lanes of the last vector of dy that memory holds; what the others give is dropped.</typeparam>
    /// <param name="x">[lines].</param>
    /// <param name="dy">[vectors].</param>
    /// <param name="c">[lines, vectors], one after another.</param>
    /// <param name="lines">How many lines.</param>
    /// <param name="vectors">Vectors of a line.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Add<TB>(ref T x, ref T dy, ref T c, nint lines, nint vectors)
        where TB : struct, ILaneCount
    {
        nint lanes = TLanes.Count;
        nint width = vectors * lanes;
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
            TVector b7 = v + 8 < vectors ? TLanes.Load(ref dy, (v * lanes) + (7 * lanes)) : TLanes.LoadFirst(ref dy, (v * lanes) + (7 * lanes), TB.Count);
            for (nint i = 0; i < lines; i++)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TLanes.Store(TLanes.Fma(a, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                TLanes.Store(TLanes.Fma(a, b2, TLanes.Load(ref ci, (2 * lanes))), ref ci, (2 * lanes));
                TLanes.Store(TLanes.Fma(a, b3, TLanes.Load(ref ci, (3 * lanes))), ref ci, (3 * lanes));
                TLanes.Store(TLanes.Fma(a, b4, TLanes.Load(ref ci, (4 * lanes))), ref ci, (4 * lanes));
                TLanes.Store(TLanes.Fma(a, b5, TLanes.Load(ref ci, (5 * lanes))), ref ci, (5 * lanes));
                TLanes.Store(TLanes.Fma(a, b6, TLanes.Load(ref ci, (6 * lanes))), ref ci, (6 * lanes));
                TVector last = TLanes.Fma(a, b7, TLanes.Load(ref ci, (7 * lanes)));
                TLanes.Store(v + 8 < vectors ? last : TLanes.First(last, TB.Count), ref ci, (7 * lanes));
            }
        }

        for (; v + 4 <= vectors; v += 4)
        {
            ref T cv = ref Unsafe.Add(ref c, v * lanes);
            TVector b0 = TLanes.Load(ref dy, (v * lanes));
            TVector b1 = TLanes.Load(ref dy, (v * lanes) + lanes);
            TVector b2 = TLanes.Load(ref dy, (v * lanes) + (2 * lanes));
            TVector b3 = v + 4 < vectors ? TLanes.Load(ref dy, (v * lanes) + (3 * lanes)) : TLanes.LoadFirst(ref dy, (v * lanes) + (3 * lanes), TB.Count);
            for (nint i = 0; i < lines; i++)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TLanes.Store(TLanes.Fma(a, b1, TLanes.Load(ref ci, lanes)), ref ci, lanes);
                TLanes.Store(TLanes.Fma(a, b2, TLanes.Load(ref ci, (2 * lanes))), ref ci, (2 * lanes));
                TVector last = TLanes.Fma(a, b3, TLanes.Load(ref ci, (3 * lanes)));
                TLanes.Store(v + 4 < vectors ? last : TLanes.First(last, TB.Count), ref ci, (3 * lanes));
            }
        }

        for (; v + 2 <= vectors; v += 2)
        {
            ref T cv = ref Unsafe.Add(ref c, v * lanes);
            TVector b0 = TLanes.Load(ref dy, (v * lanes));
            TVector b1 = v + 2 < vectors ? TLanes.Load(ref dy, (v * lanes) + lanes) : TLanes.LoadFirst(ref dy, (v * lanes) + lanes, TB.Count);
            for (nint i = 0; i < lines; i++)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a = TLanes.Broadcast(ref x, i);
                TLanes.Store(TLanes.Fma(a, b0, TLanes.Load(ref ci, 0)), ref ci, 0);
                TVector last = TLanes.Fma(a, b1, TLanes.Load(ref ci, lanes));
                TLanes.Store(v + 2 < vectors ? last : TLanes.First(last, TB.Count), ref ci, lanes);
            }
        }

        for (; v + 1 <= vectors; v += 1)
        {
            ref T cv = ref Unsafe.Add(ref c, v * lanes);
            TVector b0 = v + 1 < vectors ? TLanes.Load(ref dy, (v * lanes)) : TLanes.LoadFirst(ref dy, (v * lanes), TB.Count);
            for (nint i = 0; i < lines; i++)
            {
                ref T ci = ref Unsafe.Add(ref cv, i * width);
                TVector a = TLanes.Broadcast(ref x, i);
                TVector last = TLanes.Fma(a, b0, TLanes.Load(ref ci, 0));
                TLanes.Store(v + 1 < vectors ? last : TLanes.First(last, TB.Count), ref ci, 0);
            }
        }
    }
}
