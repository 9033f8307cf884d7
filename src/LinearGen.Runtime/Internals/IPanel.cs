using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// Some neighbouring columns of a product C[rows, columns] = start + A[rows, terms]·B, and the plan for them, as a type: to the JIT
/// its numbers are constants. The generator makes the plan and writes these types; <see cref="Panels{TVector, TLanes, T}"/>
/// carries it out.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface IPanel
{
    /// <summary>Terms of a sum, which are also the elements of a row of A.</summary>
    static abstract nint Terms { get; }

    /// <summary>Columns of the whole product, which are also the elements of a row of C.</summary>
    static abstract nint Columns { get; }

    /// <summary>Vectors that the panel is wide.</summary>
    static abstract nint Vectors { get; }

    /// <summary>The same in elements. (A product of two constants reaches the JIT too late to become part of addresses.)</summary>
    static abstract nint Width { get; }

    /// <summary>Where behind B lies what the sums start from.</summary>
    static abstract nint Start { get; }

    /// <summary>The first column.</summary>
    static virtual nint First => 0;

    /// <summary>How many such panels follow one another.</summary>
    static virtual nint Count => 1;

    /// <summary>Columns that the last vector really has, if not all.</summary>
    static virtual int Tail => int.MaxValue;

    /// <summary>
    /// Terms of a partial sum, or 0 if there is but one. The first block's sums begin with start, the others with 0, and they are
    /// added in order.
    /// </summary>
    static virtual nint Block => 0;

    /// <summary>Where the last partial sum begins, whose terms may be fewer or more.</summary>
    static virtual nint LastBlock => 0;

    /// <summary>Whether start is a bias, whose gradient is wanted.</summary>
    static virtual bool HasBias => false;

    /// <summary>Whether the gradient of B is computed from copies of pieces of A and of the gradient of C.</summary>
    static virtual bool IsPacked => false;
}
