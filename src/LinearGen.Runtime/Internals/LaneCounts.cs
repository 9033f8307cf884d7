using System.ComponentModel;

namespace LinearGen.Internals;

/// <summary>
/// How many lanes of a vector memory holds, as a type: the JIT compiles a tile for each count that occurs, and the stores of
/// a cut-off vector become the two or three instructions that the count takes.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public interface ILaneCount
{
    /// <summary>The number of lanes.</summary>
    static abstract int Count { get; }
}

/// <summary>All lanes.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct AllLanes : ILaneCount
{
    static int ILaneCount.Count => int.MaxValue;
}
