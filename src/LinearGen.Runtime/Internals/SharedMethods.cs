using System.ComponentModel;
using System.Numerics;

namespace LinearGen.Internals;

/// <summary>A method of <see cref="RowTiles{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void TileMethod<T>(ref T a, ref T b, ref T start, ref T c, nint rows, nint columns, nint from, nint terms, nint whole);

/// <summary>A method of <see cref="LineSums{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void LineMethod<T>(ref T a, ref T b, ref T c, nint lines, nint vectors, nint terms, nint whole);

/// <summary>A method of <see cref="RowUpdates{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void RowUpdateMethod<T>(ref T x, ref T dy, ref T c, ref T db);

/// <summary>A method of <see cref="RowSums{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void RowSumMethod<T>(ref T a, ref T b, ref T start, ref T c);

/// <summary>A method of <see cref="Panels{TVector, TLanes, T}"/> for one row, through which callers that are not optimised come to those above.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void PanelMethod<T>(ref T a, ref T b, ref T c);

/// <summary>A method of <see cref="PackedUpdates{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void PackedMethod<T>(ref T x, nint xStride, ref T dy, nint dyStride, ref T dw, nint inputs, nint rows, ref T scratch);

/// <summary>A method of <see cref="ActivationRows{TVector, TLanes, T, TActivation}"/>, from numbers to numbers.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ActivationMethod<T>(ref T z, ref T y, nint count);

/// <summary>A method of <see cref="ActivationRows{TVector, TLanes, T, TActivation}"/> for gradients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ActivationGradientMethod<T>(ref T source, ref T dy, ref T dz, nint count);

/// <summary>A method of a row-wise activation.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void RowActivationMethod<T>(ref T z, ref T y, nint rows, nint columns);

/// <summary>A method of a row-wise activation for gradients.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void RowActivationGradientMethod<T>(ref T y, ref T dy, ref T dz, nint rows, nint columns);

/// <summary><see cref="ActivatedLayers.Backward"/>.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void ActivatedBackwardMethod<T>(
    ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> dy, Span<T> dx, in LayerParameters<T> layer, LayerGradients<T>? gradients)
    where T : unmanaged, IFloatingPointIeee754<T>;
