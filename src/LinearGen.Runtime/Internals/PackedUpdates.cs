using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace LinearGen.Internals;

/// <summary>
/// dW += Xᵀ·dY over copies of the pieces that are being worked on, for layers whose rows lie a multiple of 1 KB apart: the same
/// column of all rows then falls into a few sets of the nearest cache, and without copies 512×512 reaches 45 % of the peak.
/// </summary>
/// <typeparam name="TVector">A vector of <typeparamref name="TLanes"/>.</typeparam>
/// <typeparam name="TLanes">The instruction set.</typeparam>
/// <typeparam name="T"><see cref="float"/> or <see cref="double"/>.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Design", "CA1000:Do not declare static members on generic types", Justification = "Generated kernels call them with all type arguments at hand.")]
public static class PackedUpdates<TVector, TLanes, T>
    where TVector : struct
    where TLanes : struct, ILanes<TVector, T>
    where T : unmanaged
{
    /// <summary>Rows of a piece: with 64 columns of dY and 32 of X, 24 KB.</summary>
    private const int Rows = 64;

    private static nint PanelColumns => PanelLayout.PanelVectors * TLanes.Count;

    private static nint PieceInputs => PanelColumns / 2;

    /// <summary>What is compiled ahead of the first call.</summary>
    public static IEnumerable<Delegate> Methods =>
    [
        new PackedMethod<T>(Add),
        new TileMethod<T>(RowTiles<TVector, TLanes, T>.Tiles4x2<Shape, AllLanes, AllLanes>),
        new CopyMethod(Copy),
    ];

    /// <summary>Adds to one full panel of dW.</summary>
    /// <param name="x">[rows, stride].</param>
    /// <param name="xStride">Elements of a row of X.</param>
    /// <param name="dy">The panel's columns of [rows, stride].</param>
    /// <param name="dyStride">Elements of a row of dY.</param>
    /// <param name="dw">The panel.</param>
    /// <param name="inputs">Lines of dW, a multiple of 4.</param>
    /// <param name="rows">How many rows.</param>
    /// <param name="scratch">As long as <see cref="LayerGradients{T}.ScratchLength"/> says.</param>
    [MethodImpl(KernelOptions.Kernel)]
    public static void Add(ref T x, nint xStride, ref T dy, nint dyStride, ref T dw, nint inputs, nint rows, ref T scratch)
    {
        ref T a = ref Unsafe.Add(ref scratch, Rows * PanelColumns);
        for (nint row = 0; row < rows; row += Rows)
        {
            nint count = Math.Min(Rows, rows - row);
            Copy(ref Unsafe.Add(ref dy, row * dyStride), dyStride, ref scratch, PanelColumns, PanelColumns, count);
            for (nint i = 0; i < inputs; i += PieceInputs)
            {
                nint lines = Math.Min(PieceInputs, inputs - i);
                Copy(ref Unsafe.Add(ref x, (row * xStride) + i), xStride, ref a, PieceInputs, lines, count);
                ref T c = ref Unsafe.Add(ref dw, i * PanelColumns);
                RowTiles<TVector, TLanes, T>.Tiles4x2<Shape, AllLanes, AllLanes>(ref a, ref scratch, ref c, ref c, lines, PanelColumns, 0, count, count);
            }
        }
    }

    [MethodImpl(KernelOptions.Kernel)]
    private static void Copy(ref T from, nint fromStride, ref T to, nint toStride, nint columns, nint rows)
    {
        for (nint row = 0; row < rows; row++)
        {
            MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref from, row * fromStride), (int)columns)
                .CopyTo(MemoryMarshal.CreateSpan(ref Unsafe.Add(ref to, row * toStride), (int)columns));
        }
    }

    private delegate void CopyMethod(ref T from, nint fromStride, ref T to, nint toStride, nint columns, nint rows);

    private readonly struct Shape : ITileShape
    {
        static nint ITileShape.ARow => 1;

        static nint ITileShape.AStep => PieceInputs;

        static nint ITileShape.BStep => PanelColumns;

        static nint ITileShape.StartRow => PanelColumns;

        static nint ITileShape.CRow => PanelColumns;

        static nint ITileShape.Block => 0;

        static nint ITileShape.LastBlock => 0;
    }
}
