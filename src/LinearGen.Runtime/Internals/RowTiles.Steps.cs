using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <content>What a tile does between the first term of a block and the last.</content>
public static partial class RowTiles<TVector, TLanes, T>
{
    private const int Unroll = 4;

    [MethodImpl(KernelOptions.Inline)]
    private static void Sum4x2<TShape, TB>(
        ref T a, ref T b, nint from, nint end, nint whole,
        ref TVector c00, ref TVector c01, ref TVector c10, ref TVector c11, ref TVector c20, ref TVector c21, ref TVector c30, ref TVector c31)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
    {
        nint lanes = TLanes.Count;
        nint aStep = TShape.AStep;
        nint bStep = TShape.BStep;
        nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
        nint k = from;
        for (; k + Unroll <= wholeEnd; k += Unroll)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
            Step<TShape>(ref ak, aStep, TLanes.Load(ref bk, bStep), TLanes.Load(ref bk, bStep + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
            Step<TShape>(ref ak, 2 * aStep, TLanes.Load(ref bk, (2 * bStep)), TLanes.Load(ref bk, (2 * bStep) + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
            Step<TShape>(ref ak, 3 * aStep, TLanes.Load(ref bk, (3 * bStep)), TLanes.Load(ref bk, (3 * bStep) + lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
        }

        for (; k < wholeEnd; k++)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
        }

        for (; TB.Count < lanes && k < end; k++)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.LoadFirst(ref bk, lanes, TB.Count), ref c00, ref c01, ref c10, ref c11, ref c20, ref c21, ref c30, ref c31);
        }
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Sum4x3<TShape, TB>(
        ref T a, ref T b, nint from, nint end, nint whole,
        ref TVector c00, ref TVector c01, ref TVector c02, ref TVector c10, ref TVector c11, ref TVector c12, ref TVector c20, ref TVector c21, ref TVector c22, ref TVector c30, ref TVector c31, ref TVector c32)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
    {
        nint lanes = TLanes.Count;
        nint aStep = TShape.AStep;
        nint bStep = TShape.BStep;
        nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
        nint k = from;
        for (; k + Unroll <= wholeEnd; k += Unroll)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), TLanes.Load(ref bk, (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
            Step<TShape>(ref ak, aStep, TLanes.Load(ref bk, bStep), TLanes.Load(ref bk, bStep + lanes), TLanes.Load(ref bk, bStep + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
            Step<TShape>(ref ak, 2 * aStep, TLanes.Load(ref bk, (2 * bStep)), TLanes.Load(ref bk, (2 * bStep) + lanes), TLanes.Load(ref bk, (2 * bStep) + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
            Step<TShape>(ref ak, 3 * aStep, TLanes.Load(ref bk, (3 * bStep)), TLanes.Load(ref bk, (3 * bStep) + lanes), TLanes.Load(ref bk, (3 * bStep) + (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
        }

        for (; k < wholeEnd; k++)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), TLanes.Load(ref bk, (2 * lanes)), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
        }

        for (; TB.Count < lanes && k < end; k++)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), TLanes.Load(ref bk, lanes), TLanes.LoadFirst(ref bk, (2 * lanes), TB.Count), ref c00, ref c01, ref c02, ref c10, ref c11, ref c12, ref c20, ref c21, ref c22, ref c30, ref c31, ref c32);
        }
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Sum8x1<TShape, TB>(
        ref T a, ref T b, nint from, nint end, nint whole,
        ref TVector c00, ref TVector c10, ref TVector c20, ref TVector c30, ref TVector c40, ref TVector c50, ref TVector c60, ref TVector c70)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
    {
        nint lanes = TLanes.Count;
        nint aStep = TShape.AStep;
        nint bStep = TShape.BStep;
        nint wholeEnd = TB.Count >= lanes ? end : Math.Min(end, whole);
        nint k = from;
        for (; k + Unroll <= wholeEnd; k += Unroll)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
            Step<TShape>(ref ak, aStep, TLanes.Load(ref bk, bStep), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
            Step<TShape>(ref ak, 2 * aStep, TLanes.Load(ref bk, (2 * bStep)), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
            Step<TShape>(ref ak, 3 * aStep, TLanes.Load(ref bk, (3 * bStep)), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
        }

        for (; k < wholeEnd; k++)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.Load(ref bk, 0), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
        }

        for (; TB.Count < lanes && k < end; k++)
        {
            ref T ak = ref Unsafe.Add(ref a, k * aStep);
            ref T bk = ref Unsafe.Add(ref b, k * bStep);
            Step<TShape>(ref ak, 0, TLanes.LoadFirst(ref bk, 0, TB.Count), ref c00, ref c10, ref c20, ref c30, ref c40, ref c50, ref c60, ref c70);
        }
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, TVector b0, TVector b1,
        ref TVector c00, ref TVector c01, ref TVector c10, ref TVector c11, ref TVector c20, ref TVector c21, ref TVector c30, ref TVector c31)
        where TShape : struct, ITileShape
    {
        TVector x0 = TLanes.Broadcast(ref a, offset);
        c00 = TLanes.Fma(x0, b0, c00);
        c01 = TLanes.Fma(x0, b1, c01);
        TVector x1 = TLanes.Broadcast(ref a, offset + TShape.ARow);
        c10 = TLanes.Fma(x1, b0, c10);
        c11 = TLanes.Fma(x1, b1, c11);
        TVector x2 = TLanes.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = TLanes.Fma(x2, b0, c20);
        c21 = TLanes.Fma(x2, b1, c21);
        TVector x3 = TLanes.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = TLanes.Fma(x3, b0, c30);
        c31 = TLanes.Fma(x3, b1, c31);
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, TVector b0, TVector b1, TVector b2,
        ref TVector c00, ref TVector c01, ref TVector c02, ref TVector c10, ref TVector c11, ref TVector c12, ref TVector c20, ref TVector c21, ref TVector c22, ref TVector c30, ref TVector c31, ref TVector c32)
        where TShape : struct, ITileShape
    {
        TVector x0 = TLanes.Broadcast(ref a, offset);
        c00 = TLanes.Fma(x0, b0, c00);
        c01 = TLanes.Fma(x0, b1, c01);
        c02 = TLanes.Fma(x0, b2, c02);
        TVector x1 = TLanes.Broadcast(ref a, offset + TShape.ARow);
        c10 = TLanes.Fma(x1, b0, c10);
        c11 = TLanes.Fma(x1, b1, c11);
        c12 = TLanes.Fma(x1, b2, c12);
        TVector x2 = TLanes.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = TLanes.Fma(x2, b0, c20);
        c21 = TLanes.Fma(x2, b1, c21);
        c22 = TLanes.Fma(x2, b2, c22);
        TVector x3 = TLanes.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = TLanes.Fma(x3, b0, c30);
        c31 = TLanes.Fma(x3, b1, c31);
        c32 = TLanes.Fma(x3, b2, c32);
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void Step<TShape>(
        ref T a, nint offset, TVector b0,
        ref TVector c00, ref TVector c10, ref TVector c20, ref TVector c30, ref TVector c40, ref TVector c50, ref TVector c60, ref TVector c70)
        where TShape : struct, ITileShape
    {
        TVector x0 = TLanes.Broadcast(ref a, offset);
        c00 = TLanes.Fma(x0, b0, c00);
        TVector x1 = TLanes.Broadcast(ref a, offset + TShape.ARow);
        c10 = TLanes.Fma(x1, b0, c10);
        TVector x2 = TLanes.Broadcast(ref a, offset + (2 * TShape.ARow));
        c20 = TLanes.Fma(x2, b0, c20);
        TVector x3 = TLanes.Broadcast(ref a, offset + (3 * TShape.ARow));
        c30 = TLanes.Fma(x3, b0, c30);
        TVector x4 = TLanes.Broadcast(ref a, offset + (4 * TShape.ARow));
        c40 = TLanes.Fma(x4, b0, c40);
        TVector x5 = TLanes.Broadcast(ref a, offset + (5 * TShape.ARow));
        c50 = TLanes.Fma(x5, b0, c50);
        TVector x6 = TLanes.Broadcast(ref a, offset + (6 * TShape.ARow));
        c60 = TLanes.Fma(x6, b0, c60);
        TVector x7 = TLanes.Broadcast(ref a, offset + (7 * TShape.ARow));
        c70 = TLanes.Fma(x7, b0, c70);
    }

    /// <summary>
    /// Stores the last vector of a row of a tile, whose first lanes take several instructions if they are not a power of two. Where
    /// rows of the same tile follow, which are stored later, all lanes go out with one: what they write behind the row, the next
    /// rows overwrite.
    /// </summary>
    /// <remarks>
    /// Four rows of 13 columns become 9 stores instead of 12, and 7×13 gains 9 to 14 %: more than 8 stores that wait for their
    /// sums hold up what comes after them.
    /// </remarks>
    [MethodImpl(KernelOptions.Inline)]
    private static void StoreLast<TShape, TC>(TVector value, ref T c, nint offset, nint rows, nint vectors)
        where TShape : struct, ITileShape
        where TC : struct, ILaneCount
    {
        nint lanes = TLanes.Count;
        bool takesSeveral = (TC.Count & (TC.Count - 1)) != 0;
        bool mayReachOver = TShape.CRow <= vectors * lanes && offset + lanes <= rows * TShape.CRow;
        TLanes.StoreFirst(value, ref c, offset, takesSeveral && mayReachOver ? TLanes.Count : TC.Count);
    }
}
