using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// One row of one panel: c = f(start + a·b), all vectors of the panel at once, and where those are too few to keep the multiply-add
/// units busy, two to four partial sums of each, over neighbouring blocks of terms. The matrix is read from one end to the other.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
/// <remarks>
/// The panel's numbers are constants to the JIT: the conditions on them, and the sums that the panel has not got, are gone from what
/// it compiles. Loads are what limits a row, so elements of a come in pairs and are spread by shuffles, where the instruction
/// set can; four terms make up one turn of the loop.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated kernels call them with all type arguments at hand.")]
public static class RowSums<TVector, TLanes, T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    /// <summary>One sum of each element: panels of up to twelve vectors.</summary>
    /// <typeparam name="TPanel">The panel.</typeparam>
    /// <typeparam name="TActivation">f.</typeparam>
    /// <param name="a">[terms].</param>
    /// <param name="b">[terms, vectors], one after another.</param>
    /// <param name="start">[vectors].</param>
    /// <param name="c">The panel's columns.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Sum1<TPanel, TActivation>(ref T a, ref T b, ref T start, ref T c)
        where TPanel : struct, IPanel
        where TActivation : struct, IActivation<TVector>
    {
        nint width = TPanel.Width;
        TVector c00 = Start<TPanel>(ref start, 0);
        TVector c01 = Start<TPanel>(ref start, 1);
        TVector c02 = Start<TPanel>(ref start, 2);
        TVector c03 = Start<TPanel>(ref start, 3);
        TVector c04 = Start<TPanel>(ref start, 4);
        TVector c05 = Start<TPanel>(ref start, 5);
        TVector c06 = Start<TPanel>(ref start, 6);
        TVector c07 = Start<TPanel>(ref start, 7);
        TVector c08 = Start<TPanel>(ref start, 8);
        TVector c09 = Start<TPanel>(ref start, 9);
        TVector c0a = Start<TPanel>(ref start, 10);
        TVector c0b = Start<TPanel>(ref start, 11);
        TVector pair;
        nint together = TPanel.Terms / 4 * 4;
        for (nint k = 0; k < together; k += 4)
        {
            ref T ak = ref Unsafe.Add(ref a, k);
            ref T bk = ref Unsafe.Add(ref b, k * width);
            if (TLanes.HasPairs)
            {
                pair = TLanes.LoadPair(ref ak, 0);
                Add12<TPanel>(TLanes.Pick(pair, 0), ref bk, 0, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
                Add12<TPanel>(TLanes.Pick(pair, 1), ref bk, width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
                pair = TLanes.LoadPair(ref ak, 2);
                Add12<TPanel>(TLanes.Pick(pair, 0), ref bk, 2 * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
                Add12<TPanel>(TLanes.Pick(pair, 1), ref bk, 3 * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
            }
            else
            {
                Add12<TPanel>(TLanes.Broadcast(ref ak, 0), ref bk, 0, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
                Add12<TPanel>(TLanes.Broadcast(ref ak, 1), ref bk, width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
                Add12<TPanel>(TLanes.Broadcast(ref ak, 2), ref bk, 2 * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
                Add12<TPanel>(TLanes.Broadcast(ref ak, 3), ref bk, 3 * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
            }
        }

        if (TPanel.Terms % 4 != 0)
        {
            for (nint k = together; k < TPanel.Terms; k++)
            {
                Add12<TPanel>(TLanes.Broadcast(ref a, k), ref b, k * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05, ref c06, ref c07, ref c08, ref c09, ref c0a, ref c0b);
            }
        }

        End<TPanel, TActivation>(c00, ref c, 0);
        End<TPanel, TActivation>(c01, ref c, 1);
        End<TPanel, TActivation>(c02, ref c, 2);
        End<TPanel, TActivation>(c03, ref c, 3);
        End<TPanel, TActivation>(c04, ref c, 4);
        End<TPanel, TActivation>(c05, ref c, 5);
        End<TPanel, TActivation>(c06, ref c, 6);
        End<TPanel, TActivation>(c07, ref c, 7);
        End<TPanel, TActivation>(c08, ref c, 8);
        End<TPanel, TActivation>(c09, ref c, 9);
        End<TPanel, TActivation>(c0a, ref c, 10);
        End<TPanel, TActivation>(c0b, ref c, 11);
    }

    /// <summary>Two partial sums of each element: panels of up to six vectors.</summary>
    /// <typeparam name="TPanel">The panel.</typeparam>
    /// <typeparam name="TActivation">f.</typeparam>
    /// <param name="a">[terms].</param>
    /// <param name="b">[terms, vectors], one after another.</param>
    /// <param name="start">[vectors].</param>
    /// <param name="c">The panel's columns.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Sum2<TPanel, TActivation>(ref T a, ref T b, ref T start, ref T c)
        where TPanel : struct, IPanel
        where TActivation : struct, IActivation<TVector>
    {
        nint width = TPanel.Width;
        TVector c00 = Start<TPanel>(ref start, 0);
        TVector c01 = Start<TPanel>(ref start, 1);
        TVector c02 = Start<TPanel>(ref start, 2);
        TVector c03 = Start<TPanel>(ref start, 3);
        TVector c04 = Start<TPanel>(ref start, 4);
        TVector c05 = Start<TPanel>(ref start, 5);
        TVector c10 = TLanes.Zero;
        TVector c11 = TLanes.Zero;
        TVector c12 = TLanes.Zero;
        TVector c13 = TLanes.Zero;
        TVector c14 = TLanes.Zero;
        TVector c15 = TLanes.Zero;
        TVector p0;
        TVector p1;

        // What all blocks have, and then what some have beyond: the blocks in turn, so that no addition waits for the one before it.
        nint last = TPanel.Terms - TPanel.LastBlock;
        nint together = (last < TPanel.Block ? last : TPanel.Block) / 4 * 4;
        for (nint k = 0; k < together; k += 4)
        {
            ref T ak = ref Unsafe.Add(ref a, k);
            ref T bk = ref Unsafe.Add(ref b, k * width);
            if (TLanes.HasPairs)
            {
                p0 = TLanes.LoadPair(ref ak, 0);
                Add6<TPanel>(TLanes.Pick(p0, 0), ref bk, 0, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                p1 = TLanes.LoadPair(ref ak, TPanel.Block);
                Add6<TPanel>(TLanes.Pick(p1, 0), ref bk, TPanel.Block * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
                Add6<TPanel>(TLanes.Pick(p0, 1), ref bk, width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                Add6<TPanel>(TLanes.Pick(p1, 1), ref bk, (TPanel.Block + 1) * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
                p0 = TLanes.LoadPair(ref ak, 2);
                Add6<TPanel>(TLanes.Pick(p0, 0), ref bk, 2 * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                p1 = TLanes.LoadPair(ref ak, TPanel.Block + 2);
                Add6<TPanel>(TLanes.Pick(p1, 0), ref bk, (TPanel.Block + 2) * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
                Add6<TPanel>(TLanes.Pick(p0, 1), ref bk, 3 * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                Add6<TPanel>(TLanes.Pick(p1, 1), ref bk, (TPanel.Block + 3) * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
            }
            else
            {
                Add6<TPanel>(TLanes.Broadcast(ref ak, 0), ref bk, 0, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                Add6<TPanel>(TLanes.Broadcast(ref ak, TPanel.Block), ref bk, TPanel.Block * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
                Add6<TPanel>(TLanes.Broadcast(ref ak, 1), ref bk, width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                Add6<TPanel>(TLanes.Broadcast(ref ak, TPanel.Block + 1), ref bk, (TPanel.Block + 1) * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
                Add6<TPanel>(TLanes.Broadcast(ref ak, 2), ref bk, 2 * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                Add6<TPanel>(TLanes.Broadcast(ref ak, TPanel.Block + 2), ref bk, (TPanel.Block + 2) * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
                Add6<TPanel>(TLanes.Broadcast(ref ak, 3), ref bk, 3 * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
                Add6<TPanel>(TLanes.Broadcast(ref ak, TPanel.Block + 3), ref bk, (TPanel.Block + 3) * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
            }
        }

        if (TPanel.Block % 4 != 0 || last < TPanel.Block)
        {
            for (nint k = together; k < TPanel.Block; k++)
            {
                Add6<TPanel>(TLanes.Broadcast(ref a, k), ref b, k * width, ref c00, ref c01, ref c02, ref c03, ref c04, ref c05);
            }
        }

        if (last % 4 != 0 || last > TPanel.Block)
        {
            for (nint k = TPanel.LastBlock + together; k < TPanel.Terms; k++)
            {
                Add6<TPanel>(TLanes.Broadcast(ref a, k), ref b, k * width, ref c10, ref c11, ref c12, ref c13, ref c14, ref c15);
            }
        }

        c00 = TLanes.Add(c00, c10);
        c01 = TLanes.Add(c01, c11);
        c02 = TLanes.Add(c02, c12);
        c03 = TLanes.Add(c03, c13);
        c04 = TLanes.Add(c04, c14);
        c05 = TLanes.Add(c05, c15);
        End<TPanel, TActivation>(c00, ref c, 0);
        End<TPanel, TActivation>(c01, ref c, 1);
        End<TPanel, TActivation>(c02, ref c, 2);
        End<TPanel, TActivation>(c03, ref c, 3);
        End<TPanel, TActivation>(c04, ref c, 4);
        End<TPanel, TActivation>(c05, ref c, 5);
    }

    /// <summary>Three or four partial sums of each element: panels of one or two vectors.</summary>
    /// <typeparam name="TPanel">The panel.</typeparam>
    /// <typeparam name="TActivation">f.</typeparam>
    /// <param name="a">[terms].</param>
    /// <param name="b">[terms, vectors], one after another.</param>
    /// <param name="start">[vectors].</param>
    /// <param name="c">The panel's columns.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Sum4<TPanel, TActivation>(ref T a, ref T b, ref T start, ref T c)
        where TPanel : struct, IPanel
        where TActivation : struct, IActivation<TVector>
    {
        nint width = TPanel.Width;
        TVector c00 = Start<TPanel>(ref start, 0);
        TVector c01 = Start<TPanel>(ref start, 1);
        TVector c10 = TLanes.Zero;
        TVector c11 = TLanes.Zero;
        TVector c20 = TLanes.Zero;
        TVector c21 = TLanes.Zero;
        TVector c30 = TLanes.Zero;
        TVector c31 = TLanes.Zero;
        TVector p0;
        TVector p1;
        TVector p2;
        TVector p3 = TLanes.Zero;

        // What all blocks have, and then what some have beyond: the blocks in turn, so that no addition waits for the one before it.
        nint last = TPanel.Terms - TPanel.LastBlock;
        nint together = (last < TPanel.Block ? last : TPanel.Block) / 4 * 4;
        for (nint k = 0; k < together; k += 4)
        {
            ref T ak = ref Unsafe.Add(ref a, k);
            ref T bk = ref Unsafe.Add(ref b, k * width);
            if (TLanes.HasPairs)
            {
                p0 = TLanes.LoadPair(ref ak, 0);
                Add2<TPanel>(TLanes.Pick(p0, 0), ref bk, 0, ref c00, ref c01);
                p1 = TLanes.LoadPair(ref ak, TPanel.Block);
                Add2<TPanel>(TLanes.Pick(p1, 0), ref bk, TPanel.Block * width, ref c10, ref c11);
                p2 = TLanes.LoadPair(ref ak, 2 * TPanel.Block);
                Add2<TPanel>(TLanes.Pick(p2, 0), ref bk, (2 * TPanel.Block) * width, ref c20, ref c21);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    p3 = TLanes.LoadPair(ref ak, 3 * TPanel.Block);
                    Add2<TPanel>(TLanes.Pick(p3, 0), ref bk, (3 * TPanel.Block) * width, ref c30, ref c31);
                }

                Add2<TPanel>(TLanes.Pick(p0, 1), ref bk, width, ref c00, ref c01);
                Add2<TPanel>(TLanes.Pick(p1, 1), ref bk, (TPanel.Block + 1) * width, ref c10, ref c11);
                Add2<TPanel>(TLanes.Pick(p2, 1), ref bk, ((2 * TPanel.Block) + 1) * width, ref c20, ref c21);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    Add2<TPanel>(TLanes.Pick(p3, 1), ref bk, ((3 * TPanel.Block) + 1) * width, ref c30, ref c31);
                }

                p0 = TLanes.LoadPair(ref ak, 2);
                Add2<TPanel>(TLanes.Pick(p0, 0), ref bk, 2 * width, ref c00, ref c01);
                p1 = TLanes.LoadPair(ref ak, TPanel.Block + 2);
                Add2<TPanel>(TLanes.Pick(p1, 0), ref bk, (TPanel.Block + 2) * width, ref c10, ref c11);
                p2 = TLanes.LoadPair(ref ak, (2 * TPanel.Block) + 2);
                Add2<TPanel>(TLanes.Pick(p2, 0), ref bk, ((2 * TPanel.Block) + 2) * width, ref c20, ref c21);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    p3 = TLanes.LoadPair(ref ak, (3 * TPanel.Block) + 2);
                    Add2<TPanel>(TLanes.Pick(p3, 0), ref bk, ((3 * TPanel.Block) + 2) * width, ref c30, ref c31);
                }

                Add2<TPanel>(TLanes.Pick(p0, 1), ref bk, 3 * width, ref c00, ref c01);
                Add2<TPanel>(TLanes.Pick(p1, 1), ref bk, (TPanel.Block + 3) * width, ref c10, ref c11);
                Add2<TPanel>(TLanes.Pick(p2, 1), ref bk, ((2 * TPanel.Block) + 3) * width, ref c20, ref c21);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    Add2<TPanel>(TLanes.Pick(p3, 1), ref bk, ((3 * TPanel.Block) + 3) * width, ref c30, ref c31);
                }
            }
            else
            {
                Add2<TPanel>(TLanes.Broadcast(ref ak, 0), ref bk, 0, ref c00, ref c01);
                Add2<TPanel>(TLanes.Broadcast(ref ak, TPanel.Block), ref bk, TPanel.Block * width, ref c10, ref c11);
                Add2<TPanel>(TLanes.Broadcast(ref ak, 2 * TPanel.Block), ref bk, (2 * TPanel.Block) * width, ref c20, ref c21);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    Add2<TPanel>(TLanes.Broadcast(ref ak, 3 * TPanel.Block), ref bk, (3 * TPanel.Block) * width, ref c30, ref c31);
                }

                Add2<TPanel>(TLanes.Broadcast(ref ak, 1), ref bk, width, ref c00, ref c01);
                Add2<TPanel>(TLanes.Broadcast(ref ak, TPanel.Block + 1), ref bk, (TPanel.Block + 1) * width, ref c10, ref c11);
                Add2<TPanel>(TLanes.Broadcast(ref ak, (2 * TPanel.Block) + 1), ref bk, ((2 * TPanel.Block) + 1) * width, ref c20, ref c21);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    Add2<TPanel>(TLanes.Broadcast(ref ak, (3 * TPanel.Block) + 1), ref bk, ((3 * TPanel.Block) + 1) * width, ref c30, ref c31);
                }

                Add2<TPanel>(TLanes.Broadcast(ref ak, 2), ref bk, 2 * width, ref c00, ref c01);
                Add2<TPanel>(TLanes.Broadcast(ref ak, TPanel.Block + 2), ref bk, (TPanel.Block + 2) * width, ref c10, ref c11);
                Add2<TPanel>(TLanes.Broadcast(ref ak, (2 * TPanel.Block) + 2), ref bk, ((2 * TPanel.Block) + 2) * width, ref c20, ref c21);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    Add2<TPanel>(TLanes.Broadcast(ref ak, (3 * TPanel.Block) + 2), ref bk, ((3 * TPanel.Block) + 2) * width, ref c30, ref c31);
                }

                Add2<TPanel>(TLanes.Broadcast(ref ak, 3), ref bk, 3 * width, ref c00, ref c01);
                Add2<TPanel>(TLanes.Broadcast(ref ak, TPanel.Block + 3), ref bk, (TPanel.Block + 3) * width, ref c10, ref c11);
                Add2<TPanel>(TLanes.Broadcast(ref ak, (2 * TPanel.Block) + 3), ref bk, ((2 * TPanel.Block) + 3) * width, ref c20, ref c21);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    Add2<TPanel>(TLanes.Broadcast(ref ak, (3 * TPanel.Block) + 3), ref bk, ((3 * TPanel.Block) + 3) * width, ref c30, ref c31);
                }
            }
        }

        if (TPanel.Block % 4 != 0 || last < TPanel.Block)
        {
            for (nint k = together; k < TPanel.Block; k++)
            {
                Add2<TPanel>(TLanes.Broadcast(ref a, k), ref b, k * width, ref c00, ref c01);
                Add2<TPanel>(TLanes.Broadcast(ref a, TPanel.Block + k), ref b, (TPanel.Block + k) * width, ref c10, ref c11);
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    Add2<TPanel>(TLanes.Broadcast(ref a, (2 * TPanel.Block) + k), ref b, ((2 * TPanel.Block) + k) * width, ref c20, ref c21);
                }
            }
        }

        if (last % 4 != 0 || last > TPanel.Block)
        {
            for (nint k = TPanel.LastBlock + together; k < TPanel.Terms; k++)
            {
                if (TPanel.LastBlock > 2 * TPanel.Block)
                {
                    Add2<TPanel>(TLanes.Broadcast(ref a, k), ref b, k * width, ref c30, ref c31);
                }
                else
                {
                    Add2<TPanel>(TLanes.Broadcast(ref a, k), ref b, k * width, ref c20, ref c21);
                }
            }
        }

        c00 = TLanes.Add(c00, c10);
        c01 = TLanes.Add(c01, c11);
        c00 = TLanes.Add(c00, c20);
        c01 = TLanes.Add(c01, c21);
        if (TPanel.LastBlock > 2 * TPanel.Block)
        {
            c00 = TLanes.Add(c00, c30);
            c01 = TLanes.Add(c01, c31);
        }

        End<TPanel, TActivation>(c00, ref c, 0);
        End<TPanel, TActivation>(c01, ref c, 1);
    }

    /// <summary>What a sum begins with.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static TVector Start<TPanel>(ref T start, nint vector)
        where TPanel : struct, IPanel =>
        TPanel.Vectors > vector ? TLanes.Load(ref start, vector * TLanes.Count) : TLanes.Zero;

    /// <summary>Stores f of a sum, if the panel has as many vectors: of the last, the columns that there are.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static void End<TPanel, TActivation>(TVector sum, ref T c, nint vector)
        where TPanel : struct, IPanel
        where TActivation : struct, IActivation<TVector>
    {
        if (TPanel.Vectors == vector + 1)
        {
            TLanes.StoreFirst(TActivation.Value(sum), ref c, vector * TLanes.Count, TPanel.Tail);
        }
        else if (TPanel.Vectors > vector)
        {
            TLanes.Store(TActivation.Value(sum), ref c, vector * TLanes.Count);
        }
    }

    /// <summary>Adds a·b to twelve sums, or to as many of them as the panel has vectors.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static void Add12<TPanel>(TVector a, ref T b, nint offset, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3, ref TVector c4, ref TVector c5, ref TVector c6, ref TVector c7, ref TVector c8, ref TVector c9, ref TVector ca, ref TVector cb)
        where TPanel : struct, IPanel
    {
        nint lanes = TLanes.Count;
        c0 = TLanes.Fma(a, ref b, offset, c0);
        if (TPanel.Vectors > 1)
        {
            c1 = TLanes.Fma(a, ref b, offset + lanes, c1);
        }

        if (TPanel.Vectors > 2)
        {
            c2 = TLanes.Fma(a, ref b, offset + (2 * lanes), c2);
        }

        if (TPanel.Vectors > 3)
        {
            c3 = TLanes.Fma(a, ref b, offset + (3 * lanes), c3);
        }

        if (TPanel.Vectors > 4)
        {
            c4 = TLanes.Fma(a, ref b, offset + (4 * lanes), c4);
        }

        if (TPanel.Vectors > 5)
        {
            c5 = TLanes.Fma(a, ref b, offset + (5 * lanes), c5);
        }

        if (TPanel.Vectors > 6)
        {
            c6 = TLanes.Fma(a, ref b, offset + (6 * lanes), c6);
        }

        if (TPanel.Vectors > 7)
        {
            c7 = TLanes.Fma(a, ref b, offset + (7 * lanes), c7);
        }

        if (TPanel.Vectors > 8)
        {
            c8 = TLanes.Fma(a, ref b, offset + (8 * lanes), c8);
        }

        if (TPanel.Vectors > 9)
        {
            c9 = TLanes.Fma(a, ref b, offset + (9 * lanes), c9);
        }

        if (TPanel.Vectors > 10)
        {
            ca = TLanes.Fma(a, ref b, offset + (10 * lanes), ca);
        }

        if (TPanel.Vectors > 11)
        {
            cb = TLanes.Fma(a, ref b, offset + (11 * lanes), cb);
        }
    }

    /// <summary>Adds a·b to six sums, or to as many of them as the panel has vectors.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static void Add6<TPanel>(TVector a, ref T b, nint offset, ref TVector c0, ref TVector c1, ref TVector c2, ref TVector c3, ref TVector c4, ref TVector c5)
        where TPanel : struct, IPanel
    {
        nint lanes = TLanes.Count;
        c0 = TLanes.Fma(a, ref b, offset, c0);
        if (TPanel.Vectors > 1)
        {
            c1 = TLanes.Fma(a, ref b, offset + lanes, c1);
        }

        if (TPanel.Vectors > 2)
        {
            c2 = TLanes.Fma(a, ref b, offset + (2 * lanes), c2);
        }

        if (TPanel.Vectors > 3)
        {
            c3 = TLanes.Fma(a, ref b, offset + (3 * lanes), c3);
        }

        if (TPanel.Vectors > 4)
        {
            c4 = TLanes.Fma(a, ref b, offset + (4 * lanes), c4);
        }

        if (TPanel.Vectors > 5)
        {
            c5 = TLanes.Fma(a, ref b, offset + (5 * lanes), c5);
        }
    }

    /// <summary>Adds a·b to two sums, or to as many of them as the panel has vectors.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static void Add2<TPanel>(TVector a, ref T b, nint offset, ref TVector c0, ref TVector c1)
        where TPanel : struct, IPanel
    {
        nint lanes = TLanes.Count;
        c0 = TLanes.Fma(a, ref b, offset, c0);
        if (TPanel.Vectors > 1)
        {
            c1 = TLanes.Fma(a, ref b, offset + lanes, c1);
        }
    }
}
