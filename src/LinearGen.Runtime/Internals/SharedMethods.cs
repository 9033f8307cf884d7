using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>A method of <see cref="RowTiles{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void TileMethod<T>(ref T a, ref T b, ref T start, ref T c, nint rows, nint columns, nint from, nint terms, nint whole);

/// <summary>A method of <see cref="LineSums{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void LineMethod<T>(ref T a, ref T b, ref T c, nint lines, nint vectors, nint terms, nint whole);

/// <summary>A method of <see cref="RowUpdates{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void RowUpdateMethod<T>(ref T x, ref T dy, ref T c, nint lines, nint vectors);

/// <summary>A method of <see cref="PackedUpdates{TVector, TLanes, T}"/>, to be compiled ahead of its first call.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public delegate void PackedMethod<T>(ref T x, nint xStride, ref T dy, nint dyStride, ref T dw, nint inputs, nint rows, ref T scratch);
