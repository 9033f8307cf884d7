using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace LinearGen.Internals;

/// <summary>
/// Products panel by panel, as their plans say: Y = X·W + b, dX = dY·Wᵀ, which is the same product over the transposed copy, and
/// dW += Xᵀ·dY. What is here is inlined into a layer's kernels, down to the calls of the methods that do the work.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated kernels call them with all type arguments at hand.")]
public static class Panels<TVector, TLanes, T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>Vectors of B that a batch works with at a time: 96 terms of a full panel are 24 KB, which leaves room in L1 for the rows. 512×512, 256 rows: 88 % of the peak, all terms at once 78 %.</summary>
    private const int VectorsInCache = 768;

    /// <summary>
    /// Rows that a pass over dW adds up when a batch has more than twice as many: without blocks 256 rows of 64×64 reach 56 % of the
    /// peak, since the columns of X and dY that one tile reads do not stay in L1.
    /// </summary>
    private const int UpdateRows = 32;

    /// <summary>Rows above which pieces are copied: fewer fit into the cache sets that they share.</summary>
    private const int PackedRows = 8;

    /// <summary>One row: c = f(start + a·b).</summary>
    /// <typeparam name="TPanel">The columns and their plan.</typeparam>
    /// <typeparam name="TActivation">f.</typeparam>
    /// <param name="a">[terms].</param>
    /// <param name="b">The whole matrix, with start behind it.</param>
    /// <param name="c">[columns].</param>
    [MethodImpl(KernelOptions.Inline)]
    public static void Row<TPanel, TActivation>(ref T a, ref T b, ref T c)
        where TPanel : struct, IPanel
        where TActivation : struct, IActivation<TVector>
    {
        if (TPanel.Count > 1)
        {
            for (nint column = TPanel.First; column < TPanel.First + (TPanel.Count * TPanel.Width); column += TPanel.Width)
            {
                RowSums<TVector, TLanes, T>.Sum1<TPanel, TActivation>(ref a, ref Unsafe.Add(ref b, column * TPanel.Terms), ref Unsafe.Add(ref b, TPanel.Start + column), ref Unsafe.Add(ref c, column));
            }

            return;
        }

        ref T first = ref Unsafe.Add(ref b, TPanel.First * TPanel.Terms);
        ref T start = ref Unsafe.Add(ref b, TPanel.Start + TPanel.First);
        ref T to = ref Unsafe.Add(ref c, TPanel.First);
        if (TPanel.Block == 0)
        {
            RowSums<TVector, TLanes, T>.Sum1<TPanel, TActivation>(ref a, ref first, ref start, ref to);
        }
        else if (TPanel.LastBlock == TPanel.Block)
        {
            RowSums<TVector, TLanes, T>.Sum2<TPanel, TActivation>(ref a, ref first, ref start, ref to);
        }
        else
        {
            RowSums<TVector, TLanes, T>.Sum4<TPanel, TActivation>(ref a, ref first, ref start, ref to);
        }
    }

    /// <summary>The same without an activation.</summary>
    /// <inheritdoc cref="Row{TPanel, TActivation}"/>
    [MethodImpl(KernelOptions.Inline)]
    public static void Row<TPanel>(ref T a, ref T b, ref T c)
        where TPanel : struct, IPanel => Row<TPanel, NoActivation<TVector>>(ref a, ref b, ref c);

    /// <summary>The same for any number of rows: as many as there can be in tiles, and the others one by one. An activation is only for a panel that has all columns.</summary>
    /// <typeparam name="TPanel">The columns and their plan.</typeparam>
    /// <typeparam name="TActivation">f.</typeparam>
    /// <param name="a">[rows, terms].</param>
    /// <param name="b">The whole matrix, with start behind it.</param>
    /// <param name="c">[rows, columns].</param>
    /// <param name="rows">How many.</param>
    [MethodImpl(KernelOptions.Inline)]
    public static void Rows<TPanel, TActivation>(ref T a, ref T b, ref T c, nint rows)
        where TPanel : struct, IPanel
        where TActivation : struct, IActivation<TVector>
    {
        nint tiled = rows / TileRows<TPanel>() * TileRows<TPanel>();
        Tiles<TPanel>(ref a, ref b, ref c, tiled);
        if (typeof(TActivation) != typeof(NoActivation<TVector>))
        {
            ActivationRows<TVector, TLanes, T, TActivation>.Forward(ref c, ref c, tiled * TPanel.Columns);
        }

        for (nint n = tiled; n < rows; n++)
        {
            Row<TPanel, TActivation>(ref Unsafe.Add(ref a, n * TPanel.Terms), ref b, ref Unsafe.Add(ref c, n * TPanel.Columns));
        }
    }

    /// <summary>The same without an activation.</summary>
    /// <inheritdoc cref="Rows{TPanel, TActivation}"/>
    [MethodImpl(KernelOptions.Inline)]
    public static void Rows<TPanel>(ref T a, ref T b, ref T c, nint rows)
        where TPanel : struct, IPanel => Rows<TPanel, NoActivation<TVector>>(ref a, ref b, ref c, rows);

    /// <summary>The same for as many rows as tiles take, without an activation.</summary>
    /// <typeparam name="TPanel">The columns and their plan.</typeparam>
    /// <param name="a">[rows, terms].</param>
    /// <param name="b">The whole matrix, with start behind it.</param>
    /// <param name="c">[rows, columns].</param>
    /// <param name="rows">How many there are: a multiple of 4, or of 8 if a row is a single vector.</param>
    [MethodImpl(KernelOptions.Inline)]
    public static void Tiles<TPanel>(ref T a, ref T b, ref T c, nint rows)
        where TPanel : struct, IPanel
    {
        if (TPanel.Count > 1)
        {
            for (nint column = TPanel.First; column < TPanel.First + (TPanel.Count * TPanel.Width); column += TPanel.Width)
            {
                TilesOfPanel<TPanel>(ref a, ref Unsafe.Add(ref b, column * TPanel.Terms), ref Unsafe.Add(ref b, TPanel.Start + column), ref Unsafe.Add(ref c, column), rows);
            }
        }
        else
        {
            TilesOfPanel<TPanel>(ref a, ref Unsafe.Add(ref b, TPanel.First * TPanel.Terms), ref Unsafe.Add(ref b, TPanel.Start + TPanel.First), ref Unsafe.Add(ref c, TPanel.First), rows);
        }
    }

    /// <summary>dW += xᵀ·dy, db += dy for a single row.</summary>
    /// <typeparam name="TPanel">The columns of W and their plan.</typeparam>
    /// <param name="x">[terms].</param>
    /// <param name="dy">[columns].</param>
    /// <param name="dw">The whole matrix, with db behind it.</param>
    [MethodImpl(KernelOptions.Inline)]
    public static void GradientRow<TPanel>(ref T x, ref T dy, ref T dw)
        where TPanel : struct, IPanel
    {
        if (TPanel.Count > 1)
        {
            for (nint column = TPanel.First; column < TPanel.First + (TPanel.Count * TPanel.Width); column += TPanel.Width)
            {
                RowUpdates<TVector, TLanes, T>.Add<TPanel>(ref x, ref Unsafe.Add(ref dy, column), ref Unsafe.Add(ref dw, column * TPanel.Terms), ref Unsafe.Add(ref dw, TPanel.Start + column));
            }
        }
        else
        {
            RowUpdates<TVector, TLanes, T>.Add<TPanel>(ref x, ref Unsafe.Add(ref dy, TPanel.First), ref Unsafe.Add(ref dw, TPanel.First * TPanel.Terms), ref Unsafe.Add(ref dw, TPanel.Start + TPanel.First));
        }
    }

    /// <summary>dW += Xᵀ·dY, db += the column sums of dY for any number of rows, in blocks that stay in the nearest cache while all tiles pass over them.</summary>
    /// <typeparam name="TPanel">The columns of W and their plan.</typeparam>
    /// <param name="x">[rows, terms].</param>
    /// <param name="dy">[rows, columns].</param>
    /// <param name="rows">How many.</param>
    /// <param name="gradients">What is added to.</param>
    [MethodImpl(KernelOptions.Inline)]
    public static void GradientRows<TPanel>(ref T x, ref T dy, nint rows, LayerGradients<T> gradients)
        where TPanel : struct, IPanel
    {
        ref T dw = ref gradients.Layer.Reference;
        nint block = rows <= 2 * UpdateRows ? rows : TPanel.IsPacked ? 2 * UpdateRows : UpdateRows;
        for (nint row = 0; row < rows; row += block)
        {
            nint count = Math.Min(block, rows - row);
            ref T xr = ref Unsafe.Add(ref x, row * TPanel.Terms);
            ref T dyr = ref Unsafe.Add(ref dy, row * TPanel.Columns);
            if (TPanel.Count > 1)
            {
                    for (nint column = TPanel.First; column < TPanel.First + (TPanel.Count * TPanel.Width); column += TPanel.Width)
                {
                    GradientOfPanel<TPanel>(ref xr, ref Unsafe.Add(ref dyr, column), ref Unsafe.Add(ref dw, column * TPanel.Terms), ref Unsafe.Add(ref dw, TPanel.Start + column), count, rows - row, gradients);
                }
            }
            else
            {
                GradientOfPanel<TPanel>(ref xr, ref Unsafe.Add(ref dyr, TPanel.First), ref Unsafe.Add(ref dw, TPanel.First * TPanel.Terms), ref Unsafe.Add(ref dw, TPanel.Start + TPanel.First), count, rows - row, gradients);
            }
        }
    }

    /// <summary>What a product's calls come to, to be compiled ahead.</summary>
    /// <typeparam name="TPanel">The columns and their plan.</typeparam>
    /// <typeparam name="TActivation">f of a single row.</typeparam>
    public static IEnumerable<Delegate> ProductMethods<TPanel, TActivation>()
        where TPanel : struct, IPanel
        where TActivation : struct, IActivation<TVector>
    {
        yield return new PanelMethod<T>(Row<TPanel, TActivation>);
        yield return TPanel.Block == 0 ? new RowSumMethod<T>(RowSums<TVector, TLanes, T>.Sum1<TPanel, TActivation>)
            : TPanel.LastBlock == TPanel.Block ? new RowSumMethod<T>(RowSums<TVector, TLanes, T>.Sum2<TPanel, TActivation>)
            : new RowSumMethod<T>(RowSums<TVector, TLanes, T>.Sum4<TPanel, TActivation>);
        if (typeof(TActivation) != typeof(NoActivation<TVector>))
        {
            yield return new ActivationMethod<T>(ActivationRows<TVector, TLanes, T, TActivation>.Forward);
        }

        foreach (Delegate tiles in TileMethods<TPanel>())
        {
            yield return tiles;
        }
    }

    /// <inheritdoc cref="ProductMethods{TPanel, TActivation}"/>
    public static IEnumerable<Delegate> ProductMethods<TPanel>()
        where TPanel : struct, IPanel => ProductMethods<TPanel, NoActivation<TVector>>().Prepend(new PanelMethod<T>(Row<TPanel>));

    /// <summary>What calls for tiles alone come to, to be compiled ahead.</summary>
    /// <typeparam name="TPanel">The columns and their plan.</typeparam>
    public static IEnumerable<Delegate> TileMethods<TPanel>()
        where TPanel : struct, IPanel => TileMethods<ProductShape<TPanel>, AllLanes, Tail<TPanel>, TPanel>();

    /// <summary>What the calls for the gradients of W and b come to, to be compiled ahead.</summary>
    /// <typeparam name="TPanel">The columns of W and their plan.</typeparam>
    public static IEnumerable<Delegate> GradientMethods<TPanel>()
        where TPanel : struct, IPanel
    {
        yield return new PanelMethod<T>(GradientRow<TPanel>);
        yield return new RowUpdateMethod<T>(RowUpdates<TVector, TLanes, T>.Add<TPanel>);
        yield return new LineMethod<T>(LineSums<TVector, TLanes, T>.Add<UpdateShape<TPanel>, Tail<TPanel>>);
        yield return new LineMethod<T>(LineSums<TVector, TLanes, T>.Add<BiasShape<TPanel>, Tail<TPanel>>);
        foreach (Delegate tiles in TileMethods<UpdateShape<TPanel>, Tail<TPanel>, AllLanes, TPanel>())
        {
            yield return tiles;
        }

        if (TPanel.IsPacked)
        {
            foreach (Delegate method in PackedUpdates<TVector, TLanes, T>.Methods)
            {
                yield return method;
            }
        }
    }

    [MethodImpl(KernelOptions.Inline)]
    private static nint TileRows<TPanel>()
        where TPanel : struct, IPanel => TPanel.Vectors == 1 ? 8 : 4;

    private static IEnumerable<Delegate> TileMethods<TShape, TB, TC, TPanel>()
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
        where TC : struct, ILaneCount
        where TPanel : struct, IPanel
    {
        if (TPanel.Vectors == 1)
        {
            return [new TileMethod<T>(RowTiles<TVector, TLanes, T>.Tiles8x1<TShape, TB, TC>)];
        }

        TileMethod<T> tiles = RowTiles<TVector, TLanes, T>.Tiles4x2<TShape, AllLanes, AllLanes>;
        return (TPanel.Vectors % 2, TPanel.Tail < TLanes.Count) switch
        {
            (1, _) => [tiles, new TileMethod<T>(RowTiles<TVector, TLanes, T>.Tiles4x3<TShape, TB, TC>)],
            (_, true) => [tiles, new TileMethod<T>(RowTiles<TVector, TLanes, T>.Tiles4x2<TShape, TB, TC>)],
            _ => [tiles],
        };
    }

    /// <summary>Of a long sum, as many terms at a time as leave the matrix's part in the nearest cache; the sums go on from c.</summary>
    [MethodImpl(KernelOptions.Inline)]
    private static void TilesOfPanel<TPanel>(ref T a, ref T b, ref T start, ref T c, nint rows)
        where TPanel : struct, IPanel
    {
        nint atOnce = VectorsInCache / TPanel.Vectors / 4 * 4;
        if (TPanel.Block == 0 && TPanel.Terms > atOnce)
        {
            for (nint k = 0; k < TPanel.Terms; k += atOnce)
            {
                nint end = Math.Min(k + atOnce, TPanel.Terms);
                Cover<ProductShape<TPanel>, AllLanes, Tail<TPanel>, TPanel>(ref a, ref b, ref start, ref c, rows, k, end, end);
            }
        }
        else
        {
            Cover<ProductShape<TPanel>, AllLanes, Tail<TPanel>, TPanel>(ref a, ref b, ref start, ref c, rows, 0, TPanel.Terms, TPanel.Terms);
        }
    }

    [MethodImpl(KernelOptions.Inline)]
    private static void GradientOfPanel<TPanel>(ref T x, ref T dy, ref T dw, ref T db, nint count, nint left, LayerGradients<T> gradients)
        where TPanel : struct, IPanel
    {
        nint lanes = TLanes.Count;
        nint width = TPanel.Width;
        nint tiled = TPanel.Terms / TileRows<TPanel>() * TileRows<TPanel>();

        // dY is read in whole vectors, whatever lies behind the row, as long as so many rows follow.
        nint spanned = (TPanel.First + width + TPanel.Columns - 1) / TPanel.Columns;
        nint whole = TPanel.Tail < lanes && spanned > 1 ? left - (spanned - 1) : count;
        if (tiled > 0)
        {
            if (TPanel.IsPacked && left > PackedRows)
            {
                PackedUpdates<TVector, TLanes, T>.Add(ref x, TPanel.Terms, ref dy, TPanel.Columns, ref dw, tiled, count, ref gradients.Scratch);
            }
            else
            {
                Cover<UpdateShape<TPanel>, Tail<TPanel>, AllLanes, TPanel>(ref x, ref dy, ref dw, ref dw, tiled, 0, count, whole);
            }
        }

        if (TPanel.Terms > tiled)
        {
            LineSums<TVector, TLanes, T>.Add<UpdateShape<TPanel>, Tail<TPanel>>(ref Unsafe.Add(ref x, tiled), ref dy, ref Unsafe.Add(ref dw, tiled * width), TPanel.Terms - tiled, TPanel.Vectors, count, whole);
        }

        if (TPanel.HasBias)
        {
            // db is another line of dW, with 1 in the place of x.
            T one = T.One;
            LineSums<TVector, TLanes, T>.Add<BiasShape<TPanel>, Tail<TPanel>>(ref one, ref dy, ref db, 1, TPanel.Vectors, count, whole);
        }
    }

    /// <summary>
    /// Covers the panel with tiles. Those of full size cannot store a vector that is cut off, which is left to the tile at the end; of
    /// an odd number of vectors that tile takes three, since one vector alone would wait for its own additions.
    /// </summary>
    [MethodImpl(KernelOptions.Inline)]
    private static void Cover<TShape, TB, TC, TPanel>(ref T a, ref T b, ref T start, ref T c, nint rows, nint from, nint terms, nint whole)
        where TShape : struct, ITileShape
        where TB : struct, ILaneCount
        where TC : struct, ILaneCount
        where TPanel : struct, IPanel
    {
        nint lanes = TLanes.Count;
        if (TPanel.Vectors == 1)
        {
            RowTiles<TVector, TLanes, T>.Tiles8x1<TShape, TB, TC>(ref a, ref b, ref start, ref c, rows, lanes, from, terms, whole);
        }
        else if (TPanel.Vectors % 2 == 1)
        {
            nint first = (TPanel.Vectors - 3) * lanes;
            if (first > 0)
            {
                RowTiles<TVector, TLanes, T>.Tiles4x2<TShape, AllLanes, AllLanes>(ref a, ref b, ref start, ref c, rows, first, from, terms, terms);
            }

            RowTiles<TVector, TLanes, T>.Tiles4x3<TShape, TB, TC>(ref a, ref Unsafe.Add(ref b, first), ref Unsafe.Add(ref start, first), ref Unsafe.Add(ref c, first), rows, 3 * lanes, from, terms, whole);
        }
        else if (TPanel.Tail < lanes)
        {
            nint first = (TPanel.Vectors - 2) * lanes;
            if (first > 0)
            {
                RowTiles<TVector, TLanes, T>.Tiles4x2<TShape, AllLanes, AllLanes>(ref a, ref b, ref start, ref c, rows, first, from, terms, terms);
            }

            RowTiles<TVector, TLanes, T>.Tiles4x2<TShape, TB, TC>(ref a, ref Unsafe.Add(ref b, first), ref Unsafe.Add(ref start, first), ref Unsafe.Add(ref c, first), rows, 2 * lanes, from, terms, whole);
        }
        else
        {
            RowTiles<TVector, TLanes, T>.Tiles4x2<TShape, AllLanes, AllLanes>(ref a, ref b, ref start, ref c, rows, TPanel.Width, from, terms, terms);
        }
    }

    /// <summary>A product's strides.</summary>
    private readonly struct ProductShape<TPanel> : ITileShape
        where TPanel : struct, IPanel
    {
        static nint ITileShape.ARow => TPanel.Terms;

        static nint ITileShape.AStep => 1;

        static nint ITileShape.BStep => TPanel.Width;

        static nint ITileShape.StartRow => 0;

        static nint ITileShape.CRow => TPanel.Columns;

        static nint ITileShape.Block => TPanel.Block;

        static nint ITileShape.LastBlock => TPanel.LastBlock;
    }

    /// <summary>The strides of dW += Xᵀ·dY.</summary>
    private readonly struct UpdateShape<TPanel> : ITileShape
        where TPanel : struct, IPanel
    {
        static nint ITileShape.ARow => 1;

        static nint ITileShape.AStep => TPanel.Terms;

        static nint ITileShape.BStep => TPanel.Columns;

        static nint ITileShape.StartRow => TPanel.Width;

        static nint ITileShape.CRow => TPanel.Width;

        static nint ITileShape.Block => 0;

        static nint ITileShape.LastBlock => 0;
    }

    /// <summary>The strides of db, a single line, whose factor is the same for all rows.</summary>
    private readonly struct BiasShape<TPanel> : ITileShape
        where TPanel : struct, IPanel
    {
        static nint ITileShape.ARow => 0;

        static nint ITileShape.AStep => 0;

        static nint ITileShape.BStep => TPanel.Columns;

        static nint ITileShape.StartRow => 0;

        static nint ITileShape.CRow => 0;

        static nint ITileShape.Block => 0;

        static nint ITileShape.LastBlock => 0;
    }

    /// <summary>The lanes of the panel's last vector.</summary>
    private readonly struct Tail<TPanel> : ILaneCount
        where TPanel : struct, IPanel
    {
        static int ILaneCount.Count => TPanel.Tail;
    }
}
