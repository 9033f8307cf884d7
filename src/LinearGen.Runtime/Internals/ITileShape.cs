using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>The strides of a product in <see cref="RowTiles{V, I, T}"/>, as a type: to the JIT they are constants.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ITileShape
{
    /// <summary>Stride of a between rows.</summary>
    static abstract nint ARow { get; }

    /// <summary>Stride of a along the sum.</summary>
    static abstract nint AStep { get; }

    /// <summary>Stride of b along the sum.</summary>
    static abstract nint BStep { get; }

    /// <summary>Stride between rows of what the sums start from: 0 if it is the same for all.</summary>
    static abstract nint StartRow { get; }

    /// <summary>Stride of c between rows.</summary>
    static abstract nint CRow { get; }

    /// <summary>
    /// Terms of a partial sum, or 0 if there is but one. The first block's sums start from start, the others' from 0 and are
    /// added to the sum so far, so that every element rounds as in a one-row kernel with as many partial sums.
    /// </summary>
    static abstract nint Block { get; }

    /// <summary>Where the last partial sum begins, whose terms may be fewer or more.</summary>
    static abstract nint LastBlock { get; }
}
